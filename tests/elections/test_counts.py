"""Two count, each alone; what can't be is refused, and they must agree."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import text

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.states import Deed, State
from kimvoice.people.models import Person, RoleKind
from tests.complaints.own_page import on_sqlite
from tests.electing import Electing, Held
from tests.factories import Make

SHAPES: list[tuple[dict[str, Any], str]] = [
    ({"slips": 9, "votes": (5, 2, 1)}, "Merker og sedler er ikke like mange."),
    ({"blanks": -1}, "Ingen tall kan være under 0."),
    ({"votes": (-1, 4, 4)}, "Ingen tall kan være under 0."),
    ({"blanks": 5, "rejected": 4}, "flere blanke og ugyldige sedler enn sedler"),
    ({"votes": (8, 0, 0)}, "flere stemmer enn det er sedler med navn"),
    ({"votes": (4, 1, 1)}, "Det mangler kryss"),
    ({"votes": (7, 7, 1)}, "en seddel kan ha høyst to"),
]


def closed(electing: Electing, candidates: int = 3) -> Held:
    """Eight got a slip."""
    return electing.election(State.CLOSED, candidates=candidates)


def is_in(held: Held, state: State) -> bool:
    return held.election.standing is state


def typed(
    held: Held,
    by: Person,
    *,
    votes: Sequence[int] = (4, 2, 1),
    slips: int = 8,
    blanks: int = 1,
    rejected: int = 0,
) -> None:
    held.election.count(
        by,
        slips=slips,
        blanks=blanks,
        rejected=rejected,
        votes=dict(zip((it.id for it in held.election.candidates), votes, strict=True)),
    )
    db.session.flush()


def test_two_who_agree_have_counted(electing: Electing) -> None:
    held = closed(electing)
    typed(held, held.officers[0])
    assert is_in(held, State.CLOSED)
    typed(held, held.officers[1])
    assert is_in(held, State.COUNTED)
    assert [it.votes for it in held.election.candidates] == [4, 2, 1]
    assert (held.election.slips, held.election.blanks) == (8, 1)
    assert held.election.counts == []


@on_sqlite
@pytest.mark.parametrize(("changes", "why"), SHAPES, ids=[why for _, why in SHAPES])
def test_what_no_box_can_hold_is_refused(
    electing: Electing, changes: dict[str, Any], why: str
) -> None:
    held = closed(electing)
    with pytest.raises(RuleBroken, match=why):
        typed(held, held.officers[0], **changes)
    assert held.election.counts == []


def test_of_two_candidates_a_slip_names_one(electing: Electing) -> None:
    held = closed(electing, candidates=2)
    with pytest.raises(RuleBroken, match="en seddel kan ha ett"):
        typed(held, held.officers[0], slips=7, votes=(4, 4))
    typed(held, held.officers[0], slips=7, votes=(4, 2))


def test_a_slip_that_was_taken_away_is_missing_in_the_box(electing: Electing) -> None:
    held = closed(electing)
    for officer in held.officers[:2]:
        typed(held, officer, slips=7, votes=(4, 2, 0))
    assert is_in(held, State.COUNTED)
    assert held.election.slips == held.election.marks - 1


def test_a_number_for_each_who_stands_and_for_nobody_else(electing: Electing) -> None:
    held = closed(electing)
    first = held.election.candidates[0].id
    wrong: tuple[dict[int, int], ...] = ({}, {first: 1}, {0: 1})
    for votes in wrong:
        with pytest.raises(RuleBroken, match="Skriv et tall for hver kandidat"):
            held.election.count(
                held.officers[0], slips=1, blanks=0, rejected=0, votes=votes
            )


def test_two_who_differ_count_again_and_read_where_never_by_how_much(
    electing: Electing,
) -> None:
    held = closed(electing)
    typed(held, held.officers[0])
    typed(held, held.officers[1], blanks=0, votes=(4, 2, 2))
    election = held.election
    assert is_in(held, State.CLOSED)
    assert election.counts == []
    assert election.differed_in == ["blanks", "3"]
    event = election.events[-1]
    assert event.deed is Deed.COUNTS_DIFFERED
    assert event.facts == {}
    assert event.figures == {"differed": "blanks 3"}
    for officer in held.officers[1:]:
        typed(held, officer)
    assert is_in(held, State.COUNTED)
    assert election.differed_in == []


def test_one_alone_is_not_two(electing: Electing) -> None:
    """Typed anew it is changed, also when it is the same."""
    held = closed(electing)
    for votes in ((4, 3, 1), (4, 2, 1), (4, 2, 1)):
        typed(held, held.officers[0], votes=votes)
    assert is_in(held, State.CLOSED)
    [counted] = held.election.counts
    assert list(counted.figures.votes.values()) == [4, 2, 1]


def test_who_neither_counts_nor_is_of_the_committee_types_nothing(
    electing: Electing, make: Make
) -> None:
    held = closed(electing)
    for somebody in (held.others[0], make.participant()):
        with pytest.raises(RuleBroken):
            typed(held, somebody)
    held.election.appoint(held.others[0])
    typed(held, held.others[0])


def test_a_candidate_never_counts(electing: Electing) -> None:
    held = closed(electing)
    held.election.round.seat(held.candidates[0])
    with pytest.raises(RuleBroken, match="stiller til valg"):
        typed(held, held.candidates[0])
    with pytest.raises(RuleBroken, match="stiller til valg"):
        held.election.appoint(held.candidates[0])


def test_whoever_leads_the_department_does_not_count(
    electing: Electing, make: Make
) -> None:
    held = closed(electing)
    with pytest.raises(RuleBroken, match="leder avdelingen"):
        held.election.appoint(make.work_leader(held.election.department))
    held.election.appoint(make.work_leader())


def test_a_counter_is_appointed_once_and_dismissed_until_something_is_typed(
    electing: Electing, make: Make
) -> None:
    held = closed(electing)
    one, other = make.person(RoleKind.COORDINATOR), make.participant()
    for person in (one, one, other):
        held.election.appoint(person)
    assert [it.person for it in held.election.counters] == [one, other]
    held.election.dismiss_counter(one)
    assert [it.person for it in held.election.counters] == [other]
    typed(held, other)
    with pytest.raises(RuleBroken, match="har skrevet inn"):
        held.election.dismiss_counter(other)


@pytest.mark.parametrize("state", [State.LISTED, State.OPEN, State.COUNTED])
def test_it_is_counted_once_and_after_closing(electing: Electing, state: State) -> None:
    held = electing.election(state)
    with pytest.raises(RuleBroken):
        typed(held, held.officers[2])


def test_nobody_is_appointed_when_it_is_counted(electing: Electing, make: Make) -> None:
    held = electing.election(State.COUNTED)
    with pytest.raises(RuleBroken):
        held.election.appoint(make.participant())


def test_a_slip_is_given_once_and_a_wrong_mark_taken_away(
    electing: Electing, make: Make
) -> None:
    held = electing.election(State.OPEN)
    voter = held.voters[0]
    held.election.give_slip(voter)
    with pytest.raises(RuleBroken, match="har allerede fått seddel"):
        held.election.give_slip(voter)
    held.election.take_back_slip(voter)
    assert held.election.marks == 0
    with pytest.raises(RuleBroken, match="har ikke fått seddel"):
        held.election.take_back_slip(voter)
    with pytest.raises(RuleBroken, match="står ikke i manntallet"):
        held.election.give_slip(make.participant())


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_the_rows_do_not_show_who_came_when(electing: Electing) -> None:
    """The last to come would lie last, and be written by another transaction."""
    held = electing.election(State.OPEN)
    by_number = sorted(held.election.roll, key=lambda it: it.id, reverse=True)
    for entry in by_number[:6]:
        held.election.give_slip(entry.person)
        db.session.commit()
    rows = db.session.execute(text("SELECT id, xmin FROM election_roll ORDER BY ctid"))
    numbers, written = zip(*rows, strict=True)
    assert sorted(numbers) == list(numbers)
    assert len(set(written)) == 1


def test_the_marks_stand_once_it_is_counted(electing: Electing) -> None:
    held = electing.election(State.COUNTED)
    with pytest.raises(RuleBroken):
        held.election.give_slip(held.voters[-1])
    with pytest.raises(RuleBroken):
        held.election.take_back_slip(held.voters[0])


def test_all_blank_elects_nobody(electing: Electing) -> None:
    held = closed(electing)
    for officer in held.officers[:2]:
        typed(held, officer, blanks=8, votes=(0, 0, 0))
    assert is_in(held, State.COUNTED)
    assert held.election.winners == []


def test_what_may_not_be_told_is_the_committees_in_the_event_too(
    electing: Electing,
) -> None:
    few = electing.election(State.COUNTED, voters=4, votes=(2, 1, 0)).election
    many = electing.election(State.COUNTED).election
    assert few.events[-1].facts == {"on_roll": 4}
    assert few.events[-1].figures["slips"] == 4
    assert many.events[-1].facts == {"slips": 8, "marks": 8, "on_roll": 8}
    assert "slips" not in many.events[-1].figures

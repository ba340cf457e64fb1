"""Candidates: proposed, asked, standing, stepping back; and the freeze."""

from collections.abc import Callable
from datetime import date

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.candidates import Candidate
from kimvoice.elections.models import Election
from kimvoice.elections.names import telling_apart
from kimvoice.elections.states import CandidateState, Deed, State
from kimvoice.people import erasure
from kimvoice.people.models import Person, RoleKind
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.electing import DAY, Electing, Held
from tests.factories import Make

Act = Callable[[Election, Person], None]


@pytest.fixture
def held(electing: Electing, travel_to: TravelTo) -> Held:
    """Monday 17 November is the last day to propose; the vote is on 1 December."""
    return electing.election(State.NOMINATION, candidates=0)


def listed(electing: Electing, candidates: int) -> Held:
    """Whoever is on the roll may ask for a vote until Wednesday 19 November."""
    held = electing.election(State.LISTED, candidates=candidates)
    assert held.election.asks_until == date(2025, 11, 19)
    return held


def moves(person: Person, to: RoleKind | None, held: Held, make: Make) -> None:
    """Out of the department since yesterday, into another one today or out of all."""
    person.roles[0].ends = date(2025, 11, 16)
    if to:
        person.take_role(to, make.department(), since=date(2025, 11, 17))
    db.session.commit()


def deeds(election: Election) -> list[Deed]:
    return [it.deed for it in election.events]


def goes_without_vote(election: Election) -> bool:
    return election.stands_uncontested


# Proposed, and asked


def test_who_is_proposed_again_is_asked_once(held: Held) -> None:
    election, person = held.election, held.voters[0]
    election.nominate(person)
    election.nominate(person)
    assert len(election.nominees) == 1
    election.decline(person)
    election.nominate(person)
    assert [it.state for it in election.nominees] == [CandidateState.DECLINED]


@on_sqlite
def test_who_stands_already_is_not_asked_by_being_proposed(held: Held) -> None:
    election, person = held.election, held.voters[0]
    election.stand(person, "Jeg er god til å lytte.")
    election.nominate(person)
    assert [it.person for it in election.candidates] == [person]
    assert election.candidates[0].statement == "Jeg er god til å lytte."


@on_sqlite
def test_who_said_no_may_still_stand_and_step_back_again(held: Held) -> None:
    election, person = held.election, held.voters[0]
    election.nominate(person)
    election.decline(person)
    election.stand(person, "Likevel.")
    assert election.listed == election.candidates != []
    election.withdraw(person)
    assert election.candidates == []
    assert [it.statement for it in election.nominees] == [""]
    assert deeds(election) == [Deed.ANNOUNCED]
    with pytest.raises(RuleBroken, match="Dette er gjort"):
        election.withdraw(person)


@on_sqlite
def test_an_officer_leaves_the_committee_before_standing(
    held: Held, make: Make
) -> None:
    officer = held.officers[1]
    officer.take_role(
        RoleKind.PARTICIPANT, held.election.department, since=date(2025, 1, 1)
    )
    db.session.commit()
    held.election.nominate(officer)
    with pytest.raises(RuleBroken, match="Du sitter i valgstyret"):
        held.election.stand(officer)
    assert held.election.candidates == []


@on_sqlite
def test_only_participants_of_the_department_are_proposed_and_stand(
    held: Held, make: Make
) -> None:
    for person in (make.participant(), make.work_leader(held.election.department)):
        with pytest.raises(RuleBroken, match="deltaker i avdelingen"):
            held.election.nominate(person)
        with pytest.raises(RuleBroken, match="deltaker i avdelingen"):
            held.election.stand(person)
    assert held.election.nominees == []


@on_sqlite
@pytest.mark.parametrize("act", [Election.nominate, Election.stand, Election.decline])
def test_the_last_day_to_propose_and_to_answer_lasts_to_its_end(
    held: Held, travel_to: TravelTo, act: Act
) -> None:
    person = held.voters[0]
    travel_to("2025-11-17 23:59:59")
    act(held.election, person)
    travel_to("2025-11-18 00:00:00")
    for _settled in range(2):
        with pytest.raises(RuleBroken, match=r"gikk ut 17\.11\.2025\."):
            act(held.election, person)
        held.election.settle()


# The freeze


def test_who_has_not_said_yes_is_forgotten_when_the_list_is_drawn(held: Held) -> None:
    election = held.election
    asked, refused, stands = held.voters[:3]
    for person in (asked, refused, stands):
        election.nominate(person)
    election.decline(refused)
    election.stand(stands)
    election.round.nominations_until -= DAY
    election.settle()
    db.session.commit()
    rows = db.session.query(Candidate).all()
    assert [(it.person, it.place) for it in rows] == [(stands, 1)]
    named = {it.name for event in election.events for it in event.people}
    assert stands.name in named
    assert named.isdisjoint({asked.name, refused.name})


def test_who_left_or_moved_before_the_freeze_is_on_neither_list(
    held: Held, make: Make
) -> None:
    election = held.election
    moved, left, stays, *_others = held.voters
    for person in (moved, left, stays):
        election.stand(person)
    moves(moved, RoleKind.PARTICIPANT, held, make)
    moves(left, None, held, make)
    came = make.participant(department=election.department)
    assert [it.person for it in election.listed] == [stays]
    election.round.nominations_until -= DAY
    election.settle()
    assert [it.person for it in election.candidates] == [stays]
    assert came in election.voters
    assert not {moved, left} & set(election.voters)


@on_sqlite
def test_after_the_freeze_the_roll_and_the_list_stand(
    electing: Electing, travel_to: TravelTo, make: Make
) -> None:
    held = electing.election(State.LISTED, candidates=2)
    moves(held.candidates[0], RoleKind.PARTICIPANT, held, make)
    came = make.participant(department=held.election.department)
    assert held.candidates[0] in held.election.voters
    assert [it.person for it in held.election.listed] == [
        it.person for it in held.election.candidates
    ]
    assert len(held.election.candidates) == 2
    assert not held.election.is_on_roll(came)


@on_sqlite
def test_nobody_comes_on_an_empty_roll_after_the_freeze(
    electing: Electing, travel_to: TravelTo, make: Make
) -> None:
    held = electing.election(State.NOMINATION, voters=1, candidates=0)
    moves(held.voters[0], None, held, make)
    electing.list_it(held.election)
    assert held.election.roll == []
    came = make.participant(department=held.election.department)
    assert not held.election.is_on_roll(came)


@on_sqlite
def test_the_order_of_the_list_is_drawn(
    electing: Electing, travel_to: TravelTo
) -> None:
    """By chance one of the two in 181,440 times."""
    held = electing.election(State.LISTED, voters=9, candidates=9)
    order = [it.person for it in held.election.candidates]
    assert sorted(it.place or 0 for it in held.election.nominees) == list(range(1, 10))
    assert order != held.candidates
    assert order != sorted(held.candidates, key=lambda it: it.name)


# Stepping back from the list


def test_who_withdraws_is_off_the_list_and_the_protocol_does_not_say_who(
    electing: Electing, travel_to: TravelTo
) -> None:
    held = listed(electing, 3)
    travel_to("2025-11-20 10:00")
    held.election.withdraw(held.candidates[0])
    assert held.candidates[0] not in [it.person for it in held.election.candidates]
    assert [it.statement for it in held.election.nominees].count("") == 1
    event = held.election.events[-1]
    assert (event.deed, event.people) == (Deed.CANDIDATE_WITHDREW, [])
    assert event.facts == {"candidates": 2}
    with pytest.raises(RuleBroken, match="Dette er gjort"):
        held.election.withdraw(held.candidates[0])


@on_sqlite
def test_a_changed_list_gives_three_working_days_more_to_ask(
    electing: Electing, travel_to: TravelTo
) -> None:
    held = listed(electing, 2)
    travel_to("2025-11-21 10:00")
    held.election.withdraw(held.candidates[0])
    assert held.election.asks_until == date(2025, 11, 26)
    assert held.election.can_be_asked
    with pytest.raises(RuleBroken, match="fortsatt be om avstemning"):
        held.election.publish(held.officers[0])
    travel_to("2025-11-27 10:00")
    held.election.publish(held.officers[0])
    assert held.election.elected == held.candidates[1]


@on_sqlite
def test_when_there_is_no_time_left_to_ask_the_vote_is_held(
    electing: Electing, travel_to: TravelTo
) -> None:
    held = listed(electing, 2)
    travel_to("2025-11-26 10:00")
    held.election.withdraw(held.candidates[0])
    assert held.election.asks_until == held.election.round.votes_on
    assert not goes_without_vote(held.election)
    assert not held.election.can_be_asked
    travel_to("2025-12-01 10:00")
    assert held.election.standing is State.OPEN


@on_sqlite
def test_nobody_withdraws_once_the_vote_opens(
    electing: Electing, travel_to: TravelTo
) -> None:
    held = listed(electing, 3)
    travel_to("2025-12-01 07:59:59")
    assert held.election.can_withdraw(held.candidates[0])
    held.election.withdraw(held.candidates[0])
    travel_to("2025-12-01 08:00:00")
    assert not held.election.can_withdraw(held.candidates[1])
    with pytest.raises(RuleBroken, match="for sent å trekke seg"):
        held.election.withdraw(held.candidates[1])


@on_sqlite
def test_one_who_is_elected_without_a_vote_does_not_withdraw_into_one(
    electing: Electing, travel_to: TravelTo
) -> None:
    held = listed(electing, 1)
    travel_to("2025-12-01 08:00:00")
    with pytest.raises(RuleBroken, match="for sent å trekke seg"):
        held.election.withdraw(held.candidates[0])
    assert held.election.standing is State.LISTED


@on_sqlite
def test_when_all_withdraw_nobody_is_elected(
    electing: Electing, travel_to: TravelTo
) -> None:
    held = listed(electing, 2)
    for person in held.candidates:
        held.election.withdraw(person)
    assert goes_without_vote(held.election)
    held.election.publish(held.officers[0])
    assert held.election.elected is None
    assert held.election.standing is State.PUBLISHED


# Erased


@pytest.mark.parametrize(
    ("state", "left"), [(State.NOMINATION, []), (State.LISTED, [""])]
)
def test_who_is_erased_stands_no_longer_and_the_words_are_gone(
    electing: Electing,
    travel_to: TravelTo,
    make: Make,
    state: State,
    left: list[str],
) -> None:
    held = electing.election(state, candidates=1)
    moves(held.candidates[0], None, held, make)
    travel_to("2025-11-18 10:00")
    erasure.erase(held.candidates[0])
    db.session.commit()
    assert held.election.candidates == []
    assert [it.statement for it in held.election.nominees] == left


# Names


@on_sqlite
def test_two_of_one_name_are_told_apart_and_nobody_else(
    make: Make, travel_to: TravelTo
) -> None:
    people = [make.person(name=it) for it in ("Kari Prøve", "KARI  prøve", "Ola")]
    called = telling_apart(people)
    assert [called[it] for it in people] == [
        f"Kari Prøve ({people[0].user_name})",
        f"{people[1].name} ({people[1].user_name})",
        "Ola",
    ]


@on_sqlite
def test_nobody_stands_on_two_rolls_of_a_round(electing: Electing, make: Make) -> None:
    """The lists are drawn one after the other, and somebody moves between the two."""
    one, other = make.department(), make.department()
    mover, *_others = make.participants(4, one)
    make.participants(4, other)
    planned = electing.round(one, other)
    planned.announce()
    first, second = planned.elections
    planned.nominations_until = clock.today() - DAY
    first.settle()
    mover.roles[0].ends = clock.today() - DAY
    mover.take_role(RoleKind.PARTICIPANT, other, since=clock.today())
    db.session.commit()
    second.settle()
    assert first.is_on_roll(mover)
    assert not second.is_on_roll(mover)
    assert len(second.voters) == 4

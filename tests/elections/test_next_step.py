"""What comes next, who does it, and on which day."""

from datetime import date, timedelta

import pytest
from flask import Flask

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.elections.next_step import (
    STEPS,
    Stage,
    calendar,
    next_step,
)
from kimvoice.elections.officers_desk import (
    ROOMS,
    desk_of,
    first_step,
    rooms_of,
    steps_of,
)
from kimvoice.elections.states import ProposalKind, State
from tests.complaints.own_page import on_sqlite
from tests.electing import DAY, Electing, Held
from tests.elections.test_recorded import record
from tests.elections.test_who_may import at
from tests.factories import Make
from tests.visitor import Visit

pytestmark = on_sqlite


def committee(held: Held) -> str:
    one, other, third = (it.name for it in held.election.officers)
    return f"{one}, {other} og {third}"


STEP = {
    State.DRAFT: ("Kunngjør valget", "the committee", "nominations_until"),
    State.NOMINATION: ("Foreslå kandidater", "the voters", "nominations_until"),
    State.LISTED: ("Stem på papir i møtet", "the voters", "votes_on"),
    State.OPEN: ("Stem på papir i møtet", "the voters", "votes_on"),
    State.CLOSED: ("Tell stemmene", "the counters", "votes_on"),
    State.TIED: ("Bestem tid og sted for loddtrekningen", "the committee", "result_on"),
    State.COUNTED: ("Legg ut resultatet", "the committee", "result_on"),
    State.PUBLISHED: ("Si fra hvis noe gikk galt", "the voters", ""),
    State.ANNULLED: ("Planlegg et nytt valg", "the committee", ""),
}


def test_each_state_says_what_who_and_when(electing: Electing) -> None:
    assert set(STEPS) == set(ROOMS) == set(State)
    for state, (what, who, day) in STEP.items():
        held = at(electing, state)
        step = next_step(held.election)
        assert step is not None
        assert step.what == what, state
        place = held.election.where
        said = {
            "the committee": committee(held),
            "the counters": f"To av {committee(held)}",
            "the voters": f"Deltakerne i {place}",
        }
        assert step.who == said.get(who, who), state
        if day:
            assert step.on == getattr(held.election.round, day), state
    final = at(electing, State.FINAL).election
    assert next_step(final) is None


def test_while_others_wait_for_the_vote_the_committee_gets_ready(
    electing: Electing,
) -> None:
    held = electing.election(State.LISTED)
    [(_round, step)] = desk_of(held.officers[0]).steps
    assert step.what == "Velg tellere, og skriv ut manntall og sedler"
    assert (step.who, step.on) == (committee(held), held.election.round.votes_on)
    assert not desk_of(held.others[0]).has_anything


def test_a_final_election_waits_for_its_first_day(electing: Electing) -> None:
    election = electing.election(State.FINAL).election
    election.round.term_starts = clock.today() + 5 * DAY
    step = next_step(election)
    assert step is not None
    assert election.elected is not None
    assert election.elected.name in step.who
    assert step.on == election.round.term_starts


def test_where_one_stands_people_may_ask_and_then_it_is_told(
    electing: Electing,
) -> None:
    held = electing.election(State.LISTED, candidates=1)
    asked = next_step(held.election)
    assert asked is not None
    assert asked.on == held.election.asks_until
    stages = [it.stage for it in calendar(held.election)]
    assert Stage.ASK in stages
    assert Stage.VOTE not in stages
    held.election.round.nominations_until -= timedelta(days=10)
    told = next_step(held.election)
    assert told is not None
    assert (told.what, told.who) == ("Legg ut resultatet", committee(held))
    assert "resultat" in [it.path for it in rooms_of(held.election, held.officers[0])]
    assert "papir" not in [it.path for it in rooms_of(held.election, held.officers[0])]
    held.election.vote_asked = True
    stages = [it.stage for it in calendar(held.election)]
    assert Stage.VOTE in stages
    assert Stage.ASK not in stages


def test_where_nobody_stands_that_is_told(electing: Electing) -> None:
    held = electing.election(State.LISTED, candidates=0)
    step = next_step(held.election)
    assert step is not None
    assert step.what == "Si fra at ingen stiller"
    assert Stage.VOTE not in [it.stage for it in calendar(held.election)]


def test_a_planned_draw_has_its_day(electing: Electing) -> None:
    held = at(electing, State.TIED)
    held.election.draws_on = date(2030, 1, 2)
    step = next_step(held.election)
    assert step is not None
    assert (step.what, step.on) == ("Trekk lodd", date(2030, 1, 2))


def test_the_calendar_has_one_next_line_and_all_before_it_are_done(
    electing: Electing,
) -> None:
    following = {
        State.DRAFT: Stage.NOMINATE,
        State.NOMINATION: Stage.NOMINATE,
        State.LISTED: Stage.VOTE,
        State.OPEN: Stage.VOTE,
        State.CLOSED: Stage.RESULT,
        State.COUNTED: Stage.RESULT,
        State.PUBLISHED: Stage.COMPLAIN,
    }
    for state, stage in following.items():
        lines = calendar(electing.election(state).election)
        assert [it.stage for it in lines if it.is_next] == [stage], state
        before = lines[: [it.is_next for it in lines].index(True)]
        assert all(it.is_done for it in before), state
        assert [it.on for it in lines] == sorted(it.on for it in lines), state
    annulled = calendar(at(electing, State.ANNULLED).election)
    assert [it.stage for it in annulled] == [Stage.NOMINATE]


def test_while_a_complaint_or_an_annulment_waits_the_committee_must_answer(
    electing: Electing,
) -> None:
    held = electing.election(State.PUBLISHED)
    held.election.propose(ProposalKind.ANNUL, None, "Feil.", held.officers[0])
    held.election.published_on = clock.today() - 30 * DAY
    step = next_step(held.election)
    assert step is not None
    assert step.who == committee(held)


def test_a_round_waits_for_the_first_of_its_elections(
    electing: Electing, make: Make
) -> None:
    held = electing.election(State.LISTED)
    planned = held.election.round
    [other] = electing.round(make.department(), officers=held.officers).elections
    other.round, other.state = planned, State.COUNTED
    assert len(planned.elections) == 2
    step = first_step(held.others[0], planned)
    assert step is not None
    assert step.on == planned.votes_on
    assert step.where == held.election.where


def test_a_step_whose_day_has_passed_is_said_to_be_late(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.CLOSED)
    held.election.round.votes_on = clock.today() - DAY
    db.session.commit()
    page = visit(as_=held.officers[0]).get(f"/min/valg/{held.election.id}").text
    assert "Det skulle vært gjort" in page
    assert "Dato:" not in page


def test_a_tie_stands_first_on_its_page_and_leads_the_committee_to_the_lot(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.TIED)
    place = f"/min/valg/{held.election.id}"
    for reader, leads in ((held.officers[0], True), (held.election.voters[0], False)):
        page = visit(as_=reader).get(place).text
        assert page.index("Stemmene ble like") < page.index("Hva skjer nå?")
        assert "Loddtrekning innen" in page
        assert ("Gå til loddtrekningen" in page) is leads


def test_those_who_may_count_are_named(electing: Electing) -> None:
    held = electing.election(State.OPEN)
    election, helper = held.election, held.others[0]
    election.appoint(helper)
    for gone in held.officers[1:]:
        gone.leave(clock.today() - DAY)
    electing.close_it(election)
    step = next_step(election)
    assert step is not None
    both = sorted([held.officers[0].name, helper.name])
    assert step.who == " og ".join(both)
    helper.leave(clock.today() - DAY)
    step = next_step(election)
    assert step is not None
    assert step.who == held.officers[0].name


def test_nobody_plans_anew_what_was_held_on_paper_since(
    electing: Electing, make: Make
) -> None:
    held = electing.election(State.LISTED, candidates=0)
    election = held.election
    electing.open_it(election)
    election.publish(held.officers[0])
    electing.let_it_be(election)
    election.round.votes_on -= DAY
    step = next_step(election)
    assert step is not None
    assert step.what == "Planlegg et nytt valg"
    elected = [make.participant(department=election.department) for _ in range(2)]
    record(election.department, *elected, held_on=clock.today())
    assert next_step(election) is None


@pytest.mark.parametrize("gone", [0, 2, 3])
def test_who_has_left_is_not_named_as_the_one_to_do_it(
    electing: Electing, gone: int
) -> None:
    held = electing.election(State.COUNTED)
    for officer in held.election.officers[:gone]:
        officer.leave(clock.today() - DAY)
    step = next_step(held.election)
    assert step is not None
    left = [it.name for it in held.election.round.officers_here]
    assert len(left) == 3 - gone
    assert all(name in step.who for name in left)
    assert step.who if left else step.who == "Valgstyret"


def test_every_page_that_officers_are_led_to_is_there(app: Flask) -> None:
    """The desk names them by their addresses, to know no page of its own room."""
    address = app.url_map.bind("localhost")
    for room in {each for rooms in ROOMS.values() for each in rooms}:
        assert address.match(f"/min/valg/1/{room.path}", "GET")


def test_nobody_plans_anew_what_is_held_anew(electing: Electing) -> None:
    annulled = electing.election(State.CLOSED).election
    one, other, _third = annulled.officers
    annulled.propose(ProposalKind.ANNUL, None, "Det lå for mange sedler.", one)
    db.session.flush()
    annulled.agree_to(annulled.open_proposals[0], other)
    step = next_step(annulled)
    assert step is not None
    assert step.what == "Planlegg et nytt valg"
    assert annulled.department is not None
    planned = electing.round(annulled.department)
    assert next_step(annulled) == step
    planned.announce()
    db.session.flush()
    assert next_step(annulled) is None


def test_an_officer_sees_each_thing_that_waits_in_one_round(
    electing: Electing,
) -> None:
    """A count must not hide a tie in the department beside it."""
    tied, counted = (electing.election(it) for it in (State.TIED, State.OPEN))
    counted.election.appoint(counted.others[0])
    electing.close_it(counted.election)
    other = electing.election(State.CLOSED)
    planned = tied.election.round
    planned.elections += [counted.election, other.election]
    db.session.commit()
    steps = {step.what: step for step in steps_of(planned)}
    wheres = [counted.election.where, other.election.where]
    assert steps["Tell stemmene"].where == " og ".join(wheres)
    assert steps["Tell stemmene"].who == "To tellere i hver avdeling"
    assert tied.election.where in [it.where for it in steps.values()]

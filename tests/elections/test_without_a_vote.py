"""Elected without a vote: two who agree, and anybody who asks for a vote."""

from collections.abc import Callable
from datetime import date

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.models import Election
from kimvoice.elections.next_step import Stage, calendar, next_step
from kimvoice.elections.states import Deed, State
from kimvoice.people.models import Person, RoleKind
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.electing import DAY, Electing, Held
from tests.factories import Make
from tests.reading import read
from tests.visitor import Visit

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


# Two who agree


def agreed(electing: Electing) -> Held:
    held = listed(electing, 2)
    for person in held.candidates:
        held.election.agree(person, held.candidates[1])
    return held


def test_two_who_say_the_same_are_elected_in_that_order(
    electing: Electing, travel_to: TravelTo
) -> None:
    held = agreed(electing)
    assert goes_without_vote(held.election)
    assert [it.name for it in held.election.events[-1].people] == [
        held.candidates[1].name
    ]
    travel_to("2025-11-21 10:00")
    held.election.publish(held.officers[0])
    both = (held.election.elected, held.election.deputy)
    assert both == (held.candidates[1], held.candidates[0])


@on_sqlite
def test_two_who_say_different_things_are_voted_for(
    electing: Electing, travel_to: TravelTo
) -> None:
    held = listed(electing, 2)
    for person in held.candidates:
        held.election.agree(person, person)
    assert not goes_without_vote(held.election)
    assert Deed.ORDER_AGREED not in deeds(held.election)
    held.election.agree(held.candidates[0], held.candidates[1])
    assert goes_without_vote(held.election)
    with pytest.raises(RuleBroken, match="Dere er enige allerede"):
        held.election.agree(held.candidates[0], held.candidates[0])


@on_sqlite
def test_only_two_who_stand_agree_about_each_other(
    electing: Electing, travel_to: TravelTo
) -> None:
    three, two = listed(electing, 3), listed(electing, 2)
    with pytest.raises(RuleBroken, match="Bare når to stiller"):
        three.election.agree(three.candidates[0], three.candidates[1])
    with pytest.raises(RuleBroken, match="en av de to"):
        two.election.agree(two.candidates[0], two.others[0])
    with pytest.raises(RuleBroken, match="Dette er gjort"):
        two.election.agree(two.others[0], two.candidates[0])


@on_sqlite
def test_nobody_agrees_when_others_have_no_time_to_ask_for_a_vote(
    electing: Electing, travel_to: TravelTo
) -> None:
    held = listed(electing, 2)
    first, second = held.candidates
    travel_to("2025-11-25 10:00")
    held.election.agree(first, first)
    travel_to("2025-11-26 10:00")
    with pytest.raises(RuleBroken, match="for sent å bli enige"):
        held.election.agree(second, first)
    assert not goes_without_vote(held.election)


@on_sqlite
def test_nobody_agrees_once_a_vote_is_asked_for(
    electing: Electing, travel_to: TravelTo
) -> None:
    held = agreed(electing)
    held.election.ask_for_vote(held.candidates[0])
    held.election.nominees[0].puts_first_id = None
    with pytest.raises(RuleBroken, match="for sent å bli enige"):
        held.election.agree(held.candidates[0], held.candidates[0])


# Anybody asks for a vote


def test_anybody_on_the_roll_turns_it_into_a_vote(
    electing: Electing, travel_to: TravelTo
) -> None:
    held = agreed(electing)
    travel_to("2025-11-20 23:59:59")
    assert held.election.can_be_asked
    before = len(held.election.events)
    for person in (held.others[0], held.others[0], held.candidates[1]):
        held.election.ask_for_vote(person)
    assert not goes_without_vote(held.election)
    [event] = held.election.events[before:]
    assert (event.deed, event.people, event.facts) == (Deed.VOTE_ASKED, [], {})
    travel_to("2025-12-01 10:00")
    assert held.election.standing is State.OPEN


@on_sqlite
def test_who_may_not_ask_is_told_why(
    electing: Electing, travel_to: TravelTo, make: Make
) -> None:
    three, one = listed(electing, 3), listed(electing, 1)
    with pytest.raises(RuleBroken, match="Dette er gjort"):
        three.election.ask_for_vote(three.others[0])
    with pytest.raises(RuleBroken, match="ikke i manntallet"):
        one.election.ask_for_vote(make.participant())
    travel_to("2025-11-20 00:00:00")
    assert not one.election.can_be_asked
    with pytest.raises(RuleBroken, match=r"avstemning gikk ut 19\.11\.2025\."):
        one.election.ask_for_vote(one.others[0])


# The list comes late


@on_sqlite
def test_of_a_list_that_comes_late_nobody_is_elected_before_a_vote_could_be_asked_for(
    held: Held, travel_to: TravelTo
) -> None:
    """The house stood still over the days in which anybody may ask."""
    election, person = held.election, held.voters[0]
    election.stand(person)
    db.session.commit()
    travel_to("2025-11-21 10:00")
    election.settle()
    assert election.asks_until == date(2025, 11, 26)
    with pytest.raises(RuleBroken, match="fortsatt be om"):
        election.publish(held.officers[0])
    election.ask_for_vote(held.voters[1])
    assert not goes_without_vote(election)


@on_sqlite
def test_a_list_that_comes_too_late_to_ask_leads_to_a_vote(
    held: Held, travel_to: TravelTo
) -> None:
    held.election.stand(held.voters[0])
    db.session.commit()
    travel_to("2025-11-28 10:00")
    held.election.settle()
    assert not goes_without_vote(held.election)


# One alone


def test_where_one_alone_can_vote_there_is_no_vote(
    electing: Electing, travel_to: TravelTo
) -> None:
    """What would be said of such a vote, would say what that one did."""
    held = electing.election(State.LISTED, voters=1, candidates=1)
    [alone] = held.voters
    with pytest.raises(RuleBroken, match="Bare én kan stemme"):
        held.election.ask_for_vote(alone)
    assert not held.election.can_be_asked
    held.election.publish(held.officers[0])
    assert (held.election.elected, held.election.uncontested) == (alone, True)


@on_sqlite
def test_a_vote_is_called_off_for_one_who_is_left_alone(
    electing: Electing, travel_to: TravelTo
) -> None:
    held = electing.election(State.LISTED, voters=2, candidates=1)
    held.election.ask_for_vote(held.others[0])
    assert not goes_without_vote(held.election)
    [other] = [it for it in held.election.roll if it.person == held.others[0]]
    other.is_struck = True
    travel_to("2025-12-01 10:00")
    assert held.election.stands_uncontested
    assert held.election.standing is State.LISTED


@on_sqlite
@pytest.mark.parametrize(("voters", "candidates"), [(2, 1), (3, 2)])
def test_whoever_alone_has_not_left_holds_no_vote(
    electing: Electing, travel_to: TravelTo, voters: int, candidates: int
) -> None:
    held = electing.election(State.LISTED, voters=voters, candidates=candidates)
    election, (stays, *others) = held.election, held.voters
    if election.could_do_without:
        election.ask_for_vote(stays)
    for each in others:
        each.leave(clock.today() - DAY)
    travel_to("2025-12-01 10:00")
    assert election.standing is State.LISTED
    with pytest.raises(RuleBroken):
        election.give_slip(stays)
    election.publish(held.officers[0])
    assert (election.elected, election.deputy) == (stays, None)
    assert election.uncontested


@on_sqlite
def test_whoever_has_voted_and_leaves_does_not_undo_the_vote(
    electing: Electing, travel_to: TravelTo
) -> None:
    """It is written down later that the last day was before the vote."""
    held = electing.election(State.OPEN, voters=2, candidates=2)
    election, (one, other) = held.election, held.voters
    election.give_slip(one)
    election.give_slip(other)
    other.leave(election.round.votes_on - DAY)
    db.session.commit()
    assert not election.stands_uncontested
    electing.close_it(election)
    assert not election.stands_uncontested


@on_sqlite
def test_of_a_vote_that_is_called_off_nobody_reads_who_had_come(
    electing: Electing, travel_to: TravelTo
) -> None:
    held = electing.election(State.LISTED, voters=2, candidates=1)
    election, (one, other) = held.election, held.voters
    election.ask_for_vote(one)
    electing.open_it(election)
    election.give_slip(one)
    other.leave(election.round.votes_on - DAY)
    db.session.commit()
    assert election.standing is State.LISTED
    election.publish(held.officers[0])
    assert (election.elected, election.marks) == (one, 0)


@on_sqlite
def test_nothing_promises_a_vote_to_one_alone(
    electing: Electing, travel_to: TravelTo, visit: Visit
) -> None:
    held = electing.election(State.NOMINATION, voters=1, candidates=1)
    stages = [it.stage for it in calendar(held.election)]
    assert Stage.VOTE not in stages
    visitor, notice = visit(as_=held.voters[0]), f"/min/valg/{held.election.id}/oppslag"
    for state in (State.NOMINATION, State.LISTED):
        if state is State.LISTED:
            electing.list_it(held.election)
            db.session.commit()
        shown = read(visitor.get(notice).text).page.words
        assert "Bare én kan stemme. Da blir det ingen avstemning." in shown
        assert "ingen ser hva du stemmer" not in shown
    step = next_step(held.election)
    assert step is not None
    assert step.what == "Legg ut resultatet"

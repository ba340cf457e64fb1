"""Elected without a vote: two who agree, and anybody who asks for a vote."""

from collections.abc import Callable
from datetime import date

import pytest

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.models import Election
from kimvoice.elections.states import Deed, State
from kimvoice.people.models import Person, RoleKind
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.electing import Electing, Held
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

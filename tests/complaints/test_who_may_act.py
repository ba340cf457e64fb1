"""Who may do what with a complaint: every (state, act, role).

With the policy, and at the doors of the two tables of acts.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from importlib import import_module
from importlib.util import find_spec
from itertools import product
from typing import Any, TypeAlias

import pytest

from kimvoice.complaints import policy
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import ANSWERED, UNANSWERED, Ground, Kept, State
from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.people.models import Person, RoleKind
from kimvoice.web.acts import Button, Question
from tests.anonymity.effort import long
from tests.complaints.leading import lead
from tests.conftest import TravelTo
from tests.factories import Ladder, Make
from tests.visitor import Visit, Visitor

ActOf: TypeAlias = Button[Complaint] | Question[Complaint]
OWN, HANDLING = "own_acts", "handling_acts"
WHO = (
    "complainant",
    "handler",
    "excluded",
    "stepped aside",
    "next handler",
    "other staff",
    "administrator",
    "other participant",
)
SEES: dict[str, tuple[State, ...]] = {
    "complainant": tuple(State),
    "handler": (*UNANSWERED, *ANSWERED),
}
"""All others: nothing, in no state."""
MAY = {OWN: "complainant", HANDLING: "handler"}


def tables() -> Iterator[tuple[str, ActOf]]:
    for name in (OWN, HANDLING):
        if find_spec(f"kimvoice.complaints.{name}"):
            found: Any = import_module(f"kimvoice.complaints.{name}")
            acts = [*found.BUTTONS.values(), *found.QUESTIONS.values()]
            acts += [found.ANSWER] if hasattr(found, "ANSWER") else []
            yield from ((name, act) for act in acts)


def everybody(make: Make, state: State, by: Person) -> tuple[Complaint, dict[str, Any]]:
    excluded, aside = make.coordinator(), make.coordinator()
    complaint = taken_on(make, state, by, excluded, aside)
    above = complaint.next_step
    people = {
        "complainant": by,
        "handler": complaint.handler,
        "excluded": excluded,
        "stepped aside": aside,
        "next handler": above.seated if above else make.general_manager(),
        "other staff": make.person(RoleKind.STAFF_MEMBER),
        "administrator": make.person(RoleKind.ADMINISTRATOR),
        "other participant": make.participant(),
    }
    assert tuple(people) == WHO
    assert len(set(people.values())) == len(WHO)
    return complaint, people


def taken_on(
    make: Make, state: State, by: Person, excluded: Person, aside: Person
) -> Complaint:
    """It lies with somebody who has said that it is not about them."""
    complaint = lead(make, state, by, excluded, aside)
    [gone] = [it for it in complaint.exclusions if it.person_id == aside.id]
    gone.ground, gone.since = Ground.STEPPED_ASIDE, gone.since - timedelta(days=1)
    assert complaint.handler is not None
    complaint.current.taken_on_by_id = complaint.handler.id
    db.session.commit()
    return complaint


@pytest.fixture
def by(make: Make, ladder: Ladder) -> Person:
    person = make.participant(department=ladder.department)
    person.coordinator = make.person(RoleKind.STAFF_MEMBER)
    db.session.commit()
    return person


@pytest.mark.parametrize("state", State)
def test_the_one_query_and_who_may(state: State, make: Make, by: Person) -> None:
    complaint, people = everybody(make, state, by)
    for name, person in people.items():
        sees = state in SEES.get(name, ())
        found = db.session.scalars(policy.visible_to(person)).unique().all()
        assert found == ([complaint] if sees else []), name
        handles = name == "handler" and sees
        assert policy.waiting_for(person) == ([complaint] if handles else []), name
        assert policy.is_own(person, complaint) == (name == "complainant")
        for question in (policy.is_handler, policy.may_handle):
            assert question(person, complaint) == handles, name
        for table, act in tables():
            may = name == MAY[table] and sees
            assert act.may(person, complaint) == may, (name, act.url)


def test_nobody_acts_before_it_is_said_that_it_is_not_about_them(
    make: Make, by: Person, ladder: Ladder
) -> None:
    complaint = make.complaint(by=by)
    assert policy.is_handler(ladder.leader, complaint)
    assert not policy.may_handle(ladder.leader, complaint)
    assert not policy.may_see(ladder.leader, complaint)


@pytest.mark.parametrize("state", State)
def test_the_doors_of_the_acts(
    state: State, visit: Visit, make: Make, by: Person
) -> None:
    """Every role at every door: in one state each, in all of them in the long form."""
    complaint, people = everybody(make, state, by)
    visitors = {name: visit(as_=person) for name, person in people.items()}
    refused, granted = tries(state)
    for name, act in refused:
        expected = 403 if state in SEES.get(name, ()) else 404
        for status in knock(visitors[name], complaint.number, act):
            assert status == expected, (name, act.url)
    for name, act in granted:
        own = taken_on(make, state, by, people["excluded"], people["stepped aside"])
        for status in knock(visitors[name], own.number, act):
            assert status in (200, 303, 409, 422), (name, act.url)


def tries(state: State) -> tuple[list[tuple[str, ActOf]], list[tuple[str, ActOf]]]:
    """Those that are refused, which change nothing; and those that are not."""
    refused: list[tuple[str, ActOf]] = []
    granted: list[tuple[str, ActOf]] = []
    for (at, (table, act)), name in product(enumerate(tables()), WHO):
        turn = (at + WHO.index(name)) % len(State)
        if long() or turn == list(State).index(state):
            may = name == MAY[table] and state in SEES[name]
            (granted if may else refused).append((name, act))
    return refused, granted


def knock(visitor: Visitor, number: int, act: ActOf) -> Iterator[int]:
    """With nothing filled in: what needs no words is done, the rest is asked again."""
    url = f"/min/klage/{number}/{act.url}"
    if isinstance(act, Question):
        yield visitor.get(url).status_code
    yield visitor.post(url, {}).status_code


# Afterwards


@pytest.mark.parametrize("state", [State.ANSWERED, State.RESTING, State.CLOSED])
def test_whoever_gets_the_job_later_does_not_see_what_is_answered(
    state: State, make: Make, travel_to: TravelTo
) -> None:
    ladder = make.ladder()
    by = make.participant(department=ladder.department)
    begin = State.CLOSED if state is State.CLOSED else State.ANSWERED
    complaint = make.complaint(begin, by=by)
    complaint.answers[0].done_by = date(2026, 6, 1)
    if state is State.RESTING:
        travel_to("2025-12-15 10:00")
    assert complaint.standing is state
    assert policy.waiting_for(ladder.leader) == [complaint]
    ladder.leader.leave(clock.today() - timedelta(days=1))
    new = make.work_leader(ladder.department)
    assert policy.waiting_for(new) == []
    assert not policy.is_handler(new, complaint)
    travel_to("2026-06-01 10:00")
    assert policy.waiting_for(new) == [complaint]
    complaint.take_on(new)
    complaint.report(complaint.answers[0], new, Kept.YES)
    newest = make.work_leader(ladder.department)
    new.leave(date(2026, 5, 31))
    db.session.commit()
    assert policy.waiting_for(newest) == []

"""Whoever keeps the house in order opens no case but their own (DESIGN 5)."""

from datetime import timedelta

import pytest

from kimvoice.complaints import policy
from kimvoice.complaints.states import State
from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.people.models import Person, RoleKind
from tests.conftest import TravelTo
from tests.factories import Ladder, Make
from tests.visitor import Visit

TEXT = "Nålen i høyet."


@pytest.fixture
def ladder(make: Make, travel_to: TravelTo) -> Ladder:
    return make.ladder()


def also_administrator(person: Person) -> Person:
    """As in a house from before, where nothing kept the two apart."""
    person.take_role(RoleKind.ADMINISTRATOR, since=clock.today())
    db.session.commit()
    return person


def test_a_handler_who_is_also_an_administrator_is_passed_over(
    make: Make, visit: Visit, ladder: Ladder
) -> None:
    complainant = make.participant(department=ladder.department)
    complaint = make.complaint(State.RECEIVED, by=complainant, text=TEXT)
    assert complaint.handler == ladder.leader
    url = f"/min/klage/{complaint.number}"
    desk = visit(as_=ladder.leader)
    assert TEXT in desk.get(url).text
    also_administrator(ladder.leader)
    assert complaint.handler == ladder.coordinator
    assert db.session.scalars(policy.visible_to(ladder.leader)).all() == []
    refused = (
        desk.get(url),
        desk.post(f"{url}/notat", {"reader": "handlers", "words": "Ja."}),
        desk.get(f"{url}/skriv-ut"),
    )
    assert {answer.status_code for answer in refused} <= {403, 404}
    # The inbox is theirs for the matters of the meeting that they lead.
    for answer in (*refused, desk.get("/min/innboks")):
        assert TEXT not in answer.text
        assert complainant.name not in answer.text
        assert str(complaint.number) not in answer.text


@pytest.mark.parametrize("step", ["leader", "coordinator", "manager", "chair"])
def test_no_step_seats_an_administrator(make: Make, ladder: Ladder, step: str) -> None:
    complainant = make.participant(department=ladder.department)
    holder = also_administrator(getattr(ladder, step))
    complaint = make.complaint(by=complainant)
    assert holder not in [each.seated for each in complaint.steps]
    assert not policy.answers_complaints(holder)
    # Until the day after the one on which they were an administrator.
    holder.roles[-1].ends = clock.today() - timedelta(days=1)
    holder.roles[-1].starts = clock.today() - timedelta(days=1)
    db.session.commit()
    assert holder in [each.seated for each in complaint.steps]


def test_nobody_is_seated_today_who_is_an_administrator_until_tomorrow(
    make: Make, ladder: Ladder
) -> None:
    """Who begins on Monday may be asked on Friday, but not by still being one."""
    complaint = make.complaint(by=make.participant(department=ladder.department))
    also_administrator(ladder.leader).roles[-1].ends = clock.today()
    db.session.commit()
    assert complaint.handler == ladder.coordinator


def test_where_all_are_administrators_nobody_reads_and_it_is_stranded(
    make: Make, ladder: Ladder
) -> None:
    complaint = make.complaint(by=make.participant(department=ladder.department))
    for person in Person.holding(RoleKind.COORDINATOR):
        also_administrator(person)
    for person in (ladder.leader, ladder.manager, ladder.chair, ladder.deputy_chair):
        also_administrator(person)
    assert complaint.handler is None
    assert complaint.is_stranded


def test_an_administrator_follows_an_own_complaint(
    make: Make, visit: Visit, ladder: Ladder
) -> None:
    complainant = make.participant(department=ladder.department)
    complaint = make.complaint(by=complainant, text=TEXT)
    also_administrator(complainant)
    own = visit(as_=complainant).get(f"/min/klage/{complaint.number}")
    assert (own.status_code, TEXT in own.text) == (200, True)

"""Nobody has the step: until Monday, or because the complaint is to stay there."""

from datetime import date

import pytest

from kimvoice.complaints import policy
from kimvoice.complaints.exclusions import Exclusion
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Ground
from kimvoice.core.db import db
from kimvoice.people.models import Person, RoleKind
from tests.conftest import TravelTo
from tests.factories import Ladder, Make
from tests.visitor import Visit

# Sent on Monday 17 November 2025; Friday is 21, and the next Monday is 24.
FRIDAY = date(2025, 11, 21)


@pytest.fixture
def complaint(make: Make, ladder: Ladder) -> Complaint:
    return make.complaint(by=make.participant(department=ladder.department))


def begins_on_monday(make: Make, ladder: Ladder) -> Person:
    new = make.person(RoleKind.STAFF_MEMBER)
    since = date(2025, 11, 24)
    new.take_role(RoleKind.WORK_LEADER, ladder.department, since=since)
    db.session.commit()
    return new


def test_over_a_weekend_it_waits_for_who_begins_on_monday(
    make: Make, ladder: Ladder, complaint: Complaint, travel_to: TravelTo
) -> None:
    ladder.leader.leave(FRIDAY)
    new = begins_on_monday(make, ladder)
    assert complaint.handler == ladder.leader
    for day in (22, 23, 24):
        travel_to(f"2025-11-{day} 10:00")
        complaint.settle()
        assert (complaint.position, complaint.handler) == (1, new), day
        assert policy.waiting_for(new) == [complaint]
        assert policy.waiting_for(ladder.coordinator) == []


def test_on_a_working_day_nobody_is_waited_for(
    make: Make, ladder: Ladder, complaint: Complaint, travel_to: TravelTo
) -> None:
    ladder.leader.leave(date(2025, 11, 20))
    new = begins_on_monday(make, ladder)
    travel_to("2025-11-21 10:00")
    assert complaint.handler == ladder.coordinator
    assert policy.waiting_for(new) == []


def left(complaint: Complaint, ladder: Ladder) -> None:
    ladder.leader.leave(date(2025, 11, 16))


def aside(complaint: Complaint, ladder: Ladder) -> None:
    complaint.step_aside(ladder.leader)


@pytest.mark.parametrize("gone", [left, aside])
def test_what_is_to_stay_stays_when_nobody_has_the_step(
    gone: object,
    visit: Visit,
    ladder: Ladder,
    complaint: Complaint,
    travel_to: TravelTo,
) -> None:
    assert callable(gone)
    complaint.stay()
    gone(complaint, ladder)
    db.session.commit()
    assert (complaint.position, complaint.seat, complaint.handler) == (1, None, None)
    assert complaint.is_vacant
    assert not complaint.climbs_today
    assert policy.waiting_for(ladder.coordinator) == []
    visitor = visit(as_=complaint.complainant)
    here = f"/min/klage/{complaint.number}"
    page = visitor.get(here).text
    assert "Ingen har dette steget nå." in page
    assert "Send videre" in page
    assert "Utenfor KIM-senteret" not in page
    assert visitor.submit(f"{here}/videre").status_code == 303
    db.session.expire_all()
    assert complaint.handler == ladder.coordinator


def test_whoever_excludes_the_handler_sends_it_to_the_next_all_the_same(
    ladder: Ladder, complaint: Complaint
) -> None:
    complaint.stay()
    complaint.exclude([Exclusion.of(ladder.leader, Ground.NEAR)])
    assert complaint.handler == ladder.coordinator


def test_ones_own_coordinator_does_not_stand_in_while_another_is_free(
    make: Make, ladder: Ladder
) -> None:
    own, third = make.coordinator(), make.person(RoleKind.STAFF_MEMBER)
    by = make.participant(department=ladder.department)
    by.coordinator_id = own.id
    complaint = make.complaint(by=by, without=(RoleKind.WORK_LEADER,))
    assert complaint.handler == ladder.coordinator
    today = date(2025, 11, 17)
    own.take_role(
        RoleKind.COORDINATOR,
        since=today,
        until=FRIDAY,
        stands_in_for=ladder.coordinator,
    )
    db.session.commit()
    assert complaint.handler == own
    third.take_role(RoleKind.COORDINATOR, since=today)
    db.session.commit()
    assert complaint.handler == third

"""Who has lost the right to support somebody has it not again by itself."""

from collections.abc import Callable
from datetime import date

import pytest

from kimvoice.complaints import policy
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import State
from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.people import duties
from kimvoice.people.models import Person, RoleKind
from tests.complaints.supporting import support
from tests.conftest import TravelTo
from tests.factories import Make
from tests.visitor import Visit

TUESDAY = "2025-11-18 10:00"
THURSDAY = "2025-11-20 10:00"


@pytest.fixture
def friend(make: Make) -> Person:
    return make.person(RoleKind.STAFF_MEMBER)


@pytest.fixture
def complaint(make: Make, by: Person, friend: Person) -> Complaint:
    found = make.complaint(State.RECEIVED, by=by)
    support(found, friend)
    return found


def an_hour_as_administrator(person: Person) -> None:
    role = person.take_role(RoleKind.ADMINISTRATOR, since=clock.today())
    db.session.commit()
    duties.end(role, clock.today())
    db.session.commit()


def left(person: Person) -> None:
    person.leave(clock.today())
    db.session.commit()


@pytest.mark.parametrize("lose", [an_hour_as_administrator, left])
def test_support_that_was_lost_does_not_come_back(
    complaint: Complaint,
    friend: Person,
    make: Make,
    visit: Visit,
    travel_to: TravelTo,
    lose: Callable[[Person], None],
) -> None:
    make.person(RoleKind.ADMINISTRATOR)
    tab, page = visit(as_=friend), f"/min/klage/{complaint.number}"
    assert tab.get(page).status_code == 200
    travel_to(TUESDAY)
    lose(friend)
    travel_to(THURSDAY)
    assert complaint.supporter is None
    if not friend.is_here:
        friend.take_role(RoleKind.STAFF_MEMBER, since=clock.today())
        db.session.commit()
    assert complaint.supporter is None
    assert not policy.supported_by(friend)
    assert visit(as_=friend).get(page).status_code == 404


def test_who_was_an_administrator_and_is_not_says_yes_anew_when_asked_again(
    complaint: Complaint, friend: Person, make: Make, travel_to: TravelTo
) -> None:
    make.person(RoleKind.ADMINISTRATOR)
    an_hour_as_administrator(friend)
    assert not complaint.can_support(friend)
    travel_to(THURSDAY)
    support(complaint, friend)
    assert complaint.supporter
    assert [bool(it.ended_on) for it in complaint.supports] == [True, False]


def test_who_goes_from_one_role_to_the_next_stays_the_support_person(
    complaint: Complaint, friend: Person, travel_to: TravelTo
) -> None:
    travel_to(TUESDAY)
    friend.leave(date(2025, 11, 19))
    friend.take_role(RoleKind.SAFETY_REPRESENTATIVE, since=date(2025, 11, 20))
    db.session.commit()
    travel_to(THURSDAY)
    assert complaint.supporter

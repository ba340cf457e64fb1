"""The help line inside: somebody with a name, as near as there is one."""

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.settings import READING_COORDINATOR
from kimvoice.people.directory import Directory, ToTalkWith, to_talk_with
from kimvoice.people.models import Department, Person, RoleKind
from tests.factories import LONG_AGO, Make

REPRESENTATIVE, DEPUTY = RoleKind.REPRESENTATIVE, RoleKind.DEPUTY


def elect(
    make: Make, kind: RoleKind, department: Department, *, shown: bool = True
) -> Person:
    person = make.participant(department=department)
    person.take_role(kind, department, since=LONG_AGO, name_shown=shown)
    db.session.commit()
    return person


@pytest.mark.parametrize(
    ("shown", "deputy_shown", "named", "expected"),
    [
        (True, True, True, REPRESENTATIVE),
        (True, False, True, REPRESENTATIVE),
        (False, True, True, DEPUTY),
        (False, False, True, RoleKind.COORDINATOR),
        (True, True, False, RoleKind.COORDINATOR),
    ],
)
def test_the_nearest_who_may_be_named_is_named(
    make: Make, shown: bool, deputy_shown: bool, named: bool, expected: RoleKind
) -> None:
    department = make.department()
    near = {
        REPRESENTATIVE: elect(make, REPRESENTATIVE, department, shown=shown),
        DEPUTY: elect(make, DEPUTY, department, shown=deputy_shown),
        RoleKind.COORDINATOR: make.coordinator(),
    }
    elect(make, REPRESENTATIVE, make.department())
    found = to_talk_with(make.participant(department=department), named=named)
    assert found == ToTalkWith(near[expected].name, expected)


def test_where_nobody_is_elected_the_one_who_helps_is_the_one_on_the_open_page(
    make: Make,
) -> None:
    person = make.participant(department=make.department())
    assert to_talk_with(person, named=True) is None
    _first, reading = make.coordinator(), make.coordinator()
    READING_COORDINATOR.choose(reading.user_name, "Prøve", clock.today())
    db.session.commit()
    found = to_talk_with(person, named=True)
    assert found == ToTalkWith(reading.name, RoleKind.COORDINATOR)
    assert Directory.of_today(named=True).helper == reading.name


def test_nobody_is_sent_to_themselves_and_staff_to_no_representative(
    make: Make,
) -> None:
    department = make.department()
    elected, deputy = (elect(make, it, department) for it in (REPRESENTATIVE, DEPUTY))
    found = to_talk_with(elected, named=True)
    assert found == ToTalkWith(deputy.name, DEPUTY)
    assert to_talk_with(make.work_leader(department), named=True) is None

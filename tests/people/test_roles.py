"""Who holds which role today, and which departments are large enough to be named."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from kimvoice.core.db import db
from kimvoice.core.settings import SMALLEST_DEPARTMENT
from kimvoice.people.models import Department, Person, Role, RoleKind
from tests.conftest import TravelTo
from tests.factories import Make

SINCE, UNTIL = date(2025, 11, 18), date(2025, 11, 20)


@pytest.fixture
def elected(make: Make, travel_to: TravelTo) -> Person:
    """Representative from Tuesday to Thursday."""
    person = make.person()
    person.take_role(RoleKind.REPRESENTATIVE, make.department(), since=SINCE)
    person.roles[0].ends = UNTIL
    db.session.commit()
    return person


@pytest.mark.parametrize(
    ("when", "holds"),
    [
        ("2025-11-17 23:59", False),
        ("2025-11-18 00:00", True),
        ("2025-11-20 23:59", True),
        ("2025-11-21 00:00", False),
    ],
)
def test_a_role_is_held_from_its_first_day_to_its_last(
    elected: Person, travel_to: TravelTo, when: str, holds: bool
) -> None:
    travel_to(when)
    assert elected.holds(RoleKind.REPRESENTATIVE) is holds
    assert (elected in Person.holding(RoleKind.REPRESENTATIVE)) is holds


def test_a_role_without_an_end_is_held_on(make: Make, travel_to: TravelTo) -> None:
    leader = make.work_leader()
    travel_to("2035-01-01 12:00")
    assert leader.holds(RoleKind.WORK_LEADER)


def test_a_role_is_asked_for_in_a_department_or_in_any(make: Make) -> None:
    here, elsewhere = make.department(), make.department()
    leader = make.work_leader(here)
    assert leader.holds(RoleKind.WORK_LEADER)
    assert leader.holds(RoleKind.WORK_LEADER, department=here)
    assert not leader.holds(RoleKind.WORK_LEADER, department=elsewhere)
    assert not leader.holds(RoleKind.GENERAL_MANAGER)
    assert leader.holds(RoleKind.GENERAL_MANAGER, RoleKind.WORK_LEADER)


def test_holders_are_named_once_and_by_name(make: Make) -> None:
    department = make.department()
    late = make.person(RoleKind.DEPUTY, department=department, name="Åse Åsen")
    early = make.person(RoleKind.DEPUTY, department=department, name="Bo Bø")
    early.take_role(RoleKind.DEPUTY, make.department(), since=date(2021, 1, 1))
    db.session.commit()
    assert Person.holding(RoleKind.DEPUTY) == [early, late]


def test_a_role_cannot_end_before_it_begins(make: Make) -> None:
    person = make.person()
    db.session.add(Role(person=person, kind=RoleKind.DEPUTY, starts=UNTIL, ends=SINCE))
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()


def test_roles_go_with_the_person(make: Make) -> None:
    person = make.representative()
    db.session.delete(person)
    db.session.commit()
    assert db.session.query(Role).count() == 0


def test_every_role_has_a_name(make: Make) -> None:
    assert len({str(kind.label) for kind in RoleKind}) == len(RoleKind)


# Large enough


def test_a_department_is_named_from_ten_active_participants(make: Make) -> None:
    enough, too_few = make.department(active=10), make.department(active=9)
    assert Department.large_enough() == [enough]
    make.participant(department=too_few, active=True)
    assert Department.large_enough() == [enough, too_few]


def test_only_active_participants_of_today_count(make: Make) -> None:
    department = make.department(active=9)
    make.participant(department=department)
    make.work_leader(department).mark_active()
    make.participant(active=True)
    left = make.participant(department=department, active=True)
    left.roles[0].ends = date(2021, 1, 1)
    coming = make.person(active=True)
    coming.take_role(RoleKind.PARTICIPANT, department, since=date(2100, 1, 1))
    db.session.commit()
    assert Department.large_enough() == []


def test_nobody_counts_twice(make: Make) -> None:
    department = make.department(active=9)
    twice = Person.holding(RoleKind.PARTICIPANT)[0]
    twice.take_role(RoleKind.PARTICIPANT, department, since=date(2021, 1, 1))
    db.session.commit()
    assert Department.large_enough() == []


def test_who_was_here_half_a_year_ago_does_not_count(
    make: Make, travel_to: TravelTo
) -> None:
    department = make.department(active=10)
    travel_to("2025-12-31 12:00")
    assert Department.large_enough() == [department]
    travel_to("2026-01-01 12:00")
    assert Department.large_enough() == []


def test_the_house_may_ask_for_more_than_ten(make: Make) -> None:
    make.department(active=10)
    SMALLEST_DEPARTMENT.choose(11, "Keeper", date(2021, 1, 1))
    assert Department.large_enough() == []

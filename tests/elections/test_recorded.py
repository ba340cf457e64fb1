"""An election held on paper gives the roles, and only to those who can have them."""

from datetime import date

import pytest

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.recorded import RecordedElection
from kimvoice.people.models import Department, Person, RoleKind
from tests.conftest import TravelTo
from tests.factories import Make

HELD = date(2025, 11, 14)


def record(
    department: Department | None,
    representative: Person,
    deputy: Person | None = None,
    *,
    held_on: date = HELD,
    witnesses: tuple[str, str] = ("Vitne Vitnesen", "Sett Sannsen"),
) -> RecordedElection:
    election = RecordedElection(
        department=department,
        held_on=held_on,
        representative=representative,
        deputy=deputy,
        witness_1=witnesses[0],
        witness_2=witnesses[1],
        recorded_by=recorder(),
        recorded_on=held_on,
    )
    with db.session.no_autoflush:
        election.give_roles(names_shown=True)
    db.session.add(election)
    db.session.commit()
    return election


def recorder() -> Person:
    """An administrator, the same each time."""
    found = Person.holding(RoleKind.ADMINISTRATOR)
    if found:
        return found[0]
    person = Person(name="Skriver Skriversen", user_name="skriver")
    person.take_role(RoleKind.ADMINISTRATOR, since=HELD)
    db.session.add(person)
    return person


def test_the_elected_hold_their_office_from_the_day_of_the_election(
    make: Make, travel_to: TravelTo
) -> None:
    department = make.department()
    one, other = (make.participant(department=department) for _ in range(2))
    record(department, one, other)
    assert one.holds(RoleKind.REPRESENTATIVE, department=department)
    assert other.holds(RoleKind.DEPUTY, department=department)
    assert [role.name_shown for role in one.current_roles] == [False, True]


def test_those_before_leave_their_office_the_day_before(
    make: Make, travel_to: TravelTo
) -> None:
    department = make.department()
    before, elsewhere = make.representative(department), make.representative()
    record(department, new := make.participant(department=department))
    assert not before.holds(RoleKind.REPRESENTATIVE)
    assert before.roles[1].ends == date(2025, 11, 13)
    assert before.holds(RoleKind.PARTICIPANT)
    assert elsewhere.holds(RoleKind.REPRESENTATIVE)
    assert new.holds(RoleKind.REPRESENTATIVE)


def test_an_election_written_in_again_corrects_the_one_of_the_same_day(
    make: Make, travel_to: TravelTo
) -> None:
    department = make.department()
    wrong, right = (make.participant(department=department) for _ in range(2))
    record(department, wrong)
    record(department, right)
    db.session.expire_all()
    assert not wrong.holds(RoleKind.REPRESENTATIVE)
    assert right.holds(RoleKind.REPRESENTATIVE)


def test_an_older_election_does_not_undo_a_newer_one(
    make: Make, travel_to: TravelTo
) -> None:
    department = make.department()
    one = make.participant(department=department)
    record(department, one)
    with pytest.raises(RuleBroken, match="nyere valg"):
        record(department, one, held_on=date(2025, 11, 3))


def test_what_cannot_have_been_is_refused(make: Make, travel_to: TravelTo) -> None:
    department = make.department()
    one = make.participant(department=department)
    stranger = make.participant()
    with pytest.raises(RuleBroken, match="ikke holdt ennå"):
        record(department, one, held_on=date(2025, 11, 18))
    with pytest.raises(RuleBroken, match="deltaker i avdelingen"):
        record(department, stranger)
    with pytest.raises(RuleBroken, match="to personer"):
        record(department, one, one)
    with pytest.raises(RuleBroken, match="To forskjellige"):
        record(department, one, witnesses=("Vitne Vitnesen", " vitne  vitnesen "))
    with pytest.raises(RuleBroken, match="To forskjellige"):
        record(department, one, witnesses=("Vitne Vitnesen", "Vitne Vitnesen\u200b"))
    with pytest.raises(RuleBroken, match="To forskjellige"):
        record(department, one, witnesses=("Vitne Vitnesen", "Vitnesen, Vitne"))
    with pytest.raises(RuleBroken, match="kan ikke være vitne"):
        record(department, one, witnesses=(one.name, "Sett Sannsen"))

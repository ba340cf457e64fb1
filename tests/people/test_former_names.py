"""A new name makes no record tell of another: the former one stands beside it."""

import pytest
from sqlalchemy import select

from kimvoice.complaints import daily
from kimvoice.complaints.log import Deed
from kimvoice.complaints.models import Complaint
from kimvoice.core.db import db
from kimvoice.people import erasure
from kimvoice.people.former_names import FormerName, correct_name
from kimvoice.people.models import Person, RoleKind
from tests.account.leaving import leaves
from tests.admin.office import administrator
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Ladder, Make
from tests.reading import read
from tests.visitor import Visit

UNTIL = "til mandag 17. november"


@pytest.fixture
def ladder(make: Make, travel_to: TravelTo) -> Ladder:
    return make.ladder()


@pytest.fixture
def complaint(make: Make, ladder: Ladder) -> Complaint:
    by = make.participant(department=ladder.department)
    complaint = make.complaint(by=by)
    complaint.enter(Deed.OPENED, ladder.leader)
    db.session.commit()
    return complaint


def renamed(person: Person, name: str) -> str:
    before = person.name
    correct_name(person, name)
    db.session.commit()
    return before


def words_of(visit: Visit, person: Person, page: str) -> str:
    return read(visit(as_=person).get(page).text).page.words


def test_two_who_change_names_are_not_taken_for_each_other(
    complaint: Complaint, make: Make, ladder: Ladder, visit: Visit
) -> None:
    office = visit(as_=administrator(make))
    leader, other = ladder.leader, ladder.coordinator
    first, second = leader.name, other.name
    for person, name in ((leader, "Imens"), (other, first), (leader, second)):
        url = f"/min/admin/personer/{person.id}/navn"
        assert office.submit(url, {"name": name}).status_code == 303
    log = words_of(visit, complaint.complainant, f"/min/klage/{complaint.number}/hvem")
    said = f"{second} (het Imens {UNTIL}, het {first} {UNTIL}), klagen."
    assert f"åpnet arbeidslederen, {said}" in log


@on_sqlite
def test_who_is_offered_as_support_is_told_by_both_names(
    complaint: Complaint, make: Make, visit: Visit
) -> None:
    kari = make.person(RoleKind.STAFF_MEMBER, name="Kari Testesen")
    puppet = make.person(RoleKind.STAFF_MEMBER, name="Ola Testesen")
    renamed(kari, "Kari M Testesen")
    renamed(puppet, "Kari Testesen")
    page = f"/min/klage/{complaint.number}/stotte"
    listed = words_of(visit, complaint.complainant, page)
    assert f"(het Kari Testesen {UNTIL})" in listed
    assert f"Kari Testesen, ansatt (het Ola Testesen {UNTIL})" in listed


@on_sqlite
def test_who_reads_complaints_and_who_gave_it_stand_with_both_names(
    ladder: Ladder, visit: Visit
) -> None:
    role = ladder.leader.roles[0]
    role.given_on, role.given_by = role.starts, ladder.manager
    role.agreed_by = ladder.coordinator
    before = [
        renamed(person, f"Ny{number} Nysen")
        for number, person in enumerate((ladder.leader, ladder.coordinator))
    ]
    told = words_of(visit, ladder.manager, "/min/hvem-kan-lese-klager")
    for number, name in enumerate(before):
        assert f"Ny{number} Nysen (het {name} {UNTIL})" in told
    assert f"og Ny1 Nysen (het {before[1]} {UNTIL})." in told


@pytest.mark.parametrize(("day", "is_told"), [("12-17", True), ("12-18", False)])
@on_sqlite
def test_the_person_is_told_for_thirty_days(
    make: Make, visit: Visit, travel_to: TravelTo, day: str, *, is_told: bool
) -> None:
    person = make.participant()
    before = renamed(person, "Ny Nysen")
    travel_to(f"2025-{day} 10:00")
    said = f"Navnet ditt ble endret mandag 17. november. Før var det {before}."
    assert (said in words_of(visit, person, "/min/")) is is_told
    assert f"Het før {before}" in words_of(visit, person, "/min/lagret-om-meg")


@on_sqlite
def test_the_same_name_again_leaves_nothing(make: Make, travel_to: TravelTo) -> None:
    person = make.participant()
    renamed(person, person.name)
    assert not db.session.scalars(select(FormerName)).all()


@pytest.mark.parametrize(("day", "is_kept"), [("12-17", True), ("12-18", False)])
def test_it_is_forgotten_after_thirteen_months(
    make: Make, travel_to: TravelTo, day: str, *, is_kept: bool
) -> None:
    renamed(make.participant(), "Ny Nysen")
    travel_to(f"2026-{day} 10:00")
    daily.run_when_due()
    assert bool(db.session.scalars(select(FormerName)).all()) is is_kept


@on_sqlite
def test_it_goes_with_the_person(make: Make, travel_to: TravelTo) -> None:
    person = make.participant()
    renamed(person, "Ny Nysen")
    leaves(person)
    erasure.erase(person)
    db.session.commit()
    assert not db.session.scalars(select(FormerName)).all()

"""What an administrator gives alone, and what waits for the yes of another."""

from datetime import date

import pytest
from sqlalchemy import func, select

from kimvoice.core.db import db
from kimvoice.people.models import Department, Person, Role, RoleKind
from kimvoice.people.role_requests import RoleRequest
from tests.admin.office import administrator
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.visitor import Visit, Visitor

pytestmark = on_sqlite

PEOPLE, ROLES, IMPORT = (
    "/min/admin/personer",
    "/min/admin/roller",
    "/min/admin/import",
)
ASKED = "Rollen er gitt når svaret er ja."
CHOOSE = "Velg hvem som skal si ja."
LIST = "Una Ny; Kafe Nr 19; deltaker; Kai Ny\nKai Ny;; koordinator;; kai@example.org"


@pytest.fixture
def office(make: Make, visit: Visit, travel_to: TravelTo) -> Visitor:
    make.department("Kafe Nr 19")
    return visit(as_=administrator(make))


def named(name: str) -> Person:
    return db.session.scalars(select(Person).where(Person.name == name)).one()


def give(office: Visitor, person: Person, kind: str, **more: object) -> tuple[int, str]:
    door = f"{PEOPLE}/{person.id}/rolle"
    form = {"role": kind, "since": "17.11.2025", "until": "", "department": ""}
    answer = office.submit(door, form | more)
    told = answer if answer.status_code != 303 else office.get(answer.location)
    return answer.status_code, told.text


def test_the_form_asks_who_says_yes_and_the_role_waits(
    office: Visitor, make: Make
) -> None:
    person, second = make.person(RoleKind.STAFF_MEMBER), make.coordinator()
    status, text = give(office, person, "work_leader", department=1)
    assert (status, CHOOSE in text) == (422, True)
    status, text = give(office, person, "work_leader", department=1, second=second.id)
    assert (status, ASKED in text) == (303, True)
    waits = f"Vi har spurt {second.name} om ja til rollen arbeidsleder."
    assert waits in office.get(f"{PEOPLE}/{person.id}").text
    assert not person.holds(RoleKind.WORK_LEADER)
    assert [it.person for it in RoleRequest.waiting_for(second)] == [person]


@pytest.mark.parametrize("field", ["role", "department", "coordinator"])
@pytest.mark.parametrize("forged", ["999999", "x", "²", "9" * 400, "\0", "<script>"])
def test_somebody_new_with_a_forged_answer_is_refused(
    office: Visitor, make: Make, field: str, forged: str
) -> None:
    make.coordinator()
    there = db.session.scalar(select(func.count(Person.id)))
    form = {"name": "Una Ny", "role": "participant", "department": "1"}
    answer = office.submit(f"{PEOPLE}/ny", form | {field: forged})
    assert answer.status_code == 422
    assert "Velg fra lista." in answer.text
    assert db.session.scalar(select(func.count(Person.id))) == there


@pytest.mark.parametrize("second", ["999999", "x", "²", "9" * 400, "\0", "<script>"])
def test_a_forged_second_is_refused(office: Visitor, make: Make, second: str) -> None:
    person = make.person(RoleKind.STAFF_MEMBER)
    make.coordinator()
    status, _text = give(office, person, "general_manager", second=second)
    assert status == 422
    assert len(person.roles) == 1


def test_nobody_seconds_themself_nor_is_an_administrator_offered(
    office: Visitor, make: Make
) -> None:
    coordinator, manager = make.coordinator(), make.general_manager()
    other = make.person(RoleKind.ADMINISTRATOR, RoleKind.SAFETY_REPRESENTATIVE)
    page = office.get(f"{PEOPLE}/{coordinator.id}/rolle").text
    assert manager.name in page
    assert other.name not in page
    assert coordinator.name not in page.partition("Hvem skal si ja?")[2]
    for refused in (coordinator, other):
        status, _ = give(office, coordinator, "board_chair", second=refused.id)
        assert status == 422
    assert len(coordinator.roles) == 1


def test_alone_only_where_nobody_else_could_and_the_page_says_so(
    office: Visitor, make: Make
) -> None:
    person = make.person(RoleKind.STAFF_MEMBER)
    page = office.get(f"{PEOPLE}/{person.id}/rolle").text
    assert "Da står rollen på ditt navn alene." in page
    assert "Hvem skal si ja?" not in page
    status, text = give(office, person, "coordinator")
    assert (status, "Rollen er gitt." in text) == (303, True)
    [role] = [it for it in person.roles if it.kind is RoleKind.COORDINATOR]
    assert role.agreed_by is None
    assert role.given_by == db.session.scalar(
        select(Person)
        .join(Role, Role.person_id == Person.id)
        .where(Role.kind == RoleKind.ADMINISTRATOR)
    )


def test_an_administrator_makes_no_friend_nor_self_a_stand_in_alone(
    office: Visitor, make: Make
) -> None:
    leader, second = make.work_leader(), make.coordinator()
    friend = make.person(RoleKind.STAFF_MEMBER)
    door = f"{ROLES}/{leader.roles[0].id}/vikar"
    form = {"who": friend.id, "since": "17.11.2025", "until": "28.11.2025"}
    assert CHOOSE in office.submit(door, form).text
    oneself = Person.holding(RoleKind.ADMINISTRATOR)[0]
    form["second"] = second.id
    answer = office.submit(door, form | {"who": oneself.id})
    assert answer.status_code == 409
    assert "En administrator kan ikke ha en rolle som åpner klager." in answer.text
    assert office.submit(door, form | {"who": second.id}).status_code == 409
    assert office.submit(door, form).status_code == 303
    assert len(friend.roles) == 1
    RoleRequest.waiting_for(second)[0].agree(second)
    db.session.commit()
    assert friend.holds(RoleKind.WORK_LEADER)


def test_a_role_is_not_made_to_last_by_ending_it_later(
    office: Visitor, make: Make
) -> None:
    person = make.person()
    role = person.take_role(
        RoleKind.COORDINATOR, since=date(2025, 11, 1), until=date(2025, 11, 21)
    )
    db.session.commit()
    answer = office.submit(f"{ROLES}/{role.id}/avslutt", {"last_day": "1.1.2099"})
    assert answer.status_code == 409
    assert "Rollen slutter før den dagen." in answer.text
    assert role.ends == date(2025, 11, 21)


# By list, and one person at a time


def test_a_list_asks_once_for_all_who_shall_read_complaints(
    office: Visitor, make: Make
) -> None:
    second = make.general_manager()
    looked = office.post(IMPORT, {"pasted": LIST})
    assert "Hvem skal si ja?" in looked.text
    refused = office.post(IMPORT, {"pasted": LIST, "do": "save"})
    assert refused.status_code == 422
    assert CHOOSE in refused.text
    assert db.session.scalar(select(Person).where(Person.name == "Una Ny")) is None
    data = {"pasted": LIST, "do": "save", "second": str(second.id)}
    assert office.post(IMPORT, data).status_code == 303
    kai = named("Kai Ny")
    assert (kai.roles, kai.email) == ([], "kai@example.org")
    assert named("Una Ny").coordinator == kai
    assert "0 nye, 2 fra før, 0 må rettes" in office.post(IMPORT, {"pasted": LIST}).text
    RoleRequest.waiting_for(second)[0].agree(second)
    db.session.commit()
    assert kai.holds(RoleKind.COORDINATOR)


def test_a_list_of_participants_asks_nobody(office: Visitor, make: Make) -> None:
    make.general_manager()
    text = "Una Ny; Kafe Nr 19; deltaker"
    assert "Hvem skal si ja?" not in office.post(IMPORT, {"pasted": text}).text
    assert office.post(IMPORT, {"pasted": text, "do": "save"}).status_code == 303


def test_the_first_list_of_a_house_needs_no_second(office: Visitor) -> None:
    assert "på ditt navn alene" in office.post(IMPORT, {"pasted": LIST}).text
    assert office.post(IMPORT, {"pasted": LIST, "do": "save"}).status_code == 303
    [role] = named("Kai Ny").roles
    assert (role.agreed_by, role.given_on) == (None, date(2025, 11, 17))
    assert role.given_by


def test_one_new_person_who_shall_read_complaints_waits_too(
    office: Visitor, make: Make
) -> None:
    second = make.general_manager()
    form = {"name": "Kai Ny", "role": "work_leader", "department": 1}
    door = f"{PEOPLE}/ny"
    assert CHOOSE in office.submit(door, form).text
    assert office.submit(door, form | {"second": second.id}).status_code == 303
    assert not named("Kai Ny").may_come_in
    assert db.session.scalars(select(Department)).one().name == "Kafe Nr 19"

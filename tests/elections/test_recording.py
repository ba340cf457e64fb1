"""An election on paper is written in: look it over, confirm, and the offices follow."""

from typing import Any

import pytest
from sqlalchemy import select

from kimvoice.core.db import db
from kimvoice.elections.recorded import RecordedElection
from kimvoice.people.models import Department, Person, RoleKind
from tests.conftest import TravelTo
from tests.factories import Make
from tests.visitor import Visit, form_to

CONFIRMED = {"confirmed": "1"}


def held(elected: Person, **changes: str) -> dict[str, str]:
    return {
        "held_on": "14.11.2025",
        "representative": str(elected.id),
        "deputy": "",
        "witness_1": "Vitne Vitnesen",
        "witness_2": "Sett Sannsen",
    } | changes


def place(department: Department) -> str:
    return f"/min/valg/registrer/{department.id}"


@pytest.fixture
def department(make: Make, travel_to: TravelTo) -> Department:
    return make.department("Sirkulus")


@pytest.fixture
def elected(make: Make, department: Department) -> Person:
    return make.participant(department=department)


@pytest.fixture
def keeper(make: Make) -> Person:
    return make.person(RoleKind.ADMINISTRATOR)


def recorded() -> list[RecordedElection]:
    db.session.expire_all()
    return list(db.session.scalars(select(RecordedElection)))


def test_what_becomes_different_is_said_before_anything_changes(
    visit: Visit, make: Make, department: Department, elected: Person, keeper: Person
) -> None:
    before, deputy = make.representative(department), make.deputy(department)
    check = visit(as_=keeper).post(place(department), held(elected))
    for words in (
        "Valget er ikke skrevet inn ennå.",
        f"{elected.name} er tillitsvalgt i Sirkulus, og kan lese forslag.",
        f"{before.name} er ikke lenger tillitsvalgt",
        f"{deputy.name} er ikke lenger vara",
    ):
        assert words in check.text
    assert recorded() == []
    assert before.holds(RoleKind.REPRESENTATIVE)


def test_the_check_page_carries_all_to_the_end(
    visit: Visit, make: Make, department: Department, elected: Person, keeper: Person
) -> None:
    visitor, url = visit(as_=keeper), place(department)
    deputy = make.participant(department=department)
    filled = held(elected, deputy=str(deputy.id), names_shown="y")
    confirm = form_to(url, visitor.post(url, filled)).fields
    assert visitor.post(url, confirm).status_code == 303
    [election] = recorded()
    assert (election.representative, election.deputy) == (elected, deputy)
    assert election.recorded_by == keeper
    assert [role.name_shown for role in elected.current_roles] == [False, True]
    assert [role.name_shown for role in deputy.current_roles] == [False, True]
    shown = visitor.get("/min/valg/registrer").text
    for words in (elected.name, "Vitne Vitnesen", f"av {keeper.name}"):
        assert words in shown


def test_the_first_election_takes_the_coordinator_from_reading(
    visit: Visit, make: Make, department: Department, elected: Person, keeper: Person
) -> None:
    words = "Koordinatoren leser ikke lenger forslag."
    visitor, url = visit(as_=keeper), place(department)
    assert words in visitor.post(url, held(elected)).text
    make.representative()
    assert words not in visitor.post(url, held(elected)).text


def test_what_was_written_can_be_changed_from_the_check_page(
    visit: Visit, department: Department, elected: Person, keeper: Person
) -> None:
    visitor, url = visit(as_=keeper), place(department)
    form = form_to(url, visitor.post(url, held(elected), headers={}))
    back = visitor.post(url, held(elected, change="1"))
    assert form.action == url
    kept = form_to(url, back).fields
    assert kept["witness_1"] == "Vitne Vitnesen"
    assert kept["representative"] == str(elected.id)
    assert recorded() == []


def test_a_double_click_records_once(
    visit: Visit, department: Department, elected: Person, keeper: Person
) -> None:
    visitor, url = visit(as_=keeper), place(department)
    filled = held(elected) | CONFIRMED
    assert visitor.post(url, filled).status_code == 303
    again = visitor.post(url, filled)
    assert again.status_code == 409
    assert "Vi har allerede fått denne." in again.text
    assert len(recorded()) == 1


def test_a_forgotten_consent_can_be_written_in_afterwards(
    visit: Visit, department: Department, elected: Person, keeper: Person
) -> None:
    visitor, url = visit(as_=keeper), place(department)
    visitor.post(url, held(elected) | CONFIRMED)
    answer = visitor.post(url, held(elected, names_shown="y") | CONFIRMED)
    assert answer.status_code == 303
    db.session.expire_all()
    assert [role.name_shown for role in elected.current_roles] == [False, True]


def test_nobody_records_an_election_of_themselves(
    visit: Visit, make: Make, department: Department
) -> None:
    officer = make.person(
        RoleKind.PARTICIPANT, RoleKind.ELECTION_OFFICER, department=department
    )
    answer = visit(as_=officer).post(place(department), held(officer) | CONFIRMED)
    assert answer.status_code == 409
    assert "der du selv er valgt" in answer.text
    assert recorded() == []


def test_the_one_who_records_is_no_witness(
    visit: Visit, department: Department, elected: Person, keeper: Person
) -> None:
    alone = held(elected, witness_2=keeper.name.upper()) | CONFIRMED
    answer = visit(as_=keeper).post(place(department), alone)
    assert answer.status_code == 409
    assert "Den som skriver inn valget, kan ikke være vitne." in answer.text
    assert 'value="Vitne Vitnesen"' in answer.text


@pytest.mark.parametrize(
    ("changes", "status", "why"),
    [
        ({"held_on": ""}, 422, "Skriv når valget ble holdt."),
        ({"held_on": "i fjor"}, 422, "Skriv datoen slik: 4.12.2026."),
        ({"held_on": "1.1.0001"}, 422, "Se over årstallet."),
        ({"held_on": "18.11.2025"}, 409, "Valget er ikke holdt ennå."),
        ({"representative": ""}, 422, "Velg hvem som ble valgt."),
        ({"representative": "999999999999"}, 422, "Velg en deltaker fra lista."),
        ({"deputy": "x\0"}, 422, "Velg en deltaker fra lista."),
        ({"witness_1": " \u200b "}, 422, "Skriv hvem som så valget."),
        ({"witness_1": "å" * 10_000}, 422, "kan ha høyst 120 tegn"),
        ({"witness_2": "vitne  VITNESEN"}, 409, "To forskjellige personer"),
    ],
)
def test_bad_input_is_said_and_kept(
    visit: Visit,
    department: Department,
    elected: Person,
    keeper: Person,
    changes: dict[str, Any],
    status: int,
    why: str,
) -> None:
    filled = held(elected) | changes | CONFIRMED
    answer = visit(as_=keeper).post(place(department), filled)
    assert answer.status_code == status
    assert why in answer.text
    assert recorded() == []


def test_somebody_of_another_department_cannot_be_chosen(
    visit: Visit, make: Make, department: Department, keeper: Person
) -> None:
    stranger = make.participant()
    answer = visit(as_=keeper).post(place(department), held(stranger) | CONFIRMED)
    assert answer.status_code == 422
    assert recorded() == []


def test_a_department_that_is_not_there_is_not_found(
    visit: Visit, keeper: Person
) -> None:
    assert visit(as_=keeper).get("/min/valg/registrer/999").status_code == 404

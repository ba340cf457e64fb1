"""The first day in office, and the last one: as those who are elected see it."""

from datetime import timedelta
from typing import Any

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.elections import offices, succession
from kimvoice.people.models import Department, Person, RoleKind
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.elections.test_recorded import record
from tests.factories import Make
from tests.visitor import Visit, form_to

pytestmark = on_sqlite
DAY = timedelta(days=1)
HOME, WELCOME, SLUTT = "/min/", "/min/valg/verv", "/min/valg/verv/slutt"
CONFIRMED = {"confirmed": "1"}


@pytest.fixture
def department(make: Make, travel_to: TravelTo) -> Department:
    return make.department("Sirkulus")


@pytest.fixture
def pair(make: Make, department: Department) -> tuple[Person, Person]:
    """Elected today."""
    one, other = (make.participant(department=department) for _ in range(2))
    record(department, one, other, held_on=clock.today())
    return one, other


def last(person: Person, day: str = "17.11.2025") -> dict[str, Any]:
    return {"office": str(offices.of(person)[0].id), "last_day": day}


def test_who_is_newly_elected_is_welcomed_for_thirty_days(
    visit: Visit, pair: tuple[Person, Person], travel_to: TravelTo
) -> None:
    one, other = pair
    assert "Velkommen: Tillitsvalgt i Sirkulus" in visit(as_=one).get(HOME).text
    assert "Velkommen: Vara i Sirkulus" in visit(as_=other).get(HOME).text
    travel_to(f"{clock.today() + 30 * DAY} 09:00")
    assert WELCOME not in visit(as_=one).get(HOME).text
    assert "Vervet ditt" in visit(as_=one).get("/min/valg").text
    assert "Velkommen" not in visit(as_=one).get(WELCOME).text


def test_each_office_has_its_own_welcome(
    visit: Visit, pair: tuple[Person, Person]
) -> None:
    one, other = pair
    record(None, one, held_on=clock.today())
    shown = visit(as_=one).get(WELCOME).text
    for words in (
        "Velkommen som tillitsvalgt",
        "Du leser forslag som kommer uten navn.",
        "Dette gjør du i styret",
        "Du lover det med et kryss",
        "november 2026",
        SLUTT,
    ):
        assert words in shown
    shown = visit(as_=other).get(WELCOME).text
    assert "Velkommen som vara" in shown
    assert "Du leser forslag som kommer uten navn." not in shown


def test_the_deputy_who_has_moved_up_is_told(
    visit: Visit, pair: tuple[Person, Person], travel_to: TravelTo
) -> None:
    one, other = pair
    offices.step_down(offices.of(one)[0], clock.today())
    db.session.commit()
    travel_to(f"{clock.today() + DAY} 09:00")
    succession.run_when_due()
    home = visit(as_=other).get(HOME).text
    assert "Du var vara. Fra tirsdag 18. november er du tillitsvalgt." in home
    shown = visit(as_=other).get(WELCOME).text
    assert "Den som var tillitsvalgt, har sluttet." in shown
    assert one.name not in shown
    assert WELCOME not in visit(as_=one).get(HOME).text


def test_what_follows_is_said_before_somebody_steps_down(
    visit: Visit, pair: tuple[Person, Person]
) -> None:
    one, other = pair
    record(None, one, held_on=clock.today())
    rows = offices.of(one)
    office = next(it for it in rows if it.kind is RoleKind.REPRESENTATIVE)
    visitor, sent = visit(as_=one), {"office": office.id, "last_day": "17.11.2025"}
    check = visitor.post(SLUTT, sent)
    for words in (
        "Det er ikke skrevet inn ennå.",
        f"{other.name} er vara, og blir tillitsvalgt dagen etter.",
        "Du mister også plassen i styret.",
        "Ingen får se hvorfor.",
    ):
        assert words in check.text
    assert office.ends is None
    confirm = form_to(SLUTT, check).fields
    assert visitor.post(SLUTT, confirm).status_code == 303
    db.session.expire_all()
    assert office.ends == clock.today()


def test_a_double_click_gets_the_true_reason(
    visit: Visit, pair: tuple[Person, Person]
) -> None:
    visitor, sent = visit(as_=pair[0]), last(pair[0]) | CONFIRMED
    assert visitor.post(SLUTT, sent).status_code == 303
    again = visitor.post(SLUTT, sent)
    assert again.status_code == 409
    assert "Dette er gjort" in again.text


def test_the_last_one_is_told_that_nobody_follows(
    visit: Visit, make: Make, department: Department
) -> None:
    make.coordinator()
    alone = make.representative(department)
    check = visit(as_=alone).post(SLUTT, last(alone)).text
    assert "Da er ingen valgt i Sirkulus." in check
    assert "hjelper deltakerne så lenge." in check


@pytest.mark.parametrize(
    ("changes", "status", "why"),
    [
        ({"office": ""}, 422, "Velg hvilket verv"),
        ({"office": "999999"}, 422, "Velg et verv fra lista."),
        ({"office": "<script>\0😀"}, 422, "Velg et verv fra lista."),
        ({"last_day": ""}, 422, "Skriv den siste dagen din."),
        ({"last_day": "i morgen"}, 422, "Skriv datoen slik"),
        ({"last_day": "9" * 10_000}, 422, "Skriv datoen slik"),
        ({"last_day": "16.11.2025"}, 409, "ikke være før i dag"),
        ({"last_day": "31.12.9999"}, 409, "mindre enn et år"),
    ],
)
def test_bad_input_is_said_and_nothing_ends(
    visit: Visit,
    pair: tuple[Person, Person],
    changes: dict[str, str],
    status: int,
    why: str,
) -> None:
    one, _other = pair
    for confirmed in ({}, CONFIRMED):
        answer = visit(as_=one).post(SLUTT, last(one) | changes | confirmed)
        assert answer.status_code == status
        assert why in answer.text
    db.session.expire_all()
    assert offices.of(one)[0].ends is None


def test_nobody_ends_the_office_of_another(
    visit: Visit, pair: tuple[Person, Person]
) -> None:
    one, other = pair
    answer = visit(as_=other).post(SLUTT, last(one) | CONFIRMED)
    assert answer.status_code == 422
    db.session.expire_all()
    assert offices.of(one)[0].ends is None


# The board, on paper

BOARD = "/min/valg/registrer/styret"


@pytest.fixture
def keeper(make: Make) -> Person:
    return make.person(RoleKind.ADMINISTRATOR)


def held(elected: Person) -> dict[str, str]:
    return {
        "held_on": "14.11.2025",
        "representative": str(elected.id),
        "witness_1": "Vitne Vitnesen",
        "witness_2": "Sett Sannsen",
        "names_shown": "y",
    }


def test_an_election_to_the_board_is_written_in_and_gives_the_seat(
    visit: Visit, make: Make, pair: tuple[Person, Person], keeper: Person
) -> None:
    visitor, one = visit(as_=keeper), pair[0]
    others = make.person(RoleKind.BOARD_MEMBER)
    check = visitor.post(BOARD, held(one))
    assert f"{one.name} sitter i styret for deltakerne." in check.text
    assert "vara" not in check.text.partition("<main")[2].partition("</main")[0]
    assert visitor.post(BOARD, form_to(BOARD, check).fields).status_code == 303
    db.session.expire_all()
    assert one.holds(RoleKind.BOARD_MEMBER, RoleKind.REPRESENTATIVE)
    assert others.holds(RoleKind.BOARD_MEMBER)
    assert "I styret" in visitor.get("/min/valg/registrer").text
    assert visitor.post(BOARD, held(one) | CONFIRMED).status_code == 409
    assert one.name in visit().get("/tillitsvalgte").text


def test_a_newer_member_takes_the_seat_from_the_one_before(
    visit: Visit, pair: tuple[Person, Person], keeper: Person
) -> None:
    one, other = pair
    visitor = visit(as_=keeper)
    visitor.post(BOARD, held(one) | CONFIRMED)
    later = held(other) | {"held_on": "15.11.2025"}
    check = visitor.post(BOARD, later)
    assert f"{one.name} sitter ikke lenger i styret." in check.text
    visitor.post(BOARD, later | CONFIRMED)
    db.session.expire_all()
    assert not one.holds(RoleKind.BOARD_MEMBER)
    assert one.holds(RoleKind.REPRESENTATIVE)
    assert other.holds(RoleKind.BOARD_MEMBER)


def test_only_who_is_elected_in_a_department_can_sit_in_the_board(
    visit: Visit, make: Make, department: Department, keeper: Person
) -> None:
    other = make.participant(department=department)
    answer = visit(as_=keeper).post(BOARD, held(other) | CONFIRMED)
    assert answer.status_code == 422
    assert not other.holds(RoleKind.BOARD_MEMBER)

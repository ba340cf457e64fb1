"""The second says yes or no to a role; who reads complaints sees who else does."""

from datetime import timedelta

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.settings import SECOND_FACTOR_REQUIRED
from kimvoice.people import duties
from kimvoice.people.models import Person, RoleKind
from kimvoice.people.role_requests import RoleRequest
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.visitor import Visit

pytestmark = on_sqlite

WHO = "/min/hvem-kan-lese-klager"
SETTINGS = "/min/innstillinger"


@pytest.fixture
def administrator(make: Make, travel_to: TravelTo) -> Person:
    return make.person(RoleKind.ADMINISTRATOR, name="Petra Prøvesen")


@pytest.fixture
def newcomer(make: Make) -> Person:
    return make.person(RoleKind.STAFF_MEMBER, name="Nils Nysen")


def test_the_second_is_asked_and_nobody_else_knows(
    visit: Visit, make: Make, administrator: Person, newcomer: Person
) -> None:
    second, other = make.coordinator(), make.coordinator()
    asked = make.wanted(newcomer, by=administrator, second=second)
    url = f"/min/ny-rolle/{asked.id}"
    words = "Petra Prøvesen vil at Nils Nysen skal bli koordinator."
    assert words in visit(as_=second).get("/min/").text
    shown = visit(as_=second).get(url).text
    assert words in shown
    assert "fra mandag 17. november" in shown
    for person in (other, administrator, newcomer):
        visitor = visit(as_=person)
        assert words not in visitor.get("/min/").text
        for answer in (visitor.get(url), visitor.post(url, {"answer": "yes"})):
            assert answer.status_code == 404
    assert not newcomer.holds(RoleKind.COORDINATOR)


def test_yes_gives_the_role_and_a_second_click_gets_the_true_reason(
    visit: Visit, make: Make, administrator: Person, newcomer: Person
) -> None:
    second = make.coordinator()
    asked = make.wanted(newcomer, by=administrator, second=second)
    url, visitor = f"/min/ny-rolle/{asked.id}", visit(as_=second)
    assert visitor.post(url, {"answer": "yes"}).status_code == 303
    assert newcomer.holds(RoleKind.COORDINATOR)
    for late in (
        visitor.post(url, {"answer": "yes"}),
        visitor.post(url, {"answer": "no"}),
        visitor.get(url),
    ):
        assert late.status_code == 409
        assert "Dette er gjort" in late.text
    assert url not in visitor.get("/min/").text
    assert newcomer.holds(RoleKind.COORDINATOR)


def test_no_gives_nothing(
    visit: Visit, make: Make, administrator: Person, newcomer: Person
) -> None:
    second = make.coordinator()
    asked = make.wanted(newcomer, by=administrator, second=second)
    url, visitor = f"/min/ny-rolle/{asked.id}", visit(as_=second)
    assert visitor.post(url, {"answer": "no"}).status_code == 303
    assert RoleRequest.waiting_for(second) == []
    assert visitor.post(url, {"answer": "yes"}).status_code == 404
    assert not newcomer.holds(RoleKind.COORDINATOR)


@pytest.mark.parametrize("answer", ["", "maybe\0", "<script>", "🌲" * 10_000])
def test_neither_yes_nor_no_is_a_question_again(
    answer: str, visit: Visit, make: Make, administrator: Person, newcomer: Person
) -> None:
    second = make.coordinator()
    asked = make.wanted(newcomer, by=administrator, second=second)
    again = visit(as_=second).post(f"/min/ny-rolle/{asked.id}", {"answer": answer})
    assert again.status_code == 422
    assert "Velg ja eller nei." in again.text
    assert not newcomer.holds(RoleKind.COORDINATOR)


def test_who_can_say_yes_no_more_is_told_so(
    visit: Visit, make: Make, administrator: Person, newcomer: Person
) -> None:
    second = make.coordinator()
    asked = make.wanted(newcomer, by=administrator, second=second)
    visitor = visit(as_=second)
    second.take_role(RoleKind.STAFF_MEMBER, since=clock.today())
    duties.end(second.roles[0], clock.today() - timedelta(days=1))
    db.session.commit()
    late = visitor.post(f"/min/ny-rolle/{asked.id}", {"answer": "yes"})
    assert late.status_code == 409
    assert not newcomer.holds(RoleKind.COORDINATOR)


def test_all_who_read_complaints_see_who_does_and_who_answers_for_it(
    visit: Visit, make: Make, administrator: Person, newcomer: Person
) -> None:
    second = make.coordinator()
    make.wanted(newcomer, by=administrator, second=second).agree(second)
    alone = make.person(RoleKind.BOARD_CHAIR, name="Clara Ensen")
    alone.roles[0].given_on = clock.today()
    alone.roles[0].given_by = administrator
    db.session.commit()
    by_two = f"Gitt mandag 17. november av Petra Prøvesen og {second.name}."
    for reader in (second, newcomer, alone):
        for door in (WHO, "/min/innboks"):
            shown = visit(as_=reader).get(door).text
            assert by_two in shown
            assert "Gitt mandag 17. november av Petra Prøvesen alene." in shown
        assert shown.index("Clara Ensen") < shown.index("Nils Nysen")
        assert WHO in shown
    shown = visit(as_=second).get(WHO).text
    assert "Uten navn er rollen gitt før vi begynte å skrive det ned." in shown


def test_the_inbox_tells_it_for_thirty_days(
    visit: Visit,
    make: Make,
    administrator: Person,
    newcomer: Person,
    travel_to: TravelTo,
) -> None:
    second = make.coordinator()
    make.wanted(newcomer, by=administrator, second=second).agree(second)
    db.session.commit()
    for day, still in (("12-17", True), ("12-18", False)):
        travel_to(f"2025-{day} 10:00")
        shown = visit(as_=second).get("/min/innboks").text
        assert ("Nye som kan lese klager" in shown) is still
        assert "Nils Nysen" in visit(as_=second).get(WHO).text


def test_who_will_read_complaints_stands_apart_from_who_does(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    now = make.coordinator()
    soon = make.person(RoleKind.STAFF_MEMBER, name="Siri Sidensen")
    soon.take_role(RoleKind.COORDINATOR, since=clock.today() + timedelta(days=3))
    db.session.commit()
    shown = visit(as_=now).get(WHO).text
    heads = [shown.index(f"<h2>{it}</h2>") for it in ("Nå", "Senere")]
    assert heads[0] < heads[1] < shown.index("Siri Sidensen")
    travel_to("2025-11-20 10:00")
    shown = visit(as_=now).get(WHO).text
    assert "<h2>Senere</h2>" not in shown
    assert "Siri Sidensen" in shown


def test_who_holds_both_from_before_is_named_as_shut_out(
    visit: Visit, make: Make, administrator: Person
) -> None:
    administrator.take_role(RoleKind.COORDINATOR, since=clock.today())
    db.session.commit()
    shown = visit(as_=administrator).get(WHO).text
    assert "Er også administrator, og kan ikke lese klager så lenge." in shown
    assert visit(as_=administrator).get("/min/innboks").status_code == 403


def test_that_nobody_must_have_numbers_is_said_to_those_who_would(
    make: Make, visit: Visit, travel_to: TravelTo
) -> None:
    """With name and day, as every promise that was changed."""
    words = "slipper daglig leder og administratorer å skrive tall fra en app. Endret"
    office, ladder = make.person(RoleKind.ADMINISTRATOR), make.ladder()
    for person, page in (
        (office, SETTINGS),
        (ladder.manager, SETTINGS),
        (ladder.leader, WHO),
    ):
        assert words in visit(as_=person).get(page).text
    assert words not in visit(as_=ladder.leader).get(SETTINGS).text
    SECOND_FACTOR_REQUIRED.choose(True, "Prøve", clock.today())
    db.session.commit()
    assert words not in visit(as_=ladder.leader).get(WHO).text

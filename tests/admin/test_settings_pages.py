"""Settings in the browser: who changed what, and promises that only get stricter."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from kimvoice.core import clock
from kimvoice.core.choices import REGISTER, Choice
from kimvoice.core.db import db
from kimvoice.core.settings import (
    ANSWER_WEEKS,
    CONTACT,
    HOUSE_NETWORKS,
    INSIDE_FROM_ELSEWHERE,
    MAILBOX_WEEKDAY,
    READING_COORDINATOR,
    SECOND_FACTOR_REQUIRED,
    THREAD_WEEKS,
)
from kimvoice.people.models import Person, RoleKind
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.visitor import Visit, Visitor, form_to

pytestmark = on_sqlite

ALL = "/min/admin/innstillinger"
NEXT_ROUND = date(2025, 11, 24)


@pytest.fixture
def person(make: Make, travel_to: TravelTo) -> Person:
    return make.person(RoleKind.ADMINISTRATOR)


@pytest.fixture
def keeper(visit: Visit, person: Person) -> Visitor:
    return visit(as_=person)


def choices() -> list[Choice]:
    """Without what the tests' house chose long ago (tests/database.py)."""
    db.session.expire_all()
    chosen = select(Choice).where(Choice.name != SECOND_FACTOR_REQUIRED.name)
    return list(db.session.scalars(chosen.order_by(Choice.id)))


def test_every_setting_stands_there_once_and_has_a_page(keeper: Visitor) -> None:
    shown = keeper.get(ALL).text
    for name, setting in REGISTER.items():
        assert shown.count(f'href="{ALL}/{name}"') == 1
        assert str(setting.meaning) in shown
        assert keeper.get(f"{ALL}/{name}").status_code in (200, 303)


def test_a_choice_keeps_name_and_day_and_the_one_before(
    keeper: Visitor, person: Person, travel_to: TravelTo
) -> None:
    url = f"{ALL}/contact"
    assert keeper.submit(url, {"value": " Kari  Testesen\0"}).status_code == 303
    travel_to("2025-11-18 10:00")
    keeper.sign_in(person)
    keeper.submit(url, {"value": "Ola Prøvesen"})
    assert CONTACT.value() == "Ola Prøvesen"
    shown = keeper.get(url).text
    for words in (
        "Kari Testesen",
        f"Valgt av {person.name} mandag 17. november.",
        f"Valgt av {person.name} tirsdag 18. november.",
    ):
        assert words in shown


def test_what_stands_already_is_not_chosen_again(keeper: Visitor) -> None:
    answer = keeper.submit(f"{ALL}/answer_weeks", {"value": "3"})
    assert answer.status_code == 303
    assert choices() == []
    assert "Ingenting er endret." in keeper.get(ALL).text


def test_the_days_of_the_mailbox_count_from_the_next_round(keeper: Visitor) -> None:
    url = f"{ALL}/mailbox_weekday"
    page = keeper.get(url).text
    assert "torsdag" in page
    assert "gjelder det fra mandag 24. november" in page
    keeper.submit(url, {"value": "3"})
    assert (MAILBOX_WEEKDAY.value(), MAILBOX_WEEKDAY.value_to_come()) == (4, 3)
    assert MAILBOX_WEEKDAY.value(on=NEXT_ROUND) == 3
    assert "fredag\nFra mandag 24. november: torsdag" in keeper.get(url).text


# Promises


def test_a_promise_is_confirmed_before_it_is_made_stricter(keeper: Visitor) -> None:
    url = f"{ALL}/thread_weeks"
    asked = keeper.submit(url, {"value": "20"})
    assert asked.status_code == 200
    assert choices() == []
    for words in (
        "Vil du gjøre løftet strengere?",
        "Du kan rette det fram til postkassa åpnes fredag 21. november kl. 12.",
        "Etter det kan ingen gjøre løftet svakere igjen.",
        "Fra mandag 24. november",
    ):
        assert words in asked.text
    confirm = form_to(url, asked).fields
    assert keeper.post(url, confirm).status_code == 303
    assert (THREAD_WEEKS.value(), THREAD_WEEKS.value_to_come()) == (26, 20)


def test_who_regrets_on_the_check_page_changes_nothing(keeper: Visitor) -> None:
    url = f"{ALL}/thread_weeks"
    back = keeper.post(url, {"value": "20", "change": "1"})
    assert back.status_code == 200
    assert form_to(url, back).fields["value"] == "20"
    assert choices() == []


def test_a_promise_may_be_corrected_until_it_counts_and_then_never(
    keeper: Visitor, person: Person, travel_to: TravelTo
) -> None:
    url, sure = f"{ALL}/thread_weeks", {"confirmed": "1"}
    keeper.post(url, {"value": "2"} | sure)
    assert keeper.post(url, {"value": "20"} | sure).status_code == 303
    assert THREAD_WEEKS.value_to_come() == 20
    # Opened, but not yet Monday: what is promised from Monday is kept all the same.
    travel_to("2025-11-21 13:00")
    keeper.sign_in(person)
    late = keeper.post(url, {"value": "26"} | sure)
    assert late.status_code == 422
    assert "Skriv et tall fra 1 til 20." in late.text
    travel_to("2025-11-24 08:00")
    keeper.sign_in(person)
    assert THREAD_WEEKS.value() == 20
    assert keeper.post(url, {"value": "21"} | sure).status_code == 422


def test_what_cannot_get_stricter_cannot_be_changed(keeper: Visitor) -> None:
    url = f"{ALL}/reading_weeks"
    assert "Dette er så strengt som det kan bli." in keeper.get(url).text
    assert keeper.post(url, {"value": "1", "confirmed": "1"}).status_code == 409
    assert choices() == []


@pytest.mark.parametrize(
    ("name", "typed", "why"),
    [
        ("thread_weeks", "27", "Skriv et tall fra 1 til 26."),
        ("thread_weeks", "0", "Skriv et tall fra 1 til 26."),
        ("smallest_department", "9", "Skriv 10 eller mer."),
        ("smallest_department", "9" * 5_000, "Skriv et tall."),
        ("smallest_department", "9" * 40, "Skriv et tall fra 1 til 1000."),
        ("answer_weeks", "", "Skriv et tall."),
        ("answer_weeks", "tre", "Skriv et tall."),
        ("answer_weeks", "27", "Skriv et tall fra 1 til 26."),
        ("answer_weeks", "3\0", "Skriv et tall."),
        ("mailbox_weekday", "5", "Velg et av svarene."),
        ("mailbox_weekday", "fredag", "Velg et av svarene."),
        ("contact", "å" * 121, "kan ha høyst 120 tegn"),
        ("reading_coordinator", "ingen.slik", "Velg et av svarene."),
        ("inside_from_elsewhere", "kanskje", "Velg et av svarene."),
        ("house_networks", "huset", "Vi forstår ikke nettet «huset»."),
        ("house_networks", "0.0.0.0/0", "hele internett"),
    ],
)
def test_a_value_that_cannot_be_is_said_at_the_field(
    keeper: Visitor, name: str, typed: str, why: str
) -> None:
    url = f"{ALL}/{name}"
    answer = keeper.post(url, {"value": typed, "confirmed": "1"})
    assert answer.status_code == 422
    assert why in answer.text
    assert choices() == []


def test_an_unknown_setting_is_not_found(keeper: Visitor) -> None:
    for name in ("ukjent", "%00", "contact/x"):
        assert keeper.get(f"{ALL}/{name}").status_code == 404


# A person, yes or no, networks


def test_the_reading_coordinator_is_chosen_by_name(keeper: Visitor, make: Make) -> None:
    coordinator, other = make.coordinator(), make.work_leader()
    url = f"{ALL}/reading_coordinator"
    assert coordinator.name in keeper.get(url).text
    assert other.name not in keeper.get(url).text
    assert keeper.post(url, {"value": other.user_name}).status_code == 422
    keeper.submit(url, {"value": coordinator.user_name})
    assert READING_COORDINATOR.value() == coordinator.user_name
    assert coordinator.name in keeper.get(ALL).text
    assert coordinator.user_name not in keeper.get(ALL).text


def test_nobody_shuts_themselves_out(keeper: Visitor) -> None:
    url = f"{ALL}/house_networks"
    out = keeper.post(url, {"value": "192.0.2.0/24"})
    assert out.status_code == 422
    assert "Da blir du stengt ute selv." in out.text
    kept = {"value": "192.0.2.0/24\r\n\r\n127.0.0.0/8"}
    assert keeper.post(url, kept).status_code == 303
    assert len(HOUSE_NETWORKS.value()) == 2
    assert "127.0.0.0/8\n192.0.2.0/24" in keeper.get(url).text
    assert keeper.post(url, {"value": ""}).status_code == 303
    assert HOUSE_NETWORKS.value() == frozenset()


def test_nobody_who_is_elsewhere_forbids_it(keeper: Visitor) -> None:
    keeper.get("/min/")
    elsewhere = HOUSE_NETWORKS.read(["192.0.2.0/24"])
    HOUSE_NETWORKS.choose(elsewhere, "Prøve", clock.today())
    INSIDE_FROM_ELSEWHERE.choose(True, "Prøve", clock.today())
    db.session.commit()
    answer = keeper.post(f"{ALL}/inside_from_elsewhere", {"value": "no"})
    assert answer.status_code == 422
    assert "Du er ikke i huset nå." in answer.text
    assert INSIDE_FROM_ELSEWHERE.value() is True


def test_yes_and_no_are_chosen_in_words(keeper: Visitor) -> None:
    url = f"{ALL}/inside_from_elsewhere"
    keeper.submit(url, {"value": "yes"})
    assert INSIDE_FROM_ELSEWHERE.value() is True
    assert "Ja" in keeper.get(url).text
    keeper.submit(url, {"value": "no"})
    assert INSIDE_FROM_ELSEWHERE.value() is False


def test_a_value_of_an_earlier_program_still_has_a_page(
    app: Flask, keeper: Visitor
) -> None:
    """A coordinator who has left the role: the name stands, nobody new is chosen."""
    READING_COORDINATOR.choose("borte.vekk", "Prøve", clock.today())
    ANSWER_WEEKS.choose(5, "Prøve", clock.today())
    db.session.commit()
    page: Any = keeper.get(f"{ALL}/reading_coordinator")
    assert page.status_code == 200
    assert "borte.vekk" in page.text

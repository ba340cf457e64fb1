"""Closing days: what they change for the mailbox, and what was promised already."""

from datetime import date
from threading import Event, Thread

import pytest
from flask import Flask

from kimvoice.core import choices
from kimvoice.core.db import db
from kimvoice.core.settings import CLOSING_DAYS
from kimvoice.people.models import RoleKind
from kimvoice.suggestions import openings
from tests.conftest import TravelTo
from tests.factories import Make
from tests.visitor import Visit, Visitor

URL = "/min/admin/stengte-dager"


@pytest.fixture
def keeper(visit: Visit, make: Make, travel_to: TravelTo) -> Visitor:
    return visit(as_=make.person(RoleKind.ADMINISTRATOR))


def closed() -> list[str]:
    db.session.expire_all()
    return sorted(day.isoformat() for day in CLOSING_DAYS.value_to_come())


def test_a_friday_that_is_closed_moves_the_opening_of_that_week(
    keeper: Visitor, travel_to: TravelTo
) -> None:
    assert keeper.submit(URL, {"first": "5.12.2025"}).status_code == 303
    page = keeper.get(URL).text
    assert "Lagret. Det gjelder fra mandag 24. november." in page
    assert "Postkassa åpnes torsdag 4. desember kl. 12." in page
    travel_to("2025-12-01 10:00")
    assert openings.next_opening().date() == date(2025, 12, 4)


def test_a_closed_week_is_passed_over(keeper: Visitor) -> None:
    keeper.submit(URL, {"first": "1.12.2025", "last": "5.12.2025"})
    words = "Postkassa åpnes ikke denne uka. Den åpnes fredag 12. desember kl. 12."
    assert words in keeper.get(URL).text


def test_weekends_and_holidays_are_not_kept(keeper: Visitor) -> None:
    keeper.submit(URL, {"first": "22.12.2025", "last": "2.1.2026"})
    assert closed() == [
        "2025-12-22",
        "2025-12-23",
        "2025-12-29",
        "2025-12-30",
        "2026-01-02",
    ]


def test_the_round_that_is_promised_is_not_moved(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    person = make.person(RoleKind.ADMINISTRATOR)
    keeper = visit(as_=person)
    late = keeper.submit(URL, {"first": "21.11.2025"})
    assert late.status_code == 422
    assert "Postkassa er lovet åpnet fredag 21. november kl. 12." in late.text
    assert "Velg en dag fra mandag 24. november." in late.text
    assert closed() == []
    keeper.submit(URL, {"first": "28.11.2025"})
    travel_to("2025-11-24 10:00")
    keeper.sign_in(person)
    answer = keeper.post(f"{URL}/ta-bort", {"day": "2025-11-28"})
    assert answer.status_code == 409
    assert closed() == ["2025-11-28"]
    assert openings.next_opening().date() == date(2025, 11, 27)


def test_days_are_added_to_those_that_do_not_count_yet(keeper: Visitor) -> None:
    keeper.submit(URL, {"first": "5.12.2025"})
    keeper.submit(URL, {"first": "12.12.2025"})
    assert closed() == ["2025-12-05", "2025-12-12"]
    assert keeper.post(f"{URL}/ta-bort", {"day": "2025-12-05"}).status_code == 303
    assert closed() == ["2025-12-12"]
    assert keeper.post(f"{URL}/ta-bort", {"day": "2025-12-05"}).status_code == 409


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("", "", "Skriv hvilken dag huset er stengt."),
        ("julaften", "", "Skriv datoen slik: 4.12.2026."),
        ("6.12.2025", "", "Huset er stengt da fra før."),
        ("25.12.2025", "", "Huset er stengt da fra før."),
        ("1.1.9999", "", "Det er for lenge til."),
        ("5.12.2025", "1.12.2025", "Siste dag må komme etter den første."),
        ("5.12.2025", "31.12.9999", "Legg inn høyst tre måneder om gangen."),
        ("5.12.2025", "jul\0", "Skriv datoen slik: 4.12.2026."),
    ],
)
def test_days_that_cannot_be_are_said_at_the_field(
    keeper: Visitor, first: str, last: str, why: str
) -> None:
    answer = keeper.post(URL, {"first": first, "last": last})
    assert answer.status_code == 422
    assert why in answer.text
    assert closed() == []


@pytest.mark.parametrize("day", ["", "x", "2025-12-05\0", "9999-99-99"])
def test_a_day_that_is_not_closed_cannot_be_taken_away(
    keeper: Visitor, day: str
) -> None:
    assert keeper.post(f"{URL}/ta-bort", {"day": day}).status_code == 409


def test_a_house_without_closing_days_says_so_once(keeper: Visitor) -> None:
    nothing = "Vi har ingen stengte dager nå"
    assert nothing in keeper.get(URL).text
    assert keeper.post(f"{URL}/ingen").status_code == 303
    assert closed() == []
    assert nothing not in keeper.get(URL).text


def test_of_two_who_choose_at_once_none_is_lost(app: Flask) -> None:
    """The second reads when the first has written, however long that takes."""
    has_begun, has_read = Event(), Event()

    def second() -> None:
        has_begun.wait()
        with app.app_context():
            choices.begin_choosing()
            closed = CLOSING_DAYS.value_to_come()
            has_read.set()
            add(closed, 3)
            db.session.remove()

    def add(closed: frozenset[date], day: int) -> None:
        chosen = closed | {date(2026, 3, day)}
        CLOSING_DAYS.choose(chosen, "Prøve", date(2026, 1, 5))
        db.session.commit()

    other = Thread(target=second)
    other.start()
    choices.begin_choosing()
    closed = CLOSING_DAYS.value_to_come()
    has_begun.set()
    # It may not: the lock is ours. Without a lock it reads now, and one day is lost.
    has_read.wait(timeout=0.5)
    add(closed, 2)
    other.join()
    assert CLOSING_DAYS.value_to_come() == {date(2026, 3, 2), date(2026, 3, 3)}

"""When the mailbox opens: by the calendar alone, whatever it holds."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from kimvoice.core import clock, days
from kimvoice.core.db import db
from kimvoice.core.settings import (
    CLOSING_DAYS,
    MAILBOX_HOUR,
    MAILBOX_WEEKDAY,
)
from kimvoice.suggestions import mailbox, openings
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.suggestions.author import FRIDAY, NEXT_FRIDAY, Author, all_suggestions

pytestmark = on_sqlite

FROM_NOW = date(2025, 11, 17)
A_WEEK_AGO = date(2025, 11, 10)


def at_noon(day: str) -> datetime:
    return datetime.fromisoformat(f"{day} 12:00").replace(tzinfo=clock.OSLO)


def closed(*days: str) -> None:
    chosen = frozenset(date.fromisoformat(day) for day in days)
    CLOSING_DAYS.choose(chosen, "Keeper", FROM_NOW)
    db.session.commit()


@pytest.mark.parametrize(
    ("monday", "opening"),
    [
        ("2025-11-17", "2025-11-21"),
        ("2026-04-27", "2026-04-30"),
        ("2026-03-30", "2026-04-01"),
        ("2025-12-22", "2025-12-23"),
        ("2025-12-29", "2026-01-02"),
    ],
)
def test_friday_else_the_last_working_day_before(
    app: Flask, monday: str, opening: str
) -> None:
    found = openings.opening_in_week(date.fromisoformat(monday))
    assert found == at_noon(opening)


def test_a_week_without_working_days_is_passed_over(travel_to: TravelTo) -> None:
    closed(*(f"2025-11-{day}" for day in (17, 18, 19, 20, 21)))
    assert openings.opening_in_week(date(2025, 11, 17)) is None
    assert openings.next_opening() == at_noon("2025-11-28")
    travel_to("2025-11-23 12:00")
    assert openings.last_opening() == at_noon("2025-11-14")
    author = Author().sends()
    mailbox.tick()
    assert author.finds is None
    travel_to("2025-11-28 12:00")
    mailbox.tick()
    assert author.suggestion.week == "2025-W48"


@pytest.mark.parametrize(
    ("now", "last", "coming"),
    [
        ("2025-11-17 10:00", "2025-11-14", "2025-11-21"),
        ("2025-11-21 11:59:59", "2025-11-14", "2025-11-21"),
        ("2025-11-21 12:00", "2025-11-21", "2025-11-28"),
        ("2025-11-23 23:59", "2025-11-21", "2025-11-28"),
        ("2025-12-23 12:00", "2025-12-23", "2026-01-02"),
    ],
)
def test_the_last_opening_and_the_next(
    travel_to: TravelTo, now: str, last: str, coming: str
) -> None:
    travel_to(now)
    assert openings.last_opening() == at_noon(last)
    assert openings.next_opening() == at_noon(coming)


def test_the_house_may_choose_another_day_and_hour(travel_to: TravelTo) -> None:
    MAILBOX_WEEKDAY.choose(2, "Keeper", A_WEEK_AGO)
    MAILBOX_HOUR.choose(9, "Keeper", FROM_NOW)
    opening = openings.next_opening()
    assert opening.isoformat() == "2025-11-19T09:00:00+01:00"


def test_the_hour_is_kept_when_the_clocks_are_changed(travel_to: TravelTo) -> None:
    travel_to("2026-03-23 10:00")
    assert openings.next_opening().isoformat() == "2026-03-27T12:00:00+01:00"
    travel_to("2026-03-28 10:00")
    assert openings.next_opening().isoformat() == "2026-04-01T12:00:00+02:00"


def test_before_the_day_no_row_exists_and_afterwards_one(travel_to: TravelTo) -> None:
    author = Author().sends()
    for moment in ("2025-11-17 10:00", "2025-11-20 12:00", "2025-11-21 11:59:59"):
        travel_to(moment)
        mailbox.tick()
        assert all_suggestions() == []
        assert author.finds is None
    travel_to(FRIDAY)
    mailbox.tick()
    assert all_suggestions() == [author.suggestion]


def test_one_slip_alone_is_laid_out_and_an_empty_mailbox_opened(
    travel_to: TravelTo,
) -> None:
    travel_to(FRIDAY)
    mailbox.tick()
    author = Author().sends()
    travel_to(NEXT_FRIDAY)
    mailbox.tick()
    assert all_suggestions() == [author.suggestion]


def test_a_house_that_slept_over_the_day_opens_when_it_wakes(
    travel_to: TravelTo,
) -> None:
    author = Author().sends()
    travel_to("2025-11-24 08:00")
    mailbox.tick()
    assert author.suggestion.week == "2025-W47"


def test_after_several_weeks_it_is_opened_once(travel_to: TravelTo) -> None:
    author = Author().sends()
    travel_to("2025-12-10 08:00")
    mailbox.tick()
    mailbox.tick()
    assert all_suggestions() == [author.suggestion]
    assert author.suggestion.week == "2025-W49"


def test_nobody_opens_it_a_second_time_in_a_week_by_closing_the_friday(
    travel_to: TravelTo,
) -> None:
    """Else who chooses the settings could single out who has just sent."""
    travel_to(FRIDAY)
    mailbox.tick()
    author = Author().sends()
    travel_to("2025-11-21 14:00")
    closed("2025-11-21")
    mailbox.tick()
    assert author.finds is None


def test_nobody_opens_it_a_second_time_in_a_week_by_choosing_another_day(
    travel_to: TravelTo,
) -> None:
    travel_to(FRIDAY)
    mailbox.tick()
    author = Author().sends()
    travel_to("2025-11-21 14:00")
    MAILBOX_WEEKDAY.choose(3, "Keeper", date(2025, 11, 21))
    db.session.commit()
    mailbox.tick()
    assert author.finds is None


def test_another_day_counts_from_the_round_that_begins_next(
    travel_to: TravelTo,
) -> None:
    """Else who chooses it opens the mailbox on the day that suits them."""
    author = Author().sends()
    travel_to("2025-11-18 14:00")
    MAILBOX_WEEKDAY.choose(1, "Keeper", openings.counts_from(MAILBOX_WEEKDAY))
    db.session.commit()
    for moment in ("2025-11-18 14:01", "2025-11-21 11:59"):
        travel_to(moment)
        mailbox.tick()
        assert author.finds is None
    travel_to(FRIDAY)
    mailbox.tick()
    assert author.finds
    assert openings.next_opening() == at_noon("2025-12-02")


def test_an_earlier_day_is_waited_for_a_week_so_that_no_round_is_short(
    travel_to: TravelTo,
) -> None:
    """Else all that came out on the Monday would have been written on that Monday."""
    MAILBOX_WEEKDAY.choose(0, "Keeper", openings.counts_from(MAILBOX_WEEKDAY))
    db.session.commit()
    travel_to(FRIDAY)
    mailbox.tick()
    travel_to("2025-11-24 10:00")
    author = Author().sends()
    assert openings.next_opening() == at_noon("2025-12-01")
    for moment in ("2025-11-24 12:00", "2025-11-28 12:00", "2025-12-01 11:59"):
        travel_to(moment)
        mailbox.tick()
        assert author.finds is None
    travel_to("2025-12-01 12:00")
    mailbox.tick()
    assert author.finds
    assert openings.next_opening() == at_noon("2025-12-08")


def test_a_later_day_is_opened_in_its_week(travel_to: TravelTo) -> None:
    MAILBOX_WEEKDAY.choose(1, "Keeper", FROM_NOW)
    MAILBOX_WEEKDAY.choose(3, "Keeper", date(2025, 11, 24))
    db.session.commit()
    travel_to("2025-11-24 10:00")
    assert openings.next_opening() == at_noon("2025-11-27")


def test_closing_days_bring_no_two_openings_near_each_other(app: Flask) -> None:
    closed(*(f"2025-11-{day}" for day in (25, 26, 27, 28)))
    assert openings.opening_in_week(date(2025, 11, 24)) is None
    assert openings.first_opening_from(date(2025, 11, 24)) == at_noon("2025-12-05")


@pytest.mark.parametrize(
    ("monday", "days_off"),
    [
        ("2026-05-25", ("2026-05-27", "2026-05-28", "2026-05-29")),
        ("2026-04-06", ("2026-04-08", "2026-04-09", "2026-04-10")),
        ("2026-12-28", ("2026-12-29", "2026-12-30")),
        (
            "2026-01-19",
            [f"2026-01-{day:02}" for day in (*range(12, 17), *range(19, 23))],
        ),
    ],
    ids=["Whitsun", "Easter", "Christmas", "a week and four days"],
)
def test_nor_do_they_leave_a_single_working_day_beside_public_holidays(
    app: Flask, monday: str, days_off: Sequence[str]
) -> None:
    """All that came out then would have been written on that one day."""
    closed(*days_off)
    assert openings.opening_in_week(date.fromisoformat(monday)) is None


@pytest.mark.parametrize("year", range(2025, 2056))
def test_public_holidays_alone_never_make_the_mailbox_wait(
    app: Flask, year: int
) -> None:
    """But for a week without a working day there is one opening in each."""
    monday = days.monday_of(f"{year}-W01")
    for week in range(52):
        this = monday + timedelta(weeks=week)
        at_work = any(days.is_working_day(this + timedelta(n)) for n in range(5))
        assert bool(openings.opening_in_week(this)) is at_work

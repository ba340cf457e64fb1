"""Working days in Norway, and weeks over the new year."""

from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from kimvoice.core import days
from kimvoice.core.settings import CLOSING_DAYS

FREE = {
    "new year's day": date(2026, 1, 1),
    "Maundy Thursday": date(2026, 4, 2),
    "Good Friday": date(2026, 4, 3),
    "Easter Monday": date(2026, 4, 6),
    "Labour Day": date(2026, 5, 1),
    "Ascension Day": date(2026, 5, 14),
    "17 May": date(2027, 5, 17),
    "Whit Monday": date(2026, 5, 25),
    "Christmas Eve": date(2026, 12, 24),
    "Christmas Day": date(2026, 12, 25),
    "Boxing Day": date(2025, 12, 26),
    "New Year's Eve": date(2026, 12, 31),
    "Saturday": date(2025, 11, 22),
    "Sunday": date(2025, 11, 23),
}
AT_WORK = {
    "Wednesday before Easter": date(2026, 4, 1),
    "Tuesday after Easter": date(2026, 4, 7),
    "18 May": date(2027, 5, 18),
    "23 December": date(2026, 12, 23),
    "between the years": date(2026, 12, 28),
    "an ordinary Friday": date(2025, 11, 21),
}


@pytest.mark.parametrize("day", FREE.values(), ids=FREE.keys())
def test_nobody_is_at_work_on(app: Flask, day: date) -> None:
    assert not days.is_working_day(day)


@pytest.mark.parametrize("day", AT_WORK.values(), ids=AT_WORK.keys())
def test_people_are_at_work_on(app: Flask, day: date) -> None:
    assert days.is_working_day(day)


def test_nobody_is_at_work_on_the_days_the_house_has_closed(app: Flask) -> None:
    day = date(2025, 11, 21)
    CLOSING_DAYS.choose(frozenset({day}), "Keeper", date(2020, 1, 1))
    assert not days.is_working_day(day)
    assert days.is_working_day(day - timedelta(days=1))


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2025, 11, 21), "2025-W47"),
        (date(2025, 12, 29), "2026-W01"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
    ],
)
def test_the_week_is_the_iso_week_also_over_the_new_year(day: date, week: str) -> None:
    assert days.week_of(day) == week


def test_weeks_sort_as_they_follow() -> None:
    weeks = [days.week_of(date(2026, 1, 5) + timedelta(weeks=n)) for n in range(120)]
    assert weeks == sorted(weeks)


@given(st.dates(date(2000, 1, 10), date(2100, 1, 1)), st.integers(0, 60))
def test_deadlines_are_mondays_so_many_whole_weeks_after_the_week(
    day: date, weeks: int
) -> None:
    week = days.week_of(day)
    monday = days.monday_of(week)
    assert monday.weekday() == 0
    assert monday <= day < monday + timedelta(days=7)
    assert days.monday_after(week, weeks) == monday + timedelta(weeks=1 + weeks)


@pytest.mark.parametrize(
    ("day", "half"),
    [
        (date(2026, 1, 1), "2026-1"),
        (date(2026, 6, 30), "2026-1"),
        (date(2026, 7, 1), "2026-2"),
        (date(2026, 12, 31), "2026-2"),
    ],
)
def test_a_year_has_two_halves(day: date, half: str) -> None:
    assert days.half_year_of(day) == half

"""Working days, ISO weeks and half-years, as dates in Oslo."""

from datetime import date, timedelta
from functools import cache

from kimvoice.core import clock, settings


def is_working_day(day: date) -> bool:
    return (
        day.weekday() < 5
        and (day.month, day.day) not in CUSTOMARY
        and day not in public_holidays(day.year)
        and day not in settings.CLOSING_DAYS.value(on=day)
    )


CUSTOMARY = {(12, 24), (12, 31)}
"""Not public holidays by law, but nobody is at work."""


@cache
def public_holidays(year: int) -> frozenset[date]:
    # Imported here: 19 MB. The language code is "no"; "nb" silently gives English.
    from holidays import country_holidays

    return frozenset(country_holidays("NO", years=year, language="no"))


def week_of(day: date) -> str:
    """The ISO 8601 week, as «2026-W48»."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def this_week() -> str:
    return week_of(clock.today())


def monday_of(week: str) -> date:
    year, number = week.split("-W")
    return date.fromisocalendar(int(year), int(number), 1)


def monday_after(week: str, weeks: int = 0) -> date:
    """The Monday that follows the week, and ``weeks`` whole weeks more."""
    return monday_of(week) + timedelta(weeks=1 + weeks)


def half_year_of(day: date) -> str:
    return f"{day.year}-{1 if day.month <= 6 else 2}"

"""Working days, ISO weeks and half-years, as dates in Oslo."""

from calendar import monthrange
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


def working_day_after(day: date, count: int = 1) -> date:
    """The ``count``-th working day that follows; the day itself for none."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def working_day_from(day: date) -> date:
    """The day itself, else the first working day after it."""
    return working_day_after(day - timedelta(days=1))


def working_day_until(day: date) -> date:
    """The day itself, else the last working day before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def working_days_since(day: date, last: date) -> int:
    """After the day, the last one counted."""
    after = (day + timedelta(days=each + 1) for each in range((last - day).days))
    return sum(map(is_working_day, after))


def months_after(day: date, count: int) -> date:
    """The same day of the month; the last one where there is none."""
    years, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def in_figures(day: date) -> str:
    """«4.12.2026», where a model says a day: it knows no language."""
    return f"{day.day}.{day.month}.{day.year}"


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


def first_day_of(half_year: str) -> date:
    year, half = half_year.split("-")
    return date(int(year), 1 if half == "1" else 7, 1)


def half_year_after(half_year: str) -> str:
    return half_year_of(months_after(first_day_of(half_year), 6))

"""The days the house is closed, and what they do to the mailbox."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from kimvoice.core import clock
from kimvoice.core import days as calendar
from kimvoice.core.settings import CLOSING_DAYS
from kimvoice.suggestions import openings


@dataclass(frozen=True)
class ClosedWeek:
    monday: date
    days: list[date]

    @property
    def iso(self) -> str:
        return calendar.week_of(self.monday)

    @property
    def opening(self) -> datetime | None:
        """None when nobody is at work the whole week."""
        return openings.opening_in_week(self.monday)

    @property
    def opening_after(self) -> datetime:
        return openings.first_opening_from(self.monday)


def coming_weeks() -> list[ClosedWeek]:
    today = clock.today()
    coming = sorted(day for day in CLOSING_DAYS.value_to_come() if day >= today)
    return [ClosedWeek(it, list(days)) for it, days in groupby(coming, key=_monday)]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())

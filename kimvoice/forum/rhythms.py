"""Meetings in a series: on which days."""

from calendar import monthrange
from datetime import date, timedelta
from itertools import count, takewhile

from flask_babel import lazy_gettext as _l

from kimvoice.core import clock, days
from kimvoice.core.labels import Labelled


class Rhythm(Labelled):
    ONCE = "once", _l("Nei, bare denne dagen")
    WEEKLY = "weekly", _l("Ja, hver uke")
    FORTNIGHTLY = "fortnightly", _l("Ja, annenhver uke")
    MONTHLY = "monthly", _l("Ja, hver måned, på samme ukedag")


WEEKS = {Rhythm.WEEKLY: 1, Rhythm.FORTNIGHTLY: 2}


def latest_day() -> date:
    """Nobody plans longer ahead than a year."""
    return days.months_after(clock.today(), 12)


def series(first: date, rhythm: Rhythm, until: date) -> list[date]:
    if rhythm is Rhythm.ONCE:
        return [first]
    coming = (_nth_after(first, rhythm, each) for each in count())
    return list(takewhile(lambda day: day <= until, coming))


def _nth_after(first: date, rhythm: Rhythm, nth: int) -> date:
    if rhythm in WEEKS:
        return first + timedelta(weeks=nth * WEEKS[rhythm])
    return _as_in_month_of(first, days.months_after(first.replace(day=1), nth))


def _as_in_month_of(first: date, month: date) -> date:
    """The second Thursday, as the first was; for a fifth one the last."""
    weeks = (first.day - 1) // 7
    number = 1 + (first.weekday() - month.weekday()) % 7 + 7 * weeks
    last = monthrange(month.year, month.month)[1]
    return month.replace(day=number if number <= last else number - 7)

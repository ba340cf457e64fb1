"""When the mailbox opens: fixed days, the same for everybody, known beforehand."""

from datetime import date, datetime, time, timedelta
from typing import Any

from kimvoice.core import choices, clock, days, settings

SOONEST = timedelta(days=4)
"""After the one before; no public holidays bring two nearer to each other."""
FEWEST = 2
"""Working days after the one before: in a single one all were written on that day."""


def opening_in_week(monday: date) -> datetime | None:
    """The fixed day, else the last working day before it; None in a week without.

    As the settings of that week say: one to come is known when it has been chosen.
    None too when it has been chosen so that it would come too soon.
    """
    day = _day_in_week(monday)
    if day is None or _comes_too_soon(day, monday):
        return None
    hour = settings.MAILBOX_HOUR.value(on=monday)
    return datetime.combine(day, time(hour), tzinfo=clock.OSLO)


def _day_in_week(monday: date) -> date | None:
    weekday = settings.MAILBOX_WEEKDAY.value(on=monday)
    those = [monday + timedelta(days=weekday - back) for back in range(weekday + 1)]
    return next(filter(days.is_working_day, those), None)


def _comes_too_soon(day: date, monday: date) -> bool:
    """A short round would tell the day: the mailbox waits a week (decisions/0013)."""
    week_before = monday - timedelta(weeks=1)
    weekday = settings.MAILBOX_WEEKDAY
    is_moved_forward = weekday.value(on=monday) < weekday.value(on=week_before)
    while (before := _day_in_week(week_before)) is None:
        week_before -= timedelta(weeks=1)
    since = (before + timedelta(days=each + 1) for each in range((day - before).days))
    worked = sum(map(days.is_working_day, since))
    return is_moved_forward or day - before < SOONEST or worked < FEWEST


def usual_opening() -> datetime:
    """The fixed day and hour of this week, whether or not it is a working day."""
    today = clock.today()
    day = today + timedelta(days=settings.MAILBOX_WEEKDAY.value() - today.weekday())
    return datetime.combine(day, time(settings.MAILBOX_HOUR.value()), tzinfo=clock.OSLO)


def first_opening_from(monday: date) -> datetime:
    """In this week, or in the first one after it that has a working day."""
    while (opening := opening_in_week(monday)) is None:
        monday += timedelta(weeks=1)
    return opening


def next_opening(after: datetime | None = None) -> datetime:
    return _opening(after or clock.now(), step=1)


def last_opening() -> datetime:
    return _opening(clock.now(), step=-1)


def next_round() -> date:
    """The Monday after the mailbox has been opened again: until then it is promised."""
    return days.monday_after(days.week_of(next_opening().date()))


def counts_from(chosen: choices.Setting[Any]) -> date:
    """The day from which a choice made now counts."""
    if chosen.counts_from_next_round:
        return next_round()
    return clock.today() + timedelta(days=chosen.from_tomorrow)


def _opening(now: datetime, step: int) -> datetime:
    monday = now.date() - timedelta(days=now.weekday())
    while True:
        opening = opening_in_week(monday)
        if opening and (opening > now if step > 0 else opening <= now):
            return opening
        monday += timedelta(weeks=step)

"""When the mailbox opens: fixed days, the same for everybody, known beforehand."""

from datetime import date, datetime, time, timedelta

from kimvoice.core import clock, days, settings


def opening_in_week(monday: date) -> datetime | None:
    """The fixed day, else the last working day before it; None in a week without."""
    for back in range(settings.MAILBOX_WEEKDAY.value() + 1):
        day = monday + timedelta(days=settings.MAILBOX_WEEKDAY.value() - back)
        if days.is_working_day(day):
            return datetime.combine(
                day, time(settings.MAILBOX_HOUR.value()), tzinfo=clock.OSLO
            )
    return None


def usual_opening() -> datetime:
    """The fixed day and hour of this week, whether or not it is a working day."""
    today = clock.today()
    day = today + timedelta(days=settings.MAILBOX_WEEKDAY.value() - today.weekday())
    return datetime.combine(day, time(settings.MAILBOX_HOUR.value()), tzinfo=clock.OSLO)


def next_opening() -> datetime:
    return _opening(step=1)


def last_opening() -> datetime:
    return _opening(step=-1)


def _opening(step: int) -> datetime:
    now = clock.now()
    monday = now.date() - timedelta(days=now.weekday())
    while True:
        opening = opening_in_week(monday)
        if opening and (opening > now if step > 0 else opening <= now):
            return opening
        monday += timedelta(weeks=step)

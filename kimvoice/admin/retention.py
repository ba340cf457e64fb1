"""What the coming Mondays delete, read from the calendar alone.

No row of a suggestion is asked: whether a week had one would be a number too.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from kimvoice.core import clock, days
from kimvoice.core.settings import BACKUP_DAYS, THREAD_WEEKS

SHOWN = 8


@dataclass(frozen=True)
class Deletion:
    """On this Monday the threads go that were closed from one week to another."""

    monday: date
    first_week: str
    last_week: str

    @property
    def gone_from_backups_on(self) -> date:
        kept = BACKUP_DAYS.value(on=self.monday)
        return self.monday + timedelta(days=kept)


def coming_deletions() -> list[Deletion]:
    today = clock.today()
    this_monday = today - timedelta(days=today.weekday())
    mondays = [this_monday + timedelta(weeks=ahead) for ahead in range(SHOWN + 1)]
    until = [_last_closed(monday) for monday in mondays]
    return [
        Deletion(
            monday,
            days.week_of(before + timedelta(weeks=1)),
            days.week_of(last),
        )
        for before, monday, last in zip(until, mondays[1:], until[1:], strict=False)
    ]


def _last_closed(monday: date) -> date:
    """The Monday of the last week whose threads go; a week goes whole."""
    return monday - timedelta(weeks=1 + THREAD_WEEKS.value(on=monday))

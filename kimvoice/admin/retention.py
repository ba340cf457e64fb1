"""What the coming Mondays delete, and when complaints go, by the calendar alone.

No row of either is asked: whether a week had a suggestion would be a number too.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from kimvoice.complaints.ladder import (
    COMPLAINT_MONTHS,
    WITHDRAWN_MONTHS,
    gone_from_backups_on,
    kept_since,
)
from kimvoice.core import clock, days
from kimvoice.core.choices import Setting
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


@dataclass(frozen=True)
class Ended:
    """A complaint that nobody needs to have sent: what would become of it."""

    on: date
    deleted_on: date
    is_withdrawn: bool

    @classmethod
    def by(cls, on: date, months: Setting[int]) -> Self:
        deleted_on = kept_since(on, months) + timedelta(days=1)
        return cls(on, deleted_on, is_withdrawn=months is WITHDRAWN_MONTHS)

    @property
    def is_today(self) -> bool:
        return self.on == clock.today()

    @property
    def gone_from_backups_on(self) -> date:
        return gone_from_backups_on(self.deleted_on)


def of_complaints() -> list[Ended]:
    """Today, and on each day from which something else was chosen."""
    return [
        Ended.by(on, months)
        for months in (COMPLAINT_MONTHS, WITHDRAWN_MONTHS)
        for on in [clock.today(), *_chosen_for(months)]
    ]


def _chosen_for(months: Setting[int]) -> list[date]:
    coming = (it.counts_from for it in months.history())
    return sorted({it for it in coming if it > clock.today()})


def _last_closed(monday: date) -> date:
    """The Monday of the last week whose threads go; a week goes whole."""
    return monday - timedelta(weeks=1 + THREAD_WEEKS.value(on=monday))

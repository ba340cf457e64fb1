"""Days on which the daily job did not run: then nothing climbs at once (DESIGN 5)."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy import select

from kimvoice.core import clock, days
from kimvoice.core.db import db, remembered
from kimvoice.core.jobs import Done, is_done

JOB = "complaints"
ONE_DAY = timedelta(days=1)
REST = 2
"""Whole working days without climbing, so that people can catch up first."""
REMEMBERED = 30
"""Runs: older ones tell nothing any more."""


@dataclass(frozen=True)
class Standstill:
    since: date
    until: date
    """The first day on which a complaint can climb by itself again."""


def today() -> Standstill | None:
    """The standstill that holds back complaints today: over, or still going on."""
    now = clock.today()
    return remembered((Done, now), lambda: _on(now))


def next_run() -> date:
    """The first working day that can move anything: not today, when today's has run."""
    now = clock.today()
    ran = remembered((Done, JOB, now), lambda: is_done(JOB, now.isoformat()))
    return days.working_day_from(now + ONE_DAY if ran else now)


def _on(now: date) -> Standstill | None:
    runs = sorted({*_runs(), now})
    for before, after in reversed([*pairwise(runs)]):
        if days.working_days_since(before, after - ONE_DAY) > 1:
            until = days.working_day_after(after, REST + 1)
            return Standstill(before, until) if now < until else None
    return None


def _runs() -> list[date]:
    """None on the first day of a house: then nothing has stood still."""
    newest = (
        select(Done.slot)
        .where(Done.job == JOB)
        .order_by(Done.slot.desc())
        .limit(REMEMBERED)
    )
    return [date.fromisoformat(slot) for slot in db.session.scalars(newest)]

"""The figures, drawn up by the daily job; the open page reads what was frozen."""

from collections.abc import Iterator
from itertools import takewhile

from sqlalchemy import func, select

from kimvoice.complaints.models import Complaint
from kimvoice.complaints.tombstones import Counted, Figures, Tombstone
from kimvoice.core import clock, days
from kimvoice.core.db import begin_adding, db

SHOWN = 10


def freeze_when_due() -> None:
    """Of each half-year since the house began, or its oldest complaint; once. Commits.

    Nobody deletes a complaint meanwhile: it would count twice, or not at all.
    """
    begin_adding(Tombstone)
    known = {each.half_year: each for each in db.session.scalars(select(Figures))}
    for half_year in _until_now(min(known, default=_first())):
        figures = known.get(half_year) or Figures(half_year=half_year)
        db.session.add(figures)
        if figures.is_due:
            figures.freeze(_counted(half_year))
    db.session.commit()


def frozen() -> list[Figures]:
    """What everybody sees, the newest first."""
    query = select(Figures).where(Figures.frozen_on <= clock.today())
    newest = query.order_by(Figures.half_year.desc())
    return list(db.session.scalars(newest.limit(SHOWN)))


def coming() -> Figures:
    """The next that are drawn up."""
    to_come = Figures.frozen_on.is_(None) | (Figures.frozen_on > clock.today())
    query = select(Figures).where(to_come)
    found = db.session.scalar(query.order_by(Figures.half_year).limit(1))
    return found or Figures(half_year=_now())


def _now() -> str:
    return days.half_year_of(clock.today())


def _first() -> str:
    """Of a house that had complaints before there were figures, that of the oldest."""
    stones = db.session.scalar(select(func.min(Tombstone.half_year)))
    filed = db.session.scalar(select(func.min(Complaint.filed_on)))
    oldest = days.half_year_of(filed) if filed else None
    return min(it for it in (stones, oldest, _now()) if it)


def _until_now(first: str) -> Iterator[str]:
    """«2026-1» to this half-year; none when the clock was set back behind it."""
    now = _now()
    return takewhile(lambda it: it <= now, _from(first))


def _from(half_year: str) -> Iterator[str]:
    while True:
        yield half_year
        half_year = days.half_year_after(half_year)


def _counted(half_year: str) -> Iterator[Counted]:
    """Those that are here, and what stays of those that are gone."""
    laid = select(Tombstone).where(Tombstone.half_year == half_year)
    yield from db.session.scalars(laid)
    here = db.session.scalars(select(Complaint)).unique()
    yield from (each for each in here if each.half_year == half_year)

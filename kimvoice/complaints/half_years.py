"""The figures, drawn up by the daily job; the open page reads what was frozen."""

from collections.abc import Iterator
from itertools import takewhile

from sqlalchemy import select

from kimvoice.complaints.models import Complaint
from kimvoice.complaints.tombstones import Counted, Figures, Tombstone
from kimvoice.core import clock, days
from kimvoice.core.db import begin_adding, db

SHOWN = 10


def freeze_when_due() -> None:
    """Of each half-year since the house began, once. Commits.

    Nobody deletes a complaint meanwhile: it would count twice, or not at all.
    """
    begin_adding(Tombstone)
    known = {each.half_year: each for each in db.session.scalars(select(Figures))}
    for half_year in _until_now(min(known, default=_now())):
        figures = known.get(half_year) or Figures(half_year=half_year)
        db.session.add(figures)
        if figures.is_due:
            figures.freeze(_counted(half_year))
    db.session.commit()


def frozen() -> list[Figures]:
    """What everybody sees, the newest first."""
    query = select(Figures).where(Figures.frozen_on.is_not(None))
    newest = query.order_by(Figures.half_year.desc())
    return list(db.session.scalars(newest.limit(SHOWN)))


def coming() -> Figures:
    """The next that are drawn up."""
    query = select(Figures).where(Figures.frozen_on.is_(None))
    found = db.session.scalar(query.order_by(Figures.half_year).limit(1))
    return found or Figures(half_year=_now())


def _now() -> str:
    return days.half_year_of(clock.today())


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

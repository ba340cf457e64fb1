"""«Du sa – vi gjorde»: answers to suggestions and of matters, side by side.

A piece of the list ends with a whole day, so that its key names no answer: which
suggestion one belongs to is not for the address to tell, it may have been withdrawn.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, Subquery, literal, select, union_all
from sqlalchemy.orm import selectinload

from kimvoice.core import clock, days
from kimvoice.core.db import db
from kimvoice.core.pieces import LENGTH, Piece
from kimvoice.forum import outcomes
from kimvoice.forum.answers import MatterAnswer
from kimvoice.forum.states import Outcome
from kimvoice.suggestions.answers import Answer
from kimvoice.suggestions.lists import Shelf

ON_BOARD = 3
ON_SHEET = 10
"""Answers that a page of paper holds, the newest."""
FIRST_MONTH = date(2020, 1, 1)
"""No house has an older answer."""

Told: TypeAlias = Answer | MatterAnswer

SHELVES = (
    Shelf("all", _l("Alt"), tuple(Outcome)),
    Shelf("done", Outcome.DONE.label, (Outcome.DONE,)),
    Shelf("under_way", Outcome.UNDER_WAY.label, (Outcome.UNDER_WAY,)),
    Shelf(
        "no",
        _l("Nei eller ikke nå"),
        (Outcome.NO, Outcome.NOT_NOW, Outcome.NOT_DONE),
    ),
)


def answered(shelf: Shelf[Outcome], after: str) -> Piece[Told]:
    told = _everything()
    query = _newest_first(told).where(
        told.c.outcome.in_([each.value for each in shelf.kinds])
    )
    if day := _day(after):
        query = query.where(told.c.given_on < day)
    rows = db.session.execute(query.limit(LENGTH + 1)).all()
    if len(rows) <= LENGTH:
        return Piece(_read(rows))
    last = rows[LENGTH - 1].given_on
    older = db.session.execute(query.where(told.c.given_on < last).limit(1)).first()
    whole = db.session.execute(query.where(told.c.given_on >= last)).all()
    return Piece(_read(whole), last.isoformat() if older else "")


def latest(many: int) -> Sequence[Told]:
    return _read(db.session.execute(_newest_first(_everything()).limit(many)).all())


@dataclass(frozen=True)
class Side:
    """Three answers on the board, for who stands four metres away."""

    number: int
    answers: Sequence[Told]
    is_last: bool


def side(number: int) -> Side:
    """The first one where there is no such side: a board is never blank by mistake."""
    if not 1 <= number <= 999:
        return side(1)
    query = _newest_first(_everything()).offset(ON_BOARD * (number - 1))
    rows = db.session.execute(query.limit(ON_BOARD + 1)).all()
    if not rows and number > 1:
        return side(1)
    return Side(number, _read(rows[:ON_BOARD]), is_last=len(rows) <= ON_BOARD)


@dataclass(frozen=True)
class Month:
    """What hangs on the wall: what was answered in a month, also the no's."""

    first: date
    answers: Sequence[Told]
    has_older: bool

    @property
    def on_sheet(self) -> Sequence[Told]:
        return self.answers[:ON_SHEET]

    @property
    def has_more(self) -> bool:
        """Than one sheet holds: the rest is read on the board."""
        return len(self.answers) > ON_SHEET

    @property
    def last(self) -> date:
        """The last day of which it tells."""
        coming = days.months_after(self.first, 1)
        return min(clock.today(), coming - timedelta(days=1))

    @property
    def before(self) -> str:
        return f"{days.months_after(self.first, -1):%Y-%m}" if self.has_older else ""

    @property
    def after(self) -> str:
        coming = days.months_after(self.first, 1)
        return f"{coming:%Y-%m}" if coming <= clock.today() else ""


def month(key: str) -> Month:
    """This one; the last, as long as nothing was answered in this one."""
    this = clock.today().replace(day=1)
    if first := _month(key):
        return _of_month(first)
    found = _of_month(this)
    return found if found.answers else _of_month(days.months_after(this, -1))


def _of_month(first: date) -> Month:
    told = _everything()
    query, day = _newest_first(told), told.c.given_on
    here = (day >= first) & (day < days.months_after(first, 1))
    older = db.session.execute(query.where(day < first).limit(1)).first()
    rows = db.session.execute(query.where(here)).all()
    return Month(first, _read(rows), has_older=older is not None)


# Of rows: where each answer is kept, when it was given, and what came of it


def _everything() -> Subquery:
    suggested = select(
        literal("suggestion").label("room"),
        Answer.suggestion_number.label("number"),
        Answer.given_on,
        Answer.came_to().label("outcome"),
    ).where(Answer.approved_by_id.is_not(None))
    decided = outcomes.told().with_only_columns(
        literal("matter").label("room"),
        MatterAnswer.consideration_id.label("number"),
        MatterAnswer.given_on,
        MatterAnswer.came_to().label("outcome"),
    )
    return union_all(suggested, decided).subquery()


def _newest_first(told: Subquery) -> Select[Any]:
    return select(told).order_by(told.c.given_on.desc(), told.c.room, told.c.number)


def _read(rows: Sequence[Any]) -> Sequence[Told]:
    """In as many queries, however many rows there are."""
    keys = [(row.room, row.number) for row in rows]
    suggested = Answer.approved().where(
        Answer.suggestion_number.in_([it for room, it in keys if room == "suggestion"])
    )
    decided = (
        outcomes.told()
        .where(
            MatterAnswer.consideration_id.in_(
                [it for room, it in keys if room == "matter"]
            )
        )
        .options(selectinload(MatterAnswer.measures))
    )
    found: dict[tuple[str, int], Told] = {
        ("suggestion", it.suggestion_number): it for it in db.session.scalars(suggested)
    }
    found |= {("matter", it.consideration_id): it for it in db.session.scalars(decided)}
    return [found[key] for key in keys if key in found]


def _day(key: str) -> date | None:
    try:
        return date.fromisoformat(key)
    except ValueError:
        return None


def _month(key: str) -> date | None:
    """None for what nobody can choose."""
    first = _day(f"{key}-01") if re.fullmatch(r"\d{4}-\d{2}", key, re.ASCII) else None
    return first if first and FIRST_MONTH <= first <= clock.today() else None

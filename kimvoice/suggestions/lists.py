"""Long lists: what of them is asked for, and where one reads on.

An address says both in words, ``?status=answered&etter=2026-W47-123456``; what it says
wrongly counts as not said. A key names the last row that was read, never how many came
before: what is published meanwhile neither hides a row nor shows one twice.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Generic, Self, TypeVar

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement
from sqlalchemy.orm import joinedload, lazyload

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.suggestions.answers import Answer
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.states import PUBLIC, Outcome, State

LENGTH = 20
ON_BOARD = 3
ON_THE_WALL = timedelta(weeks=8)

Kind = TypeVar("Kind", bound=StrEnum)
Row = TypeVar("Row")


@dataclass(frozen=True)
class Shelf(Generic[Kind]):
    """What can be chosen above a list, and what then stands in it."""

    word: str
    label: LazyString | str
    kinds: tuple[Kind, ...]


def chosen(shelves: Sequence[Shelf[Kind]], word: str) -> Shelf[Kind]:
    """The first one stands for everything, and for a word that nobody knows."""
    return next((each for each in shelves if each.word == word), shelves[0])


@dataclass(frozen=True)
class Piece(Generic[Row]):
    rows: Sequence[Row]
    onward: str = ""
    """The key of the next piece; empty at the end."""


@dataclass(frozen=True)
class Place:
    """Where somebody stopped: the newest week comes first, in it the order of the lot.

    The week is the one that this person sees beside the suggestion.
    """

    week: str
    number: int

    @classmethod
    def read(cls, key: str) -> Self | None:
        found = re.fullmatch(r"(\d{4}-W\d{2})-(\d{6})", key, re.ASCII)
        return cls(found[1], int(found[2])) if found else None

    def __str__(self) -> str:
        return f"{self.week}-{self.number:06}"

    def precedes(self, week: ColumnElement[str]) -> ColumnElement[bool]:
        same = (week == self.week) & (Suggestion.number > self.number)
        return (week < self.week) | same


def cut(rows: Sequence[Row], place_of: Callable[[Row], Place]) -> Piece[Row]:
    """``rows`` holds one more than a piece when there is more."""
    if len(rows) <= LENGTH:
        return Piece(rows)
    return Piece(rows[:LENGTH], str(place_of(rows[LENGTH - 1])))


# What everybody may read

PUBLISHED = (
    Shelf("all", _l("Alle"), PUBLIC),
    *(Shelf(state.value, state.label, (state,)) for state in PUBLIC),
)


def published(shelf: Shelf[State], after: str) -> Piece[Suggestion]:
    query = (
        Suggestion.published()
        .where(Suggestion.state.in_(shelf.kinds))
        .options(
            lazyload(Suggestion.thread),
            lazyload(Suggestion.taken_by),
            lazyload(Suggestion.helper),
            joinedload(Suggestion.answer).joinedload(Answer.by),
        )
    )
    if place := Place.read(after):
        query = query.where(place.precedes(Suggestion.published_week))  # type: ignore[arg-type]
    rows = db.session.scalars(query.limit(LENGTH + 1)).unique().all()
    return cut(rows, lambda each: Place(each.published_week or "", each.number))


# «Du sa – vi gjorde»

ANSWERED = (
    Shelf("all", _l("Alt"), tuple(Outcome)),
    Shelf("done", Outcome.DONE.label, (Outcome.DONE,)),
    Shelf("under_way", Outcome.UNDER_WAY.label, (Outcome.UNDER_WAY,)),
    Shelf(
        "no",
        _l("Nei eller ikke nå"),
        (Outcome.NO, Outcome.NOT_NOW, Outcome.NOT_DONE),
    ),
)


def answered(shelf: Shelf[Outcome], after: str) -> Piece[Answer]:
    """A piece ends with a whole day, so that its key names no suggestion.

    Which one an answer belongs to is not for the address to tell: it may have been
    withdrawn.
    """
    query = Answer.approved().where(
        Answer.came_to().in_([each.value for each in shelf.kinds])
    )
    if day := _day(after):
        query = query.where(Answer.given_on < day)
    rows = db.session.scalars(query.limit(LENGTH + 1)).all()
    if len(rows) <= LENGTH:
        return Piece(rows)
    last = rows[LENGTH - 1].given_on
    older = db.session.scalar(query.where(Answer.given_on < last).limit(1))
    whole = db.session.scalars(query.where(Answer.given_on >= last)).all()
    return Piece(whole, last.isoformat() if older else "")


@dataclass(frozen=True)
class Side:
    """Three answers on the board, for who stands four metres away."""

    number: int
    answers: Sequence[Answer]
    is_last: bool


def side(number: int) -> Side:
    """The first one where there is no such side: a board is never blank by mistake."""
    if not 1 <= number <= 999:
        return side(1)
    query = Answer.approved().offset(ON_BOARD * (number - 1)).limit(ON_BOARD + 1)
    rows = db.session.scalars(query).all()
    if not rows and number > 1:
        return side(1)
    return Side(number, rows[:ON_BOARD], is_last=len(rows) <= ON_BOARD)


def lately() -> Sequence[Answer]:
    """What hangs on the wall: the answers of the last eight weeks."""
    since = clock.today() - ON_THE_WALL
    return db.session.scalars(Answer.approved().where(Answer.given_on >= since)).all()


def _day(key: str) -> date | None:
    try:
        return date.fromisoformat(key)
    except ValueError:
        return None

"""Long lists of suggestions: what of them is asked for, and where one stopped."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Self, TypeVar

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement
from sqlalchemy.orm import joinedload, lazyload

from kimvoice.core.db import db
from kimvoice.core.pieces import LENGTH, Piece, cut
from kimvoice.suggestions.answers import Answer
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.states import ON_THEIR_WAY, State

Kind = TypeVar("Kind", bound=StrEnum)


@dataclass(frozen=True)
class Shelf(Generic[Kind]):
    """What can be chosen above a list, and what then stands in it."""

    word: str
    label: LazyString | str
    kinds: tuple[Kind, ...]


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


# What everybody may read

PUBLISHED = (
    Shelf("all", _l("Alle"), ON_THEIR_WAY),
    *(Shelf(state.value, state.label, (state,)) for state in ON_THEIR_WAY),
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

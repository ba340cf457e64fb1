"""Long lists of matters: what of them is asked for."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, func, or_, select, true, tuple_
from sqlalchemy.orm import selectinload

from kimvoice.core.db import db
from kimvoice.core.pieces import LENGTH, Piece, cut
from kimvoice.forum.agenda import late
from kimvoice.forum.answers import MatterAnswer
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.measures import Measure
from kimvoice.forum.models import Matter
from kimvoice.forum.states import OPEN, STOPPED, UNDONE, State
from kimvoice.people.models import Person


@dataclass(frozen=True)
class Shelf:
    """What can be chosen above the list, and what then stands in it."""

    word: str
    label: LazyString | str
    which: Callable[[], ColumnElement[bool]]


def _began(*states: State) -> ColumnElement[bool]:
    """Where it was raised, it stands so."""
    root = Consideration.asked_by_id.is_(None) & Consideration.state.in_(states)
    return Matter.considerations.any(root)


def _is_late() -> ColumnElement[bool]:
    return Matter.id.in_([it.matter_id for it in late()])


def _is_promised() -> ColumnElement[bool]:
    open_ones = MatterAnswer.measures.any(Measure.state.in_(UNDONE))
    return Matter.considerations.any(Consideration.own_answer.has(open_ones))


def _is_put_off() -> ColumnElement[bool]:
    has_day = Consideration.own_answer.has(MatterAnswer.look_again.is_not(None))
    found = _those(select(Matter).where(Matter.considerations.any(has_day)))
    return Matter.id.in_([it.id for it in found if it.is_put_off])


SHELVES = (
    Shelf("all", _l("Alle"), true),
    Shelf("waiting", _l("Venter på svar"), lambda: _began(*OPEN)),
    Shelf("late", _l("Forsinket"), _is_late),
    Shelf("promised", _l("Lovet, ikke gjort ennå"), _is_promised),
    Shelf("not_now", _l("Ikke nå, ses på igjen"), _is_put_off),
    Shelf(
        "done",
        _l("Ferdig"),
        lambda: _began(State.READ_OUT) & ~_is_promised() & ~_is_put_off(),
    ),
)


def published(shelf: Shelf, after: str) -> Piece[Matter]:
    """All that everybody may read, the newest number first."""
    place = tuple_(Matter.year, Matter.ordinal)
    query = _laid_out().where(_stands_on(shelf))
    if found := re.fullmatch(r"(\d{4})-(\d{1,6})", after, re.ASCII):
        query = query.where(place < tuple_(int(found[1]), int(found[2])))
    query = query.order_by(Matter.year.desc(), Matter.ordinal.desc())
    return cut(_those(query.limit(LENGTH + 1)), lambda it: f"{it.year}-{it.ordinal}")


def count(shelf: Shelf) -> int:
    ids = _laid_out().where(_stands_on(shelf)).with_only_columns(Matter.id).subquery()
    return db.session.scalar(select(func.count()).select_from(ids)) or 0


def same_as(matter: Matter) -> list[Matter]:
    """What it can be said to be the same as."""
    query = _laid_out().where(Matter.id != matter.id)
    newest = query.order_by(Matter.year.desc(), Matter.ordinal.desc())
    return [it for it in _those(newest) if it.main is not matter]


def own(person: Person) -> Sequence[Matter]:
    """What nobody else reads of: not laid out yet, or pointed elsewhere."""
    hidden = or_(Matter.published_on.is_(None), _began(State.ELSEWHERE))
    mine = select(Matter).where(
        Matter.raised_by_id == person.id, hidden, ~_began(State.WITHDRAWN)
    )
    return _those(mine.order_by(Matter.id.desc()))


def _stands_on(shelf: Shelf) -> ColumnElement[bool]:
    """A double stands where its main matter does."""
    found = select(Matter.id, Matter.same_as_id).where(shelf.which())
    here = found.cte(recursive=True)
    double = select(Matter.id, Matter.same_as_id)
    here = here.union(double.join(here, Matter.same_as_id == here.c.id))
    return Matter.id.in_(select(here.c.id))


def _laid_out() -> Select[Matter]:
    return select(Matter).where(Matter.published_on.is_not(None), ~_began(*STOPPED))


def _those(query: Select[Matter]) -> Sequence[Matter]:
    return (
        db.session.scalars(query.options(selectinload(Matter.considerations)))
        .unique()
        .all()
    )

"""What came of matters: short words for everybody, and promises that were not kept.

Of those that stand outside; of one that was stopped, its answers are gone.
"""

from datetime import timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.forum.agenda import looked_again
from kimvoice.forum.answers import MatterAnswer
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.measures import Measure
from kimvoice.forum.models import Matter
from kimvoice.forum.states import MeasureState
from kimvoice.people.models import Person

SHOWN_FOR = timedelta(days=365)
"""How long everybody reads that a promise was given up."""


# Words for the board


def told() -> Select[MatterAnswer]:
    """Answers whose short words everybody may read; what was passed on, stands once,
    and of «not now» only what came of it, once that is there."""
    approved = MatterAnswer.approved_by_id.is_not(None)
    return _answers().where(approved, ~looked_again(told=True))


def to_approve() -> list[MatterAnswer]:
    """Answers whose short words wait for a yes, the oldest first."""
    query = (
        _answers()
        .where(MatterAnswer.approved_by_id.is_(None))
        .order_by(MatterAnswer.given_on, MatterAnswer.consideration_id)
        .options(
            contains_eager(MatterAnswer.consideration).contains_eager(
                Consideration.matter
            )
        )
    )
    return list(db.session.scalars(query).unique())


def _answers() -> Select[MatterAnswer]:
    return (
        select(MatterAnswer)
        .join(MatterAnswer.consideration)
        .join(Consideration.matter)
        .where(Matter.published_on.is_not(None))
    )


# Promises


def broken() -> list[Measure]:
    """Not done by their date, or given up; what was promised first comes first."""
    due = func.coalesce(Measure.due_on, Measure.due_originally)
    since = clock.today() - SHOWN_FOR
    past = (Measure.state == MeasureState.PROMISED) & (due < clock.today())
    given_up = (Measure.state == MeasureState.NOT_DONE) & (Measure.done_on >= since)
    query = (
        select(Measure)
        .join(Measure.answer)
        .join(MatterAnswer.consideration)
        .join(Consideration.matter)
        .where(Matter.published_on.is_not(None), past | given_up)
        .order_by(Measure.due_originally, Measure.id)
        .options(
            contains_eager(Measure.answer)
            .contains_eager(MatterAnswer.consideration)
            .contains_eager(Consideration.matter),
            joinedload(Measure.doer).selectinload(Person.roles),
        )
    )
    found = db.session.scalars(query).unique()
    return [it for it in found if it.is_late or not it.is_open]

"""The bodies in which somebody sits, as one's own home tells of them."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.forum.bodies import Body
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.heads import bodies_of
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.models import Matter
from kimvoice.forum.states import UNDECIDED
from kimvoice.people.models import Person


@dataclass(frozen=True)
class Sitting:
    body: Body
    meeting: Meeting | None
    """The next one; None where no day is set."""
    lying: int


def sittings_of(person: Person) -> list[Sitting]:
    """Of each body in which the person sits, when it meets and what it is to answer."""
    bodies = bodies_of(person)
    meetings, lying = _next_of(bodies), _lying_at(bodies)
    return [Sitting(it, meetings.get(it), lying.get(it.id, 0)) for it in bodies]


def _next_of(bodies: Collection[Body]) -> dict[Body, Meeting]:
    query = (
        select(Meeting)
        .where(
            Meeting.body_id.in_([it.id for it in bodies]),
            Meeting.day >= clock.today(),
        )
        .order_by(Meeting.day.desc())
    )
    return {it.body: it for it in db.session.scalars(query)}


def _lying_at(bodies: Collection[Body]) -> dict[int, int]:
    """How many of the matters that everybody reads wait for an answer from each."""
    query = (
        select(Consideration.body_id, func.count())
        .join(Consideration.matter)
        .where(
            Consideration.body_id.in_([it.id for it in bodies]),
            Consideration.state.in_(UNDECIDED),
            Matter.published_on.is_not(None),
        )
        .group_by(Consideration.body_id)
    )
    return dict(db.session.execute(query).all())

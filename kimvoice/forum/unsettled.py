"""Meetings that are under way, and those of which nobody has said what came of them.

To lay out the minutes, to finish what was typed in, or to say that it was not held.
"""

from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.forum.bodies import Body
from kimvoice.forum.meeting_states import TO_COME, MeetingState
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.policy import may_finish, may_run
from kimvoice.people.models import Person

OTHERS_AFTER = timedelta(days=7)
"""From then on all who lead the body are told."""
ASKED_FOR = timedelta(days=30)
"""So long it is asked whether a meeting was held of which nobody has said anything."""


def unsettled_for(person: Person) -> list[Meeting]:
    """The oldest first."""
    return [it for it in _unsettled() if _is_told(person, it)]


def under_way_for(person: Person) -> list[Meeting]:
    """Where the person can write now."""
    query = (
        select(Meeting)
        .where(Meeting.state == MeetingState.UNDER_WAY)
        .options(joinedload(Meeting.body).selectinload(Body.seats))
        .order_by(Meeting.day, Meeting.id)
    )
    found = db.session.scalars(query)
    return [it for it in found if it.is_coming and may_run(person, it)]


def _is_told(person: Person, meeting: Meeting) -> bool:
    if meeting.leader == person:
        return True
    is_told_to_others = clock.today() >= meeting.day + OTHERS_AFTER
    return is_told_to_others and may_finish(person, meeting)


def _unsettled() -> list[Meeting]:
    today = clock.today()
    begun = (Meeting.state == MeetingState.UNDER_WAY) & (Meeting.day < today)
    forgotten = Meeting.state.in_(TO_COME) & Meeting.day.between(
        today - ASKED_FOR, today - timedelta(days=1)
    )
    query = (
        select(Meeting)
        .where(or_(Meeting.state == MeetingState.HELD, begun, forgotten))
        .options(joinedload(Meeting.body).selectinload(Body.seats))
        .order_by(Meeting.day, Meeting.id)
    )
    return list(db.session.scalars(query))

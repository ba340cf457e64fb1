"""The meeting that every department has; the other bodies came with the schema.

What it begins with can be changed: who sits in it, how fast it answers, where it sends.
"""

from sqlalchemy import select

from kimvoice.core.db import db
from kimvoice.forum.bodies import SUBMISSION_DAYS, Body
from kimvoice.forum.seats import Seat
from kimvoice.forum.states import BodyKind, Seating
from kimvoice.people.models import Department, RoleKind

ANSWER_MEETINGS, ANSWER_DAYS = 1, 10
SEATS = (
    (Seating.CHAIR, RoleKind.WORK_LEADER),
    (Seating.DEPUTY, RoleKind.REPRESENTATIVE),
    (Seating.MEMBER, RoleKind.PARTICIPANT),
)
ASKED_BY = (BodyKind.PARTICIPANT_FORUM,)
LEADS_TO = (BodyKind.PARTICIPANT_FORUM, BodyKind.KIM_FORUM)


def furnish_departments() -> None:
    """Give each department its meeting; what is there stays as the house has it."""
    held = select(Body.department_id).where(Body.department_id.is_not(None))
    without = select(Department).where(Department.id.not_in(held))
    for department in db.session.scalars(without.order_by(Department.id)).all():
        _begin(department)
    db.session.flush()


def _begin(department: Department) -> None:
    others = [it for it in Body.all() if it.department is None]
    meeting = Body(
        slug=f"avdelingsmote-{department.id}",
        kind=BodyKind.DEPARTMENT_MEETING,
        department=department,
        given_name="",
        answer_meetings=ANSWER_MEETINGS,
        answer_days=ANSWER_DAYS,
        submission_days=SUBMISSION_DAYS,
        seats=[Seat(seating=seating, role=role) for seating, role in SEATS],
        next_bodies=[it for it in others if it.kind in LEADS_TO],
    )
    db.session.add(meeting)
    for other in others:
        if other.kind in ASKED_BY:
            other.next_bodies.append(meeting)

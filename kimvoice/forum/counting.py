"""From where those come who are counted in a meeting."""

from sqlalchemy import select

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.forum.bodies import Body
from kimvoice.forum.states import BodyKind
from kimvoice.people.models import Department, Role, RoleKind


def departments_counted_in(body: Body) -> list[Department]:
    """Where participants from all of the house meet: each that has any."""
    if body.kind is not BodyKind.PARTICIPANT_FORUM:
        return []
    there = select(Role.department_id).where(
        Role.kind == RoleKind.PARTICIPANT, Role.is_held_on(clock.today())
    )
    query = select(Department).where(Department.id.in_(there)).order_by(Department.name)
    return list(db.session.scalars(query))

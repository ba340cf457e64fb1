"""The offices that an election gives: the only way to them (DESIGN 6)."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from kimvoice.core import clock, days
from kimvoice.core.db import db
from kimvoice.people.duties import ELECTED
from kimvoice.people.models import Department, Person, Role, RoleKind

TERM_MONTHS = 12


def give(
    elected: Sequence[Person],
    department: Department | None,
    *,
    since: date,
    names_shown: bool,
    given_by: Person,
) -> None:
    """To the representative and the deputy; without a department, the board's seat.

    The offices of those before end. ``names_shown``: the elected have agreed that
    their names are shown in the house.
    """
    for role in held_from(department, since):
        if role.starts < since:
            role.end(since - timedelta(days=1))
        else:
            # Written in anew: the election from before stays in the list.
            role.person.roles.remove(role)
    kinds = ELECTED if department else (RoleKind.BOARD_MEMBER,)
    for person, kind in zip(elected, kinds, strict=False):
        role = person.take_role(kind, department, since=since, name_shown=names_shown)
        role.given_on, role.given_by = clock.today(), given_by
        role.term_ends = days.months_after(since, TERM_MONTHS)


def held_from(department: Department | None, since: date) -> list[Role]:
    """Elected offices there that last until the day, or longer.

    In the board those of participants alone: others sit there without our elections.
    """
    kinds = ELECTED if department else (RoleKind.BOARD_MEMBER,)
    found = db.session.scalars(
        select(Role).where(
            Role.department_id == (department.id if department else None),
            Role.kind.in_(kinds),
            Role.ends.is_(None) | (Role.ends >= since),
        )
    ).unique()
    return [it for it in found if department or it.term_ends is not None]

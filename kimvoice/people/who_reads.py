"""Who holds a role that opens complaints: all who hold one see it of each other."""

from sqlalchemy import select

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.people.duties import CAN_OWE_ANSWERS
from kimvoice.people.models import Role
from kimvoice.people.seconds import TOLD_FOR


def today() -> list[Role]:
    """The newest first."""
    day = clock.today()
    return [role for role in _not_over() if role.starts <= day]


def coming() -> list[Role]:
    day = clock.today()
    return [role for role in _not_over() if role.starts > day]


def ended() -> list[Role]:
    """For 30 days from the last day, or from when that was written in."""
    day = clock.today()
    return [
        role
        for role in _newest_first()
        if role.is_over(day) and not role.was_over(day - TOLD_FOR)
    ]


def news() -> list[Role]:
    """Given lately, by one or by two."""
    since = clock.today() - TOLD_FOR
    return [it for it in _not_over() if it.given_on and it.given_on >= since]


def _not_over() -> list[Role]:
    day = clock.today()
    return [role for role in _newest_first() if not role.is_over(day)]


def _newest_first() -> list[Role]:
    held = select(Role).where(Role.kind.in_(CAN_OWE_ANSWERS), Role.is_somebodys())
    return sorted(
        db.session.scalars(held).unique(),
        key=lambda role: (role.given_on or role.starts, role.id),
        reverse=True,
    )

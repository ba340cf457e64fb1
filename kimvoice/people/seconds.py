"""Who says yes or no to what an administrator may not do alone."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.people.models import Person, Role, RoleKind

TOLD_FOR = timedelta(days=30)
ANSWERED_WITHIN = timedelta(days=14)
SECONDS = (
    RoleKind.COORDINATOR,
    RoleKind.GENERAL_MANAGER,
    RoleKind.WORK_LEADER,
    RoleKind.REPRESENTATIVE,
    RoleKind.SAFETY_REPRESENTATIVE,
)
WRITTEN_IN = (RoleKind.REPRESENTATIVE,)
"""Of these, by an election."""


def may_be_second(person: Person) -> bool:
    """Somebody with a task in the house, who can answer and is no administrator.

    Nor was one lately: two administrators can't take turns.
    """
    return (
        person.has_signed_in
        and not is_or_was_administrator(person)
        and any(lets_say_yes(role) for role in person.current_roles)
    )


def is_or_was_administrator(person: Person) -> bool:
    since = clock.today() - TOLD_FOR
    held = (it for it in person.roles if it.kind is RoleKind.ADMINISTRATOR)
    return any(not role.was_over(since) for role in held)


def lets_say_yes(role: Role) -> bool:
    """Of who was elected, when it has been known for two weeks.

    An election is written in by one alone: others need time to see a false one.
    """
    is_new = role.given_on and role.given_on > clock.today() - ANSWERED_WITHIN
    return role.kind in SECONDS and not (is_new and role.kind in WRITTEN_IN)


def able_since(day: date) -> list[Person]:
    """By a role of that day or later; by name."""
    query = select(Role).where(Role.kind.in_(SECONDS), Role.starts <= clock.today())
    roles = db.session.scalars(query.options(joinedload(Role.person))).unique()
    able = {it.person for it in roles if not it.was_over(day) and lets_say_yes(it)}
    return sorted(able, key=lambda each: (each.name, each.id))

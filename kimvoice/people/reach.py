"""How those who owe answers are told to look in: by mail, or by a closed envelope.

All of them each working day, whether or not anything waits (DESIGN 5). What waits is
known nowhere here. Rooms in which others than `TOLD` owe answers put themselves on.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from kimvoice.core import clock
from kimvoice.core.db import begin_writing, db
from kimvoice.core.errors import RuleBroken
from kimvoice.people.duties import CAN_OWE_ANSWERS
from kimvoice.people.models import Person, Role
from kimvoice.people.role_requests import RoleRequest

TOLD = CAN_OWE_ANSWERS


@dataclass(frozen=True)
class Also:
    """Of a room: who owes answers there."""

    today: Callable[[], Iterable[Person]]
    is_one: Callable[[Person], bool]
    """The same, asked of one alone."""
    will_be: Callable[[Person], bool]
    """Today, or from a day to come."""


REGISTER: list[Also] = []


def tell_also(
    today: Callable[[], Iterable[Person]],
    is_one: Callable[[Person], bool],
    will_be: Callable[[Person], bool],
) -> None:
    REGISTER.append(Also(today, is_one, will_be))


def write_email(person: Person, address: str) -> None:
    """Empty takes it away. Raise RuleBroken for somebody who never gets mail."""
    if address and not can_have_email(person):
        raise RuleBroken(
            _l("Bare de som skal svare på noe, kan få e-post. Gi rollen først.")
        )
    person.email = address


def can_have_email(person: Person) -> bool:
    """Today, from a day to come, or when somebody has said yes."""
    today = clock.today()
    held = [role.kind for role in person.roles if not role.is_over(today)]
    asked = [each.kind for each in RoleRequest.open_for(person)]
    return any(kind in TOLD for kind in (*held, *asked)) or any(
        each.will_be(person) for each in REGISTER
    )


def is_told(person: Person) -> bool:
    return person.holds(*TOLD) or any(each.is_one(person) for each in REGISTER)


def by_mail() -> list[Person]:
    return [each for each in _told_today() if gets_mail(each)]


def by_envelope() -> list[Person]:
    return [each for each in _told_today() if not gets_mail(each)]


def gets_mail(person: Person) -> bool:
    return house_sends_mail() and bool(person.email)


def house_sends_mail() -> bool:
    return current_app.extensions["config"].mail is not None


def forget_emails() -> None:
    """Delete the addresses of those who owe no answer any more. Commits."""
    query = select(Person).where(Person.email != "")
    over = [it.id for it in db.session.scalars(query) if not can_have_email(it)]
    db.session.rollback()
    if not over:
        return
    begin_writing()
    locked = query.where(Person.id.in_(over)).with_for_update(of=Person)
    for person in db.session.scalars(locked):
        if not can_have_email(person):
            person.email = ""
    db.session.commit()


def _told_today() -> list[Person]:
    also = (person for each in REGISTER for person in each.today())
    found = dict.fromkeys([*_with_a_role(), *also])
    return sorted(found, key=lambda it: (it.name, it.id))


def _with_a_role() -> list[Person]:
    query = (
        select(Person)
        .join(Role, Role.person_id == Person.id)
        .where(Role.kind.in_(TOLD), Role.is_held_on(clock.today()))
        .distinct()
    )
    return list(db.session.scalars(query))

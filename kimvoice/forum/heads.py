"""Who sits where, asked of one person; and who answers for a body.

Whoever does owes answers, and is told each morning to look in. Participants are not:
they get no mail (`people/reach.py`).
"""

from collections.abc import Collection

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import joinedload

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.forum.bodies import Body, Seat
from kimvoice.forum.states import Seating
from kimvoice.people import reach
from kimvoice.people.duties import TAKING_PART
from kimvoice.people.models import Person, RoleKind

HEADS = (Seating.CHAIR, Seating.DEPUTY)


def bodies_of(person: Person) -> list[Body]:
    """In which the person sits today, in the order in which matters go up."""
    kinds = {role.kind for role in person.current_roles}
    held = (it.body for it in _seats(person, kinds) if _is_held_by(person, it))
    return sorted(set(held), key=lambda it: it.rank)


def answers_for_a_body(person: Person) -> bool:
    """Whether anything can wait for this person; never whether it does."""
    kinds = {role.kind for role in person.current_roles}
    found = _seats(person, kinds, Seat.seating.in_(HEADS))
    return any(_is_held_by(person, it) for it in found)


def _told_today() -> list[Person]:
    seats = select(Seat).where(Seat.seating.in_(HEADS)).options(joinedload(Seat.body))
    heads = (person for seat in db.session.scalars(seats) for person in seat.people)
    return [it for it in dict.fromkeys(heads) if not it.holds(*TAKING_PART)]


def _is_told(person: Person) -> bool:
    return not person.holds(*TAKING_PART) and answers_for_a_body(person)


def _will_be_told(person: Person) -> bool:
    """Of a role that begins later, the seat of whoever holds it."""
    kinds = {it.kind for it in person.roles if not it.is_over(clock.today())}
    heads = Seat.seating.in_(HEADS)
    return kinds.isdisjoint(TAKING_PART) and bool(_seats(person, kinds, heads))


def _is_held_by(person: Person, seat: Seat) -> bool:
    """As `Seat.people` says, asked of one alone."""
    if seat.role is None:
        there = person.is_here
    else:
        there = person.holds(seat.role, department=seat.body.department)
    return there and seat.is_held_on(clock.today())


def _seats(
    person: Person,
    kinds: Collection[RoleKind],
    which: ColumnElement[bool] | None = None,
) -> list[Seat]:
    """Of the person, or of the roles, and not over; none for who has no role here."""
    query = (
        select(Seat)
        .where(
            true() if which is None else which,
            Seat.ends.is_(None) | (Seat.ends >= clock.today()),
            (Seat.person_id == person.id) | Seat.role.in_(kinds),
        )
        .options(joinedload(Seat.body))
        .order_by(Seat.id)
    )
    return list(db.session.scalars(query)) if kinds else []


reach.tell_also(_told_today, _is_told, _will_be_told)

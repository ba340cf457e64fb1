"""The first person of a house, who lets all others in."""

from sqlalchemy import select

from kimvoice.core import clock
from kimvoice.core.db import begin_adding, db
from kimvoice.core.errors import HouseError
from kimvoice.people.invitations import Invitation
from kimvoice.people.models import Person, RoleKind

LONGEST = 80


class LivedIn(HouseError):
    """A house that has people is not made anew."""


def nobody_lives_here() -> bool:
    return db.session.scalar(select(Person.id).limit(1)) is None


def first_person() -> Person | None:
    """None in an empty house; the administrator who was never let in, else refuse."""
    people = db.session.scalars(select(Person).limit(2)).all()
    if not people:
        return None
    [*others, first] = people
    if others or first.has_signed_in or not first.holds(RoleKind.ADMINISTRATOR):
        raise LivedIn(
            "People live here already: `kimvoice init` is for an empty house."
            " An administrator prints sign-in slips inside."
        )
    return first


def let_in(name: str) -> tuple[Person, str]:
    """The first administrator, and the code that lets them in once. Commits.

    Called again before anybody has signed in, it prints a new code: the one from
    before is worthless.
    """
    begin_adding(Person)
    person = first_person()
    if person is None:
        person = Person.arriving(_said(name))
        person.take_role(RoleKind.ADMINISTRATOR, since=clock.today())
        db.session.add(person)
        db.session.flush()
    code = Invitation.issue(person)
    db.session.commit()
    return person, code


def _said(name: str) -> str:
    said = " ".join("".join(filter(str.isprintable, name)).split())
    if not said or len(said) > LONGEST:
        raise HouseError(f"A name has from 1 to {LONGEST} letters.")
    return said

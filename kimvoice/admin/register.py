"""The list of people, department by department, a page at a time."""

from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select

from kimvoice.core.db import db
from kimvoice.people.models import Person

ON_A_PAGE = 100


@dataclass(frozen=True)
class Shown:
    departments: list[tuple[str, list[Person]]]
    """By name; those of no department first, those who have left last."""
    number: int
    of: int
    everybody: int


def people_of_page(number: int) -> Shown:
    named = select(Person).where(Person.erased_on.is_(None))
    people = db.session.scalars(named).unique().all()
    in_order = sorted(people, key=_place)
    last = max(1, -(-len(in_order) // ON_A_PAGE))
    number = min(max(number, 1), last)
    here = in_order[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    grouped = groupby(here, key=lambda each: _place(each)[:2])
    return Shown(
        [("" if left else name, list(those)) for (left, name), those in grouped],
        number,
        last,
        len(in_order),
    )


def _place(person: Person) -> tuple[bool, str, str]:
    return not person.is_here, department_of(person), person.name.casefold()


def department_of(person: Person) -> str:
    named = [role.department for role in person.current_roles if role.department]
    return named[0].name if named else ""

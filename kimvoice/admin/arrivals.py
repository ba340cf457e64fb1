"""From the list into the house, and what the house knows when a list is read."""

from collections import Counter

from sqlalchemy import select

from kimvoice.admin.roster import Here, Known, Row
from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.people import names, reach
from kimvoice.people.models import Department, Person, Role, RoleKind
from kimvoice.people.role_requests import RoleRequest


def known() -> Known:
    people: dict[str, list[Here]] = {}
    coordinators: Counter[str] = Counter()
    asked = RoleRequest.open_by_person()
    for person in _everybody():
        here = _here(person, asked.get(person.id, []))
        people.setdefault(names.same(person.name), []).append(here)
        if any(role.kind is RoleKind.COORDINATOR for role in _lasting(person)):
            coordinators[names.same(person.name)] += 1
    return Known(frozenset(_departments()), people, dict(coordinators))


def let_in(rows: list[Row], *, by: Person, second: Person | None) -> None:
    """Everybody at once, whom nothing is wrong with. The caller commits.

    Who is to have a role that opens complaints has it when the second has said yes.
    """
    departments = _departments()
    coordinators = {
        names.same(person.name): person
        for person in _everybody()
        if any(role.kind is RoleKind.COORDINATOR for role in _lasting(person))
    }
    taken = set(db.session.scalars(select(Person.user_name)))
    arrived = [(row, _arrived(row, taken)) for row in rows]
    for row, person in arrived:
        assert row.kind is not None
        place = departments.get(names.same(row.department))
        asked = RoleRequest.of(person, row.kind, place, clock.today(), by=by)
        asked.give_or_ask(second)
    db.session.add_all(person for _row, person in arrived)
    db.session.flush()
    coordinators |= {
        names.same(person.name): person
        for row, person in arrived
        if row.kind is RoleKind.COORDINATOR
    }
    for row, person in arrived:
        if row.email:
            reach.write_email(person, row.email)
        if row.coordinator:
            person.coordinator = coordinators[names.same(row.coordinator)]


def _arrived(row: Row, taken: set[str]) -> Person:
    person = Person.arriving(row.name, taken)
    taken.add(person.user_name)
    return person


def _here(person: Person, asked: list[RoleRequest]) -> Here:
    """Also with the roles that somebody is asked to say yes to."""
    roles: list[Role | RoleRequest] = [*_lasting(person), *asked]
    where = next((role.department.name for role in roles if role.department), "")
    coordinator = person.coordinator
    return Here(
        posts=frozenset((role.kind, _place(role)) for role in roles),
        where=where,
        coordinator=names.same(coordinator.name) if coordinator else "",
        email=person.email,
    )


def _lasting(person: Person) -> list[Role]:
    today = clock.today()
    return [role for role in person.roles if not role.is_over(today)]


def _place(role: Role | RoleRequest) -> str:
    return names.same(role.department.name) if role.department else ""


def _everybody() -> list[Person]:
    return list(db.session.scalars(select(Person)).unique())


def _departments() -> dict[str, Department]:
    return {
        names.same(each.name): each for each in db.session.scalars(select(Department))
    }

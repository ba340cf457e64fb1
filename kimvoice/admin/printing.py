"""Slips of paper that let people in: for whom, and what stands on them."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from kimvoice.admin.register import department_of
from kimvoice.complaints.log import Deed
from kimvoice.complaints.models import Complaint
from kimvoice.core.db import db
from kimvoice.people import held_back, invitations
from kimvoice.people.invitations import Invitation
from kimvoice.people.models import Person, RoleKind
from kimvoice.people.new_codes import NewCode, needs_second

ON_A_SHEET = 8
MOST = 200
DOUBLE_CLICK = timedelta(seconds=2)


@dataclass(frozen=True)
class Slip:
    """No surname, no role: a slip may be lost."""

    first_name: str
    code: str
    last_day: date
    helper: str
    """Somebody to ask, who has agreed that the name is shown."""


@dataclass(frozen=True)
class Candidate:
    person: Person
    printed_until: date | None
    """The last day of a slip that is out already."""

    @property
    def is_new(self) -> bool:
        return not needs_second(self.person)


def candidates() -> list[Candidate]:
    """Who is new; and for whom a second person has said yes, also after leaving."""
    out = {each.person_id: each.last_day for each in Invitation.still_out()}
    held = held_back.everybody()
    people = [it for it in _who_could() if it.id not in held]
    return [
        Candidate(person, out.get(person.id)) for person in sorted(people, key=_place)
    ]


def some_are_held_back() -> bool:
    held = held_back.everybody()
    return bool(held) and any(it.id in held for it in _who_could())


def issue(people: list[Person], sheet: bytes, by: Person) -> None:
    """All or none; a slip that was out before is worthless now. The caller commits."""
    agreed = {person.id: _who_agreed(person) for person in people}
    for person in people:
        Invitation.issue(person, sheet, by=by)
    own = select(Complaint.number).where(Complaint.complainant_id.in_(agreed))
    for number in db.session.scalars(own.order_by(Complaint.number)).all():
        complaint = Complaint.locked(number)
        if complaint is not None and not complaint.is_to_be_deleted:
            _leave_line(complaint, by, agreed[complaint.complainant_id])


def _leave_line(complaint: Complaint, by: Person, second: Person | None) -> None:
    """Whoever gets hold of the code could open it, also where it is the first one."""
    complaint.enter(Deed.NEW_CODE, by, second=second)


def _who_agreed(person: Person) -> Person | None:
    asked = NewCode.open_for(person) if needs_second(person) else None
    return asked.second if asked else None


def on_sheet(sheet: bytes) -> list[Slip]:
    helpers = _helpers()
    issued = sorted(Invitation.on_sheet(sheet), key=lambda each: _place(each.person))
    return [
        Slip(
            first_name=each.person.first_name,
            code=invitations.code_on(sheet, each.person),
            last_day=each.last_day,
            helper=_helper_of(each.person, helpers),
        )
        for each in issued
    ]


def locked(ids: list[int]) -> list[Person]:
    """So that two who print at once see each other."""
    found = select(Person).where(Person.id.in_(ids)).order_by(Person.id)
    return list(db.session.scalars(found.with_for_update(of=Person)).unique())


def _who_could() -> list[Person]:
    return [*_never_here(), *_agreed()]


def _never_here() -> list[Person]:
    new = db.session.scalars(select(Person).where(Person.passphrase_hash == ""))
    return [each for each in new.unique() if not needs_second(each)]


def _agreed() -> list[Person]:
    return list({each.person for each in NewCode.to_print()})


def _helpers() -> dict[int, str]:
    """By department, the representative who has agreed to be named."""
    return {
        role.department_id: person.name
        for person in Person.holding(RoleKind.REPRESENTATIVE)
        for role in person.current_roles
        if role.kind is RoleKind.REPRESENTATIVE
        and role.name_shown
        and role.department_id
    }


def _helper_of(person: Person, helpers: dict[int, str]) -> str:
    for role in person.current_roles:
        if role.department_id in helpers:
            return helpers[role.department_id]
    return person.coordinator.name if person.coordinator else ""


def _place(person: Person) -> tuple[bool, str, str]:
    return (
        needs_second(person),
        department_of(person),
        person.name.casefold(),
    )

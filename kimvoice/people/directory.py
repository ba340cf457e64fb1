"""Who is who in the house today: read in a few queries, however many people there are.

A participant is named only when the name may be shown and the participant has agreed.
Whether the reader may see names at all is asked above, where the request is known.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.settings import READING_COORDINATOR
from kimvoice.people.duties import ELECTED, TAKING_PART
from kimvoice.people.models import Department, Person, Role, RoleKind

SHOWN = (
    RoleKind.REPRESENTATIVE,
    RoleKind.DEPUTY,
    RoleKind.WORK_LEADER,
    RoleKind.COORDINATOR,
    RoleKind.SAFETY_REPRESENTATIVE,
    RoleKind.GENERAL_MANAGER,
    RoleKind.BOARD_MEMBER,
    RoleKind.BOARD_DEPUTY,
    RoleKind.BOARD_CHAIR,
)


@dataclass(frozen=True)
class StandIn:
    name: str | None
    until: date | None


@dataclass(frozen=True)
class Held:
    """An office that somebody holds, and who stands in for them."""

    name: str | None
    """None for a participant who is not named."""
    until: date | None
    """The last day, for a stand-in of somebody who has left the office."""
    stand_ins: list[StandIn]
    term_ends: date | None
    """Of an elected one: when the next election is due."""


@dataclass(frozen=True)
class Following:
    """Elected, and the first day in office is still to come."""

    name: str | None
    since: date


class Directory:
    """``named``: whether participants may be named where this is read."""

    def __init__(self, roles: Iterable[Role], *, named: bool) -> None:
        in_order = sorted(roles, key=lambda role: (role.person.name, role.id))
        today = clock.today()
        self._roles = [role for role in in_order if role.starts <= today]
        self._following = [role for role in in_order if role.starts > today]
        self._named = named

    @classmethod
    def of_today(cls, *, named: bool) -> "Directory":
        today = clock.today()
        query = (
            select(Role)
            .where(
                (Role.kind.in_(SHOWN) & Role.is_held_on(today))
                | (Role.term_ends.is_not(None) & (Role.starts > today))
            )
            .options(joinedload(Role.person).selectinload(Person.roles))
        )
        return cls(db.session.scalars(query).unique(), named=named)

    def holders(
        self, kind: RoleKind | str, department: Department | None = None
    ) -> list[Held]:
        """In the department; without one, in the whole house."""
        here = [
            role
            for role in self._roles
            if role.kind == kind and department in (None, role.department)
        ]
        holding = {role.person_id for role in here if role.stands_in_for_id is None}
        return [
            self._held(role, here)
            for role in here
            if role.stands_in_for_id not in holding
        ]

    def following(
        self, kind: RoleKind | str, department: Department | None = None
    ) -> list[Following]:
        """Who takes over in the department; without one, in the board."""
        return [
            Following(self._name(role), role.starts)
            for role in self._following
            if role.kind == kind and role.department == department
        ]

    @property
    def participants_in_board(self) -> list[Held]:
        return [
            self._held(role, [])
            for role in self._roles
            if role.kind is RoleKind.BOARD_MEMBER
            and role.person.holds(RoleKind.PARTICIPANT)
        ]

    @property
    def helper(self) -> str | None:
        """Whom to turn to where nobody is: the coordinator who reads, or another."""
        return _who_helps(
            role.person for role in self._roles if role.kind is RoleKind.COORDINATOR
        )

    def _held(self, role: Role, here: list[Role]) -> Held:
        return Held(
            self._name(role),
            role.ends if role.stands_in_for_id else None,
            [
                StandIn(self._name(each), each.ends)
                for each in here
                if each.stands_in_for_id == role.person_id
            ],
            role.term_ends,
        )

    def _name(self, role: Role) -> str | None:
        may = self._named and role.name_shown
        return role.person.name if may or not is_participants(role) else None


def is_participants(role: Role) -> bool:
    """Whether a participant holds it: then it is theirs to say if the name is shown."""
    return role.kind in ELECTED or role.person.holds(RoleKind.PARTICIPANT)


@dataclass(frozen=True)
class ToTalkWith:
    name: str
    role: RoleKind


def to_talk_with(person: Person, *, named: bool) -> ToTalkWith | None:
    """The representative of the person's own department, else its deputy, else the
    coordinator who helps; for participants alone.

    ``named``: whether participants may be named where this is read.
    """
    departments = [
        role.department_id
        for role in person.current_roles
        if role.kind is RoleKind.PARTICIPANT
    ]
    if not departments:
        return None
    roles = _near(departments, person) if named else []
    for kind in ELECTED:
        for role in roles:
            if role.kind is kind:
                return ToTalkWith(role.person.name, kind)
    helper = _who_helps(Person.holding(RoleKind.COORDINATOR))
    return ToTalkWith(helper, RoleKind.COORDINATOR) if helper else None


def _near(departments: list[int | None], person: Person) -> list[Role]:
    """Elected there, by the latest election first; none that would not be named."""
    query = select(Role).where(
        Role.kind.in_(ELECTED),
        Role.department_id.in_(departments),
        Role.is_held_on(clock.today()),
        Role.name_shown,
        Role.person_id != person.id,
    )
    return list(
        db.session.scalars(query.order_by(Role.starts.desc(), Role.id)).unique()
    )


def _who_helps(coordinators: Iterable[Person]) -> str | None:
    """The one who reads until somebody is elected, else the first by name."""
    found = list(coordinators)
    reading = READING_COORDINATOR.value()
    named = [each for each in found if each.user_name == reading]
    return next((each.name for each in named + found), None)


def may_be_named(person: Person, *, named: bool) -> bool:
    """A participant only with leave, and where ``named``."""
    kinds = {role.kind for role in person.current_roles or person.roles}
    if kinds.isdisjoint(TAKING_PART):
        return True
    return named and any(
        role.kind in ELECTED and role.name_shown for role in person.current_roles
    )

"""For whom a complaint does not exist (DESIGN 5, conflict of interest).

One row names a person, or a role: then everybody is meant who has held it on any day
since, also as a stand-in, whatever they do in the house afterwards. It begins half a
year back: who is meant may have left the role before the complaint was sent. A last
day that is written afterwards counts from when it was written.
"""

import re
import secrets
from datetime import date
from typing import TYPE_CHECKING, Self

from flask_babel import gettext as _
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.complaints.ladder import ABOVE
from kimvoice.complaints.states import Ground, Subject
from kimvoice.core import clock, days
from kimvoice.core.db import Model, closed_choice, db
from kimvoice.people import names
from kimvoice.people.duties import CAN_OWE_ANSWERS
from kimvoice.people.models import Department, Person, Role, RoleKind

if TYPE_CHECKING:
    from kimvoice.complaints.models import Complaint

LOOKS_BACK = 6
"""Months: who has held a role since then is meant by it."""
BESIDE = {RoleKind.BOARD_CHAIR: (RoleKind.BOARD_DEPUTY,)}
"""Who takes a role's place, and is excluded with it."""
TASKS = (
    RoleKind.STAFF_MEMBER,
    *ABOVE,
    RoleKind.ADMINISTRATOR,
    RoleKind.SAFETY_REPRESENTATIVE,
    RoleKind.ELECTION_OFFICER,
)
MEANT = {
    Subject.COORDINATOR: (RoleKind.COORDINATOR,),
    Subject.STAFF_MEMBER: (),
    Subject.GENERAL_MANAGER: (RoleKind.GENERAL_MANAGER,),
    Subject.BOARD: (
        RoleKind.BOARD_MEMBER,
        RoleKind.BOARD_DEPUTY,
        RoleKind.BOARD_CHAIR,
    ),
}
"""Of whom a name can be said; and everybody who is meant without one."""


class Exclusion(Model):
    __tablename__ = "complaint_exclusions"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) != (role IS NULL)", "a_person_or_a_role"),
    )

    id: Mapped[int] = mapped_column(
        BigInteger,
        primary_key=True,
        autoincrement=False,
        default=lambda: secrets.randbits(62),
    )
    complaint_number: Mapped[int] = mapped_column(
        ForeignKey("complaints.number", ondelete="CASCADE")
    )
    ground: Mapped[Ground] = mapped_column(closed_choice(Ground, "ground"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    role: Mapped[RoleKind | None] = mapped_column(closed_choice(RoleKind, "role"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    """Of a role that is held in one: the work leader's."""
    since: Mapped[date]

    complaint: Mapped["Complaint"] = relationship(back_populates="exclusions")
    person: Mapped[Person | None] = relationship()
    department: Mapped[Department | None] = relationship()

    @classmethod
    def of(
        cls,
        whom: Person | RoleKind,
        ground: Ground,
        *,
        department: Department | None = None,
    ) -> Self:
        """``department``: of a role that is held in one."""
        named: dict[str, object] = {"role": whom}
        if isinstance(whom, Person):
            named = {"person": whom, "person_id": whom.id}
        if department is not None:
            named |= {"department": department, "department_id": department.id}
        by_themselves = ground is Ground.STEPPED_ASIDE
        since = clock.today() if by_themselves else _half_a_year_ago()
        return cls(ground=ground, since=since, **named)

    @property
    def whom(self) -> tuple[int | None, RoleKind | None, int | None]:
        """The same for rows that are one to the complainant."""
        return self.person_id, self.role, self.department_id

    def repeats(self, other: Self) -> bool:
        """Whether it excludes nobody whom the other one does not, nor says more."""
        says_more = self.ground is Ground.ABOUT and other.ground is not Ground.ABOUT
        return self.whom == other.whom and not says_more

    @classmethod
    def about(
        cls, subject: Subject, named: Person | None, by: Person, words: str = ""
    ) -> list[Self]:
        """For whom it does not exist because it is about them.

        «Arbeidslederen min» leads any department that the complainant has been in. A
        name counts only where one was asked for. A participant is said in ``words``:
        who is named there and could answer is meant too.
        """
        if subject is Subject.PARTICIPANT:
            told = (each for each in cls.can_name() if is_named(each, words))
            return [cls.of(each, Ground.ABOUT) for each in told]
        if subject is Subject.WORK_LEADER:
            leader, led = RoleKind.WORK_LEADER, _departments_of(by)
            rows = [cls.of(leader, Ground.ABOUT, department=each) for each in led]
            return rows or [cls.of(leader, Ground.ABOUT)]
        if subject in MEANT and named:
            return [cls.of(named, Ground.ABOUT)]
        return [cls.of(role, Ground.ABOUT) for role in MEANT.get(subject, ())]

    @classmethod
    def can_name(cls) -> list[Person]:
        """All with a task in the house today, by name: they may answer one day.

        A participant only who can answer now: others are named in words.
        """
        today = clock.today()
        query = (
            select(Person)
            .join(Role, Role.person_id == Person.id)
            .where(Role.kind.in_(TASKS), Role.is_held_on(today))
            .order_by(Person.name, Person.id)
        )
        people = db.session.scalars(query).unique()
        return [
            each
            for each in people
            if each.holds(*CAN_OWE_ANSWERS) or not each.holds(RoleKind.PARTICIPANT)
        ]

    def covers(self, person: Person) -> bool:
        if self.role is None:
            return person.id == self.person_id
        return any(self._meant(role) for role in person.roles)

    @property
    def label(self) -> str:
        if self.role is None:
            assert self.person is not None
            return self.person.name
        if self.department is None:
            return str(_("Alle som er %(role)s, og vikarene", role=self.role.label))
        return str(
            _(
                "Alle som er %(role)s i %(department)s, og vikarene",
                role=self.role.label,
                department=self.department.name,
            )
        )

    @property
    def height(self) -> int:
        """How high whom it is about stands in the house; 0 below the ladder."""
        if self.ground is not Ground.ABOUT:
            return 0
        if self.role is not None:
            return ABOVE.get(self.role, 0)
        assert self.person is not None
        held = (role for role in self.person.roles if not role.was_over(self.since))
        return max((ABOVE.get(role.kind, 0) for role in held), default=0)

    def _meant(self, role: Role) -> bool:
        assert self.role is not None
        kinds = (self.role, *BESIDE.get(self.role, ()))
        here = self.department_id in (None, role.department_id)
        return role.kind in kinds and here and not role.was_over(self.since)


def as_listed(person: Person) -> str:
    """Two may have the same name: the role tells them apart."""
    held = [it.kind for it in person.current_roles]
    roles = [it for it in held if it is not RoleKind.STAFF_MEMBER] or held
    return ", ".join([person.name, *dict.fromkeys(str(it.label) for it in roles)])


def is_named(person: Person, words: str) -> bool:
    """Whether the whole name stands among the words, in any spelling."""
    name, said = (re.sub(r"\W+", " ", names.same(it)) for it in (person.name, words))
    return f" {name.strip()} " in f" {said} "


def _half_a_year_ago() -> date:
    return days.months_after(clock.today(), -LOOKS_BACK)


def _departments_of(person: Person) -> list[Department]:
    """Each once, where the person is a participant or was, this half-year."""
    since = _half_a_year_ago()
    held = (it for it in person.roles if it.kind is RoleKind.PARTICIPANT)
    found = (it.department for it in held if not it.was_over(since))
    return list(dict.fromkeys(each for each in found if each))

"""A role that gives access to complaints: two people answer for it (DESIGN 5)."""

from datetime import date
from typing import Self

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, delete, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import clock
from kimvoice.core.db import Model, closed_choice, db
from kimvoice.core.errors import RuleBroken
from kimvoice.people import duties
from kimvoice.people.duties import CAN_OWE_ANSWERS
from kimvoice.people.models import Department, Person, Role, RoleKind
from kimvoice.people.seconds import (
    ANSWERED_WITHIN,
    able_since,
    is_or_was_administrator,
    may_be_second,
)

BY_TWO = (*CAN_OWE_ANSWERS, RoleKind.SAFETY_REPRESENTATIVE)
"""They open complaints, or say yes to those who do: who gave one would give both."""


class RoleRequest(Model):
    """Asked for by an administrator; a role once the second has said yes."""

    __tablename__ = "role_requests"
    __table_args__ = (
        CheckConstraint("second_id != asked_by_id", "two_people"),
        CheckConstraint("second_id != person_id", "second_is_another"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    kind: Mapped[RoleKind] = mapped_column(closed_choice(RoleKind, "kind"))
    starts: Mapped[date]
    ends: Mapped[date | None]
    stands_in_for_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_on: Mapped[date]
    agreed_on: Mapped[date | None]
    """Until it is forgotten, so that a second click gets the true reason."""

    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="joined")
    department: Mapped[Department | None] = relationship(lazy="joined")
    stands_in_for: Mapped[Person | None] = relationship(foreign_keys=[stands_in_for_id])
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id], lazy="joined")
    second: Mapped[Person] = relationship(foreign_keys=[second_id], lazy="joined")

    @classmethod
    def of(
        cls,
        person: Person,
        kind: RoleKind,
        department: Department | None,
        since: date,
        until: date | None = None,
        *,
        by: Person,
    ) -> Self:
        return cls(
            person=person,
            kind=kind,
            department=department,
            starts=since,
            ends=until,
            asked_by=by,
            asked_on=clock.today(),
        )

    @classmethod
    def in_place_of(
        cls, role: Role, person: Person, since: date, until: date, *, by: Person
    ) -> Self:
        asked = cls.of(person, role.kind, role.department, since, until, by=by)
        asked.stands_in_for = role.person
        return asked

    @classmethod
    def open_for(cls, person: Person) -> list[Self]:
        """What is asked and not answered; it lapses after 14 days."""
        asked = select(cls).where(cls.person_id == person.id, cls._is_open())
        return list(db.session.scalars(asked.order_by(cls.id)))

    @classmethod
    def open_by_person(cls) -> dict[int, list[Self]]:
        found: dict[int, list[Self]] = {}
        for each in db.session.scalars(select(cls).where(cls._is_open())):
            found.setdefault(each.person_id, []).append(each)
        return found

    @classmethod
    def drop_for_leaving(cls, person: Person) -> None:
        """A yes that comes too late lets nobody back in whose roles all have an end."""
        if all(role.ends for role in person.roles):
            for asked in cls.open_for(person):
                db.session.delete(asked)

    @classmethod
    def waiting_for(cls, second: Person) -> list[Self]:
        asked = select(cls).where(cls.second_id == second.id, cls._is_open())
        return list(db.session.scalars(asked.order_by(cls.id)))

    @classmethod
    def _is_open(cls) -> ColumnElement[bool]:
        return cls.agreed_on.is_(None) & (
            cls.asked_on >= clock.today() - ANSWERED_WITHIN
        )

    # What is asked, and the answer

    def give_or_ask(self, second: Person | None) -> Role | None:
        """None when it waits for the yes of the second. The same asked before is void.

        Raise RuleBroken for what can't be given, and for a second who can't say yes.
        """
        self._check()
        able = seconds_for(self.person) if self.kind in BY_TWO else []
        if self.kind in BY_TWO and not able:
            refuse_what_was_cleared_away(self.person)
            refuse_more_to_the_only_second(self.person)
        if not able:
            return self._give(None)
        if second not in able:
            raise RuleBroken(
                _l("En annen må si ja. Det kan ikke være en administrator.")
            )
        for before in self.open_for(self.person):
            if (before.kind, before.department) == (self.kind, self.department):
                db.session.delete(before)
        self.second = second
        db.session.add(self)
        return None

    def agree(self, by: Person) -> Role:
        """Nobody has held it before the yes, whichever day was asked for."""
        _lock(self.person)
        may = by == self.second and by in seconds_for(self.person)
        if not may or self.agreed_on:
            raise RuleBroken(_l("Dette er gjort, eller kan ikke gjøres nå."))
        self._check_it_stands()
        self.starts = max(self.starts, clock.today())
        self._check()
        self.agreed_on = clock.today()
        return self._give(by)

    def refuse(self, by: Person) -> None:
        if by != self.second or self.agreed_on:
            raise RuleBroken(_l("Dette er gjort, eller kan ikke gjøres nå."))
        db.session.delete(self)

    def _check_it_stands(self) -> None:
        """Time goes on between the question and the yes, for all who had a part."""
        if self.asked_on < clock.today() - ANSWERED_WITHIN:
            raise RuleBroken(_l("Spørsmålet er for gammelt. Noen må spørre på nytt."))
        if not self.asked_by.holds(RoleKind.ADMINISTRATOR):
            raise RuleBroken(
                _l("Den som spurte, er ikke administrator nå. Noen må spørre på nytt.")
            )
        today = clock.today()
        if self.person.erased_on or (
            all(role.is_over(today) for role in self.person.roles)
            and any(not role.was_over(self.asked_on) for role in self.person.roles)
        ):
            raise RuleBroken(
                _l("Personen har sluttet etter spørsmålet. Noen må spørre på nytt.")
            )

    def _check(self) -> None:
        if self.stands_in_for is None:
            duties.check(
                self.person, self.kind, self.department, self.starts, self.ends
            )
        else:
            assert self.ends is not None
            absent = self._absent(self.stands_in_for)
            duties.check_stand_in(absent, self.person, self.starts, self.ends)

    def _give(self, second: Person | None) -> Role:
        if self.stands_in_for is None:
            role = duties.give(
                self.person, self.kind, self.department, self.starts, self.ends
            )
        else:
            assert self.ends is not None
            absent = self._absent(self.stands_in_for)
            role = duties.stand_in(absent, self.person, self.starts, self.ends)
        role.given_by, role.agreed_by = self.asked_by, second
        return role

    def _absent(self, person: Person) -> Role:
        """Raise RuleBroken when the role that was to be stood in for is gone."""
        for role in person.roles:
            here = (role.kind, role.department) == (self.kind, self.department)
            if here and duties.can_have_stand_in(role):
                return role
        raise RuleBroken(_l("Denne rollen kan ikke ha vikar."))


def seconds_for(person: Person | None) -> list[Person]:
    """Who may say yes to a role of this person's, or of somebody new; by name."""
    able = able_since(clock.today())
    return [each for each in able if each != person and may_be_second(each)]


def refuse_what_was_cleared_away(person: Person) -> None:
    """Raise RuleBroken where somebody could say yes until lately.

    Else whoever ends the roles of all others may give them anew, alone.
    """
    able = able_since(clock.today() - ANSWERED_WITHIN)
    if any(
        each != person and each.has_signed_in and not is_or_was_administrator(each)
        for each in able
    ):
        raise RuleBroken(
            _l("Ingen kan si ja nå. Rollene deres er nylig avsluttet. Vent i to uker.")
        )


def refuse_more_to_the_only_second(person: Person) -> None:
    """Raise RuleBroken where one could let the only one who says yes read more."""
    if may_be_second(person):
        raise RuleBroken(
            _l("Ingen andre kan si ja nå. Gi først en annen en rolle som kan si ja.")
        )


def _lock(person: Person) -> None:
    """So that who gives another role at the same time is seen."""
    row = select(Person).where(Person.id == person.id).with_for_update(of=Person)
    db.session.scalars(row.execution_options(populate_existing=True)).unique().one()


def forget_old() -> None:
    """Delete what was asked so long ago that nobody answers it. Commits."""
    too_old = RoleRequest.asked_on < clock.today() - ANSWERED_WITHIN
    db.session.execute(delete(RoleRequest).where(too_old))
    db.session.commit()

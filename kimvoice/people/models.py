"""Person, Department, Role. Nothing about address, browser or last visit."""

import secrets
from datetime import date
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import clock, days
from kimvoice.core.db import Model, closed_choice, db
from kimvoice.core.labels import Labelled
from kimvoice.core.settings import SMALLEST_DEPARTMENT


class RoleKind(Labelled):
    PARTICIPANT = "participant", _l("deltaker")
    REPRESENTATIVE = "representative", _l("tillitsvalgt")
    DEPUTY = "deputy", _l("vara")
    STAFF_MEMBER = "staff_member", _l("ansatt")
    WORK_LEADER = "work_leader", _l("arbeidsleder")
    COORDINATOR = "coordinator", _l("koordinator")
    GENERAL_MANAGER = "general_manager", _l("daglig leder")
    BOARD_MEMBER = "board_member", _l("styremedlem")
    BOARD_CHAIR = "board_chair", _l("styreleder")
    ELECTION_OFFICER = "election_officer", _l("valgansvarlig")
    SAFETY_REPRESENTATIVE = "safety_representative", _l("verneombud")
    ADMINISTRATOR = "administrator", _l("administrator")


class Department(Model):
    __tablename__ = "departments"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)

    @classmethod
    def large_enough(cls) -> list["Department"]:
        """Those a suggestion may name: in a smaller one, a date would be a person."""
        today = clock.today()
        active = (
            select(Role.department_id)
            .join(Person)
            .where(
                Role.kind == RoleKind.PARTICIPANT,
                Role.is_held_on(today),
                Person.active_half_year == days.half_year_of(today),
            )
            .group_by(Role.department_id)
            .having(func.count(Person.id.distinct()) >= SMALLEST_DEPARTMENT.value())
        )
        return list(
            db.session.scalars(select(cls).where(cls.id.in_(active)).order_by(cls.name))
        )


class Person(Model):
    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    user_name: Mapped[str] = mapped_column(unique=True)
    passphrase_hash: Mapped[str]
    active_half_year: Mapped[str] = mapped_column(default="")
    """Of the last sign-in, «2026-2»: no nearer than the size of a department needs."""

    roles: Mapped[list["Role"]] = relationship(
        back_populates="person", cascade="all, delete-orphan", lazy="selectin"
    )

    @classmethod
    def signing_in(cls, user_name: str, passphrase: str) -> "Person | None":
        """The person whose words these are; wrong name and wrong words take as long."""
        typed = "".join(filter(str.isprintable, user_name)).strip().lower()
        person = db.session.scalar(select(cls).where(cls.user_name == typed))
        known = person.passphrase_hash if person else _nobodys_hash(_cost())
        return person if _fits(known, passphrase) and person else None

    @classmethod
    def holding(cls, kind: RoleKind) -> list["Person"]:
        """Everybody who holds the role today, by name."""
        return list(
            db.session.scalars(
                select(cls)
                .join(Role)
                .where(Role.kind == kind, Role.is_held_on(clock.today()))
                .order_by(cls.name)
                .distinct()
            )
        )

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    def choose_passphrase(self, words: str) -> None:
        self.passphrase_hash = _hasher(_cost()).hash(words)

    def mark_active(self) -> None:
        self.active_half_year = days.half_year_of(clock.today())

    def take_role(
        self, kind: RoleKind, department: Department | None = None, *, since: date
    ) -> None:
        self.roles.append(Role(kind=kind, department=department, starts=since))

    def holds(self, *kinds: RoleKind, department: Department | None = None) -> bool:
        """Today, any of the kinds; with ``department``, in that one."""
        return any(
            role.kind in kinds and department in (None, role.department)
            for role in self.current_roles
        )

    @property
    def current_roles(self) -> list["Role"]:
        today = clock.today()
        return [
            role
            for role in self.roles
            if role.starts <= today and (role.ends is None or today <= role.ends)
        ]


class Role(Model):
    __tablename__ = "roles"
    __table_args__ = (CheckConstraint("ends IS NULL OR starts <= ends", "dates"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    kind: Mapped[RoleKind] = mapped_column(closed_choice(RoleKind, "kind"))
    starts: Mapped[date]
    ends: Mapped[date | None]
    """The last day on which the role is held."""

    person: Mapped[Person] = relationship(back_populates="roles")
    department: Mapped[Department | None] = relationship(lazy="joined")

    @classmethod
    def is_held_on(cls, day: date) -> ColumnElement[bool]:
        return (cls.starts <= day) & (cls.ends.is_(None) | (cls.ends >= day))


def _cost() -> int:
    cost: int = current_app.extensions["config"].passphrase_cost
    return cost


@cache
def _hasher(cost: int) -> PasswordHasher:
    return PasswordHasher(time_cost=cost)


@cache
def _nobodys_hash(cost: int) -> str:
    return _hasher(cost).hash(secrets.token_hex())


def _fits(known: str, passphrase: str) -> bool:
    try:
        return _hasher(_cost()).verify(known, passphrase)
    except (VerifyMismatchError, InvalidHashError):
        return False

"""Person and Department. Nothing about address, browser or last visit."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import ClassVar, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import (
    BindParameter,
    Date,
    ForeignKey,
    Select,
    SQLColumnExpression,
    bindparam,
    func,
    select,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import clock, days
from kimvoice.core.db import Model, begin_writing, db
from kimvoice.core.errors import RuleBroken
from kimvoice.core.settings import SMALLEST_DEPARTMENT
from kimvoice.people import names, passphrases, user_names
from kimvoice.people.roles import Role as Role
from kimvoice.people.roles import RoleKind as RoleKind


class Department(Model):
    __tablename__ = "departments"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)

    def rename(self, name: str) -> None:
        """Raise RuleBroken for a name that another one has, in any spelling."""
        for other in db.session.scalars(select(Department)):
            if other is not self and names.same(other.name) == names.same(name):
                raise RuleBroken(_l("En annen avdeling heter det. Velg et annet navn."))
        self.name = names.plain(name)

    @classmethod
    def large_enough(cls) -> list["Department"]:
        """Those a suggestion may name: in a smaller one, a date would be a person."""
        today = clock.today()
        active = (
            select(Role.department_id)
            .join(Person, Role.person_id == Person.id)
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

    def participants(self) -> list["Person"]:
        """Those who are in it today, by name."""
        return list(
            db.session.scalars(
                select(Person)
                .join(Role, Role.person_id == Person.id)
                .where(
                    Role.kind == RoleKind.PARTICIPANT,
                    Role.department_id == self.id,
                    Role.is_held_on(clock.today()),
                )
                .order_by(Person.name, Person.user_name)
                .distinct()
            )
        )


class Person(Model):
    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    _name: Mapped[str] = mapped_column("name")
    """Empty once the person is erased."""
    user_name: Mapped[str] = mapped_column(unique=True)
    """Of an erased person hidden, so that nobody ever gets it again."""
    passphrase_hash: Mapped[str] = mapped_column(default="")
    """Empty until the first sign-in."""
    email: Mapped[str] = mapped_column(default="")
    """For the neutral mail of the morning; of those alone who owe answers."""
    session_epoch: Mapped[int] = mapped_column(default=0)
    """A session begun in an earlier one is over, in every browser."""
    active_half_year: Mapped[str] = mapped_column(default="")
    """Of the last sign-in, «2026-2»: no nearer than the size of a department needs."""
    confidentiality_promised_on: Mapped[date | None]
    erased_on: Mapped[date | None]
    """What stays of an erased person is this row without a name."""
    coordinator_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL")
    )

    let_in_for: ClassVar[list[Callable[["Person"], bool]]] = []
    """Why somebody is let in who has no role any more: each room says its own."""

    coordinator: Mapped["Person | None"] = relationship(remote_side=[id])
    roles: Mapped[list[Role]] = relationship(
        back_populates="person",
        cascade="all, delete-orphan",
        lazy="selectin",
        foreign_keys="Role.person_id",
    )

    @hybrid_property
    def name(self) -> str:
        """What stands in its place, when the person is erased."""
        return self._name or str(_("En som er slettet"))

    @name.inplace.setter
    def _rename(self, name: str) -> None:
        self._name = name

    @name.inplace.expression
    @classmethod
    def _name_in_sql(cls) -> SQLColumnExpression[str]:
        return cls._name

    @classmethod
    def arriving(cls, name: str, taken: Iterable[str] | None = None) -> Self:
        """With a user name that nobody has; ``taken`` when many come at once."""
        if taken is None:
            taken = set(db.session.scalars(select(cls.user_name)))
        reserved = user_names.Reserved(set(taken))
        return cls(name=name, user_name=user_names.draw(name, reserved))

    @classmethod
    def signing_in(cls, user_name: str, passphrase: str) -> "Person | None":
        """The person whose words these are; wrong name and wrong words take as long.

        Hashing is slow, so the reading so far is ended first, and nobody waits for
        it. The person comes with the write lock.
        """
        typed = user_names.plain(user_name)
        its = cls.user_name.in_((typed, user_names.hidden(typed)))
        query = select(cls.passphrase_hash).where(its)
        known = db.session.scalar(query) or ""
        db.session.rollback()
        if not passphrases.fits(known, passphrase):
            return None
        begin_writing()
        same = select(cls).where(its, cls.passphrase_hash == known)
        return db.session.scalar(same.with_for_update(of=cls))

    @classmethod
    def holding(cls, kind: RoleKind) -> list["Person"]:
        """Everybody who holds the role today, by name."""
        today = {"kind": kind, "day": clock.today()}
        return list(db.session.scalars(_holding(), today))

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    @property
    def has_signed_in(self) -> bool:
        return bool(self.passphrase_hash)

    @property
    def is_here(self) -> bool:
        """Has a role today: all that whoever keeps the people in order may know."""
        return bool(self.current_roles)

    @property
    def may_come_in(self) -> bool:
        """Whether there is anything in the house for this person today.

        Asked at the door alone: of who has left, it says what nobody else may know.
        """
        return self.is_here or any(needs(self) for needs in self.let_in_for)

    def choose_passphrase(self, words: str) -> None:
        self.take_passphrase(passphrases.seal(words))

    def take_passphrase(self, sealed: str) -> None:
        """From now on these words; whoever is signed in with the old ones is out."""
        self.passphrase_hash = sealed
        self.sign_out_everywhere()

    def leave(self, last_day: date) -> None:
        """End every role; who has none is not let in. The last administrator stays."""
        for role in [role for role in self.roles if not role.is_over(last_day)]:
            role.end(last_day)

    def be_erased(self) -> None:
        """Without a name from now on. The way in stays as long as it is needed."""
        self.name = self.email = self.active_half_year = ""
        self.confidentiality_promised_on = None
        self.erased_on = self.erased_on or clock.today()
        self.user_name = user_names.hidden(self.user_name)
        self.sign_out_everywhere()
        self.close_way_in()

    def close_way_in(self) -> None:
        """Of an erased person, once nothing of their own is left in the house."""
        if not self.may_come_in:
            self.passphrase_hash, self.coordinator = "", None

    def sign_out_everywhere(self) -> None:
        self.session_epoch = (self.session_epoch or 0) + 1

    def promise_confidentiality(self) -> None:
        """Asked of a reader once, before the first suggestion is read."""
        self.confidentiality_promised_on = clock.today()

    def mark_active(self) -> None:
        self.active_half_year = days.half_year_of(clock.today())

    def take_role(
        self,
        kind: RoleKind,
        department: Department | None = None,
        *,
        since: date,
        until: date | None = None,
        stands_in_for: "Person | None" = None,
        name_shown: bool = False,
    ) -> Role:
        role = Role(
            kind=kind,
            department=department,
            starts=since,
            ends=until,
            stands_in_for=stands_in_for,
            name_shown=name_shown,
        )
        self.roles.append(role)
        return role

    def holds(self, *kinds: RoleKind, department: Department | None = None) -> bool:
        """Today, any of the kinds; with ``department``, in that one."""
        return any(
            role.kind in kinds and department in (None, role.department)
            for role in self.current_roles
        )

    def could_be(self, typed: str) -> bool:
        """By the name, or the user name, that somebody has typed."""
        return any(names.could_be(typed, it) for it in (self.name, self.user_name))

    @property
    def current_roles(self) -> list[Role]:
        today = clock.today()
        return [
            role
            for role in self.roles
            if role.starts <= today and not role.is_over(today)
        ]


@cache
def _holding() -> Select[Person]:
    """Asked several times for each page: the statement is made once."""
    day: BindParameter[date] = bindparam("day", type_=Date())
    return (
        select(Person)
        .join(Role, Role.person_id == Person.id)
        .where(Role.kind == bindparam("kind"), Role.is_held_on(day))
        .order_by(Person.name)
        .distinct()
    )

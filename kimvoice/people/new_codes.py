"""A new slip for somebody who has been here before: a second person says yes."""

from datetime import date

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import clock
from kimvoice.core.db import Model, db
from kimvoice.core.errors import RuleBroken
from kimvoice.people import held_back
from kimvoice.people.models import Person, RoleKind
from kimvoice.people.seconds import ANSWERED_WITHIN, TOLD_FOR, may_be_second


class NewCode(Model):
    """A new slip for somebody who has signed in before: two people answer for it.

    The person sees it at each sign-in for 30 days, so that nobody takes over an
    account unseen (DESIGN 5).
    """

    __tablename__ = "new_codes"
    __table_args__ = (
        CheckConstraint("second_id != asked_by_id", "two_people"),
        CheckConstraint("second_id != person_id", "second_is_another"),
        CheckConstraint(
            "printed_on IS NULL OR agreed_on IS NOT NULL", "agreed_before_printed"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_on: Mapped[date]
    agreed_on: Mapped[date | None]
    printed_on: Mapped[date | None]
    printed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    """None for what was printed before this was written down."""

    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="joined")
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id], lazy="joined")
    second: Mapped[Person] = relationship(foreign_keys=[second_id], lazy="joined")
    printed_by: Mapped[Person | None] = relationship(foreign_keys=[printed_by_id])

    @classmethod
    def ask(cls, person: Person, by: Person, second: Person) -> "NewCode":
        """Who was asked before and has not answered is asked no more."""
        if not needs_second(person):
            raise RuleBroken(_l("Denne personen kan få en lapp uten at noen sier ja."))
        held_back.must_not_be(person)
        if second in (person, by) or not may_be_second(second):
            raise RuleBroken(
                _l("En annen må si ja. Det kan ikke være en administrator.")
            )
        before = cls.open_for(person)
        if before and (before.agreed_on or before.second == second):
            raise RuleBroken(_l("Det er allerede spurt om ny kode til denne personen."))
        if before:
            db.session.delete(before)
        return cls(person=person, asked_by=by, second=second, asked_on=clock.today())

    @classmethod
    def open_for(cls, person: Person) -> "NewCode | None":
        """What is asked and not yet printed; it lapses after 14 days."""
        return db.session.scalar(
            select(cls)
            .where(
                cls.person_id == person.id,
                cls.printed_on.is_(None),
                cls._has_not_lapsed(),
            )
            .order_by(cls.id.desc())
            .limit(1)
        )

    @classmethod
    def waiting_for(cls, second: Person) -> list["NewCode"]:
        """What this person has been asked to say yes or no to."""
        asked = select(cls).where(
            cls.second_id == second.id,
            cls.agreed_on.is_(None),
            cls._has_not_lapsed(),
        )
        return list(db.session.scalars(asked.order_by(cls.id)))

    @classmethod
    def to_print(cls) -> list["NewCode"]:
        """What somebody has said yes to, for whomever it is."""
        agreed = select(cls).where(
            cls.agreed_on.is_not(None),
            cls.printed_on.is_(None),
            cls._has_not_lapsed(),
        )
        return list(db.session.scalars(agreed).unique())

    @classmethod
    def told_to(cls, person: Person) -> list["NewCode"]:
        """What the person sees at each sign-in."""
        printed = select(cls).where(
            cls.person_id == person.id, cls.printed_on >= clock.today() - TOLD_FOR
        )
        return list(db.session.scalars(printed.order_by(cls.id.desc())))

    @classmethod
    def _has_not_lapsed(cls) -> ColumnElement[bool]:
        return cls.asked_on >= clock.today() - ANSWERED_WITHIN

    @classmethod
    def print_for(cls, person: Person, by: Person | None) -> None:
        asked = cls.open_for(person)
        if asked is None or asked.agreed_on is None:
            raise RuleBroken(_l("En annen må si ja til denne lappen først."))
        asked.printed_on, asked.printed_by = clock.today(), by

    def to_tell(self) -> list[Person]:
        """Whom the person may tell that this was wrong: nobody who had a part in it.

        The representatives of the person's own department, else the coordinators.
        """
        own = [it.department for it in self.person.current_roles if it.department]
        elected = [
            each
            for each in Person.holding(RoleKind.REPRESENTATIVE)
            if any(each.holds(RoleKind.REPRESENTATIVE, department=it) for it in own)
        ]
        parts = (self.person, self.asked_by, self.second, self.printed_by)
        for several in (elected, Person.holding(RoleKind.COORDINATOR)):
            if others := [each for each in several if each not in parts]:
                return others
        return []

    def agree(self, by: Person) -> None:
        if by != self.second or not may_be_second(by) or self.agreed_on:
            raise RuleBroken(_l("Dette er gjort, eller kan ikke gjøres nå."))
        self.agreed_on = clock.today()

    def refuse(self, by: Person) -> None:
        if by != self.second or self.agreed_on:
            raise RuleBroken(_l("Dette er gjort, eller kan ikke gjøres nå."))
        db.session.delete(self)


def needs_second(person: Person) -> bool:
    """Somebody may have things in the house that a slip opens: read, or left behind.

    Of who has left nobody may see which, so all of them need one. A role given since
    by one alone changes nothing: it would open what was left behind.
    """
    has_left = any(role.is_over(clock.today()) for role in person.roles)
    return person.has_signed_in or not person.is_here or has_left

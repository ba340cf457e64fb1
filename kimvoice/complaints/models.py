"""A complaint, from the day it is sent: it has an owner and a date at every moment."""

import secrets
from datetime import date
from typing import Self

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.complaints.answering import Answering
from kimvoice.complaints.answers import ComplaintAnswer
from kimvoice.complaints.burying import Burying
from kimvoice.complaints.chain import head_of, start_of
from kimvoice.complaints.climbing import Climbing
from kimvoice.complaints.course import Course
from kimvoice.complaints.ending import Ending
from kimvoice.complaints.entries import ComplaintEntry
from kimvoice.complaints.exclusions import Exclusion
from kimvoice.complaints.helping import Helping
from kimvoice.complaints.impartiality import Impartiality
from kimvoice.complaints.ladder import LADDER
from kimvoice.complaints.log import LogLine
from kimvoice.complaints.sealing import Sealing
from kimvoice.complaints.states import (
    FLOW,
    UNANSWERED,
    Act,
    Confirmation,
    Manner,
    State,
    Subject,
)
from kimvoice.complaints.steps import ComplaintStep
from kimvoice.complaints.support import Support
from kimvoice.complaints.supporting import Supporting
from kimvoice.complaints.telling import Telling
from kimvoice.complaints.unbroken import Unbroken
from kimvoice.core import clock, site_key
from kimvoice.core.db import Model, closed_choice, db
from kimvoice.core.errors import RuleBroken
from kimvoice.people.models import Department, Person


class Complaint(
    Course,
    Unbroken,
    Impartiality,
    Supporting,
    Climbing,
    Answering,
    Ending,
    Burying,
    Helping,
    Telling,
    Sealing,
    Model,
):
    __tablename__ = "complaints"
    __table_args__ = (
        CheckConstraint(
            "(helper_id IS NULL) = (confirmation IS NULL)", "helped_and_confirmed"
        ),
        CheckConstraint("helper_id != complainant_id", "helped_by_another"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Five digits, drawn: nothing tells how many complaints there are."""
    complainant_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    """The complainant's when it was sent, whatever department follows."""
    state: Mapped[State] = mapped_column(closed_choice(State, "state"))
    """As the last act left it: what the clock decides is in `standing`."""
    state_before: Mapped[State | None] = mapped_column(
        closed_choice(State, "state_before")
    )
    position: Mapped[int]
    filed_on: Mapped[date]
    awaited_since: Mapped[date]
    """When the complainant last began to wait for an answer: sent, or asked on."""
    closed_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    reopened_on: Mapped[date | None]
    subject: Mapped[Subject] = mapped_column(closed_choice(Subject, "subject"))
    manner: Mapped[Manner] = mapped_column(closed_choice(Manner, "manner"))
    key: Mapped[bytes] = mapped_column(LargeBinary)
    """The complaint's own, wrapped by the site's key."""
    nonce: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    """Of the form it was sent with: sent twice, it is one complaint."""
    happened: Mapped[bytes] = mapped_column(LargeBinary)
    wish: Mapped[bytes | None] = mapped_column(LargeBinary)
    about: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Whom it is about, in the complainant's words, when that is a participant."""
    phone: Mapped[bytes | None] = mapped_column(LargeBinary)
    complainants_name: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Of somebody who is erased while it goes on: here alone, as long as it lasts."""
    helper_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    """Who typed it for the complainant, and so never answers it."""
    confirmation: Mapped[Confirmation | None] = mapped_column(
        closed_choice(Confirmation, "confirmation")
    )
    witness: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The name of the witness, whom the complainant has chosen."""
    on_paper: Mapped[bool] = mapped_column(default=False)
    """Written on the form, and delivered on the day it was filed."""
    claimed: Mapped[bool] = mapped_column(default=True)
    """False for what was typed for somebody who had never signed in: see `claim`."""
    log_head: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Of the log's last line and their number: a cut off end is missed."""

    complainant: Mapped[Person] = relationship(
        lazy="joined", foreign_keys=[complainant_id]
    )
    helper: Mapped[Person | None] = relationship(foreign_keys=[helper_id])
    department: Mapped[Department | None] = relationship(lazy="joined")
    steps: Mapped[list[ComplaintStep]] = relationship(
        back_populates="complaint",
        cascade="all, delete-orphan",
        order_by="ComplaintStep.position",
        lazy="selectin",
    )
    exclusions: Mapped[list[Exclusion]] = relationship(
        back_populates="complaint",
        cascade="all, delete-orphan",
        order_by="Exclusion.id",
        lazy="selectin",
    )
    entries: Mapped[list[ComplaintEntry]] = relationship(
        back_populates="complaint",
        cascade="all, delete-orphan",
        order_by="ComplaintEntry.line",
    )
    log: Mapped[list[LogLine]] = relationship(
        back_populates="complaint",
        cascade="all, delete-orphan",
        order_by="LogLine.line",
    )
    supports: Mapped[list[Support]] = relationship(
        back_populates="complaint",
        cascade="all, delete-orphan",
        order_by="Support.line",
        lazy="selectin",
    )

    # Coming in

    @classmethod
    def draft(
        cls,
        complainant: Person,
        subject: Subject,
        manner: Manner,
        *,
        department: Department | None,
        nonce: bytes,
        exclusions: list[Exclusion],
    ) -> Self:
        """Not sent yet: whom it would reach and when can be asked of it already."""
        number = cls._draw_number()
        drafted = cls(
            number=number,
            complainant=complainant,
            complainant_id=complainant.id,
            department=department,
            department_id=department.id if department else None,
            state=FLOW.start,
            position=0,
            filed_on=clock.today(),
            awaited_since=clock.today(),
            subject=subject,
            manner=manner,
            log_head=head_of(start_of(number), 0),
            on_paper=False,
            claimed=True,
            nonce=nonce,
            exclusions=exclusions,
            steps=[
                ComplaintStep.promised(number, position, rung)
                for position, rung in enumerate(LADDER.value(), start=1)
            ],
        )
        drafted.draw_key()
        return drafted

    def send(
        self,
        happened: str,
        wish: str = "",
        *,
        about: str = "",
        phone: str = "",
        first: int = 0,
    ) -> None:
        """Lay it before the first reader: ``first`` is the position chosen, if any.

        Raise RuleBroken when nobody in the house may read it.
        """
        self.seal_own(about=about)
        seat = next(self.seats_from(first), None)
        if seat is None:
            raise RuleBroken(
                _l("Ingen her kan lese klagen. Gå til noen utenfor KIM-senteret.")
            )
        self.seal_own(happened=happened, wish=wish, phone=phone)
        self._begin_at(seat, chosen=first > 0, on=self.filed_on)
        self.enter_code_that_is_out()

    # Facts

    @property
    def standing(self) -> State:
        """The state today: what the last act left, and what the clock made of it."""
        if self.state is State.ANSWERED and clock.today() > self.appeal_by:
            return State.RESTING
        reply_by = self.current.reply_by
        if self.state is State.WAITING and reply_by and clock.today() > reply_by:
            return State.RECEIVED
        return self.state

    @property
    def current(self) -> ComplaintStep:
        return self.steps[self.position - 1]

    @property
    def awaits_answer(self) -> bool:
        return self.state in UNANSWERED

    @property
    def answers(self) -> list[ComplaintAnswer]:
        return [step.answer for step in self.steps if step.answer]

    def can(self, act: Act) -> bool:
        return FLOW.allows(self.standing, act)

    # Finding

    @classmethod
    def sent_with(cls, nonce: bytes) -> Self | None:
        return db.session.scalar(select(cls).where(cls.nonce == nonce))

    @classmethod
    def locked(cls, number: int) -> Self | None:
        """As the last to change it left it; others wait until the caller is done."""
        row = select(cls).where(cls.number == number)
        db.session.execute(row.with_only_columns(cls.number).with_for_update())
        fresh = row.execution_options(populate_existing=True)
        return db.session.scalars(fresh).unique().one_or_none()

    @classmethod
    def _draw_number(cls) -> int:
        while True:
            number = 10_000 + secrets.randbelow(90_000)
            if db.session.get(cls, number) is None:
                return number


site_key.holds(Complaint, "key")
site_key.holds_within(
    Complaint,
    *("happened", "wish", "about", "phone", "witness", "complainants_name"),
    vault=lambda it: it.vault,
)

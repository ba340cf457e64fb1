"""What a meeting did with each answer that had come back; and who was there."""

from datetime import date
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core.db import Model, closed_choice
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.meeting_states import Hearing
from kimvoice.people.models import Department, Person

if TYPE_CHECKING:
    from kimvoice.forum.considerations import Consideration
    from kimvoice.forum.meetings import Meeting


class HeardAnswer(Model):
    """A draft, as a point is, until the meeting is finished."""

    __tablename__ = "heard_answers"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True
    )
    consideration_id: Mapped[int] = mapped_column(
        ForeignKey("considerations.id", ondelete="CASCADE"), primary_key=True
    )
    hearing: Mapped[Hearing] = mapped_column(closed_choice(Hearing, "hearing"))
    words: Mapped[str] = mapped_column(default="")
    """What is asked again, or why it was not read out."""

    meeting: Mapped["Meeting"] = relationship(back_populates="heard")
    visit: Mapped["Consideration"] = relationship(back_populates="heard_in")

    @property
    def lacks(self) -> str:
        """What it needs before it can be carried out; empty when it has that."""
        if self.words or self.hearing is Hearing.READ_OUT:
            return ""
        if self.hearing is Hearing.ASK_AGAIN:
            return str(_l("Skriv hva dere vil spørre om på nytt."))
        return str(_l("Skriv hvorfor svaret ikke ble lest opp."))

    def carry_out(self, by: Person) -> None:
        """What somebody read out or asked again elsewhere meanwhile, is done; of what
        was stopped nobody asks any more."""
        if self.visit.matter.is_stopped or self.visit.was_asked_again:
            return
        if self.lacks:
            raise RuleBroken(self.lacks)
        if self.hearing is Hearing.ASK_AGAIN:
            self.visit.ask_again(by, self.words)
        elif self.hearing is Hearing.READ_OUT and self.visit.is_to_be_heard:
            self.visit.read_out(by)

    def forget(self) -> None:
        """What was written of a matter that is stopped."""
        self.words = ""


class Attendance(Model):
    """How many were there: a number for a department, never who."""

    __tablename__ = "attendances"
    __table_args__ = (
        UniqueConstraint("meeting_id", "department_id"),
        CheckConstraint("present >= 0", "counted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE")
    )
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    """None for all others."""
    present: Mapped[int]

    meeting: Mapped["Meeting"] = relationship(back_populates="attendances")
    department: Mapped[Department | None] = relationship()


class MinutesAddendum(Model):
    """Minutes that are approved are locked: what turns out later is added, dated."""

    __tablename__ = "minutes_addenda"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE")
    )
    added_on: Mapped[date]
    words: Mapped[str]

    meeting: Mapped["Meeting"] = relationship(back_populates="addenda")

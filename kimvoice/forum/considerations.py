"""A consideration: one visit of a matter to a body, from the question to the answer.

Each open one has exactly one who is responsible, and a date.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import clock, days
from kimvoice.core.db import Model, closed_choice
from kimvoice.forum.agenda_items import AgendaItem
from kimvoice.forum.answers import MatterAnswer
from kimvoice.forum.bodies import Body
from kimvoice.forum.carrying_out import CarryingOut
from kimvoice.forum.deciding import Deciding
from kimvoice.forum.heard_answers import HeardAnswer
from kimvoice.forum.looking_again import LookingAgain
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.overdue import Awaited
from kimvoice.forum.returning import Returning
from kimvoice.forum.states import (
    FLOW,
    OF_THE_MATTER,
    ONCE_PUBLISHED,
    OPEN,
    UNDECIDED,
    Act,
    Deed,
    State,
)
from kimvoice.people.models import Person

if TYPE_CHECKING:
    from kimvoice.forum.models import Matter


class Consideration(Deciding, CarryingOut, Returning, LookingAgain, Awaited, Model):
    __tablename__ = "considerations"
    __table_args__ = (
        CheckConstraint("asked_by_id IS NULL OR question != ''", "says_what_is_asked"),
        CheckConstraint("postponed >= 0", "counted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matters.id", ondelete="CASCADE"))
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("considerations.id"))
    """The visit whose body asked; None where the matter was raised."""
    again_of_id: Mapped[int | None] = mapped_column(
        ForeignKey("considerations.id"), unique=True
    )
    """The visit whose answer was not enough: asked again once."""
    question: Mapped[str] = mapped_column(default="")
    received_on: Mapped[date]
    due_originally: Mapped[date]
    """Figures count against this one."""
    due_on: Mapped[date | None]
    """A later one that the body has set."""
    not_before: Mapped[date | None]
    """Put off until that day: no agenda before takes it up by itself."""
    state: Mapped[State] = mapped_column(closed_choice(State, "state"))
    before: Mapped[State | None] = mapped_column(closed_choice(State, "before"))
    """What was left when it was merged."""
    postponed: Mapped[int] = mapped_column(default=0)
    needs: Mapped[str] = mapped_column(default="")
    needs_from: Mapped[str] = mapped_column(default="")
    needs_by: Mapped[date | None]
    read_by: Mapped[date | None]
    """Of an answer: when whoever asked should have read it out."""
    ended_on: Mapped[date | None]
    on_agenda_of_id: Mapped[int | None] = mapped_column(
        ForeignKey("meetings.id", ondelete="SET NULL")
    )

    matter: Mapped["Matter"] = relationship(back_populates="considerations")
    body: Mapped[Body] = relationship(lazy="joined")
    asked_by: Mapped["Consideration | None"] = relationship(
        remote_side=[id], foreign_keys=[asked_by_id], back_populates="asked"
    )
    again_of: Mapped["Consideration | None"] = relationship(
        remote_side=[id], foreign_keys=[again_of_id]
    )
    asked: Mapped[list["Consideration"]] = relationship(
        foreign_keys=[asked_by_id], order_by=id, back_populates="asked_by"
    )
    on_agenda_of: Mapped[Meeting | None] = relationship()
    agenda_items: Mapped[list[AgendaItem]] = relationship(
        back_populates="visit", order_by=AgendaItem.id, cascade="all, delete-orphan"
    )
    heard_in: Mapped[list[HeardAnswer]] = relationship(
        back_populates="visit", cascade="all, delete-orphan"
    )
    own_answer: Mapped[MatterAnswer | None] = relationship(
        back_populates="consideration", cascade="all, delete-orphan", lazy="joined"
    )

    @classmethod
    def begin(
        cls,
        body: Body,
        *,
        question: str = "",
        asked_by: "Consideration | None" = None,
        again_of: "Consideration | None" = None,
        counted_from: date | None = None,
    ) -> "Consideration":
        today = clock.today()
        return cls(
            body=body,
            asked_by=asked_by,
            again_of=again_of,
            question=question,
            received_on=today,
            due_originally=body.answer_by(today, counted_from=counted_from),
            state=FLOW.start,
            postponed=0,
        )

    # What it is

    @property
    def is_root(self) -> bool:
        """Where the matter was raised: the body that asked first."""
        return self.asked_by is None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_undecided(self) -> bool:
        """The body has it before it."""
        return self.state in UNDECIDED

    @property
    def waits_for(self) -> list["Consideration"]:
        """What was sent on and has not come back: read out here."""
        return [it for it in self.asked if it.is_open]

    @property
    def answers(self) -> list[MatterAnswer]:
        """Its own, the last when it looked again; else what has come back to it, the
        last that was asked of each."""
        looks = [it for it in self.asked if it.is_second_look]
        for look in reversed(looks):
            if look.answers:
                return look.answers
        if self.own_answer is not None:
            return [self.own_answer]
        asked_anew = {it.again_of for it in self.asked}
        last = [it for it in self.asked if it not in asked_anew]
        return [answer for it in last for answer in it.answers]

    @property
    def due(self) -> date:
        """A working day, also where the house has closed that day since."""
        return days.working_day_from(self.due_on or self.due_originally)

    @property
    def lies_with(self) -> Body:
        """Whose turn it is: an answer waits to be read out by whoever asked."""
        if self.state is State.ANSWERED and self.asked_by is not None:
            return self.asked_by.body
        return self.body

    @property
    def responsible(self) -> Person | None:
        """One person, while it is open; None in a house without an administrator."""
        return next(iter(self.matter.deciders_at(self.lies_with)), None)

    # What may be done

    def can(self, act: Act) -> bool:
        return FLOW.allows(self.state, act) and self._fits(act)

    def _fits(self, act: Act) -> bool:
        """Which visit it is, and whether an agenda with the matter is laid out."""
        if act in OF_THE_MATTER and not self.is_root:
            return False
        if act in (Act.READ_OUT, Act.ASK_AGAIN):
            return not (self.is_root or self.is_second_look)
        if act is Act.MERGE:
            return not self.asked
        if act is Act.LOOK_AGAIN:
            return self.is_to_look_again
        if act in ONCE_PUBLISHED:
            return self.matter.is_published
        return act is not Act.WITHDRAW or not self.matter.is_published

    def send(
        self,
        bodies: Iterable[Body],
        question: str,
        again_of: "Consideration | None" = None,
    ) -> None:
        deed = Deed.ASKED_AGAIN if again_of else Deed.FORWARDED
        for body in bodies:
            self.matter.considerations.append(
                Consideration.begin(
                    body, question=question, asked_by=self, again_of=again_of
                )
            )
            self.matter.enter(deed, self.body, other=body, words=question)

    def end(self) -> None:
        self.ended_on = clock.today()

    def _take(self, act: Act) -> None:
        self.state = FLOW.after(self.state, act, self.before)

"""A point («punkt») of a meeting: its place on the agenda, and what was written."""

from datetime import date
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, Column, ForeignKey, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core.db import Base, Model, closed_choice
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.meeting_states import MATTER_MINUTES, STANDING, Decision, ItemKind
from kimvoice.forum.states import Presenter, Reason, State, Verdict, Wish
from kimvoice.forum.writing import Writing
from kimvoice.people.models import Person

if TYPE_CHECKING:
    from kimvoice.forum.bodies import Body
    from kimvoice.forum.considerations import Consideration
    from kimvoice.forum.meetings import Meeting

PUT_OFF = (State.RECEIVED, State.MERGED)
LONGEST_ITEM = 180
"""Minutes."""
LONGEST_SAID = 10_000

ASKED_BODIES = Table(
    "agenda_item_bodies",
    Base.metadata,
    Column(
        "item_id", ForeignKey("agenda_items.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("body_id", ForeignKey("bodies.id", ondelete="CASCADE"), primary_key=True),
)


class AgendaItem(Writing, Model):
    __tablename__ = "agenda_items"
    __table_args__ = (
        UniqueConstraint("meeting_id", "consideration_id"),
        CheckConstraint(
            "(kind = 'matter') = (consideration_id IS NOT NULL)", "matter_has_visit"
        ),
        CheckConstraint("minutes BETWEEN 1 AND 180", "takes_time"),
        CheckConstraint("agreeing >= 0", "counted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE")
    )
    kind: Mapped[ItemKind] = mapped_column(closed_choice(ItemKind, "kind"))
    consideration_id: Mapped[int | None] = mapped_column(
        ForeignKey("considerations.id", ondelete="CASCADE")
    )
    position: Mapped[int] = mapped_column(default=0)
    """Among the matters of the meeting."""
    minutes: Mapped[int]
    wish: Mapped[Wish | None] = mapped_column(closed_choice(Wish, "wish"))
    presenter: Mapped[Presenter | None] = mapped_column(
        closed_choice(Presenter, "presenter")
    )
    came_late: Mapped[bool] = mapped_column(default=False)
    """After the agenda was laid out, or the last day to raise a matter for it."""

    version: Mapped[int] = mapped_column(default=0)
    """How often it was written in: two writers never overwrite each other."""
    said: Mapped[str] = mapped_column(default="")
    agreeing: Mapped[int | None]
    decision: Mapped[Decision | None] = mapped_column(
        closed_choice(Decision, "decision")
    )
    words: Mapped[str] = mapped_column(default="")
    """What was agreed, asked, is to be found out; why later, or why not."""
    who: Mapped[str] = mapped_column(default="")
    """Who finds it out."""
    doer_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL")
    )
    nobody: Mapped[bool] = mapped_column(default=False)
    """They agree, and nobody has to do anything."""
    until: Mapped[date | None]
    verdict: Mapped[Verdict | None] = mapped_column(closed_choice(Verdict, "verdict"))
    reason: Mapped[Reason | None] = mapped_column(closed_choice(Reason, "reason"))
    decided_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL")
    )
    """Who wrote the decision: nobody does where the matter is about them."""

    meeting: Mapped["Meeting"] = relationship(back_populates="items")
    visit: Mapped["Consideration | None"] = relationship(back_populates="agenda_items")
    doer: Mapped[Person | None] = relationship(foreign_keys=[doer_id])
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_by_id])
    bodies: Mapped[list["Body"]] = relationship(
        secondary=ASKED_BODIES, order_by="Body.id"
    )

    @classmethod
    def standing(cls) -> "list[AgendaItem]":
        """What every agenda has, whatever lies before the body."""
        return [cls(kind=kind, minutes=minutes) for kind, minutes in STANDING.items()]

    @classmethod
    def of(cls, visit: "Consideration") -> "AgendaItem":
        """As whoever raised the matter asked for."""
        matter = visit.matter
        return cls(
            kind=ItemKind.MATTER,
            visit=visit,
            minutes=MATTER_MINUTES,
            wish=matter.wish,
            presenter=matter.presenter,
            came_late=False,
            position=0,
        )

    @property
    def rank(self) -> tuple[int, int, int]:
        """Its place on the agenda."""
        return list(ItemKind).index(self.kind), self.position, self.id or 0

    @property
    def is_matter(self) -> bool:
        return self.kind is ItemKind.MATTER

    @property
    def is_stopped(self) -> bool:
        """The matter was pointed elsewhere, or withdrawn: nobody reads its words."""
        return self.visit is not None and self.visit.matter.is_stopped

    @property
    def is_not_public(self) -> bool:
        """Left off when its agenda was laid out: nobody else reads it by that."""
        hidden = self.visit is not None and not self.visit.matter.is_published
        return hidden and self.meeting.has_agenda

    @property
    def was_left(self) -> bool:
        """The meeting is over, and nobody came to it."""
        decided = self.decision is not None or self.was_decided_elsewhere
        return self.meeting.was_held and not decided

    @property
    def was_decided_elsewhere(self) -> bool:
        """On the page of the matter, before the meeting came to it."""
        first, last = self.meeting.agenda_on, self.meeting.day
        if self.visit is None or self.decision is not None or first is None:
            return False
        return any(first <= it <= last for it in self.visit.acted_on)

    def carry_out(self, by: Person) -> None:
        if self.visit is not None:
            self.visit.carry_out(by, self)

    @property
    def comes_first_next(self) -> bool:
        """Nobody came to it, and it waits for the next meeting still."""
        waits = self.visit is not None and self.visit.waits_until(self.meeting.day)
        return self.was_left and self.is_open and not waits

    @property
    def is_put_off(self) -> bool:
        """Stood on an agenda that is laid out, and waits for another meeting."""
        laid_out = self.meeting.has_agenda and self.meeting.is_coming
        off = self.visit is not None and self.visit.state in PUT_OFF
        return laid_out and off

    @property
    def is_open(self) -> bool:
        """The body still has the matter before it: decided nowhere else meanwhile."""
        return self.visit is not None and self.visit.is_undecided

    def change(self, minutes: int, wish: Wish, presenter: Presenter) -> None:
        self.take(minutes)
        self.wish, self.presenter = wish, presenter

    def take(self, minutes: int) -> None:
        self.meeting.check_drawn_up()
        if not 1 <= minutes <= LONGEST_ITEM:
            raise RuleBroken(_l("Skriv hvor mange minutter, 1 til 180."))
        self.minutes = minutes

"""Where matters are dealt with: bodies, who sits in them, and the routes between them.

All of it is rows that the house can change (`arranging`); `furnishing` has what a
house begins with.
"""

from collections.abc import Collection
from datetime import date
from typing import Self

from flask_babel import gettext as _
from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import clock, days
from kimvoice.core.db import Model, add_alone, closed_choice, db, remembered
from kimvoice.core.settings import AGENDA_IS_ENOUGH
from kimvoice.forum.arranging import Arranging
from kimvoice.forum.meeting_states import MeetingState
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.seats import Route, holding
from kimvoice.forum.seats import Seat as Seat
from kimvoice.forum.states import BodyKind, Seating
from kimvoice.people.models import Department, Person, RoleKind

STANDS_IN: dict[BodyKind, tuple[RoleKind, ...]] = {
    BodyKind.PARTICIPANT_FORUM: (RoleKind.COORDINATOR,),
}
"""Where nobody who leads can answer; after them these, each in turn."""
LAST = (
    RoleKind.GENERAL_MANAGER,
    RoleKind.BOARD_CHAIR,
    RoleKind.BOARD_DEPUTY,
    RoleKind.BOARD_MEMBER,
    RoleKind.COORDINATOR,
    RoleKind.WORK_LEADER,
    RoleKind.STAFF_MEMBER,
    RoleKind.ADMINISTRATOR,
)
"""The last one is there in each house."""
SUBMISSION_DAYS = 2
"""Where the house has said nothing else."""
READ_ALOUD = (BodyKind.PARTICIPANT_FORUM, BodyKind.DEPARTMENT_MEETING)
"""Where an answer has come back only when it has been read out (DESIGN 7)."""


class Body(Arranging, Model):
    __tablename__ = "bodies"
    __table_args__ = (
        UniqueConstraint("department_id"),
        CheckConstraint("answer_meetings >= 1 AND answer_days >= 1", "has_time"),
        CheckConstraint("submission_days BETWEEN 0 AND 30", "submission"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    """In addresses, and never changed."""
    kind: Mapped[BodyKind] = mapped_column(closed_choice(BodyKind, "kind"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    given_name: Mapped[str] = mapped_column(default="")
    """What the house calls it, where that is not what its kind is called."""
    answer_meetings: Mapped[int]
    """It answers in its «next» meeting (1), in the «next but one» (2) …"""
    answer_days: Mapped[int]
    """… and within so many working days, however seldom it meets."""
    submission_days: Mapped[int]
    """So many days before a meeting matters for it should be raised."""
    changed_on: Mapped[date | None]
    changed_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL")
    )
    """Who last changed how long it may take, and when."""

    department: Mapped[Department | None] = relationship(lazy="joined")
    changed_by: Mapped[Person | None] = relationship()
    seats: Mapped[list[Seat]] = relationship(
        back_populates="body", order_by=Seat.id, cascade="all, delete-orphan"
    )
    meetings: Mapped[list[Meeting]] = relationship(
        back_populates="body", order_by=Meeting.day, cascade="all, delete-orphan"
    )
    next_bodies: Mapped[list["Body"]] = relationship(
        secondary="body_routes",
        primaryjoin=id == Route.from_id,
        secondaryjoin=id == Route.to_id,
        order_by=id,
    )

    @classmethod
    def of_kind(cls, kind: BodyKind) -> Self | None:
        """The first one: of most kinds there is one."""
        return db.session.scalar(
            select(cls).where(cls.kind == kind).order_by(cls.id).limit(1)
        )

    @classmethod
    def all(cls) -> list[Self]:
        """In the order in which matters go up."""
        found = db.session.scalars(select(cls).order_by(cls.id)).unique()
        return sorted(found, key=lambda it: it.rank)

    @classmethod
    def led_by(cls, person: Person) -> list[Self]:
        return [it for it in cls.all() if person in it.answering()]

    @classmethod
    def another(cls, name: str) -> Self:
        """A meeting of the house's own; who sits in it, and its routes, come after."""
        add_alone(cls)
        last = db.session.scalar(select(func.max(cls.id))) or 0
        body = cls(
            slug=f"mote-{last + 1}",
            kind=BodyKind.OTHER,
            given_name="",
            answer_meetings=1,
            answer_days=10,
            submission_days=SUBMISSION_DAYS,
        )
        body.take_name(name)
        db.session.add(body)
        db.session.flush()
        return body

    @property
    def rank(self) -> tuple[int, str, int]:
        """Its place among the bodies, in the order in which matters go up."""
        return list(BodyKind).index(self.kind), self.name, self.id

    @property
    def name(self) -> str:
        if self.department is not None:
            return str(_("Avdelingsmøtet i %(place)s", place=self.department.name))
        return self.given_name or str(self.kind.label)

    # Who sits in it today

    def holders(self, *seatings: Seating) -> list[Person]:
        found = (seat.people for seat in self.seats if seat.seating in seatings)
        return list(dict.fromkeys(it for people in found for it in people))

    @property
    def members(self) -> list[Person]:
        return self.holders(*Seating)

    @property
    def chairs(self) -> list[Person]:
        return self.chairs_on(clock.today())

    def chairs_on(self, day: date) -> list[Person]:
        """By turn, month by month: the first one leads on that day."""
        held = sorted(self.holders(Seating.CHAIR), key=lambda it: it.id)
        turn = (day.year * 12 + day.month) % len(held) if held else 0
        return held[turn:] + held[:turn]

    @property
    def deputies(self) -> list[Person]:
        chairs = self.chairs
        return [it for it in self.holders(Seating.DEPUTY) if it not in chairs]

    def answering(self, but: Collection[Person] = ()) -> list[Person]:
        """Who may answer for it, first the one who should; nobody of ``but``.

        Where nobody who leads it can, somebody above does: no matter is lost.
        """
        led = [it for it in (*self.chairs, *self.deputies) if it not in but]
        above = ([it for it in holding(role) if it not in but] for role in self.above)
        return led or next(filter(None, above), [])

    @property
    def above(self) -> tuple[RoleKind, ...]:
        """Who is asked in turn where nobody who leads it can answer."""
        return (*STANDS_IN.get(self.kind, ()), *LAST)

    @property
    def is_led(self) -> bool:
        return bool(self.chairs or self.deputies)

    # When it meets

    @property
    def next_meeting(self) -> Meeting | None:
        """Today's too."""
        return next(iter(self.coming_meetings), None)

    @property
    def coming_meetings(self) -> list[Meeting]:
        """Not begun, or under way."""
        coming = (it for it in self.meetings if it.is_coming)
        return sorted(coming, key=lambda it: it.day)

    def answer_by(self, received: date, *, counted_from: date | None = None) -> date:
        """The last day to answer what comes in on the day. The outer limit can be
        counted from a later one: then it does not tell the day."""
        return self._day_of(received, self.answer_meetings, counted_from)

    def read_out_by(self, answered: date) -> date:
        """The last day to read out an answer that came back on the day."""
        return self._day_of(answered, 1)

    def _day_of(self, day: date, nth: int, counted_from: date | None = None) -> date:
        """Of the nth meeting after the day; never later than the outer limit."""
        outer = days.working_day_after(counted_from or day, self.answer_days)
        planned = (it for it in self.meetings if it.why_not_held == "")
        coming = sorted(it.day for it in planned if it.day > day)
        return min(coming[nth - 1], outer) if len(coming) >= nth else outer

    @property
    def gathers_participants(self) -> bool:
        return self.kind in READ_ALOUD

    @property
    def reads_aloud(self) -> bool:
        """Else laying out an agenda with the answer on it is enough ⚙."""
        return self.gathers_participants or not AGENDA_IS_ENOUGH.value()

    def leads_to(self, body: "Body") -> bool:
        return body in self.next_bodies


def board_meets_after(day: date) -> date | None:
    """The first meeting that is planned, and not called off."""
    query = (
        select(func.min(Meeting.day))
        .join(Body)
        .where(
            Body.kind == BodyKind.BOARD,
            Meeting.day > day,
            Meeting.state != MeetingState.NOT_HELD,
        )
    )
    return remembered(("board meets", day), lambda: db.session.scalar(query))

"""A meeting of a body: its day, who leads it, and how far it has come."""

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Self

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import clock, days
from kimvoice.core.db import Model, closed_choice
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.agenda_items import AgendaItem
from kimvoice.forum.drawing_up import DrawingUp
from kimvoice.forum.heard_answers import Attendance, HeardAnswer, MinutesAddendum
from kimvoice.forum.holding import Holding
from kimvoice.forum.meeting_states import (
    MEETING_FLOW,
    TO_COME,
    MeetingAct,
    MeetingState,
)
from kimvoice.forum.minutes import Minutes
from kimvoice.people.models import Person

if TYPE_CHECKING:
    from kimvoice.forum.bodies import Body

STARTS, LENGTH = time(10), 60
"""Where nobody says otherwise."""
SHORTEST, LONGEST = 5, 480
"""Minutes."""
LONGEST_PLACE = 80
SUBMIT_BY = time(12)
"""On the last day to raise a matter for a meeting."""


class Meeting(DrawingUp, Holding, Minutes, Model):
    __tablename__ = "meetings"
    __table_args__ = (
        UniqueConstraint("body_id", "day"),
        CheckConstraint("length BETWEEN 5 AND 480", "takes_time"),
        CheckConstraint("state != 'not_held' OR why_not_held != ''", "says_why"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id", ondelete="CASCADE"))
    day: Mapped[date]
    starts: Mapped[time] = mapped_column(default=STARTS)
    """On the clock of the house."""
    length: Mapped[int] = mapped_column(default=LENGTH)
    """Minutes that are set aside."""
    place: Mapped[str] = mapped_column(default="")
    state: Mapped[MeetingState] = mapped_column(
        closed_choice(MeetingState, "state"), default=MEETING_FLOW.start
    )
    agenda_on: Mapped[date | None]
    """When its agenda was laid out; from then on everybody can read it."""
    chair_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL")
    )
    """Who took it on out of turn."""
    minute_taker_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL")
    )
    why_not_held: Mapped[str] = mapped_column(default="")
    moved_to_id: Mapped[int | None] = mapped_column(
        ForeignKey("meetings.id", ondelete="SET NULL")
    )
    minutes_on: Mapped[date | None]
    """When its minutes were laid out."""
    approved_in_id: Mapped[int | None] = mapped_column(
        ForeignKey("meetings.id", ondelete="SET NULL")
    )

    body: Mapped["Body"] = relationship(back_populates="meetings")
    chair: Mapped[Person | None] = relationship(foreign_keys=[chair_id])
    minute_taker: Mapped[Person | None] = relationship(foreign_keys=[minute_taker_id])
    moved_to: Mapped["Meeting | None"] = relationship(
        remote_side=[id], foreign_keys=[moved_to_id]
    )
    approved_in: Mapped["Meeting | None"] = relationship(
        remote_side=[id], foreign_keys=[approved_in_id]
    )
    items: Mapped[list[AgendaItem]] = relationship(
        back_populates="meeting", order_by=AgendaItem.id, cascade="all, delete-orphan"
    )
    heard: Mapped[list[HeardAnswer]] = relationship(
        back_populates="meeting", cascade="all, delete-orphan"
    )
    attendances: Mapped[list[Attendance]] = relationship(
        back_populates="meeting", order_by=Attendance.id, cascade="all, delete-orphan"
    )
    addenda: Mapped[list[MinutesAddendum]] = relationship(
        back_populates="meeting",
        order_by=MinutesAddendum.id,
        cascade="all, delete-orphan",
    )

    @classmethod
    def on(
        cls, day: date, starts: time = STARTS, length: int = LENGTH, place: str = ""
    ) -> Self:
        """Planned, with the points that every agenda has."""
        return cls(
            day=day,
            starts=starts,
            length=length,
            place=place,
            state=MEETING_FLOW.start,
            why_not_held="",
            items=AgendaItem.standing(),
        )

    # When it is

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.day, self.starts, tzinfo=clock.OSLO)

    @property
    def ends(self) -> datetime:
        """By the clock that runs: an hour is an hour on the night it is moved, too."""
        real = self.begins.astimezone(UTC) + timedelta(minutes=self.length)
        return real.astimezone(clock.OSLO)

    @property
    def submit_by(self) -> datetime:
        """The last moment to raise a matter for it: what comes later is marked."""
        day = days.working_day_until(self.day - timedelta(self.body.submission_days))
        return datetime.combine(day, SUBMIT_BY, tzinfo=clock.OSLO)

    @property
    def is_past_submission(self) -> bool:
        return clock.now() > self.submit_by

    @property
    def is_over(self) -> bool:
        """Its day has passed; one that goes on over midnight is not."""
        return self.day < clock.today() and not self._goes_on

    @property
    def is_coming(self) -> bool:
        """Matters wait for it: not begun, or under way."""
        begun = self.state is MeetingState.UNDER_WAY
        return not self.is_over and (begun or self.state in TO_COME)

    @property
    def is_to_come(self) -> bool:
        """Nobody has opened it, or said that it was not held."""
        return self.state in TO_COME

    @property
    def may_begin(self) -> bool:
        """Its day has come, and it is not finished; later it is typed in from paper."""
        begun = self.state is MeetingState.UNDER_WAY
        return begun or (self.can(MeetingAct.OPEN) and self.day <= clock.today())

    @property
    def one_after(self) -> "Meeting | None":
        coming = self.body.coming_meetings
        return next((it for it in coming if it.day > self.day), None)

    @property
    def _goes_on(self) -> bool:
        under_way = self.state is MeetingState.UNDER_WAY
        return under_way and clock.today() <= self.day + timedelta(days=1)

    @property
    def later(self) -> list["Meeting"]:
        """Of the same body, and still to come."""
        return [it for it in self.body.coming_meetings if it.day > self.day]

    @property
    def has_agenda(self) -> bool:
        return self.agenda_on is not None

    def check_not_over(self) -> None:
        if self.is_over:
            raise RuleBroken(_l("Møtet har vært. Velg det neste møtet."))

    @property
    def can_be_arranged(self) -> bool:
        """Not begun: its agenda and its hour can still be changed."""
        return not self.is_over and self.state in TO_COME

    def check_not_begun(self) -> None:
        self.check_not_over()
        if not self.can_be_arranged:
            raise RuleBroken(_l("Møtet er i gang, eller har vært."))

    # Who leads it

    @property
    def leader(self) -> Person | None:
        """Whoever took it on, while they lead the body; else whose turn it is."""
        leading = self.body.answering()
        if self.chair in leading:
            return self.chair
        return next(iter([*self.body.chairs_on(self.day), *leading]), None)

    def hand_over(self, chair: Person) -> None:
        """To another who leads the body."""
        self.check_not_over()
        if chair not in self.body.answering():
            raise RuleBroken(_l("Velg en som leder dette møtet, eller er vara."))
        self.chair = chair

    def arrange(self, starts: time, length: int, place: str) -> None:
        """Until it begins."""
        self.check_not_begun()
        if not SHORTEST <= length <= LONGEST:
            raise RuleBroken(_l("Skriv hvor mange minutter, 5 til 480."))
        self.starts, self.length, self.place = starts, length, place

    def take_minutes(self, taker: Person | None) -> None:
        """None: nobody has said yes to it yet."""
        self.check_not_over()
        if taker not in (None, self.minute_taker, *self.body.members):
            raise RuleBroken(_l("Velg en som sitter i møtet."))
        self.minute_taker = taker

    # What may be done

    def can(self, act: MeetingAct) -> bool:
        return MEETING_FLOW.allows(self.state, act)

    def _take(self, act: MeetingAct) -> None:
        self.state = MEETING_FLOW.after(self.state, act)

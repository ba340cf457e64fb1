"""A step of one complaint's own ladder, as it was promised when it was filed."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Self

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    Select,
    bindparam,
    select,
)
from sqlalchemy.orm import Mapped, aliased, joinedload, mapped_column, relationship

from kimvoice.complaints.answers import ComplaintAnswer
from kimvoice.complaints.deadlines import Deadlines
from kimvoice.complaints.ladder import ABOVE, Rung
from kimvoice.complaints.states import Skip
from kimvoice.core import clock, days
from kimvoice.core.db import Model, closed_choice, db, remembered
from kimvoice.forum.bodies import board_meets_after
from kimvoice.people.duties import CAN_OWE_ANSWERS
from kimvoice.people.models import Person, Role, RoleKind

if TYPE_CHECKING:
    from kimvoice.complaints.models import Complaint


class ComplaintStep(Deadlines, Model):
    __tablename__ = "complaint_steps"
    __table_args__ = (
        CheckConstraint("skipped IS NULL OR started_on IS NULL", "skipped_or_begun"),
        CheckConstraint(
            "started_on IS NULL OR promised_answer_by IS NOT NULL", "has_a_date"
        ),
    )

    complaint_number: Mapped[int] = mapped_column(
        ForeignKey("complaints.number", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    role: Mapped[RoleKind] = mapped_column(closed_choice(RoleKind, "role"))
    confirm_days: Mapped[int]
    answer_days: Mapped[int]
    skipped: Mapped[Skip | None] = mapped_column(closed_choice(Skip, "skipped"))
    started_on: Mapped[date | None]
    promised_confirm_by: Mapped[date | None]
    promised_answer_by: Mapped[date | None]
    meeting_on: Mapped[date | None]
    """Of the board, as it was known when the step began."""
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    taken_on_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    """Who has said that it is not about them, nor about somebody near."""
    confirmed_on: Mapped[date | None]
    extended_to: Mapped[date | None]
    asked_on: Mapped[date | None]
    """Since when the handler waits for the complainant."""
    waited_days: Mapped[int] = mapped_column(default=0)
    """Working days of waits that are over: the handler gets them back."""
    has_waited: Mapped[bool] = mapped_column(default=False)
    stays: Mapped[bool] = mapped_column(default=False)
    """The complainant has said «Ikke send videre av seg selv»."""

    complaint: Mapped["Complaint"] = relationship(back_populates="steps")
    handler: Mapped[Person | None] = relationship(foreign_keys=[handler_id])
    answer: Mapped[ComplaintAnswer | None] = relationship(
        back_populates="step", cascade="all, delete-orphan", lazy="selectin"
    )

    @classmethod
    def promised(cls, number: int, position: int, rung: Rung) -> Self:
        """As the ladder stands today: what the house changes later is for others."""
        return cls(
            complaint_number=number,
            position=position,
            role=rung.role,
            confirm_days=rung.confirm_days,
            answer_days=rung.answer_days,
            waited_days=0,
            has_waited=False,
            stays=False,
        )

    # Who answers here

    @property
    def seated(self) -> Person | None:
        """Who answers at this step today: one person, or nobody who may."""
        return next(self._in_turn(), None)

    @property
    def seated_as(self) -> RoleKind:
        """The chair's deputy answers under that name, all others under the step's."""
        seated = self.seated
        if self.role is not RoleKind.BOARD_CHAIR or seated is None:
            return self.role
        as_what = {it.kind for it in self._fit() if it.person == seated}
        chairs = RoleKind.BOARD_CHAIR in as_what
        return RoleKind.BOARD_CHAIR if chairs else RoleKind.BOARD_DEPUTY

    def begin(self, on: date) -> None:
        """Seat somebody, and promise the dates. Nobody may be seated in the end."""
        # The table refuses a step without dates, and dates ask for settings.
        with db.session.no_autoflush:
            self.started_on = on
            self._seat(self._fit())
            if self.role is RoleKind.BOARD_CHAIR:
                self.meeting_on = board_meets_after(on)
            self.promise()

    @property
    def meeting(self) -> date:
        """The board's next, as it was known when the step began; none is long ago."""
        if self.started_on is None:
            return board_meets_after(clock.today()) or date.min
        return self.meeting_on or date.min

    def reseat(self) -> None:
        """The handler keeps the seat while there, or while somebody stands in."""
        fit = self._fit()
        kept = {each for it in fit for each in (it.person_id, it.stands_in_for_id)}
        if self.handler_id not in kept:
            self._seat(fit)

    def is_below(self, height: int) -> bool:
        return ABOVE[self.role] <= height

    def is_for(self, role: Role) -> bool:
        """Whether who holds the role could answer here, whoever they are."""
        kinds = [self.role]
        if self.role is RoleKind.BOARD_CHAIR:
            kinds.append(RoleKind.BOARD_DEPUTY)
        return role.kind in kinds and self._is_here(role)

    def was_with(self, person: Person) -> bool:
        sat = (self.handler_id, self.taken_on_by_id, self.answer and self.answer.by_id)
        return person.id in sat

    @property
    def begun_as(self) -> RoleKind:
        """As which role the handler got it, also when others sit here today."""
        is_chairs = self.role is RoleKind.BOARD_CHAIR
        of_chair = self.handler is None or self.handler.holds(RoleKind.BOARD_CHAIR)
        return RoleKind.BOARD_DEPUTY if is_chairs and not of_chair else self.role

    def _seat(self, fit: list[Role]) -> None:
        regular = [role for role in fit if role.stands_in_for_id is None] or fit
        self.handler = regular[0].person if regular else None
        self.handler_id = self.handler.id if self.handler else None

    def _in_turn(self) -> Iterator[Person]:
        """Who stands in for the handler, the handler, then everybody else who may."""
        fit = self._fit()
        yield from (it.person for it in self._in_place(fit))
        yield from (it.person for it in fit if it.person_id == self.handler_id)
        yield from (it.person for it in fit)

    def _in_place(self, fit: list[Role]) -> list[Role]:
        """Who stands in for the handler; one's own coordinator when nobody is free."""
        standing_in = [it for it in fit if self._stands_in(it)]
        others = [it for it in standing_in if not self._is_own(it)]
        if others or not standing_in:
            return others
        away = {it.stands_in_for_id for it in fit}
        free = [it for it in fit if it.person_id not in away and not self._is_own(it)]
        return free or standing_in

    def _is_own(self, role: Role) -> bool:
        return self.complaint.complainant.coordinator_id == role.person_id

    def _stands_in(self, role: Role) -> bool:
        away = role.stands_in_for_id
        return away is not None and away == self.handler_id

    def _fit(self) -> list[Role]:
        """Holders who may read it, in the order in which they are asked.

        Of today; when there are none, of the next working day: nothing moves up
        because somebody leaves on Friday and the next one begins on Monday.
        """
        today = clock.today()
        return self._fit_on(today) or self._fit_on(days.working_day_from(today))

    def _fit_on(self, day: date) -> list[Role]:
        held = (role for role in self._holders(day) if self._may_sit(role))
        return sorted(held, key=self._turn)

    def _holders(self, day: date) -> list[Role]:
        held = remembered((Role, day), lambda: _held_on(day))
        return [role for role in held if self.is_for(role)]

    def _is_here(self, role: Role) -> bool:
        in_department = role.kind is RoleKind.WORK_LEADER
        return not in_department or role.department_id == self.complaint.department_id

    def _may_sit(self, role: Role) -> bool:
        """Also not in the place of somebody for whom it does not exist."""
        away = role.stands_in_for
        if self.complaint.bars(role.person) or (away and self.complaint.bars(away)):
            return False
        if role.person_id == self.complaint.helper_id:
            return False
        if self.complaint.has_decided(role.person, but=self):
            return False
        if self.complaint.has_supported(role.person):
            return False
        beside_the_chair = role.kind is RoleKind.BOARD_DEPUTY
        return beside_the_chair or not self.is_below(self.complaint.height)

    def _turn(self, role: Role) -> tuple[bool, bool, int, int]:
        """The chair before the deputy, one's own coordinator last, else by a lot.

        The lot is the number of the complaint: it stays, and nobody is always first.
        """
        lot = hash((self.complaint_number, role.person_id))
        return (
            role.kind is RoleKind.BOARD_DEPUTY,
            self._is_own(role),
            lot,
            role.person_id,
        )


def _held_on(day: date) -> list[Role]:
    """All that may answer a complaint, with those who hold them.

    Nobody who is an administrator today: whatever else they hold, they open no case.
    """
    days_asked = {"today": clock.today(), "day": day}
    return list(db.session.scalars(_held(), days_asked).unique())


@cache
def _held() -> Select[Role]:
    """Asked for nearly every page about a complaint: the statement is made once."""
    today, day = (bindparam(it, type_=Date()) for it in ("today", "day"))
    beside = aliased(Role)
    administrators = select(beside.person_id).where(
        beside.kind == RoleKind.ADMINISTRATOR, beside.is_held_on(today)
    )
    query = select(Role).where(
        Role.kind.in_(CAN_OWE_ANSWERS),
        Role.is_held_on(day),
        Role.person_id.not_in(administrators),
    )
    with_people = joinedload(Role.person), joinedload(Role.stands_in_for)
    return query.options(*with_people)

"""Who sits in a body, and where a matter may go from it."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import clock
from kimvoice.core.db import Model, closed_choice, remembered
from kimvoice.forum.states import Seating
from kimvoice.people.models import Person, RoleKind

if TYPE_CHECKING:
    from kimvoice.forum.bodies import Body


class Seat(Model):
    """Whoever holds a role, or one person, between two days."""

    __tablename__ = "body_seats"
    __table_args__ = (
        CheckConstraint("(role IS NULL) != (person_id IS NULL)", "role_or_person"),
        CheckConstraint("starts <= ends", "dates"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id", ondelete="CASCADE"))
    seating: Mapped[Seating] = mapped_column(closed_choice(Seating, "seating"))
    role: Mapped[RoleKind | None] = mapped_column(closed_choice(RoleKind, "role"))
    """Of a department meeting: held in that department."""
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE")
    )
    starts: Mapped[date | None]
    ends: Mapped[date | None]
    """The last day. Either is open where it is empty."""

    body: Mapped["Body"] = relationship(back_populates="seats")
    person: Mapped[Person | None] = relationship()

    def is_same_as(self, seat: "Seat") -> bool:
        mine, its = (
            (it.seating, it.role, it.person, it.starts, it.ends) for it in (self, seat)
        )
        return mine == its

    def is_held_on(self, day: date) -> bool:
        begun = self.starts is None or self.starts <= day
        return begun and (self.ends is None or day <= self.ends)

    @property
    def people(self) -> list[Person]:
        """Who sits there today, by name."""
        if not self.is_held_on(clock.today()):
            return []
        if self.person is not None:
            return [self.person] if self.person.is_here else []
        place, role = self.body.department, self.role
        if role is None:
            return []
        return [
            it
            for it in holding(role)
            if place is None or it.holds(role, department=place)
        ]


def holding(role: RoleKind) -> list[Person]:
    """Asked for seat after seat, and body after body."""
    return remembered(("holding", role), lambda: Person.holding(role))


class Route(Model):
    """Where a matter may be sent on; the answer comes back the same way."""

    __tablename__ = "body_routes"
    __table_args__ = (CheckConstraint("from_id != to_id", "leads_on"),)

    from_id: Mapped[int] = mapped_column(
        ForeignKey("bodies.id", ondelete="CASCADE"), primary_key=True
    )
    to_id: Mapped[int] = mapped_column(
        ForeignKey("bodies.id", ondelete="CASCADE"), primary_key=True
    )

"""A role that gives access to complaints: two people answer for it (DESIGN 5)."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core.db import Model, closed_choice
from kimvoice.people.models import Department, Person, RoleKind


class RoleRequest(Model):
    """Asked for by an administrator; a role once the second has said yes."""

    __tablename__ = "role_requests"
    __table_args__ = (
        CheckConstraint("second_id != asked_by_id", "two_people"),
        CheckConstraint("second_id != person_id", "second_is_another"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    kind: Mapped[RoleKind] = mapped_column(closed_choice(RoleKind, "kind"))
    starts: Mapped[date]
    ends: Mapped[date | None]
    stands_in_for_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_on: Mapped[date]

    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="joined")
    department: Mapped[Department | None] = relationship(lazy="joined")
    stands_in_for: Mapped[Person | None] = relationship(foreign_keys=[stands_in_for_id])
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id], lazy="joined")
    second: Mapped[Person] = relationship(foreign_keys=[second_id], lazy="joined")

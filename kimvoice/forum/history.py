"""The history of a matter: what was done, where, on which day; never by whom."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core.db import Model, closed_choice
from kimvoice.forum.bodies import Body
from kimvoice.forum.states import Deed

if TYPE_CHECKING:
    from kimvoice.forum.models import Matter


class MatterEvent(Model):
    __tablename__ = "matter_events"
    __table_args__ = (UniqueConstraint("matter_id", "line"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matters.id", ondelete="CASCADE"))
    line: Mapped[int]
    deed: Mapped[Deed] = mapped_column(closed_choice(Deed, "deed"))
    done_on: Mapped[date]
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    other_id: Mapped[int | None] = mapped_column(ForeignKey("bodies.id"))
    """Where it was sent, or where an answer came from."""
    day: Mapped[date | None]
    """A date that was set: of a meeting, or a new deadline."""
    words: Mapped[str]

    matter: Mapped["Matter"] = relationship(back_populates="events")
    body: Mapped[Body] = relationship(foreign_keys=[body_id])
    other: Mapped[Body | None] = relationship(foreign_keys=[other_id])

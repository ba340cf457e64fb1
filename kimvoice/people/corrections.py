"""«Er noe feil?»: what a person wants put right, and what was done (GDPR art. 16)."""

from datetime import date

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import site_key
from kimvoice.core.db import Model
from kimvoice.people.models import Person


class Correction(Model):
    """At most one that waits for each person; the answer stays until the next."""

    __tablename__ = "corrections"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    asked_on: Mapped[date]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    answered_on: Mapped[date | None]
    answered_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL")
    )
    answer: Mapped[bytes | None] = mapped_column(LargeBinary)

    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="joined")
    answered_by: Mapped[Person | None] = relationship(foreign_keys=[answered_by_id])


site_key.holds(Correction, "sealed")
site_key.holds(Correction, "answer")

"""A complaint about the election itself, to its committee, within its date."""

import secrets
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import site_key
from kimvoice.core.db import Model
from kimvoice.core.vault import place_of
from kimvoice.elections.whole import Whole
from kimvoice.people.models import Person

if TYPE_CHECKING:
    from kimvoice.elections.models import Election


class ElectionComplaint(Model):
    __tablename__ = "election_complaints"
    __table_args__ = (
        CheckConstraint("(decided_on IS NULL) = (upheld IS NULL)", "decided"),
        CheckConstraint("decided_by_id != person_id", "by_another"),
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """Drawn."""
    election_id: Mapped[int] = mapped_column(
        ForeignKey("elections.id", ondelete="CASCADE")
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    sent_on: Mapped[date]
    sealed_reply: Mapped[bytes | None] = mapped_column(LargeBinary)
    upheld: Mapped[bool | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_on: Mapped[date | None]

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_by_id])
    election: Mapped["Election"] = relationship(back_populates="complaints")

    @classmethod
    def of(cls, person: Person, words: str, on: date) -> "ElectionComplaint":
        sent = cls(id=secrets.randbits(62), person=person, sent_on=on)
        sent.sealed = site_key.seal(words, place_of(sent, "sealed"))
        return sent


class Objecting(Whole):
    @property
    def open_complaints(self) -> list[ElectionComplaint]:
        return [it for it in self.complaints if it.decided_on is None]


site_key.holds(ElectionComplaint, "sealed")
site_key.holds(ElectionComplaint, "sealed_reply")

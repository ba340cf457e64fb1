"""The course of a complaint, line by line: who did what on which day."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.complaints.states import Act, Reader
from kimvoice.core import site_key
from kimvoice.core.db import Model, closed_choice
from kimvoice.people.models import Person

if TYPE_CHECKING:
    from kimvoice.complaints.models import Complaint


class ComplaintEntry(Model):
    """For whom its words are was chosen when they were written, and never changes."""

    __tablename__ = "complaint_entries"
    __table_args__ = (UniqueConstraint("complaint_number", "line"),)

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    complaint_number: Mapped[int] = mapped_column(
        ForeignKey("complaints.number", ondelete="CASCADE")
    )
    line: Mapped[int]
    position: Mapped[int]
    """The step at which it was done."""
    act: Mapped[Act] = mapped_column(closed_choice(Act, "act"))
    done_on: Mapped[date]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    """Nobody for what the clock does."""
    reader: Mapped[Reader] = mapped_column(closed_choice(Reader, "reader"))
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    complaint: Mapped["Complaint"] = relationship(back_populates="entries")
    by: Mapped[Person | None] = relationship()

    @property
    def words(self) -> str:
        return self.complaint.opened(self, "sealed")

    @property
    def talked_on(self) -> date:
        """Of an entry that they have talked: the day, which is all that is kept."""
        return date.fromisoformat(self.words)

    @property
    def is_internal(self) -> bool:
        return self.reader is Reader.HANDLERS


site_key.holds_within(ComplaintEntry, "sealed", vault=lambda it: it.complaint.vault)

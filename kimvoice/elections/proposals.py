"""What one officer proposes, and another must agree to, with a reason."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core.db import Model, closed_choice
from kimvoice.elections.states import ProposalKind
from kimvoice.elections.whole import Whole
from kimvoice.people.models import Person

if TYPE_CHECKING:
    from kimvoice.elections.models import Election


class Proposal(Model):
    __tablename__ = "election_proposals"
    __table_args__ = (
        CheckConstraint("asked_by_id != answered_by_id", "two_officers"),
        CheckConstraint("(kind = 'annul') = (person_id IS NULL)", "about_whom"),
        CheckConstraint("(answered_on IS NULL) = (agreed IS NULL)", "answered"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    election_id: Mapped[int] = mapped_column(
        ForeignKey("elections.id", ondelete="CASCADE")
    )
    kind: Mapped[ProposalKind] = mapped_column(
        closed_choice(ProposalKind, "proposal_kind")
    )
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_on: Mapped[date]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    answered_on: Mapped[date | None]
    agreed: Mapped[bool | None]

    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id])
    answered_by: Mapped[Person | None] = relationship(foreign_keys=[answered_by_id])
    election: Mapped["Election"] = relationship(back_populates="proposals")


class Proposing(Whole):
    @property
    def open_proposals(self) -> list[Proposal]:
        return [it for it in self.proposals if it.answered_on is None]

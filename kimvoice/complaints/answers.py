"""The answer at a step, and what came of what it promised."""

from datetime import date
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.complaints.states import Kept, Verdict
from kimvoice.core import clock, site_key
from kimvoice.core.db import Model, closed_choice
from kimvoice.core.errors import RuleBroken
from kimvoice.people import names
from kimvoice.people.models import Person

if TYPE_CHECKING:
    from kimvoice.complaints.steps import ComplaintStep


class ComplaintAnswer(Model):
    """Upheld, wholly or in part: who does what by when. Unless upheld: why."""

    __tablename__ = "complaint_answers"
    __table_args__ = (
        ForeignKeyConstraint(
            ["complaint_number", "position"],
            ["complaint_steps.complaint_number", "complaint_steps.position"],
            ondelete="CASCADE",
            name="fk_complaint_answers_step",
        ),
        CheckConstraint(
            "verdict = 'not_upheld' OR (measure IS NOT NULL AND doer IS NOT NULL"
            " AND done_by IS NOT NULL)",
            "upheld_has_a_measure",
        ),
        CheckConstraint(
            "verdict = 'upheld' OR reason IS NOT NULL", "otherwise_a_reason"
        ),
    )

    complaint_number: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    verdict: Mapped[Verdict] = mapped_column(closed_choice(Verdict, "verdict"))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    given_on: Mapped[date]
    done_by: Mapped[date | None]
    measure: Mapped[bytes | None] = mapped_column(LargeBinary)
    doer: Mapped[bytes | None] = mapped_column(LargeBinary)
    reason: Mapped[bytes | None] = mapped_column(LargeBinary)
    complainant_says: Mapped[Kept | None] = mapped_column(
        closed_choice(Kept, "complainant_says")
    )
    decider_says: Mapped[Kept | None] = mapped_column(
        closed_choice(Kept, "decider_says")
    )

    step: Mapped["ComplaintStep"] = relationship(back_populates="answer")
    by: Mapped[Person] = relationship()

    @property
    def measure_words(self) -> str:
        return self._words("measure")

    @property
    def doer_words(self) -> str:
        return self._words("doer")

    @property
    def reason_words(self) -> str:
        return self._words("reason")

    @property
    def promises(self) -> bool:
        return self.verdict is not Verdict.NOT_UPHELD

    @property
    def is_due(self) -> bool:
        """Whether it is time to ask «Er det gjort?»"""
        return self.done_by is not None and clock.today() >= self.done_by

    @property
    def is_done(self) -> bool:
        """One of the two sides has said so."""
        return Kept.YES in (self.complainant_says, self.decider_says)

    @property
    def asked(self) -> Person | None:
        """Who has the complaint now, whoever decided; never who was to do it."""
        handler = self.step.complaint.handler
        if handler and names.same(self.doer_words) == names.same(handler.name):
            return None
        return handler

    def said_by(self, person: Person) -> Kept | None:
        """What the side of this person said last."""
        own = person.id == self.step.complaint.complainant_id
        return self.complainant_says if own else self.decider_says

    def can_report(self, person: Person) -> bool:
        """Of each side, until it has said yes: the complainant, and who has it now."""
        if not self.is_due or self.said_by(person) is Kept.YES:
            return False
        return person in (self.step.complaint.complainant, self.asked)

    def report(self, by: Person, kept: Kept) -> None:
        """Raise RuleBroken before its date, or for somebody who is not asked."""
        if not self.can_report(by) or self.said_by(by) is kept:
            raise RuleBroken(_l("Du har svart på dette, eller kan ikke svare nå."))
        if by.id == self.step.complaint.complainant_id:
            self.complainant_says = kept
        else:
            self.decider_says = kept

    def _words(self, column: str) -> str:
        return self.step.complaint.opened(self, column)


site_key.holds_within(
    ComplaintAnswer,
    "measure",
    "doer",
    "reason",
    vault=lambda it: it.step.complaint.vault,
)

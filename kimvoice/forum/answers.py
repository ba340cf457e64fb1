"""What a body answered: a verdict, why, and short words for the board."""

from datetime import date
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    String,
    case,
    exists,
    type_coerce,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import clock
from kimvoice.core.db import Model, closed_choice
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.measures import Measure
from kimvoice.forum.states import (
    NEEDS_REASON,
    PROMISES,
    SHORTEST_REASON,
    MeasureState,
    Outcome,
    Reason,
    Verdict,
)
from kimvoice.people.models import Person

if TYPE_CHECKING:
    from kimvoice.forum.considerations import Consideration

LONGEST_IN_SHORT = 200
"""Characters, on the board."""


class MatterAnswer(Model):
    __tablename__ = "matter_answers"
    __table_args__ = (
        CheckConstraint(
            "verdict NOT IN ('partly', 'no', 'not_now') OR (reason IS NOT NULL"
            f" AND length(words) >= {SHORTEST_REASON})",
            "no_has_a_reason",
        ),
        CheckConstraint(
            "verdict != 'not_now' OR look_again IS NOT NULL", "not_now_has_a_date"
        ),
    )

    consideration_id: Mapped[int] = mapped_column(
        ForeignKey("considerations.id", ondelete="CASCADE"), primary_key=True
    )
    verdict: Mapped[Verdict] = mapped_column(closed_choice(Verdict, "verdict"))
    words: Mapped[str]
    """What is done, or why not; what was talked about."""
    reason: Mapped[Reason | None] = mapped_column(closed_choice(Reason, "reason"))
    look_again: Mapped[date | None]
    given_on: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_in_short: Mapped[str]
    answered_in_short: Mapped[str]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))

    consideration: Mapped["Consideration"] = relationship(back_populates="own_answer")
    by: Mapped[Person] = relationship(foreign_keys=[by_id])
    approved_by: Mapped[Person | None] = relationship(foreign_keys=[approved_by_id])
    measures: Mapped[list[Measure]] = relationship(
        back_populates="answer", order_by=Measure.id, cascade="all, delete-orphan"
    )

    @property
    def is_approved(self) -> bool:
        return self.approved_by_id is not None

    @property
    def outcome(self) -> Outcome:
        """What has come of it: a yes is under way until all of it is done."""
        if self.verdict not in PROMISES:
            return Outcome(self.verdict.value)
        states = {it.state for it in self.measures}
        if MeasureState.NOT_DONE in states:
            return Outcome.NOT_DONE
        return Outcome.DONE if states == {MeasureState.DONE} else Outcome.UNDER_WAY

    @classmethod
    def came_to(cls) -> ColumnElement[str]:
        """`outcome`, asked of the rows."""
        own = Measure.answer_id == cls.consideration_id
        promised = exists().where(own)
        undone = exists().where(own, Measure.state != MeasureState.DONE)
        return case(
            (cls.verdict.not_in(PROMISES), type_coerce(cls.verdict, String)),
            (
                exists().where(own, Measure.state == MeasureState.NOT_DONE),
                Outcome.NOT_DONE.value,
            ),
            (promised & ~undone, Outcome.DONE.value),
            else_=Outcome.UNDER_WAY.value,
        )

    @property
    def explanation(self) -> str:
        """Empty where all that was said is promised, which stands beside it."""
        return "" if [it.what for it in self.measures] == [self.words] else self.words

    @property
    def late_since(self) -> date | None:
        """The first date of what is late, whatever was promised since."""
        late = (it.due_originally for it in self.measures if it.is_late)
        return min(late, default=None)

    @property
    def looks_again_on(self) -> date | None:
        """When it said «not now», and what came of it is not told yet."""
        return self.consideration.looks_again_on if self.look_again else None

    @property
    def is_settled(self) -> bool:
        """Nothing that was promised waits."""
        return not any(it.is_open for it in self.measures)

    @property
    def in_short(self) -> tuple[str, str]:
        return self.asked_in_short, self.answered_in_short

    def approve(self, by: Person, read: tuple[str, str]) -> None:
        """Say yes to the short words as they were read: everybody may read them."""
        self._check_not_approved()
        if read != self.in_short:
            raise RuleBroken(_l("Teksten er endret. Les den på nytt."))
        self.approved_by = by

    def reword(self, asked_in_short: str, answered_in_short: str) -> None:
        """Whoever answers writes the short words anew, until somebody says yes."""
        self._check_not_approved()
        self.asked_in_short = asked_in_short
        self.answered_in_short = answered_in_short

    def _check_not_approved(self) -> None:
        if self.is_approved:
            raise RuleBroken(_l("Teksten er godkjent fra før."))

    def check(self) -> None:
        """Raise RuleBroken for an answer without what its verdict needs."""
        if self.verdict in PROMISES and not self.measures:
            raise RuleBroken(_l("Skriv hvem som gjør det, og når det skal være gjort."))
        coming = [self.look_again, *(it.due_originally for it in self.measures)]
        if any(day and day < clock.today() for day in coming):
            raise RuleBroken(_l("Datoen har vært. Skriv en dato som kommer."))
        if self.verdict in NEEDS_REASON and not self._is_explained:
            raise RuleBroken(_l("Skriv litt mer. Minst 40 tegn."))
        if self.verdict is Verdict.NOT_NOW and not self.look_again:
            raise RuleBroken(_l("Skriv når dere ser på det igjen."))

    @property
    def _is_explained(self) -> bool:
        words = " ".join(self.words.split())
        return len(words) >= SHORTEST_REASON and bool(self.reason)

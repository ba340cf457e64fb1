"""The answer to a suggestion: what was said to it, by whom, and what it promises."""

from datetime import date
from typing import TYPE_CHECKING, Self

from flask_babel import lazy_gettext as _l
from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Select,
    String,
    case,
    select,
    type_coerce,
)
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from kimvoice.core import clock
from kimvoice.core.db import Model, closed_choice
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.states import SHORTEST_REASON, Outcome, Reason
from kimvoice.people.models import Person, RoleKind
from kimvoice.suggestions.states import Verdict

if TYPE_CHECKING:
    from kimvoice.suggestions.models import Suggestion


class Answer(Model):
    """What was answered, by whom; a yes has a doer and a date, a no its reason."""

    __tablename__ = "suggestion_answers"
    __table_args__ = (
        CheckConstraint(
            "verdict != 'yes' OR (doer IS NOT NULL AND done_by IS NOT NULL)",
            "yes_has_who_and_when",
        ),
        CheckConstraint(
            "verdict = 'yes' OR (reason IS NOT NULL"
            f" AND length(coalesce(explanation, '')) >= {SHORTEST_REASON})",
            "no_has_a_reason",
        ),
        CheckConstraint(
            "verdict != 'not_now' OR look_again IS NOT NULL", "not_now_has_a_date"
        ),
    )

    suggestion_number: Mapped[int] = mapped_column(
        ForeignKey("suggestions.number", ondelete="CASCADE"), primary_key=True
    )
    verdict: Mapped[Verdict] = mapped_column(closed_choice(Verdict, "verdict"))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    by_role: Mapped[RoleKind] = mapped_column(closed_choice(RoleKind, "by_role"))
    given_on: Mapped[date]
    doer: Mapped[str | None]
    done_by: Mapped[date | None]
    reason: Mapped[Reason | None] = mapped_column(closed_choice(Reason, "reason"))
    explanation: Mapped[str | None]
    look_again: Mapped[date | None]
    asked_in_short: Mapped[str]
    answered_in_short: Mapped[str]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    why_not_done: Mapped[str | None]
    was_kept: Mapped[bool | None]
    """Of a promise, once somebody has said: also when the words were withdrawn."""

    suggestion: Mapped["Suggestion"] = relationship(back_populates="answer")
    by: Mapped[Person] = relationship(foreign_keys=[by_id])
    approved_by: Mapped[Person | None] = relationship(foreign_keys=[approved_by_id])

    @classmethod
    def approved(cls) -> Select[Self]:
        """What everybody may read on «Du sa – vi gjorde», newest first."""
        return (
            select(cls)
            .where(cls.approved_by_id.is_not(None))
            .order_by(cls.given_on.desc(), cls.suggestion_number)
            .options(joinedload(cls.suggestion).lazyload("*"))
        )

    @property
    def is_approved(self) -> bool:
        return self.approved_by is not None

    @property
    def outcome(self) -> Outcome:
        """What the board shows: a yes is under way until it is done or was not."""
        if self.verdict is not Verdict.YES:
            return Outcome(self.verdict.value)
        if self.was_kept is None:
            return Outcome.UNDER_WAY
        return Outcome.DONE if self.was_kept else Outcome.NOT_DONE

    @classmethod
    def came_to(cls) -> ColumnElement[str]:
        """`outcome`, asked of the rows."""
        return case(
            (cls.verdict != Verdict.YES, type_coerce(cls.verdict, String)),
            (cls.was_kept.is_(None), Outcome.UNDER_WAY.value),
            (cls.was_kept.is_(True), Outcome.DONE.value),
            else_=Outcome.NOT_DONE.value,
        )

    @property
    def is_under_way(self) -> bool:
        return self.outcome is Outcome.UNDER_WAY

    @property
    def is_late(self) -> bool:
        """Whether a promise should have been kept by now."""
        if self.done_by is None or not self.is_under_way:
            return False
        return clock.today() > self.done_by

    @property
    def late_since(self) -> date | None:
        return self.done_by if self.is_late else None

    @property
    def looks_again_on(self) -> date | None:
        return self.look_again

    def approve(self, by: Person) -> None:
        """Say yes to the short words, so that the board may show them."""
        if self.is_approved:
            raise RuleBroken(_l("Teksten er godkjent fra før."))
        self.approved_by = by

    def check(self) -> None:
        """Raise RuleBroken for an answer without what its verdict needs."""
        if self.verdict is Verdict.YES and not (self.doer and self.done_by):
            raise RuleBroken(_l("Skriv hvem som gjør det, og når det skal være gjort."))
        if any(day and day < self.given_on for day in (self.done_by, self.look_again)):
            raise RuleBroken(_l("Datoen har vært. Skriv en dato som kommer."))
        if self.verdict is not Verdict.YES and not self._is_explained:
            raise RuleBroken(_l("Skriv litt mer. Minst 40 tegn."))
        if self.verdict is Verdict.NOT_NOW and not self.look_again:
            raise RuleBroken(_l("Skriv når dere ser på det igjen."))

    @property
    def _is_explained(self) -> bool:
        return len(self.explanation or "") >= SHORTEST_REASON and bool(self.reason)

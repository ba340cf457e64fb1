"""What leaders owe a suggestion: an answer, and then what was promised in it.

What came of a promise lies with the answer: it outlives the words it answered.
"""

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement

from kimvoice.core import days
from kimvoice.core.errors import RuleBroken
from kimvoice.suggestions.states import FLOW, Act, State, Verdict

if TYPE_CHECKING:
    from sqlalchemy.orm import Mapped

    from kimvoice.people.models import Person
    from kimvoice.suggestions.answers import Answer


class Answering:
    if TYPE_CHECKING:
        state: Mapped[State]
        closed_week: Mapped[str | None]
        answer: Mapped[Answer | None]

        @property
        def is_laid_out(self) -> bool: ...
        @classmethod
        def is_public(cls) -> ColumnElement[bool]: ...

        def _take(self, act: Act) -> None: ...

    @property
    def concerns_leaders(self) -> bool:
        """Laid out, or answered: a promise is theirs to keep when words are gone."""
        return self.is_laid_out or self.answer is not None

    @classmethod
    def concerned_leaders(cls) -> ColumnElement[bool]:
        """`concerns_leaders`, asked of the rows."""
        answered: ColumnElement[bool] = cls.answer.has()
        return cls.is_public() | answered

    @property
    def can_answer(self) -> bool:
        return FLOW.allows(self.state, Act.ANSWER)

    @property
    def can_report(self) -> bool:
        """Whether a promise waits to be kept."""
        under_way = self.answer is not None and self.answer.is_under_way
        return under_way and FLOW.allows(self.state, Act.CONFIRM_DONE)

    @property
    def can_approve_answer(self) -> bool:
        return self.answer is not None and not self.answer.is_approved

    def give(self, answer: "Answer") -> None:
        """Raise RuleBroken for an answer without what its verdict needs."""
        answer.check()
        self._take(Act.ANSWER)
        self.answer = answer
        if answer.verdict is not Verdict.YES:
            self.closed_week = days.this_week()

    def approve_answer(self, by: "Person") -> None:
        """A reader says yes to the short words, so that the board may show them."""
        if self.answer is None:
            raise RuleBroken(_l("Det er ikke svart ennå."))
        self.answer.approve(by)

    def confirm_done(self) -> None:
        self._report(Act.CONFIRM_DONE, kept=True)

    def confirm_not_done(self, why: str) -> None:
        answer = self._report(Act.CONFIRM_NOT_DONE, kept=False)
        answer.why_not_done = why

    def _report(self, act: Act, *, kept: bool) -> "Answer":
        if self.answer is None or not self.can_report:
            raise RuleBroken(_l("Her er det ikke noe løfte som venter."))
        self._take(act)
        self.answer.was_kept = kept
        self.closed_week = self.closed_week or days.this_week()
        return self.answer

"""What everybody may read of a suggestion: the author's words, or a reader's summary.

Nobody edits the author's words. A summary lies sealed in the thread until it is
laid out; the last one counts.
"""

from typing import TYPE_CHECKING, Self

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, select

from kimvoice.core import days
from kimvoice.core.errors import RuleBroken
from kimvoice.suggestions.states import FLOW, PUBLIC, Act, Audience, State
from kimvoice.suggestions.threads import EntryKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Mapped

    from kimvoice.people.models import Person
    from kimvoice.suggestions.threads import Thread


class Publishing:
    if TYPE_CHECKING:
        number: Mapped[int]
        state: Mapped[State]
        audience: Mapped[Audience]
        published_words: Mapped[str | None]
        published_summary: Mapped[str | None]
        published_week: Mapped[str | None]
        thread: Mapped[Thread | None]

        @property
        def open_thread(self) -> Thread: ...
        def _take(self, act: Act) -> None: ...
        def _write(self, kind: EntryKind, words: str, by: Person) -> None: ...

    @property
    def can_publish(self) -> bool:
        laid_out = FLOW.allows(self.state, Act.PUBLISH)
        return laid_out and self.audience is Audience.EVERYBODY

    @property
    def can_publish_summary(self) -> bool:
        laid_out = FLOW.allows(self.state, Act.PUBLISH)
        may_raise = self.audience is Audience.MAY_RAISE
        return laid_out and may_raise and self.summary is not None

    @property
    def can_summarize(self) -> bool:
        kept = self.thread is not None and FLOW.allows(self.state, Act.SUMMARIZE)
        return kept and self.audience is not Audience.GO_NO_FURTHER

    @property
    def summary(self) -> str | None:
        """The last one that a reader wrote, laid out or not."""
        last = self.thread.last_of(EntryKind.SUMMARY) if self.thread else None
        return last.words if last else None

    @property
    def is_only_summary(self) -> bool:
        """Laid out in a reader's words alone."""
        return self.published_words is None and self.published_summary is not None

    def summarize(self, by: "Person", words: str) -> None:
        """Raise RuleBroken for the same words twice, as a double click sends."""
        self._refuse_going_further()
        last = self.open_thread.last_of(EntryKind.SUMMARY)
        if last and last.words == words:
            raise RuleBroken(
                _l("Vi har allerede fått denne. Du trenger ikke å sende en gang til.")
            )
        self._take(Act.SUMMARIZE)
        self._write(EntryKind.SUMMARY, words, by)
        if self.state in PUBLIC:
            self.published_summary = words

    def publish(self) -> None:
        """Lay the author's words out for everybody, unchanged."""
        if self.audience is not Audience.EVERYBODY:
            raise RuleBroken(_l("Den som skrev, vil ikke at ordene legges ut."))
        said = "\n\n".join(entry.words for entry in self.open_thread.said)
        self._lay_out(said)

    def publish_summary(self) -> None:
        """Lay the summary out alone: the author's words stay with the readers."""
        self._refuse_going_further()
        if self.audience is Audience.EVERYBODY:
            raise RuleBroken(
                _l("Her legger du ut ordene til den som skrev, med sammendraget ved.")
            )
        if self.summary is None:
            raise RuleBroken(_l("Skriv et sammendrag først."))
        self._lay_out(None)

    @classmethod
    def published(cls) -> Select[Self]:
        """Newest week first; within a week in the order of the lot."""
        return (
            select(cls)
            .where(cls.is_public())
            .order_by(cls.published_week.desc(), cls.number)
        )

    @classmethod
    def is_public(cls) -> ColumnElement[bool]:
        """`is_laid_out`, asked of the rows."""
        raised = (cls.state == State.RAISED) & cls.published_week.is_not(None)
        return cls.state.in_(PUBLIC) | raised

    @property
    def is_laid_out(self) -> bool:
        raised = self.state is State.RAISED and self.published_week is not None
        return self.state in PUBLIC or raised

    def _refuse_going_further(self) -> None:
        if self.audience is Audience.GO_NO_FURTHER:
            raise RuleBroken(_l("Den som skrev, vil ikke at dere tar det videre."))

    def _lay_out(self, words: str | None) -> None:
        self._take(Act.PUBLISH)
        self.published_words = words
        self.published_summary = self.summary
        self.published_week = days.this_week()

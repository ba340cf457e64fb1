"""A suggestion, from the mailbox to its answer. Its only time is the ISO week."""

import secrets
from typing import Self

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import days
from kimvoice.core.db import Model, closed_choice, db
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.models import Matter
from kimvoice.people.models import Department, Person
from kimvoice.suggestions.answering import Answering
from kimvoice.suggestions.answers import Answer
from kimvoice.suggestions.codes import CodeKeys
from kimvoice.suggestions.deadlines import Deadlines
from kimvoice.suggestions.helping import Helping
from kimvoice.suggestions.publishing import Publishing
from kimvoice.suggestions.raising import Raising
from kimvoice.suggestions.slips import SuggestionSlip
from kimvoice.suggestions.states import (
    FLOW,
    SHOWING_LESS,
    Act,
    Audience,
    DeclineReason,
    Helped,
    State,
)
from kimvoice.suggestions.threads import Entry, EntryKind, Thread


class Suggestion(Deadlines, Publishing, Helping, Answering, Raising, Model):
    __tablename__ = "suggestions"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Drawn, not counted: rows lie in the order of a lot."""
    week: Mapped[str]
    state: Mapped[State] = mapped_column(closed_choice(State, "state"))
    audience: Mapped[Audience] = mapped_column(closed_choice(Audience, "audience"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    helper_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    published_words: Mapped[str | None]
    published_summary: Mapped[str | None]
    published_week: Mapped[str | None]
    closed_week: Mapped[str | None]
    decline_reason: Mapped[DeclineReason | None] = mapped_column(
        closed_choice(DeclineReason, "decline_reason")
    )
    helped: Mapped[Helped | None] = mapped_column(closed_choice(Helped, "helped"))
    matter_id: Mapped[int | None] = mapped_column(ForeignKey("matters.id"))
    """The only link: no matter knows what it came from."""

    department: Mapped[Department | None] = relationship(lazy="joined")
    taken_by: Mapped[Person | None] = relationship(
        lazy="joined", foreign_keys=[taken_by_id]
    )
    helper: Mapped[Person | None] = relationship(
        lazy="joined", foreign_keys=[helper_id]
    )
    thread: Mapped[Thread | None] = relationship(
        back_populates="suggestion", cascade="all, delete-orphan", lazy="joined"
    )
    answer: Mapped[Answer | None] = relationship(
        back_populates="suggestion", cascade="all, delete-orphan", lazy="joined"
    )

    matter: Mapped[Matter | None] = relationship()

    # Coming in

    @classmethod
    def from_slip(
        cls,
        slip: SuggestionSlip,
        keys: CodeKeys,
        *,
        number: int,
        week: str,
        department: Department | None,
    ) -> Self:
        suggestion = cls(
            number=number,
            week=week,
            state=FLOW.start,
            audience=slip.audience,
            department=department,
            thread=Thread.begin(number, keys),
        )
        suggestion.open_thread.hear(EntryKind.SAID, slip.text, week)
        return suggestion

    @classmethod
    def draw_numbers(cls, count: int) -> list[int]:
        """So many different six-digit numbers that nobody has, in no order."""
        drawn: set[int] = set()
        while len(drawn) < count:
            number = 100_000 + secrets.randbelow(900_000)
            if db.session.get(cls, number) is None:
                drawn.add(number)
        return list(drawn)

    def hear_again(self, slip: SuggestionSlip, week: str) -> None:
        """Another slip of the same code: its words stand beside the first ones.

        Of two choices the one that shows less counts.
        """
        if not self.can_hear_author:
            return
        self._take_in(EntryKind.SAID, slip.text, week)
        if not self.is_laid_out:
            self.audience = max(self.audience, slip.audience, key=SHOWING_LESS.index)
        if slip.department != self.department_id:
            self.department = None

    def receive(self, text: str, nonce: str, week: str) -> None:
        """A message that the author sent with the code."""
        FLOW.after(self.state, Act.WRITE)
        self._take_in(EntryKind.MESSAGE, text, week, nonce)

    @property
    def can_hear_author(self) -> bool:
        return FLOW.allows(self.state, Act.WRITE)

    def hear_whether_it_helped(self, helped: Helped) -> None:
        """What the author says of an answer; nothing before there is one."""
        if self.is_answered and self.can_hear_author:
            self.helped = helped

    def withdraw(self, week: str) -> None:
        """Take the author's words away; an answer that was given stays, and so does a
        matter that others have read of."""
        self._take(Act.WITHDRAW)
        self.take_back_matter()
        self.open_thread.entries.clear()
        self.published_words = self.published_summary = self.helper = None
        self.closed_week = week

    def forget(self) -> None:
        """Delete the thread; what everybody could read stays, with its answer.

        Which matter it became is not among it.
        """
        self.thread = self.helper = self.matter = None
        if self.answer is None and not self.is_laid_out:
            db.session.delete(self)

    # The readers' acts

    @property
    def open_thread(self) -> Thread:
        """Raise RuleBroken when it has been deleted, some time after the end."""
        if self.thread is None:
            raise RuleBroken(_l("Tråden er slettet."))
        return self.thread

    @property
    def entries(self) -> list[Entry]:
        return self.thread.entries if self.thread else []

    @property
    def can_take(self) -> bool:
        return FLOW.allows(self.state, Act.TAKE)

    @property
    def can_be_read_on(self) -> bool:
        """Whether it lies with the reader who took it."""
        return self.state is State.READING

    def take(self, by: Person) -> None:
        self._take(Act.TAKE)
        self.taken_by = by

    def give_back(self) -> None:
        self._take(Act.GIVE_BACK)
        self.taken_by = None

    def ask(self, by: Person, words: str) -> None:
        """Raise RuleBroken for the same question twice, as a double click asks."""
        last = self.open_thread.last
        if last and last.kind is EntryKind.QUESTION and last.words == words:
            raise RuleBroken(
                _l("Vi har allerede fått denne. Du trenger ikke å sende en gang til.")
            )
        self._take(Act.ASK)
        self._write(EntryKind.QUESTION, words, by)

    def decline(self, by: Person, reason: DeclineReason, words: str) -> None:
        self._take(Act.DECLINE)
        self.decline_reason = reason
        self._write(EntryKind.DECLINED, words, by)
        self.closed_week = days.this_week()

    def close(self, by: Person, words: str) -> None:
        """Read, and taken no further, with a word to the one who wrote."""
        self._take(Act.CLOSE)
        self._write(EntryKind.CLOSED, words, by)
        self.closed_week = days.this_week()

    # Many at once

    @classmethod
    def locked(cls, number: int) -> Self:
        """As the last to change it left it; others wait until the caller is done.

        Locked first and read then: on PostgreSQL what is joined to a row that one
        had to wait for is as old as the question.
        """
        row = select(cls).where(cls.number == number)
        db.session.execute(row.with_only_columns(cls.number).with_for_update())
        fresh = row.execution_options(populate_existing=True)
        return db.session.scalars(fresh).unique().one()

    def _take_in(
        self, kind: EntryKind, words: str, week: str, nonce: str | None = None
    ) -> None:
        """New words of the author; what was set aside is then read again."""
        if self.open_thread.hear(kind, words, week, nonce):
            self._take(Act.WRITE)
            if self.state is State.READING:
                self.closed_week = self.decline_reason = None

    def _take(self, act: Act) -> None:
        self.state = FLOW.after(self.state, act)

    def _write(self, kind: EntryKind, words: str, by: Person) -> None:
        self.open_thread.write(kind, words, days.this_week(), by)

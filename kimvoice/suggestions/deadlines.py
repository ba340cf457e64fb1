"""What the calendar says of a suggestion: computed in whole weeks, never stored."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement

from kimvoice.core import clock, days, settings
from kimvoice.suggestions.states import State
from kimvoice.suggestions.threads import EntryKind, Thread

if TYPE_CHECKING:
    from sqlalchemy.orm import Mapped

    from kimvoice.forum.models import Matter


class Deadlines:
    """Everything counts from the Monday after a week (DESIGN 4.4)."""

    if TYPE_CHECKING:
        week: Mapped[str]
        published_week: Mapped[str | None]
        closed_week: Mapped[str | None]
        state: Mapped[State]
        thread: Mapped[Thread | None]
        matter: Mapped[Matter | None]

    @property
    def read_by(self) -> date:
        return days.monday_after(self.week, settings.READING_WEEKS.value())

    @property
    def is_read_late(self) -> bool:
        return self.state is State.RECEIVED and clock.today() > self.read_by

    @classmethod
    def was_read_late(cls) -> ColumnElement[bool]:
        """`is_read_late`, asked of the rows."""
        weeks = timedelta(weeks=1 + settings.READING_WEEKS.value())
        last = days.week_of(clock.today() - weeks - timedelta(days=1))
        return (cls.state == State.RECEIVED) & (cls.week <= last)

    @property
    def reply_by(self) -> date | None:
        """When the readers go on without a reply; None unless they wait for one."""
        last = self.thread.last if self.thread else None
        if self.state is State.READING and last and last.kind is EntryKind.QUESTION:
            return days.monday_after(last.week, settings.REPLY_WEEKS.value())
        return None

    @property
    def answer_by(self) -> date | None:
        if self.state is State.PUBLISHED and self.published_week:
            weeks = settings.ANSWER_WEEKS.value()
            return days.monday_after(self.published_week, weeks)
        return None

    @property
    def is_answered_late(self) -> bool:
        return self.answer_by is not None and clock.today() > self.answer_by

    @property
    def has_new_message(self) -> bool:
        last = self.thread.last if self.thread else None
        return last is not None and last.kind is EntryKind.MESSAGE

    @property
    def ended_week(self) -> str | None:
        """When nothing more is to come of it: of a matter, once it is finished."""
        if self.closed_week is None and self.matter and self.matter.finished_on:
            return days.week_of(self.matter.finished_on)
        return self.closed_week

    @property
    def thread_deleted_on(self) -> date | None:
        if self.ended_week is None:
            return None
        return days.monday_after(self.ended_week, settings.THREAD_WEEKS.value())

    @property
    def is_to_be_forgotten(self) -> bool:
        deleted_on = self.thread_deleted_on
        return bool(self.thread and deleted_on and deleted_on <= clock.today())

    @property
    def gone_from_backups_on(self) -> date | None:
        if self.thread_deleted_on is None:
            return None
        return self.thread_deleted_on + timedelta(days=settings.BACKUP_DAYS.value())

"""What the calendar says of a complaint at one step: computed, never stored.

Compared by date in Oslo. What was promised when the step began lies in the row, so
that the page can tell what a later closing day has changed.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from kimvoice.complaints.ladder import MONTHS, REPLY_DAYS
from kimvoice.complaints.states import Act
from kimvoice.core import clock, days
from kimvoice.people.models import RoleKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Mapped

    from kimvoice.complaints.models import Complaint


def usual_answer_day(
    role: RoleKind, answer_days: int, begun: date, meeting: date
) -> date:
    """Nobody has asked for more time; the chair's next board meeting, if it is soon."""
    if role is not RoleKind.BOARD_CHAIR:
        return days.working_day_after(begun, answer_days)
    latest = begun + timedelta(days=answer_days)
    if begun < meeting < latest:
        latest = min(latest, days.working_day_from(meeting))
    return days.working_day_until(latest)


class Deadlines:
    if TYPE_CHECKING:
        complaint: Mapped[Complaint]
        role: Mapped[RoleKind]
        confirm_days: Mapped[int]
        answer_days: Mapped[int]
        started_on: Mapped[date | None]
        promised_confirm_by: Mapped[date | None]
        promised_answer_by: Mapped[date | None]
        extended_to: Mapped[date | None]
        asked_on: Mapped[date | None]
        waited_days: Mapped[int]

        @property
        def meeting(self) -> date: ...

    @property
    def begun(self) -> date:
        """As if it began today, for a step that has not been reached."""
        return self.started_on or clock.today()

    @property
    def confirm_by(self) -> date:
        waits = self.confirm_days + self.waited_days
        day = min(days.working_day_after(self.begun, waits), self.answer_by)
        return max(day, self.promised_confirm_by or day)

    @property
    def answer_by(self) -> date:
        """Never before what was promised, also when a closing day is removed again."""
        return self._kept(self._after(self.waited_days + self.waiting_days))

    @property
    def owed_by(self) -> date:
        """The answer, as it was promised last; a wait that goes on is given back."""
        waits = self.answer_by_without_reply if self.waits_since else date.min
        return max(self.promised_answer_by or date.min, waits)

    @property
    def answer_by_without_reply(self) -> date:
        """When the complainant leaves a question that is asked without an answer."""
        still = REPLY_DAYS if self.waits_since else 0
        return self._kept(self._after(self.waited_days + still))

    def answer_by_for(self, awaited_since: date) -> date:
        """The answer to one who waits since that day: «Sender du i dag, …»"""
        return min(self._regular, self._latest(awaited_since))

    @property
    def latest_extension(self) -> date:
        """Within three months in all; once they have passed, as long again as usual."""
        if self._cap < date.max:
            return self._cap
        return days.working_day_after(self.answer_by, self.answer_days)

    @property
    def has_more_time(self) -> bool:
        return self.extended_to is not None

    def promise(self) -> None:
        """Keep the dates as they are now, to tell what a later closing day changes."""
        self.promised_confirm_by = self.confirm_by
        self.promised_answer_by = self.answer_by

    def extend(self, until: date) -> None:
        """So that the answer is owed on this day; waits that are over are in it."""
        self.extended_to, self.waited_days, self.asked_on = until, 0, None
        self.promise()

    def lay_still(self, count: int) -> None:
        """So many working days, which neither side loses."""
        self.waited_days += count
        if self.asked_on:
            self.asked_on = days.working_day_after(self.asked_on, count)
        self.promise()

    def end_wait(self) -> None:
        """The complainant has written, or the handler has answered without."""
        if self.asked_on is None:
            return
        self.waited_days += self.waiting_days
        self.asked_on = None
        self.promise()

    @property
    def waits_since(self) -> date | None:
        """No clock stands still for a question that lies unprinted."""
        if self.asked_on is None:
            return None
        return self.complaint.put_on(Act.ASK, self.asked_on)

    @property
    def reply_by(self) -> date | None:
        """Until when the handler waits for the complainant; then goes on without."""
        if self.waits_since is None:
            return None
        return days.working_day_after(self.waits_since, REPLY_DAYS)

    @property
    def reply_by_if_put_today(self) -> date:
        """As the sheet says it while it is printed."""
        return self.reply_by or days.working_day_after(clock.today(), REPLY_DAYS)

    @property
    def waiting_days(self) -> int:
        """Working days of the wait that is going on; they are given to the handler."""
        if self.waits_since is None:
            return 0
        return min(days.working_days_since(self.waits_since, clock.today()), REPLY_DAYS)

    def _kept(self, day: date) -> date:
        return max(day, self.promised_answer_by or day)

    def _after(self, waited: int) -> date:
        """A working day, also when the day that was agreed on was closed since."""
        day = days.working_day_from(self.extended_to or self._regular)
        return min(days.working_day_after(day, waited), self._cap)

    @property
    def _regular(self) -> date:
        return usual_answer_day(self.role, self.answer_days, self.begun, self.meeting)

    @property
    def _cap(self) -> date:
        return self._latest(self.complaint.awaited_since)

    def _latest(self, awaited_since: date) -> date:
        """Three months from when the complainant began to wait; once past, no more."""
        latest = days.working_day_until(days.months_after(awaited_since, MONTHS))
        return latest if latest > self.begun else date.max

"""How it ends, never quite: accepted, at rest, or withdrawn, and opened again."""

from datetime import date, timedelta

from flask_babel import lazy_gettext as _l

from kimvoice.complaints.ladder import (
    APPEAL_WEEKS,
    COMPLAINT_MONTHS,
    PROMISE_DAYS,
    TOLD_DAYS,
    UNDO_DAYS,
    WITHDRAWN_MONTHS,
    gone_from_backups_on,
    kept_since,
)
from kimvoice.complaints.states import ANSWERED, Act, State
from kimvoice.complaints.whole import Whole
from kimvoice.core import clock, days
from kimvoice.core.errors import RuleBroken


class Ending(Whole):
    # After an answer

    @property
    def answered_on(self) -> date:
        """Raise LookupError before there is an answer at this step."""
        if self.current.answer is None:
            raise LookupError("Nothing was answered at this step.")
        return self.current.answer.given_on

    @property
    def answer_put_on(self) -> date | None:
        """No appeal runs out for an answer that lies unprinted."""
        return self.put_on(Act.ANSWER, self.answered_on)

    @property
    def appeal_by(self) -> date:
        """Until then it can be sent on without a reason; afterwards it rests.

        As if put today, for an answer on paper that is not printed.
        """
        return max(self._last_without_reason, self._from(self.reopened_on))

    @property
    def is_appealed_late(self) -> bool:
        """Whether sending it on needs a reason, also when it was opened again."""
        answered = self.standing in ANSWERED
        return answered and clock.today() > self._last_without_reason

    @property
    def rests_since(self) -> date:
        return self.appeal_by + timedelta(days=1)

    def accept(self) -> None:
        self._take(Act.ACCEPT, self.complainant)
        self.closed_on = clock.today()

    def reopen(self) -> None:
        self._take(Act.REOPEN, self.complainant)
        self.reopened_on, self.closed_on = clock.today(), None

    # Withdrawn

    @property
    def undo_by(self) -> date:
        """The last day on which a withdrawal can be undone."""
        return (self.withdrawn_on or clock.today()) + timedelta(days=UNDO_DAYS)

    @property
    def can_undo(self) -> bool:
        return self.state is State.WITHDRAWN and clock.today() <= self.undo_by

    def withdraw(self) -> None:
        """Who has read it can't open it any more; it can be undone for a while."""
        before = self.state
        self._take(Act.WITHDRAW, self.complainant)
        self.state_before, self.withdrawn_on = before, clock.today()

    def undo(self) -> None:
        """Go on where it was; the handler gets back the days it lay withdrawn."""
        if not self.can_undo or self.withdrawn_on is None:
            raise RuleBroken(_l("Tiden for å angre er ute."))
        since = self.withdrawn_on
        self._take(Act.UNDO, self.complainant)
        self.state_before = self.withdrawn_on = None
        self.awaited_since += clock.today() - since
        self.current.lay_still(days.working_days_since(since, clock.today()))
        self.settle()

    # The end of it

    @property
    def is_open(self) -> bool:
        """Whether the complainant needs to come in for it, also after leaving.

        Until it is withdrawn for good, or closed and kept. On the day of closing it
        can still be opened again.
        """
        if self.state is State.WITHDRAWN:
            return self.can_undo
        if self.closed_on and self.closed_on < clock.today():
            return any(it.promises and not it.is_done for it in self.answers)
        return True

    @property
    def kept_until(self) -> date | None:
        """Deleted afterwards; None as long as somebody owes something."""
        if self.withdrawn_on:
            return kept_since(self.withdrawn_on, WITHDRAWN_MONTHS)
        done_on = self.closed_on
        if done_on is None and self.standing is State.RESTING:
            done_on = self.rests_since
        if done_on is None:
            return None
        return max(kept_since(done_on, COMPLAINT_MONTHS), self._promises_are_over)

    @property
    def deleted_on(self) -> date | None:
        return self.kept_until + timedelta(days=1) if self.kept_until else None

    @property
    def gone_from_backups_on(self) -> date | None:
        if self.deleted_on is None:
            return None
        return gone_from_backups_on(self.deleted_on)

    @property
    def is_soon_deleted(self) -> bool:
        """From then on the complainant is told on the first page."""
        told_from = (self.deleted_on or date.max) - timedelta(days=TOLD_DAYS)
        return clock.today() >= told_from

    @property
    def _promises_are_over(self) -> date:
        """So that both sides can be asked whether the last one was kept."""
        promised = [it.done_by for it in self.answers if it.done_by]
        after = timedelta(days=PROMISE_DAYS)
        return max(promised) + after if promised else date.min

    @property
    def is_to_be_deleted(self) -> bool:
        return self.kept_until is not None and clock.today() > self.kept_until

    @property
    def _last_without_reason(self) -> date:
        return self._from(self.answer_put_on or clock.today())

    def _from(self, day: date | None) -> date:
        """Weeks as there were on that day; never a day on which the house is closed.

        The days on which it lay withdrawn are given back.
        """
        if day is None:
            return date.min
        weeks = timedelta(weeks=APPEAL_WEEKS.value(on=day))
        return days.working_day_from(day + weeks + self._lay_withdrawn(day))

    def _lay_withdrawn(self, since: date) -> timedelta:
        """How long in all, since that day: nobody could ask on meanwhile."""
        turns = [it for it in self.entries if it.act in (Act.WITHDRAW, Act.UNDO)]
        pairs = zip(turns[::2], turns[1::2], strict=False)
        lain = [b.done_on - a.done_on for a, b in pairs if a.done_on >= since]
        return sum(lain, timedelta())

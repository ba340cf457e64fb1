"""When an answer is expected, and who hears of it when it is late (DESIGN 7)."""

from datetime import date
from enum import IntEnum

from kimvoice.core import clock, days
from kimvoice.forum.states import UNDECIDED, State
from kimvoice.forum.whole import WholeVisit


class Audience(IntEnum):
    """Who is told, from so many working days after the date."""

    EVERYBODY = 1
    LEADERSHIP_TEAM = 7
    BOARD = 21


class Awaited(WholeVisit):
    @property
    def expected(self) -> date:
        """When the next thing must have happened: computed, never later by silence.

        Of what was sent on, when the last of it is expected.
        """
        if self.state is State.FORWARDED:
            return max((it.expected for it in self.waits_for), default=self.due)
        if self.state is State.ANSWERED and self.read_by is not None:
            return days.working_day_from(self.read_by)
        if self.state is State.READ_OUT and self.looks_again_on is not None:
            return self.looks_again_on
        return self.due

    @property
    def days_late(self) -> int:
        """Working days; a body that has sent the matter on waits for others."""
        waits = self.state in (*UNDECIDED, State.ANSWERED) or self.is_to_look_again
        if not waits:
            return 0
        return self._days_over

    @property
    def has_passed(self) -> bool:
        """The day on which it was expected, also from those who were asked on."""
        return self._days_over > 0

    @property
    def _days_over(self) -> int:
        return days.working_days_since(self.expected, clock.today())

    @property
    def is_late(self) -> bool:
        return self.days_late > 0

    def is_told_to(self, audience: Audience) -> bool:
        return self.days_late >= audience

    @property
    def first_due(self) -> date:
        """A working day, also where the house has closed that day since."""
        return days.working_day_from(self.due_originally)

    @property
    def has_later_date(self) -> bool:
        """The original stays in sight."""
        return self.due_on is not None

    @property
    def acted_on(self) -> list[date]:
        """When the body sent the matter on, or answered by itself."""
        answered = [self.own_answer.given_on] if self.own_answer is not None else []
        return [*(it.received_on for it in self.asked), *answered]

    @property
    def decided_on(self) -> date | None:
        """When it did so first."""
        return min(self.acted_on, default=None)

    @property
    def was_in_time(self) -> bool:
        """Against the original date, whatever was promised since."""
        return self.decided_on is not None and self.decided_on <= self.first_due

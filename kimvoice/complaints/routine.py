"""The routine as it is in force: what can be said without knowing anybody."""

from dataclasses import dataclass
from datetime import date

from kimvoice.complaints.deadlines import usual_answer_day
from kimvoice.complaints.ladder import (
    APPEAL_WEEKS,
    COMPLAINT_MONTHS,
    LADDER,
    WITHDRAWN_MONTHS,
)
from kimvoice.complaints.outside import BODIES
from kimvoice.core import clock, days
from kimvoice.forum.bodies import board_meets_after

WRITTEN_ON = date(2026, 11, 22)
"""When the words of the page were last changed."""
SETTINGS = (LADDER, APPEAL_WEEKS, COMPLAINT_MONTHS, WITHDRAWN_MONTHS, BODIES)


@dataclass(frozen=True)
class SentToday:
    """What the first reader would owe, whoever sends it."""

    confirm_by: date
    answer_by: date

    @classmethod
    def foreseen(cls) -> "SentToday":
        today, first = clock.today(), LADDER.value()[0]
        answer_by = usual_answer_day(
            first.role,
            first.answer_days,
            today,
            board_meets_after(today) or date.min,
        )
        confirm_by = days.working_day_after(today, first.confirm_days)
        return cls(min(confirm_by, answer_by), answer_by)


def in_force_since() -> date:
    choices = [each.choice() for each in SETTINGS]
    return max([WRITTEN_ON, *(it.counts_from for it in choices if it)])

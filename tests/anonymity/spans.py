"""For how long a house is lived in, and how busily."""

from dataclasses import dataclass, replace

from tests.anonymity.centre import FIRST_DAY


@dataclass(frozen=True)
class Span:
    weeks: int
    slips: int
    shares: tuple[float, ...]
    """Of the slips, in each week: one week is nearly silent."""
    new_weeks: int = 1
    """So many in which nobody comes back, and each slip is a suggestion."""
    kinds: tuple[int, ...] = (5, 3, 1, 1)
    """How often suggestions, messages, «hjalp svaret?» and withdrawals are sent."""
    looks: float = 0.4
    """The share of people who look at some pages on a day."""
    ticks: int = 10
    """Of a day's 1440 minutes, those in which the clock's work is really done."""
    first_day: str = FIRST_DAY


FOUR_WEEKS = Span(4, 200, (0.37, 0.35, 0.01, 0.27))
FOUR_CALM_WEEKS = replace(FOUR_WEEKS, slips=120, looks=0.12, ticks=4)
"""The short form of them."""
TWO_WEEKS = Span(2, 30, (0.6, 0.4))
ONE_WEEK = Span(1, 20, (1.0,))
ANSWERED = Span(2, 40, (0.5, 0.5), kinds=(1, 8, 0, 0))
"""In the second week nearly all write to what they said in the first."""
WITHDRAWN = Span(2, 36, (0.6, 0.4), kinds=(4, 3, 1, 8))
QUIET = Span(
    12,
    12,
    (1 / 12,) * 12,
    kinds=(1, 0, 0, 0),
    looks=0.03,
    ticks=1,
    first_day="2025-08-04 08:00",
)
"""One slip a week, in weeks without holidays: then its day could be its author."""

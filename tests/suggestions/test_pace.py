"""The limit of ten minutes, and whoever counts his own slips to learn of others."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle

import pytest
import time_machine

from kimvoice.suggestions.intake import Pace, TooMany

SLOTS = 2000
NEXT_SLOT = timedelta(minutes=10)
TEN_O_CLOCK = datetime(2025, 11, 17, 10, tzinfo=UTC)
Move = Callable[[timedelta], None]


@pytest.fixture
def move() -> Iterator[Move]:
    """The clock stands at the beginning of ten minutes, until the test moves it."""
    with time_machine.travel(TEN_O_CLOCK, tick=False) as traveller:
        yield traveller.shift


class Even(Pace):
    """Draws each limit equally often, so that a frequency is exact."""

    def __init__(self) -> None:
        super().__init__()
        self.limits = cycle(range(self.FEWEST, self.FEWEST + self.CHOICES))

    def _draw(self) -> int:
        return next(self.limits)


class Fixed(Pace):
    CHOICES = 1


def taken_in(pace: Pace) -> int:
    """How many of his own somebody gets in before he is refused."""
    count = 0
    while True:
        try:
            pace.keep()
        except TooMany:
            return count
        count += 1


def what_he_counts(pace: Pace, move: Move, others: int) -> Counter[int]:
    """Over many slots in each of which so many others sent before him."""
    counts: Counter[int] = Counter()
    for _ in range(SLOTS):
        for _ in range(others):
            pace.keep()
        counts[taken_in(pace)] += 1
        move(NEXT_SLOT)
    return counts


def advantage(pace: Pace, move: Move) -> float:
    """Of the best guess whether one other sent, over a coin: 0 knows nothing, 1 all."""
    alone, with_one = (what_he_counts(pace, move, others) for others in (0, 1))
    return sum(abs(alone[it] - with_one[it]) for it in alone | with_one) / (2 * SLOTS)


def test_who_sends_until_refused_hardly_learns_whether_another_sent(
    move: Move,
) -> None:
    assert advantage(Even(), move) == pytest.approx(1 / 20)


def test_the_house_draws_as_evenly_as_that(move: Move) -> None:
    """He learns from as many slots which counts speak for another, and then guesses.

    Five times the noise is allowed: too much by chance less than once in 10^6 runs.
    """
    alone, with_one = (what_he_counts(Pace(), move, others) for others in (0, 1))
    telling = {it for it in with_one if with_one[it] > alone[it]}
    alone, with_one = (what_he_counts(Pace(), move, others) for others in (0, 1))
    better = sum(with_one[it] - alone[it] for it in telling) / SLOTS
    assert better < 1 / 20 + 5 * (2 * 0.25 / SLOTS) ** 0.5


def test_with_a_limit_that_is_known_he_would_always_know(move: Move) -> None:
    assert advantage(Fixed(), move) == 1


def test_never_fewer_than_twenty_and_each_number_up_to_39(move: Move) -> None:
    """One is missing by chance less than once in 10^40 runs: 20 × 0.95^2000."""
    assert set(what_he_counts(Pace(), move, others=0)) == set(range(20, 40))


def test_the_limit_stands_for_ten_minutes_of_the_clock(move: Move) -> None:
    pace = Pace()
    taken_in(pace)
    move(NEXT_SLOT - timedelta(seconds=1))
    assert taken_in(pace) == 0
    move(timedelta(seconds=1))
    assert taken_in(pace) >= 20


def test_trying_again_changes_nothing(move: Move) -> None:
    """Neither the limit of these ten minutes nor that of the next."""
    patient, impatient = Even(), Even()
    for pace in (patient, impatient):
        taken_in(pace)
    for _ in range(50):
        assert taken_in(impatient) == 0
    move(NEXT_SLOT)
    assert taken_in(impatient) == taken_in(patient)


def test_what_it_remembers_counts_nobody(move: Move) -> None:
    """One who reads the memory finds how many may come, not how many came."""
    pace = Pace()
    pace.keep()
    kept = {name: it for name, it in vars(pace).items() if isinstance(it, int)}
    assert set(kept) == {"_slot", "_left"}

"""How much better than pure chance an attacker guesses.

An attack names a label for each thing it looks at (a person, a day), or lays things in
an order. Its linking rate is the share of right labels, or of pairs in the right order.
The bound is what chance alone passes in fewer than one of DOUBT tables: exact tails,
shared among the rows of the table (Bonferroni), so that the whole table of a house that
leaks nothing fails once in a thousand times.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType
from typing import TypeVar

DOUBT = 0.001
ROWS = 100
"""The most rows that a table may have, both databases together."""

Item = TypeVar("Item", bound=Hashable)


@dataclass(frozen=True)
class Linking:
    right: int
    tries: int
    chance: float
    """The share that chance alone gets right, on average."""
    bound: float
    """The share that chance alone passes in fewer than one of DOUBT tables."""

    @property
    def rate(self) -> float:
        return self.right / self.tries if self.tries else 0.0

    @property
    def beats_chance(self) -> bool:
        return self.rate > self.bound

    @property
    def is_clear(self) -> bool:
        """Past the bound, and at least half the way from chance to certainty."""
        return self.beats_chance and self.rate >= (1 + self.chance) / 2

    def __str__(self) -> str:
        return f"{self.rate:.2f} of {self.tries} (chance {self.chance:.2f})"


def labelled(
    guess: Mapping[Item, Hashable],
    truth: Mapping[Item, Hashable],
    group: Mapping[Item, Hashable],
    among: Mapping[Item, Collection[Hashable]] = MappingProxyType({}),
) -> Linking:
    """Chance knows who wrote in the group (a round), but not which of its things.

    ``among``: who alone it can have been, where that much may be known of a thing.
    """
    there = {item: label for item, label in guess.items() if item in truth}
    groups: dict[Hashable, Counter[Hashable]] = {}
    for item, label in truth.items():
        groups.setdefault(group[item], Counter())[label] += 1

    def odds_of(item: Item, label: Hashable) -> float:
        wrote = groups[group[item]]
        known = set(wrote) & set(among.get(item, wrote))
        there = sum(wrote[each] for each in known)
        return wrote[label] / there if label in known else 0.0

    odds = [odds_of(item, label) for item, label in there.items()]
    right = sum(truth[item] == label for item, label in there.items())
    return counted(right, odds)


def counted(right: int, odds: Sequence[float]) -> Linking:
    """So many right, where each try would have been right by chance with its odds."""
    tries = len(odds)
    shares = [1.0]
    for each in odds:
        shares = [
            stay * (1 - each) + come * each
            for stay, come in zip([*shares, 0.0], [0.0, *shares], strict=True)
        ]
    return _linking(right, tries, sum(odds), shares)


def ordered(orders: Sequence[Sequence[Item]], place: Mapping[Item, float]) -> Linking:
    """Each order is of one round; ``place`` says what truly came first (Kendall 1938).

    Things that the truth doesn't know are left out.
    """
    right = tries = 0
    shares = [1.0]
    for order in orders:
        known = [place[item] for item in order if item in place]
        pairs = list(combinations(known, 2))
        tries += len(pairs)
        right += sum(first < second for first, second in pairs)
        for others in range(len(known)):
            shares = _spread(shares, others + 1)
    return _linking(right, tries, tries / 2, shares)


def _spread(shares: list[float], width: int) -> list[float]:
    """Convolved with a die of so many sides."""
    spread, running = [], 0.0
    for at in range(len(shares) + width - 1):
        running += shares[at] if at < len(shares) else 0.0
        running -= shares[at - width] if at >= width else 0.0
        spread.append(running / width)
    return spread


def _linking(right: int, tries: int, mean: float, shares: list[float]) -> Linking:
    if not tries:
        return Linking(0, 0, 0.0, 0.0)
    tail, most = 0.0, len(shares) - 1
    while most > 0 and tail + shares[most] < DOUBT / ROWS:
        tail += shares[most]
        most -= 1
    return Linking(right, tries, mean / tries, most / tries)

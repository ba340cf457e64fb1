"""Nobody can work out that there were from one to four of anything.

Tried on every house with up to twelve complaints in a half-year.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, combinations

import pytest

from kimvoice.complaints.states import Outcome
from kimvoice.complaints.tombstones import Figures

COLUMNS = Figures.__table__.columns.keys()
on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@dataclass(frozen=True)
class One:
    outcome: Outcome
    in_time: bool


@dataclass(frozen=True)
class House:
    """How many of each outcome, and how many of all were late."""

    split: tuple[int, ...]
    late: int

    def can_be(self, knows: bool) -> bool:
        """Some know that an answer that never came was not in time either."""
        never = self.split[list(Outcome).index(Outcome.UNANSWERED)]
        return not knows or self.late >= never


MOST = 12


def splits(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in splits(total - first, parts - 1):
            yield (first, *rest)


@cache
def told(split: tuple[int, ...], is_late: bool) -> tuple[object, ...]:
    """What is stored of it, which is more than the page says."""
    each = chain.from_iterable(
        [it] * many for it, many in zip(Outcome, split, strict=True)
    )
    figures = Figures(half_year="2025-1")
    figures.freeze(One(it, bool(at) or not is_late) for at, it in enumerate(each))
    return tuple(getattr(figures, name) for name in COLUMNS)


def by_what_is_told(most: int) -> dict[tuple[object, ...], list[House]]:
    found: dict[tuple[object, ...], list[House]] = defaultdict(list)
    for total in range(most + 1):
        for split in splits(total, len(Outcome)):
            for late in range(total + 1):
                found[told(split, late > 0)].append(House(split, late))
    return found


def of_each_choice(houses: list[House]) -> Iterator[set[int]]:
    """What there can be of every choice of outcomes, of all of them too."""
    every = {each.split for each in houses}
    for many in range(1, len(Outcome) + 1):
        for chosen in combinations(range(len(Outcome)), many):
            yield {sum(split[at] for at in chosen) for split in every}


@on_sqlite
@pytest.mark.usefixtures("app")
def test_nobody_can_work_out_that_there_were_from_one_to_four() -> None:
    """Whoever knows how it is counted keeps every house in mind that would say so.

    No sum of any choice of what is counted is from 1 to 4 in all of these houses.
    """
    for alike in by_what_is_told(MOST).values():
        for knows in (False, True):
            left = [each for each in alike if each.can_be(knows)]
            late = {each.late for each in left}
            in_time = {sum(each.split) - each.late for each in left}
            for can_be in (late, in_time, *of_each_choice(left)):
                assert not can_be or not can_be <= {1, 2, 3, 4}, alike[:3]


@on_sqlite
@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("split", "shown"),
    [
        ((5, 0, 0, 0, 5), True),
        ((5, 0, 0, 0, 0), False),
        ((0, 0, 0, 12, 0), False),
        ((5, 7, 0, 0, 6), True),
        ((4, 0, 0, 0, 0), False),
        ((5, 3, 0, 0, 0), False),
        ((5, 5, 5, 5, 1), False),
    ],
)
def test_how_it_went_is_told_whole_or_not_at_all(
    split: tuple[int, ...], shown: bool
) -> None:
    outcomes = told(split, False)[-len(Outcome) :]
    assert outcomes == (split if shown else (None,) * len(Outcome))

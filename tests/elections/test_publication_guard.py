"""Whatever is told of the votes, nobody learns what another did.

A slow second guard: every box that up to twelve can fill is filled. Whoever knows
their own slip, and that somebody else voted, knows of that other what is on every
other slip, in every box of which the house would tell the same. That must be nothing,
but for what the names say already: where nobody is elected of two or more, all were
blank. (With five or fewer on the roll nothing is told: what the names say there,
to those who can count the roll, they say whatever a page keeps to itself.)

Of four who stand the short form fills only boxes of up to seven, one more than the
fewest of which the turnout is told; the long form (KIMVOICE_ATTACK=long) all of twelve.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import pytest

from kimvoice.elections.publication import FEWEST_COUNTED, tells_turnout, tells_votes
from kimvoice.elections.tally import (
    ONE_SEAT,
    REPRESENTATIVE_AND_DEPUTY,
    most_marks,
    tally,
)
from tests.anonymity.effort import long

MOST_VOTERS = 12
MANY_KINDS, MOST_OF_MANY_KINDS = 11, FEWEST_COUNTED + 1
NAMES, FIGURES, BOARD = "names", "figures", "board"
"""What is told of a vote, at most."""
BLANK = "blank"
Slip = frozenset[str]
Box = tuple[int, ...]
"""How many of each kind of slip."""
Looks = tuple[object, ...]
"""What is told of a box."""


def kinds_of_slip(names: str, seats: int) -> list[Slip]:
    most = range(1, most_marks(len(names), seats) + 1)
    crossed = (frozenset(it) for many in most for it in combinations(names, many))
    return [frozenset([BLANK]), *crossed]


def boxes(kinds: int, slips: int) -> Iterator[Box]:
    if kinds == 1:
        yield (slips,)
        return
    for first in range(slips + 1):
        for rest in boxes(kinds - 1, slips - first):
            yield (first, *rest)


def looks_like(names: str, kinds: list[Slip], box: Box, *, told: str) -> Looks:
    """Names, turnout and figures, as far as they are told; of a lot too much."""
    lying = list(zip(kinds, box, strict=True))
    votes = {it: sum(many for kind, many in lying if it in kind) for it in names}
    slips, blanks = sum(box), box[0]
    result = tally(votes, blanks=blanks, seats=seats(told))
    who = (result.elected, result.needs_lot)
    if not tells_turnout(slips, for_board=told == BOARD):
        return who
    if told == FIGURES and tells_votes(votes.values(), slips=slips, not_named=blanks):
        return (*who, slips, blanks, *votes.values())
    return (*who, slips)


def seats(told: str) -> int:
    return ONE_SEAT if told == BOARD else REPRESENTATIVE_AND_DEPUTY


def most_voters(kinds: list[Slip]) -> int:
    return MOST_VOTERS if long() or len(kinds) < MANY_KINDS else MOST_OF_MANY_KINDS


class Class:
    """Boxes that nobody can tell apart by what the house says."""

    def __init__(self, kinds: list[Slip]) -> None:
        self.kinds = kinds
        self.certain: dict[int | None, Slip] = {}
        """By the kind of one's own slip, or none: what is on each of the others."""

    def add(self, box: Box) -> None:
        for own in (None, *(at for at, many in enumerate(box) if many)):
            if self.certain.get(own) == frozenset():
                continue
            left = [
                kind for at, kind in enumerate(self.kinds) if box[at] - (at == own) > 0
            ]
            if left:
                here = frozenset.intersection(*left)
                self.certain[own] = self.certain.get(own, here) & here


@pytest.mark.parametrize("told", [NAMES, FIGURES, BOARD])
@pytest.mark.parametrize("names", ["A", "AB", "ABC", "ABCD"])
def test_nobody_learns_what_another_voted(names: str, told: str) -> None:
    kinds = kinds_of_slip(names, seats(told))
    classes: dict[Looks, Class] = defaultdict(lambda: Class(kinds))
    for slips in range(most_voters(kinds) + 1):
        for box in boxes(len(kinds), slips):
            classes[looks_like(names, kinds, box, told=told)].add(box)
    for looks, each in classes.items():
        nobody_elected = looks[:2] == ((), frozenset())
        inherent = {BLANK} if nobody_elected and len(names) > 1 else set()
        assert set().union(*each.certain.values()) <= inherent, looks
    assert len(classes) > 1


@pytest.mark.parametrize("on_roll", range(2, MOST_VOTERS + 1))
def test_nobody_learns_that_another_did_not_vote(on_roll: int) -> None:
    """Who voted, and reads how many did, can think of every other that they did."""
    for slips in range(on_roll + 1):
        same = [
            it
            for it in range(1, on_roll + 1)
            if it == slips or not _told(it) and not _told(slips)
        ]
        assert max(same) > 1, (slips, on_roll)


def _told(slips: int) -> bool:
    return tells_turnout(slips, for_board=False)


@pytest.mark.parametrize("slips", range(MOST_VOTERS + 1))
def test_of_the_board_no_turnout_is_told(slips: int) -> None:
    assert not tells_turnout(slips, for_board=True)

"""The count: plain data in, plain data out (majority vote, FOR-2011-12-06-1355 § 3-9).

Up to two names on a slip, most votes first; equal votes need a lot. Nothing here
depends on the order of the input, and nothing is left to chance.
"""

from collections.abc import Hashable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)

REPRESENTATIVE_AND_DEPUTY = 2
ONE_SEAT = 1


@dataclass(frozen=True)
class Outcome(Generic[Name]):
    scores: Mapping[Name, int]
    elected: tuple[Name, ...]
    """The representative, then the deputy, as far as the votes decide."""
    needs_lot: frozenset[Name]
    """Those with as many votes as each other, for the places that are left."""
    places_by_lot: int = 0

    def drawn(self, order: Sequence[Name]) -> tuple[Name, ...]:
        """All that are elected, with the lot; its first name takes the first place.

        Raise ValueError for a lot that does not fit.
        """
        if len(order) != self.places_by_lot or not self.needs_lot >= set(order):
            raise ValueError("The lot is not among those who need one.")
        if len(set(order)) < len(order):
            raise ValueError("Nobody takes two places.")
        return (*self.elected, *order)


def most_marks(candidates: int, seats: int) -> int:
    """How many names a slip may carry: with two candidates two would cancel out."""
    return 1 if candidates <= REPRESENTATIVE_AND_DEPUTY else min(seats, candidates)


def tally(
    scores: Mapping[Name, int],
    *,
    blanks: int = 0,
    seats: int = REPRESENTATIVE_AND_DEPUTY,
    drawn: Sequence[Name] = (),
    gone: Set[Name] = frozenset(),
) -> Outcome[Name]:
    """``scores``: marks for each candidate. Who has none is not elected.

    But of two candidates the other is the deputy, whatever it got; and a single one
    needs more votes than there are blank slips. ``drawn``: by lot, come before those
    they were equal with. ``gone``: can't be elected any more; the next one moves up.
    """
    if not any(scores.values()):
        return Outcome(scores, (), frozenset())
    least = 0 if len(scores) == REPRESENTATIVE_AND_DEPUTY == seats else 1
    if len(scores) == 1:
        least = blanks + 1
    eligible = {it: n for it, n in scores.items() if n >= least and it not in gone}
    by_lot = [it for it in drawn if it in eligible]
    return _in_order(eligible, scores, seats, by_lot)


def _in_order(
    eligible: Mapping[Name, int],
    scores: Mapping[Name, int],
    seats: int,
    drawn: Sequence[Name],
) -> Outcome[Name]:
    elected: tuple[Name, ...] = ()
    for votes in sorted(set(eligible.values()), reverse=True):
        first = tuple(name for name in drawn if eligible[name] == votes)
        elected += first[: seats - len(elected)]
        equal = frozenset(name for name, got in eligible.items() if got == votes)
        equal -= set(first)
        left = seats - len(elected)
        if left and len(equal) > 1:
            return Outcome(scores, elected, equal, min(left, len(equal)))
        if left:
            elected += tuple(equal)
    return Outcome(scores, elected, frozenset())

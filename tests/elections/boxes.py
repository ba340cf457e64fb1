"""All that two can count, and what of it may be told apart once it is published."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations_with_replacement

from kimvoice.elections.publication import tells_turnout, tells_votes
from kimvoice.elections.tally import Outcome, most_marks, tally

Looks = tuple[object, ...]


@dataclass(frozen=True)
class Box:
    marks: int
    slips: int
    blanks: int
    rejected: int
    votes: tuple[int, ...]
    """In the order of the list, and falling: what a name has to do with it, the tests
    of the count and of the lot ask."""

    @property
    def named(self) -> int:
        return self.slips - self.blanks - self.rejected

    @property
    def is_whole(self) -> bool:
        """Whoever got a slip has laid it in."""
        return self.marks == self.slips

    @property
    def outcome(self) -> Outcome[int]:
        return tally(dict(enumerate(self.votes)), blanks=self.blanks)

    @property
    def sit(self) -> tuple[int, ...]:
        """With a lot that falls as the list does."""
        lot = sorted(self.outcome.needs_lot)[: self.outcome.places_by_lot]
        return self.outcome.drawn(lot)


def boxes(on_roll: int, stand: int) -> Iterator[Box]:
    for marks in range(on_roll + 1):
        for slips in range(marks + 1):
            for blanks in range(slips + 1):
                for rejected in range(slips - blanks + 1):
                    named = slips - blanks - rejected
                    for votes in shared_out(named, stand):
                        yield Box(marks, slips, blanks, rejected, votes)


def shared_out(named: int, stand: int) -> Iterator[tuple[int, ...]]:
    """The votes that so many slips with a name on can give."""
    most = named * most_marks(stand, seats=2)
    falling = combinations_with_replacement(range(named, -1, -1), stand)
    return (votes for votes in falling if named <= sum(votes) <= most)


def looks_published(box: Box, *, chosen: bool) -> Looks:
    """Who sits, whether by lot, and turnout and figures where the rule tells them.

    And what whoever gets a slip first knows: whether anybody did.
    """
    seen: Looks = (box.sit, box.outcome.places_by_lot, box.marks > 0)
    if not tells_turnout(box.slips, for_board=False):
        return seen
    seen += (box.marks, box.slips)
    not_named = box.blanks + box.rejected
    if chosen and tells_votes(box.votes, slips=box.slips, not_named=not_named):
        return (*seen, box.blanks, box.rejected, *box.votes)
    return seen


def looks_counted(box: Box) -> Looks:
    """Whether there will be a lot, and no more."""
    return (bool(box.outcome.needs_lot), box.marks > 0)


def alike(
    found: Iterable[Box], looks: Callable[[Box], Looks]
) -> Iterator[tuple[Looks, list[Box]]]:
    """Those that nobody may tell apart."""
    groups: dict[Looks, list[Box]] = defaultdict(list)
    for box in found:
        groups[looks(box)].append(box)
    return ((each, group) for each, group in groups.items() if len(group) > 1)


def extremes(group: list[Box]) -> list[Box]:
    """As few as show each figure where it is least, and where it is most."""
    of_each = {box: figures(box) for box in group}
    least, most = (
        [far(column) for column in zip(*of_each.values(), strict=True)]
        for far in (min, max)
    )
    shows = {
        box: {
            (at, figure)
            for at, figure in enumerate(its)
            if figure in (least[at], most[at])
        }
        for box, its in of_each.items()
    }
    lacking, chosen = set().union(*shows.values()), list[Box]()
    while lacking:
        chosen.append(max(group, key=lambda it: len(shows[it] & lacking)))
        lacking -= shows[chosen[-1]]
    return chosen


def figures(box: Box) -> tuple[int, ...]:
    """All that is kept, and what somebody could make of it."""
    ahead = box.votes[0] - box.votes[-1]
    cast = (box.marks, box.slips, box.blanks, box.rejected, box.named)
    return (*cast, *box.votes, ahead)

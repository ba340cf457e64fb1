"""All that two can count, and what of it may be told apart once it is published."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations_with_replacement

from kimvoice.elections.publication import tells_turnout, tells_votes
from kimvoice.elections.tally import (
    ONE_SEAT,
    REPRESENTATIVE_AND_DEPUTY,
    Outcome,
    most_marks,
    tally,
)

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
    seats: int = REPRESENTATIVE_AND_DEPUTY

    @property
    def named(self) -> int:
        return self.slips - self.blanks - self.rejected

    @property
    def is_whole(self) -> bool:
        """Whoever got a slip has laid it in."""
        return self.marks == self.slips

    @property
    def outcome(self) -> Outcome[int]:
        votes = dict(enumerate(self.votes))
        return tally(votes, blanks=self.blanks, seats=self.seats)

    @property
    def sit(self) -> tuple[int, ...]:
        """With a lot that falls as the list does."""
        lot = sorted(self.outcome.needs_lot)[: self.outcome.places_by_lot]
        return self.outcome.drawn(lot)


@dataclass(frozen=True)
class Electorate:
    on_roll: int
    stand: int
    chosen: bool = False
    """That figures be told. For the board it always is, and tells nothing."""
    board: bool = False

    def __str__(self) -> str:
        of = "board" if self.board else "figures" if self.chosen else "names"
        return f"{of}-{self.on_roll}-{self.stand}"

    @property
    def seats(self) -> int:
        return ONE_SEAT if self.board else REPRESENTATIVE_AND_DEPUTY

    def boxes(self) -> Iterator[Box]:
        for marks in range(self.on_roll + 1):
            for slips in range(marks + 1):
                for blanks in range(slips + 1):
                    for rejected in range(slips - blanks + 1):
                        for votes in self.shared_out(slips - blanks - rejected):
                            yield Box(marks, slips, blanks, rejected, votes, self.seats)

    def shared_out(self, named: int) -> Iterator[tuple[int, ...]]:
        """The votes that so many slips with a name on can give."""
        most = named * most_marks(self.stand, self.seats)
        falling = combinations_with_replacement(range(named, -1, -1), self.stand)
        return (votes for votes in falling if named <= sum(votes) <= most)

    def published(self, box: Box) -> Looks:
        """Who sits, whether by lot, and turnout and figures where the rule tells them.

        And what whoever gets a slip first knows: whether anybody did.
        """
        seen: Looks = (box.sit, box.outcome.places_by_lot, box.marks > 0)
        if not self.tells_turnout(box):
            return seen
        seen += (box.marks, box.slips)
        not_named = box.blanks + box.rejected
        told = tells_votes(box.votes, slips=box.slips, not_named=not_named)
        if self.chosen and told:
            return (*seen, box.blanks, box.rejected, *box.votes)
        return seen

    def tells_turnout(self, box: Box) -> bool:
        return tells_turnout(box.slips, for_board=self.board)

    def counted(self, box: Box) -> Looks:
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
    far = {name: (least, most) for name, least, most in spans(group)}
    shows = {
        box: {(name, it) for name, it in figures(box).items() if it in far[name]}
        for box in group
    }
    lacking, chosen = set().union(*shows.values()), list[Box]()
    while lacking:
        chosen.append(max(group, key=lambda it: len(shows[it] & lacking)))
        lacking -= shows[chosen[-1]]
    return chosen


def changing(group: list[Box]) -> set[str]:
    return {name for name, least, most in spans(group) if least < most}


def spans(group: list[Box]) -> Iterator[tuple[str, int, int]]:
    of_each = [figures(box) for box in group]
    for name in of_each[0]:
        found = [it[name] for it in of_each]
        yield name, min(found), max(found)


def figures(box: Box) -> dict[str, int]:
    """All that is kept, and what somebody could make of it."""
    return {
        "marks": box.marks,
        "slips": box.slips,
        "blanks": box.blanks,
        "rejected": box.rejected,
        "named": box.named,
        **{f"votes of {at}": many for at, many in enumerate(box.votes)},
        "ahead": box.votes[0] - box.votes[-1],
    }

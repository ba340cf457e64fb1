"""What an attack says in the end, and how it is laid beside the truth.

Items are the numbers of suggestions, or the ids of rows with an author's words.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from tests.anonymity.scoring import Linking, counted, labelled, ordered
from tests.anonymity.story import LOOKED, SUGGESTION, Sent, Story, week_of
from tests.anonymity.traces import Row

WORKING_DAYS = 5


class Claim(Protocol):
    def beside(self, truth: Story) -> Linking: ...


@dataclass(frozen=True)
class Named:
    """Who wrote it: the id of a person for each number."""

    guess: Mapping[int, int]
    among: Mapping[int, Collection[int]] = field(default_factory=dict)
    """Who alone it can have been, by the weeks in which somebody was in the house."""

    def beside(self, truth: Story) -> Linking:
        names = {at: it.author.id for at, it in first(truth).items()}
        return labelled(self.guess, names, weeks(truth), self.among)


@dataclass(frozen=True)
class Seen:
    """Who sent it: the id of a person for each exchange, by its place on the wire.

    Chance knows who was in the house that day.
    """

    guess: Mapping[int, int]

    def beside(self, truth: Story) -> Linking:
        sent = {it.exchange: it for it in truth.sent if it.exchange is not None}
        tried = {at: who for at, who in self.guess.items() if at in sent}
        right = sum(who == sent[at].author.id for at, who in tried.items())
        there = [len(truth.left.there_on(sent[at].day)) for at in tried]
        return counted(right, [1 / count for count in there])


@dataclass(frozen=True)
class Placed:
    """From which department: for numbers of which nobody may know it.

    A department that is large enough may be shown: chance knows which it is.
    """

    guess: Mapping[int, int]

    def beside(self, truth: Story) -> Linking:
        sent, small = first(truth), truth.left.centre.small_departments()
        shown = {
            at: None if it.department in small else it.department
            for at, it in sent.items()
        }
        departments = {at: it.author.department for at, it in sent.items()}
        known = {at: (week_of(it.at), shown[at]) for at, it in sent.items()}
        return labelled(self.guess, departments, known)


@dataclass(frozen=True)
class Caught:
    """Whether somebody sent something, for each moment at which one sat down."""

    guess: Mapping[datetime, bool]

    def beside(self, truth: Story) -> Linking:
        sent = {it.at for it in truth.sent if it.kind != LOOKED}
        known = {at: at in sent for at, _who, _where in truth.left.presence}
        return labelled(self.guess, known, {at: week_of(at) for at in known})


@dataclass(frozen=True)
class Known:
    """Whether somebody of this name is a participant."""

    guess: Mapping[str, bool]

    def beside(self, truth: Story) -> Linking:
        there = {each.name for each in truth.left.centre.participants()}
        known = {name: name in there for name in self.guess}
        return labelled(self.guess, known, dict.fromkeys(known, "town"))


@dataclass(frozen=True)
class Opened:
    """Of all these threads, one with each of these codes, which were guessed."""

    threads: Collection[int]
    codes: Collection[str]

    def beside(self, _truth: Story) -> Linking:
        return counted(len(self.codes), [0.0] * len(self.threads))


@dataclass(frozen=True)
class Dated:
    """On which day it was sent, as 2025-11-05, for each number.

    Chance knows the days of all that was sent, also of what has not come out.
    """

    guess: Mapping[int, str]

    def beside(self, truth: Story) -> Linking:
        sent = [it for it in truth.sent if it.kind == SUGGESTION]
        known = {
            -at if it.number is None else it.number: it for at, it in enumerate(sent)
        }
        days = {at: it.day for at, it in known.items()}
        rounds = {at: week_of(it.at) for at, it in known.items()}
        return labelled(self.guess, days, rounds)


@dataclass(frozen=True)
class Noticed:
    """For each week with a slip, the day on which it was sent.

    Chance does not know on which days something was sent, as it does for `Dated`.
    """

    days: Mapping[str, str]

    def beside(self, truth: Story) -> Linking:
        known = defaultdict[str, set[str]](set)
        for it in first(truth).values():
            known[week_of(it.at)].add(it.day)
        tried = [week for week in self.days if week in known]
        right = sum(self.days[week] in known[week] for week in tried)
        return counted(right, [len(known[week]) / WORKING_DAYS for week in tried])


@dataclass(frozen=True)
class Alike:
    """For each number, another one of the same author."""

    guess: Mapping[int, int]

    def beside(self, truth: Story) -> Linking:
        authors = {number: it.author.id for number, it in first(truth).items()}
        tried = {it: other for it, other in self.guess.items() if it in authors}
        right = sum(authors[it] == authors.get(other) for it, other in tried.items())
        each, others = Counter(authors.values()), len(authors) - 1
        return counted(right, [(each[authors[it]] - 1) / others for it in tried])


@dataclass(frozen=True)
class Read:
    """For each thing that should be gone, whether it was found. No chance in it."""

    found: Sequence[bool]

    def beside(self, _truth: Story) -> Linking:
        return counted(sum(self.found), [0.0] * len(self.found))


@dataclass(frozen=True)
class Ordered:
    """For each round, what came first: numbers, or ids of entries."""

    rounds: Sequence[Sequence[int]]

    def beside(self, truth: Story) -> Linking:
        places = {at: it.at.timestamp() for at, it in first(truth).items()}
        places |= {
            it.entry: it.at.timestamp() for it in truth.sent if it.entry is not None
        }
        return ordered(self.rounds, places)


def by_round(rows: Sequence[Row], item: str) -> Ordered:
    """Rows as they lie, claimed to lie as they came."""
    rounds: dict[object, list[int]] = {}
    for row in rows:
        rounds.setdefault(row["week"], []).append(int(row[item]))
    return Ordered(list(rounds.values()))


def first(truth: Story) -> dict[int, Sent]:
    """By number, the slips that became suggestions."""
    sent = [it for it in truth.sent if it.kind == SUGGESTION]
    return {it.number: it for it in sent if it.number is not None}


def weeks(truth: Story) -> dict[int, str]:
    """The week in which it was sent: that much everybody reads.

    Of the sending and not of the round, which an administrator may have moved.
    """
    return {at: week_of(it.at) for at, it in first(truth).items()}

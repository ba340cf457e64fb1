"""The table of attacks: who tries what, and what he claims in the end.

An attack is given what is left behind (`Left`), never the truth. It claims who wrote a
suggestion, on which day, or in which order they came; `score` lays the claim beside the
truth. Items are the numbers of suggestions, or the ids of rows with an author's words.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tests.anonymity.centre import SMALL, Size
from tests.anonymity.life import (
    LOOKED,
    SUGGESTION,
    TWO_WEEKS,
    Left,
    Sent,
    Span,
    Story,
    Watcher,
    week_of,
)
from tests.anonymity.scoring import Linking, counted, labelled, ordered
from tests.anonymity.traces import Row

NOBODY: tuple[()] = ()


@dataclass(frozen=True)
class Named:
    """Who wrote it: the id of a person for each number."""

    guess: Mapping[int, int]
    among: Mapping[int, Collection[int]] = field(default_factory=dict)
    """Who alone it can have been, by the weeks in which somebody was in the house."""


@dataclass(frozen=True)
class Placed:
    """From which department: for numbers of which nobody may know it."""

    guess: Mapping[int, int]


@dataclass(frozen=True)
class Caught:
    """Whether somebody sent something, for each moment at which one sat down."""

    guess: Mapping[datetime, bool]


@dataclass(frozen=True)
class Known:
    """Whether somebody of this name is a participant."""

    guess: Mapping[str, bool]


@dataclass(frozen=True)
class Opened:
    """Of all these threads, one with each of these codes, which were guessed."""

    threads: Collection[int]
    codes: Collection[str]


@dataclass(frozen=True)
class Dated:
    """On which day it was sent, as 2025-11-05, for each number."""

    guess: Mapping[int, str]


@dataclass(frozen=True)
class Ordered:
    """For each round, what came first: numbers, or ids of entries."""

    rounds: Sequence[Sequence[int]]


Claim = Named | Placed | Caught | Known | Opened | Dated | Ordered


@dataclass(frozen=True)
class Attack:
    name: str
    claim: Callable[[Left, Sequence[Watcher]], Claim]
    watchers: Sequence[Callable[[], Watcher]] = field(default=NOBODY)
    """Who must be there while it happens; `claim` is given them in this order."""
    size: Size = SMALL
    span: Span = TWO_WEEKS
    """Of the small round that it plays in, without a defence or alone."""
    alone: bool = False
    """It disturbs the others: it plays in a small round of its own."""


def score(claim: Claim, story: Story) -> Linking:
    match claim:
        case Named():
            return _named(claim, story)
        case Placed():
            return _placed(claim, story)
        case Caught():
            return _caught(claim, story)
        case Dated():
            return _dated(claim, story)
        case Ordered(rounds):
            return ordered(rounds, _places(story.sent))
    return _asked(claim, story)


def _asked(claim: Known | Opened, story: Story) -> Linking:
    if isinstance(claim, Opened):
        return counted(len(claim.codes), [0.0] * len(claim.threads))
    there = {each.name for each in story.left.centre.participants()}
    truth = {name: name in there for name in claim.guess}
    return labelled(claim.guess, truth, dict.fromkeys(truth, "town"))


def _named(claim: Named, story: Story) -> Linking:
    names = {at: it.author.id for at, it in _first(story.sent).items()}
    return labelled(claim.guess, names, _weeks(story), claim.among)


def _dated(claim: Dated, story: Story) -> Linking:
    """Chance knows the days of all that was sent, also of what has not come out."""
    first = [it for it in story.sent if it.kind == SUGGESTION]
    known = {-at if it.number is None else it.number: it for at, it in enumerate(first)}
    days = {at: it.day for at, it in known.items()}
    return labelled(claim.guess, days, {at: week_of(it.at) for at, it in known.items()})


def _placed(claim: Placed, story: Story) -> Linking:
    """A department that is large enough may be shown: chance knows which it is."""
    first, small = _first(story.sent), story.left.centre.small_departments()
    shown = {
        at: None if it.department in small else it.department
        for at, it in first.items()
    }
    departments = {at: it.author.department for at, it in first.items()}
    known = {at: (week_of(it.at), shown[at]) for at, it in first.items()}
    return labelled(claim.guess, departments, known)


def _caught(claim: Caught, story: Story) -> Linking:
    sent = {it.at for it in story.sent if it.kind != LOOKED}
    truth = {at: at in sent for at, _who, _where in story.left.presence}
    return labelled(claim.guess, truth, {at: week_of(at) for at in truth})


def _weeks(story: Story) -> dict[int, str]:
    """The week in which it was sent: that much everybody reads.

    Of the sending and not of the round, which an administrator may have moved.
    """
    return {at: week_of(it.at) for at, it in _first(story.sent).items()}


def _first(sent: Sequence[Sent]) -> dict[int, Sent]:
    """By number, the slips that became suggestions."""
    first = [it for it in sent if it.kind == SUGGESTION]
    return {it.number: it for it in first if it.number is not None}


def _places(sent: Sequence[Sent]) -> dict[int, float]:
    places = {at: it.at.timestamp() for at, it in _first(sent).items()}
    return places | {it.entry: it.at.timestamp() for it in sent if it.entry is not None}


def by_round(rows: Sequence[Row], item: str) -> Ordered:
    """Rows as they lie, claimed to lie as they came."""
    rounds: dict[object, list[int]] = {}
    for row in rows:
        rounds.setdefault(row["week"], []).append(int(row[item]))
    return Ordered(list(rounds.values()))

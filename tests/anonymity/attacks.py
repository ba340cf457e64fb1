"""The table of attacks: who tries what, and what he claims in the end.

An attack is given what is left behind (`Left`), never the truth. It claims who wrote a
suggestion, on which day, or in which order they came; `score` lays the claim beside the
truth. Items are the numbers of suggestions, or the ids of rows with an author's words.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.anonymity.life import SUGGESTION, Left, Sent, Story, Watcher
from tests.anonymity.scoring import Linking, labelled, ordered
from tests.anonymity.traces import Row

NOBODY: tuple[()] = ()


@dataclass(frozen=True)
class Named:
    """Who wrote it: the id of a person for each number."""

    guess: Mapping[int, int]


@dataclass(frozen=True)
class Dated:
    """On which day it was sent, as 2025-11-05, for each number."""

    guess: Mapping[int, str]


@dataclass(frozen=True)
class Ordered:
    """For each round, what came first: numbers, or ids of entries."""

    rounds: Sequence[Sequence[int]]


Claim = Named | Dated | Ordered


@dataclass(frozen=True)
class Attack:
    name: str
    claim: Callable[[Left, Sequence[Watcher]], Claim]
    watchers: Sequence[Callable[[], Watcher]] = field(default=NOBODY)
    """Who must be there while it happens; `claim` is given them in this order."""


def score(claim: Claim, story: Story) -> Linking:
    match claim:
        case Ordered(rounds):
            return ordered(rounds, _places(story.sent))
        case Named(guess):
            names = {at: it.author.id for at, it in _first(story.sent).items()}
            return labelled(guess, names, _weeks(story))
        case Dated(guess):
            days = {at: it.day for at, it in _first(story.sent).items()}
            return labelled(guess, days, _weeks(story))


def _weeks(story: Story) -> dict[int, str]:
    """The round that each suggestion came in: that much everybody reads."""
    return {it["number"]: it["week"] for it in story.left.end.tables["suggestions"]}


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

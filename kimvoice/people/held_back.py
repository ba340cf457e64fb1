"""Whom nobody may give a slip just now, before others agree: each room says its own.

Whoever holds a slip is let in as somebody. Where that is enough to vote, or the like,
the room asks more than people do (`new_codes.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import LazyString

from kimvoice.core.errors import RuleBroken
from kimvoice.people.models import Person


@dataclass(frozen=True)
class Guard:
    whom: Callable[[], set[int]]
    """By number: those for whom nobody has agreed."""
    words: Callable[[Person], LazyString]
    use_up: Callable[[Person], None]
    """What was agreed counts for one slip."""


REGISTER: list[Guard] = []


def guard(
    whom: Callable[[], set[int]],
    words: Callable[[Person], LazyString],
    use_up: Callable[[Person], None],
) -> None:
    REGISTER.append(Guard(whom, words, use_up))


def everybody() -> set[int]:
    return {number for each in REGISTER for number in each.whom()}


def why(person: Person) -> LazyString | None:
    """None for somebody whom a slip may be given."""
    held = (each for each in REGISTER if person.id in each.whom())
    return next((each.words(person) for each in held), None)


def must_not_be(person: Person) -> None:
    """Raise RuleBroken with what is needed first."""
    if words := why(person):
        raise RuleBroken(words)


def use_up(person: Person) -> None:
    must_not_be(person)
    for each in REGISTER:
        each.use_up(person)

"""1024 ordinary words, for passphrases and the key sheet: ten bits each.

Made for this house. The first four letters tell each from every other, and none is
one slip of the pen from another (tests/core/test_words.py says the rest).
"""

import secrets
from functools import cache
from pathlib import Path

LIST = Path(__file__).with_name("words.txt")
TELLING = 4
"""So many letters tell a word from all others."""


@cache
def every() -> tuple[str, ...]:
    return tuple(LIST.read_text("utf-8").split())


def draw(count: int) -> list[str]:
    """Each drawn among all, so the same word may come twice: ten bits every time."""
    return [secrets.choice(every()) for _ in range(count)]


def recognised(typed: str) -> str | None:
    """The word that is meant, also when it was cut short or has a wrong ending."""
    return _by_beginning().get(typed.strip().lower()[:TELLING])


@cache
def _by_beginning() -> dict[str, str]:
    return {word[:TELLING]: word for word in every()}

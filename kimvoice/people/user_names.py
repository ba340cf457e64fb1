"""What somebody signs in with: short, sayable, told at the first sign-in."""

import unicodedata
from collections.abc import Container
from itertools import count

NO_LETTERS = "person"
LONGEST = 20
"""Signs; before the number that tells two apart."""


def draw(name: str, taken: Container[str]) -> str:
    """«kari», or «kari2» where that is taken."""
    first = "".join(filter(str.isalpha, unicodedata.normalize("NFC", _first(name))))
    plain = first.lower()[:LONGEST] or NO_LETTERS
    tried = (plain if number == 1 else f"{plain}{number}" for number in count(1))
    return next(each for each in tried if each not in taken)


def plain(typed: str) -> str:
    """Small letters, and no sign that cannot be seen."""
    return "".join(filter(str.isprintable, typed)).strip().lower()


def _first(name: str) -> str:
    return next(iter(name.split()), "")

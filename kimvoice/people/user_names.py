"""What somebody signs in with: short, sayable, told at the first sign-in."""

import unicodedata
from collections.abc import Container
from itertools import count

NO_LETTERS = "person"
LONGEST = 20
"""Signs; before the number that tells two apart."""


def draw(name: str, taken: Container[str]) -> str:
    """«kari», or «kari2» where that is taken."""
    first = "".join(filter(str.isalpha, plain(_first(name))))[:LONGEST] or NO_LETTERS
    tried = (first if number == 1 else f"{first}{number}" for number in count(1))
    return next(each for each in tried if each not in taken)


def plain(typed: str) -> str:
    """Small letters, one form of each, and no sign that cannot be seen."""
    seen = unicodedata.normalize("NFC", "".join(filter(str.isprintable, typed)).strip())
    # The small form of «İ» is an i and a second dot, which nobody can type.
    return unicodedata.normalize("NFC", seen.lower().replace("i\u0307", "i"))


def _first(name: str) -> str:
    return next(iter(name.split()), "")

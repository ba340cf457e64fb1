"""Long lists: what can be chosen above one, and where one reads on.

An address says both in words, ``?status=answered&etter=2026-W47-123456``; what it says
wrongly counts as not said. A key names the last row that was read, never how many came
before: what is published meanwhile neither hides a row nor shows one twice.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

Row = TypeVar("Row")
LENGTH = 20


class HasWord(Protocol):
    @property
    def word(self) -> str: ...


Shelf = TypeVar("Shelf", bound=HasWord)


def chosen(shelves: Sequence[Shelf], word: str) -> Shelf:
    """The first one stands for everything, and for a word that nobody knows."""
    return next((each for each in shelves if each.word == word), shelves[0])


@dataclass(frozen=True)
class Piece(Generic[Row]):
    rows: Sequence[Row]
    onward: str = ""
    """The key of the next piece; empty at the end."""


def cut(rows: Sequence[Row], key_of: Callable[[Row], object]) -> Piece[Row]:
    """``rows`` holds one more than a piece when there is more."""
    if len(rows) <= LENGTH:
        return Piece(rows)
    return Piece(rows[:LENGTH], str(key_of(rows[LENGTH - 1])))

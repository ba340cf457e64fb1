"""What lies in the house with somebody's name: each room says its own (GDPR art. 15).

And how it goes when the person is erased (art. 17). A table that names people and is
told of by nobody makes a test fail.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from flask_babel import LazyString

from kimvoice.people.models import Person


@dataclass(frozen=True)
class Line:
    label: LazyString | str
    words: LazyString | str = ""
    on: date | None = None
    since: date | None = None
    until: date | None = None
    case: int | None = None
    """Of a complaint of one's own, whose page holds the rest."""


@dataclass(frozen=True)
class Stored:
    title: LazyString
    columns: tuple[str, ...]
    """«table.column», of those that point to people."""
    told: Callable[[Person], Iterable[Line]]
    erase: Callable[[Person], None]
    """What carries the name, when the person is erased; rows of others stay."""
    erase_own: Callable[[Person], None]
    """What nobody but the person may have deleted."""


REGISTER: list[Stored] = []


def nothing(_person: Person) -> None:
    """The rows point to somebody who has no name any more."""


def holds(
    title: LazyString,
    *columns: str,
    told: Callable[[Person], Iterable[Line]],
    erase: Callable[[Person], None] = nothing,
    erase_own: Callable[[Person], None] = nothing,
) -> None:
    """Say it in the room's own `about.py`."""
    REGISTER.append(Stored(title, columns, told, erase, erase_own))


def about(person: Person) -> list[tuple[LazyString, list[Line]]]:
    """All of it, room by room; a room that has nothing is left out."""
    found = ((each.title, list(each.told(person))) for each in REGISTER)
    return [(title, lines) for title, lines in found if lines]

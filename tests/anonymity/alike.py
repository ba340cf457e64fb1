"""An attack on what two rows share: is it the same author?"""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from math import log

from tests.anonymity.attacks import Attack
from tests.anonymity.claims import Alike
from tests.anonymity.copies import about
from tests.anonymity.story import Left, Watcher
from tests.anonymity.traces import Copy

CHOSEN = {"department_id", "department"}
"""What an author may tell the readers, and knows it."""


def _alike(left: Left, _watchers: Sequence[Watcher]) -> Alike:
    """The other one with which it shares the most telling values, in any column."""
    marks = {number: _marks(number, copy) for number, copy in _last_seen(left).items()}
    having = Counter(mark for those in marks.values() for mark in those)

    def shared(one: int, other: int) -> float:
        both = marks[one] & marks[other]
        return sum(log(len(marks) / having[it]) * _telling(it) for it in both)

    return Alike(
        {
            number: max(
                (other for other in marks if other != number),
                key=partial(shared, number),
            )
            for number in marks
        }
    )


def _telling(mark: tuple[str, object]) -> int:
    """Long values are not equal by accident."""
    return len(mark[1]) ** 2 if isinstance(mark[1], str | bytes) else 1


def _last_seen(left: Left) -> dict[int, Copy]:
    return {
        row["number"]: copy
        for copy in left.nights
        for row in copy.tables["suggestions"]
    }


def _marks(number: int, copy: Copy) -> set[tuple[str, object]]:
    own = (number, None)
    return {
        (column, len(value) if column == "sealed" else value)
        for row in about(number, copy)
        for column, value in row.items()
        if column not in CHOSEN and value not in own
    }


ATTACKS = [Attack("same author: rows that share values", _alike)]

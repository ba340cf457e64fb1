"""The protocol as it is read: line by line, each with its mark."""

from dataclasses import dataclass
from datetime import date

from kimvoice.core import ledger
from kimvoice.elections.models import Election
from kimvoice.elections.own_copy import kept_words
from kimvoice.elections.sentences import SAID


@dataclass(frozen=True)
class Line:
    number: int
    on: date
    words: list[str]
    mark: str
    """Of the protocol as far as this line: it stands on a print of that day."""


def lines_of(election: Election, *, own_copy: bool = False) -> list[Line]:
    """``own_copy``: with what the committee alone may read."""
    return [
        Line(
            number,
            event.done_on,
            [*SAID[event.deed](event), *(kept_words(event) if own_copy else ())],
            ledger.mark(event.link),
        )
        for number, event in enumerate(election.events, start=1)
    ]

"""The protocol as it is read: line by line, each with its mark."""

from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from kimvoice.core import clock
from kimvoice.elections.events import ElectionEvent
from kimvoice.elections.models import Election
from kimvoice.elections.own_copy import kept_words
from kimvoice.elections.sentences import SAID
from kimvoice.elections.states import Deed, State


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
            event.mark,
        )
        for number, event in enumerate(
            election.events if own_copy else read_by_all(election), start=1
        )
    ]


def read_by_all(election: Election) -> list[ElectionEvent]:
    """While somebody may still complain, nobody reads that somebody has: at a PC that
    many share, the moment would be a name."""
    until = election.complaints_until
    if election.state is State.PUBLISHED and until and clock.today() <= until:
        return list(takewhile(_is_no_complaint, election.events))
    return election.events


def _is_no_complaint(event: ElectionEvent) -> bool:
    return event.deed is not Deed.COMPLAINED

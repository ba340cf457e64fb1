"""The truth of a play, and what is left behind of it."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from kimvoice.core import days
from kimvoice.core.clock import OSLO
from tests.anonymity.centre import Centre, Resident
from tests.anonymity.traces import Copy, Exchange

SUGGESTION, MESSAGE = "suggestion", "message"
HELPED, WITHDRAWAL = "helped", "withdrawal"
LOOKED = "looked"
"""Came to send something, and could not."""


@dataclass
class Sent:
    """What only its author knows, and the test."""

    author: Resident
    at: datetime
    kind: str
    code: str
    text: str = ""
    department: int | None = None
    number: int | None = None
    """The suggestion that it became, or went to; None if it came to nothing."""
    entry: int | None = None
    """The row of its words, for as long as they stand."""
    exchange: int | None = None
    """Which one on the wire sent it."""

    @property
    def day(self) -> str:
        return day_of(self.at)


class Watcher(Protocol):
    """An attacker who is there while it happens."""

    def watch(self, centre: Centre) -> None:
        """Called each minute in which something may have happened."""


@dataclass
class Left:
    """What is left behind, for an attacker to find."""

    centre: Centre
    nights: list[Copy] = field(default_factory=list)
    presence: list[tuple[datetime, Resident, str]] = field(default_factory=list)
    """Who sat down at which PC, and when: anybody in the room could see it."""

    @property
    def end(self) -> Copy:
        return self.nights[-1]

    @property
    def wire(self) -> list[Exchange]:
        return self.centre.wire.exchanges

    @property
    def log(self) -> list[tuple[datetime, str]]:
        return self.centre.log.lines

    def there_on(self, day: str) -> list[int]:
        """The people who sat at a PC on that day."""
        return sorted({who.id for at, who, _pc in self.presence if day_of(at) == day})

    @property
    def keys(self) -> Path:
        """The key folder as it is at the end: for the stronger attacker alone."""
        folder: Path = self.centre.app.extensions["config"].key_folder
        return folder


@dataclass
class Story:
    """The truth, and what is left behind: an attack is given the latter alone."""

    left: Left
    sent: list[Sent] = field(default_factory=list)


def day_of(when: datetime) -> str:
    return when.astimezone(OSLO).date().isoformat()


def week_of(when: datetime) -> str:
    return days.week_of(when.astimezone(OSLO).date())

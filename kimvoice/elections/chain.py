"""A line of the protocol as it is written, and what makes it hold.

Keyless: the print and this program say the same mark, also to whoever has no key. So
whoever can write in the database can write a new chain: paper stands against that.
"""

from dataclasses import dataclass

from kimvoice.core import ledger

FORGOTTEN = ""
"""In place of a name, or of what was kept; its salt is gone too."""


@dataclass(frozen=True)
class Who:
    """One of the people of a line: each can be forgotten without the others."""

    place: int
    person_id: int | None
    name: str
    salt: bytes
    committed: bytes

    @property
    def holds(self) -> bool:
        said = ledger.committed(self.salt, self.person_id, self.name)
        return self.is_forgotten or self.committed == said

    @property
    def is_forgotten(self) -> bool:
        return (self.person_id, self.name, self.salt) == (None, FORGOTTEN, b"")


@dataclass(frozen=True)
class Written:
    """In plain values, right or wrong: also what somebody else wrote into the table."""

    id: int
    line: int
    deed: str
    done_on: str
    said: str
    kept: str
    kept_salt: bytes
    kept_committed: bytes
    people: tuple[Who, ...]

    def link_after(self, before: bytes) -> bytes:
        return ledger.linked(
            before,
            self.id,
            self.line,
            self.deed,
            self.done_on,
            self.said,
            self.kept_committed.hex(),
            *(f"{it.place} {it.committed.hex()}" for it in self.people),
        )

    @property
    def holds(self) -> bool:
        """What is no longer told to anybody may be forgotten, never changed."""
        forgotten = (self.kept, self.kept_salt) == (FORGOTTEN, b"")
        said = ledger.committed(self.kept_salt, self.kept)
        whole = forgotten or self.kept_committed == said
        return whole and all(it.holds for it in self.people)


def start_of(election: int) -> bytes:
    """So that the lines of one election make no protocol of another."""
    return ledger.linked(ledger.START, election)


def head_of(link: bytes, count: int) -> bytes:
    """Beside the lines, so that a cut off end is missed: it stands in none of them."""
    return ledger.linked(link, count, "head")

"""A line of a complaint's log as it is written, and what makes it hold."""

from dataclasses import dataclass

from kimvoice.core import ledger
from kimvoice.core.keys import keyring


@dataclass(frozen=True)
class Written:
    """In plain values, right or wrong: also what somebody else wrote into the table."""

    id: int
    complaint_number: int
    line: int
    deed: str
    done_on: str
    role: str | None
    by_id: int | None
    second_id: int | None
    salt: bytes
    people: bytes

    def link_after(self, before: bytes) -> bytes:
        return ledger.linked(
            before,
            self.id,
            self.complaint_number,
            self.line,
            self.deed,
            self.done_on,
            self.role,
            self.people.hex(),
            key=_key(),
        )

    @property
    def tells_who(self) -> bool:
        """Whether these are the people it was committed to; forgotten ones pass."""
        who = self.by_id, self.second_id
        return self.is_forgotten or self.people == ledger.committed(self.salt, *who)

    @property
    def is_forgotten(self) -> bool:
        nobody = self.by_id is None and self.second_id is None
        return nobody and self.salt == self.salt_of_nobody

    @property
    def salt_of_nobody(self) -> bytes:
        """Keyed: else whoever writes into the table could pass for erased."""
        said = self.id, self.people.hex(), "forgotten"
        return ledger.linked(ledger.START, *said, key=_key())


def start_of(number: int) -> bytes:
    """What the first line follows: a log that was emptied has lost its beginning."""
    return ledger.linked(ledger.START, number, key=_key())


def head_of(link: bytes, count: int) -> bytes:
    """Beside the log, so that a cut off end is missed: it stands in no line of it."""
    return ledger.linked(link, count, "head", key=_key())


def _key() -> bytes:
    return keyring().derive("log of a complaint")

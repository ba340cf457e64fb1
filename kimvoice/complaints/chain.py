"""A line of a complaint's log as it is written, and what makes it hold."""

from dataclasses import dataclass

from kimvoice.core import ledger
from kimvoice.core.keys import keyring


@dataclass(frozen=True)
class Whom:
    """One of the two people of a line: one can be forgotten without the other."""

    line: int
    place: str
    id: int | None
    salt: bytes
    committed: bytes

    @property
    def holds(self) -> bool:
        """Whether it is whom it was committed to; a forgotten one passes."""
        said = ledger.committed(self.salt, self.id)
        return self.is_forgotten or self.committed == said

    @property
    def is_forgotten(self) -> bool:
        return self.id is None and self.salt == self.salt_of_nobody

    @property
    def salt_of_nobody(self) -> bytes:
        """Keyed: else whoever writes into the table could pass for erased."""
        said = self.line, self.place, self.committed.hex(), "forgotten"
        return ledger.linked(ledger.START, *said, key=_key())


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
    by_salt: bytes
    by_committed: bytes
    second_id: int | None
    second_salt: bytes
    second_committed: bytes

    def link_after(self, before: bytes) -> bytes:
        return ledger.linked(
            before,
            self.id,
            self.complaint_number,
            self.line,
            self.deed,
            self.done_on,
            self.role,
            self.by_committed.hex(),
            self.second_committed.hex(),
            key=_key(),
        )

    @property
    def people(self) -> tuple[Whom, Whom]:
        return self.by, self.second

    @property
    def by(self) -> Whom:
        return Whom(self.id, "by", self.by_id, self.by_salt, self.by_committed)

    @property
    def second(self) -> Whom:
        its = self.second_id, self.second_salt, self.second_committed
        return Whom(self.id, "second", *its)


def start_of(number: int) -> bytes:
    """What the first line follows: a log that was emptied has lost its beginning."""
    return ledger.linked(ledger.START, number, key=_key())


def head_of(link: bytes, count: int) -> bytes:
    """Beside the log, so that a cut off end is missed: it stands in no line of it."""
    return ledger.linked(link, count, "head", key=_key())


def _key() -> bytes:
    return keyring().derive("log of a complaint")

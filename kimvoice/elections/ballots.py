"""What stands on a ballot of the net: places on the list, or blank. Plain data."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

BLANK_VOTE = b"-"
REJECTED = b"?"
"""A slip of paper that nobody could read as a vote."""
SHOWN = 10
"""Signs of an urn mark that a voter writes down: 40 bits."""


@dataclass(frozen=True)
class Ballot:
    places: frozenset[int] = frozenset()
    """On the list of candidates; none is a blank vote."""

    @property
    def is_blank(self) -> bool:
        return not self.places

    def fits(self, listed: Collection[int], most: int) -> bool:
        """Whether it names at most so many, and only those who stand."""
        return len(self.places) <= most and self.places <= set(listed)

    def write(self) -> bytes:
        """The same for whoever is named first."""
        named = " ".join(str(it) for it in sorted(self.places))
        return named.encode() or BLANK_VOTE


def read(content: bytes) -> Ballot | None:
    """None for what no page of ours has written."""
    if content == BLANK_VOTE:
        return Ballot()
    try:
        places = [int(it) for it in content.decode("ascii").split(" ")]
    except ValueError:
        return None
    ballot = Ballot(frozenset(places))
    return ballot if ballot.write() == content else None


def digest(sealed: bytes) -> str:
    """Of a slip as it lies in the urn: it tells nothing about the content."""
    return hashlib.sha256(sealed).hexdigest()


def urn_mark(sealed: bytes) -> str:
    """«A1B2C-3D4E5»: the beginning of the digest, to be written down and compared."""
    return marked(digest(sealed))


def marked(whole: str) -> str:
    short = whole[:SHOWN].upper()
    return f"{short[:5]}-{short[5:]}"


def of_urn(sealed: Sequence[bytes]) -> str:
    return of_all([digest(it) for it in sealed])


def of_all(digests: Sequence[str]) -> str:
    """One for the whole urn."""
    return hashlib.sha256("\n".join(sorted(digests)).encode()).hexdigest()

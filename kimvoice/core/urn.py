"""The sealed urn: one row that holds all slips, in an order that tells nothing.

A row per slip gives the order of arrival away: SQLite by rowid and file offset,
PostgreSQL by ``xmin`` even after VACUUM FULL (DESIGN 3, measured). Here a slip has
no row, no id and no time, and all have the same length.

Two copies of such a row tell which boxes came in between, and how many lie there.
So who holds the key seals all of them anew at each change, and fills up with blank
ones: then each version looks like any other (docs/decisions/0011).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from secrets import randbits
from typing import Any

from nacl.bindings import sodium_pad, sodium_unpad
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from sqlalchemy import LargeBinary, select
from sqlalchemy.orm import Mapped, mapped_column

from kimvoice.core.db import Model, begin_writing, db

SLIP = 8192
"""Bytes of a sealed slip: 1,500 characters in any script, and what goes with them."""
BALLOT = 128
"""Bytes of a sealed slip of an election, which names places on a list."""
STEP = 50
"""Slips by which an urn grows: that another step is needed is all its length tells."""
BLANK = b""
_SEAL = 48  # libsodium's crypto_box_SEALBYTES


@dataclass(frozen=True)
class Opened:
    """``foreign`` boxes are those that the key does not open."""

    contents: list[bytes]
    foreign: list[bytes]


def _any_version(_before: Any) -> int:
    """Not one more than before: that would count the writes.

    Always of 31 bits: SQLite writes a row of the same length where it lay, and one of
    another length on other pages.
    """
    return 2**30 + randbits(30)


class Urn(Model):
    __tablename__ = "urns"

    name: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    slip: Mapped[int]
    """Bytes of each that lies in it."""
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    slips: Mapped[bytes] = mapped_column(LargeBinary)
    in_debt: Mapped[bool]
    """The round before has ended, but its key and pages are not yet swept away."""

    __mapper_args__ = {"version_id_col": version, "version_id_generator": _any_version}

    @classmethod
    def locked(cls, name: str) -> "Urn":
        begin_writing()
        return cls.held(name)

    @classmethod
    def held(cls, name: str) -> "Urn":
        """As locked, in the middle of what is already being written."""
        row = select(cls).where(cls.name == name).with_for_update()
        fresh = row.execution_options(populate_existing=True)
        return db.session.scalars(fresh).one()

    @classmethod
    def new(cls, name: str, public_key: PublicKey, *, slip: int) -> "Urn":
        """With nothing in it."""
        key = bytes(public_key)
        return cls(name=name, slip=slip, public_key=key, slips=b"", in_debt=False)

    @property
    def sealed(self) -> list[bytes]:
        size = self.slip
        whole = len(self.slips) - len(self.slips) % size
        return [self.slips[at : at + size] for at in range(0, whole, size)]

    def open_with(self, key: PrivateKey) -> Opened:
        """What lies in it, without the blanks."""
        opened = Opened([], [])
        for each in self.sealed:
            try:
                content = open_slip(each, key)
            except (CryptoError, ValueError):
                opened.foreign.append(each)
            else:
                if content != BLANK:
                    opened.contents.append(content)
        return opened

    def put(self, contents: Iterable[bytes]) -> None:
        """Seal and lay in; call on a locked urn that cannot be opened here.

        What is laid in so can be told from the rest until it is sealed anew. Raises
        ValueError for content that does not fit a slip.
        """
        self.lay_in([self.seal(each) for each in contents])

    def lay_in(self, sealed: Iterable[bytes]) -> None:
        """What was sealed before; call on a locked urn.

        Raise ValueError for what is not of its length, or lies in it already.
        """
        added, there = list(sealed), set(self.sealed)
        if any(len(each) != self.slip or each in there for each in added):
            raise ValueError("This is no slip of the urn, or lies in it.")
        self._hold([*there, *added])

    def seal_anew(self, contents: list[bytes], foreign: Iterable[bytes] = ()) -> None:
        """Hold these and nothing else, so that no box is one of those before.

        Call on a locked urn. Foreign boxes are carried over as they are. Raises
        ValueError for content that does not fit a slip.
        """
        carried = list(foreign)
        steps = max(1, -(-(len(contents) + len(carried)) // STEP))
        blanks = [BLANK] * (steps * STEP - len(contents) - len(carried))
        self._hold([*carried, *(self.seal(each) for each in [*contents, *blanks])])

    def start_round(
        self, public_key: PublicKey, contents: Iterable[bytes] = ()
    ) -> None:
        """From now on only the new key opens it; ``contents`` are the first in it."""
        self.public_key = bytes(public_key)
        self.seal_anew(list(contents))
        self.in_debt = True

    def seal(self, content: bytes) -> bytes:
        """A slip of this urn. Raise ValueError for content that does not fit."""
        size = self.slip - _SEAL
        return SealedBox(PublicKey(self.public_key)).encrypt(_pad(content, size))

    def _hold(self, sealed: list[bytes]) -> None:
        self.slips = b"".join(sorted(sealed))


def open_slip(sealed: bytes, key: PrivateKey) -> bytes:
    """Raises nacl.exceptions.CryptoError for a slip that is not of this round."""
    return sodium_unpad(SealedBox(key).decrypt(sealed), len(sealed) - _SEAL)


def _pad(content: bytes, size: int) -> bytes:
    if len(content) >= size:
        raise ValueError("The content does not fit a slip.")
    return sodium_pad(content, size)

"""The sealed urn: one row that holds all slips, in an order that tells nothing.

A row per slip gives the order of arrival away: SQLite by rowid and file offset,
PostgreSQL by ``xmin`` even after VACUUM FULL (DESIGN 3, measured). Here a slip has
no row, no id and no time, and all have the same length.
"""

from collections.abc import Iterable

from nacl.bindings import sodium_pad, sodium_unpad
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.utils import random
from sqlalchemy import ForeignKey, LargeBinary, select
from sqlalchemy.orm import Mapped, mapped_column

from kimvoice.core.db import Model, begin_writing, db, is_sqlite

SLIP = 8192
"""Bytes of a sealed slip: 1,500 characters in any script, and what goes with them."""
_CONTENT = SLIP - 48  # libsodium's crypto_box_SEALBYTES


class Urn(Model):
    __tablename__ = "urns"

    name: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    slips: Mapped[bytes] = mapped_column(LargeBinary)
    in_debt: Mapped[bool]
    """The round before has ended, but its key and pages are not yet swept away."""

    __mapper_args__ = {"version_id_col": version}

    @classmethod
    def locked(cls, name: str) -> "Urn":
        begin_writing()
        return db.session.scalars(
            select(cls).where(cls.name == name).with_for_update()
        ).one()

    @property
    def sealed(self) -> list[bytes]:
        return [self.slips[at : at + SLIP] for at in range(0, len(self.slips), SLIP)]

    def put(self, contents: Iterable[bytes]) -> None:
        """Seal and lay in; call on a locked urn.

        Raises ValueError for content that does not fit a slip.
        """
        box = SealedBox(PublicKey(self.public_key))
        self._hold([*self.sealed, *(box.encrypt(_pad(each)) for each in contents)])

    def start_round(self, public_key: PublicKey) -> None:
        """Empty; what lies in it from now on only the new key opens."""
        self.public_key = bytes(public_key)
        self._hold([])
        self.in_debt = True

    def _hold(self, sealed: Iterable[bytes]) -> None:
        self.slips = b"".join(sorted(sealed))


class Cover(Model):
    """Noise that is rewritten to cover what SQLite's journal holds of the last slip.

    The journal keeps the pages from before a change: of the urn all slips but the
    last, which so could be told from the rest (measured: 12 of 12).
    """

    __tablename__ = "urn_covers"

    name: Mapped[str] = mapped_column(ForeignKey("urns.name"), primary_key=True)
    noise: Mapped[bytes] = mapped_column(LargeBinary)


def cover(name: str) -> None:
    """Write more pages anew than the last change of the urn did. Commits."""
    if not is_sqlite():
        return
    slips = len(Urn.locked(name).sealed)
    db.session.merge(Cover(name=name, noise=random((slips + 4) * SLIP)))
    db.session.commit()


def open_slip(sealed: bytes, key: PrivateKey) -> bytes:
    """Raises nacl.exceptions.CryptoError for a slip that is not of this round."""
    return sodium_unpad(SealedBox(key).decrypt(sealed), _CONTENT)


def _pad(content: bytes) -> bytes:
    if len(content) >= _CONTENT:
        raise ValueError("The content does not fit a slip.")
    return sodium_pad(content, _CONTENT)

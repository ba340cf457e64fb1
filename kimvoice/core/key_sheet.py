"""The key sheet («nøkkelark»): twelve words on paper, in the safe and nowhere else.

The words become the private half of a key pair; only the public half stays here. So
the server can seal what it could not open again: the backups of this house.

Until two of the words were typed back, a salted, slow hash of those two lies beside
the public key. Whoever has the key folder can find them by trying a million pairs: 20
of 120 bits. The hash is overwritten when they have been typed.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from hmac import compare_digest
from pathlib import Path

from flask_babel import lazy_gettext as _l
from nacl.public import PrivateKey, PublicKey

from kimvoice.core import clock, words
from kimvoice.core.errors import HouseError, RuleBroken

WORDS = 12
ASKED = 2
SIZE = 1024
"""Bytes of the file: overwritten where it lies, as the round's key is (core.keys)."""
_SALT = b"KIM voice: the key sheet, 1"
"""The same for every house: the paper alone must be enough to open a backup."""


@dataclass(frozen=True)
class Proof:
    """What two of the words are checked against, without the sheet."""

    asked: tuple[int, ...]
    """Their places on the sheet; the first word is 1."""
    salt: bytes
    hash: bytes

    @classmethod
    def of(cls, drawn: Sequence[str]) -> "Proof":
        places = range(1, WORDS + 1)
        asked = sorted(secrets.SystemRandom().sample(places, ASKED))
        salt = secrets.token_bytes(16)
        return cls(tuple(asked), salt, _slow([drawn[at - 1] for at in asked], salt))

    def holds_for(self, typed: Sequence[str]) -> bool:
        meant = [words.recognised(each) or "" for each in typed]
        return compare_digest(_slow(meant, self.salt), self.hash)


@dataclass(frozen=True)
class KeySheet:
    public_key: PublicKey
    drawn_on: date
    proof: Proof | None
    """None once two words were typed back."""

    @classmethod
    def load(cls, folder: Path) -> "KeySheet | None":
        """None for a house that has none yet."""
        if not _file(folder).is_file():
            return None
        try:
            return _read(_file(folder).read_text("utf-8"))
        except (ValueError, KeyError, TypeError) as error:
            raise HouseError(
                f"{_file(folder)} cannot be read: draw a new key sheet."
            ) from error

    @classmethod
    def draw(cls, folder: Path) -> tuple["KeySheet", list[str]]:
        """A new sheet, and its words to be shown once; one from before is void."""
        drawn = words.draw(WORDS)
        public = private_key(drawn).public_key
        sheet = cls(public, clock.today(), Proof.of(drawn))
        sheet.write(folder)
        return sheet, drawn

    @property
    def is_confirmed(self) -> bool:
        return self.proof is None

    @property
    def mark(self) -> str:
        """On the sheet too, so that somebody can tell which belongs to this house."""
        return mark_of(self.public_key)

    def confirm(self, folder: Path, typed: Sequence[str]) -> "KeySheet":
        """Raises RuleBroken when these are not the words that were asked for."""
        if self.proof is None:
            raise RuleBroken(_l("Nøkkelarket er bekreftet."))
        if not self.proof.holds_for(typed):
            raise RuleBroken(_l("Ordene stemmer ikke med nøkkelarket."))
        confirmed = replace(self, proof=None)
        confirmed.write(folder)
        return confirmed

    def write(self, folder: Path) -> None:
        content = {
            "public_key": bytes(self.public_key).hex(),
            "drawn_on": self.drawn_on.isoformat(),
        }
        proof = self.proof and {
            "asked": self.proof.asked,
            "salt": self.proof.salt.hex(),
            "hash": self.proof.hash.hex(),
        }
        text = json.dumps(content | {"proof": proof}).ljust(SIZE)
        mode = os.O_CREAT | os.O_WRONLY
        with os.fdopen(os.open(_file(folder), mode, 0o600), "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())


def mark_of(public_key: PublicKey) -> str:
    return bytes(public_key).hex()[:8]


def private_key(typed: Sequence[str]) -> PrivateKey:
    """What the words of a sheet open with."""
    return PrivateKey(_slow(typed, _SALT))


def _slow(typed: Sequence[str], salt: bytes) -> bytes:
    """scrypt (RFC 7914), at a cost that stands in no file: the paper is enough."""
    material = " ".join(typed).encode()
    return hashlib.scrypt(
        material, salt=salt, n=2**15, r=8, p=1, maxmem=2**26, dklen=32
    )


def _read(text: str) -> KeySheet:
    content = json.loads(text)
    proof = content["proof"]
    return KeySheet(
        PublicKey(bytes.fromhex(content["public_key"])),
        date.fromisoformat(content["drawn_on"]),
        proof
        and Proof(
            tuple(proof["asked"]),
            bytes.fromhex(proof["salt"]),
            bytes.fromhex(proof["hash"]),
        ),
    )


def _file(folder: Path) -> Path:
    return folder / "sheet.json"

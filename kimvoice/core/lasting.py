"""The lasting keys, sealed to the key sheet: a file that only its words open.

It belongs in each backup. What it says in plain tells whether it is of these keys: a
hash of three drawn keys, which nobody can find them by.
"""

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.public import PublicKey, SealedBox

from kimvoice.core import keys
from kimvoice.core.errors import HouseError
from kimvoice.core.key_sheet import KeySheet, mark_of, private_key

NAME = "lasting.sealed"
SIZE = 1024
"""Bytes of the file: overwritten where it lies, so that no former key stays in it."""
LENGTHS = {name: keys.SIZE * places for name, places in keys.PLACES_OF.items()}


class NotRestored(HouseError):
    """Nothing was written."""


@dataclass(frozen=True)
class SealedKeys:
    sheet: PublicKey
    drawn_on: date
    """Of the key sheet."""
    hash: str
    sealed: bytes

    @classmethod
    def read(cls, file: Path) -> "SealedKeys":
        """Raise NotRestored for what is no such file."""
        try:
            content = json.loads(file.read_text("utf-8"))
            return cls(
                PublicKey(bytes.fromhex(content["sheet"])),
                date.fromisoformat(content["drawn_on"]),
                str(content["hash"]),
                bytes.fromhex(content["sealed"]),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise NotRestored(f"{file} is not a file of sealed keys.") from error

    @property
    def mark(self) -> str:
        """Of the key sheet whose words open it."""
        return mark_of(self.sheet)

    def opened(self, words: Sequence[str]) -> bytes:
        """Raise NotRestored when these are not the words."""
        try:
            return SealedBox(private_key(words)).decrypt(self.sealed)
        except CryptoError as error:
            raise NotRestored(
                f"These words do not open it: it needs the sheet {self.mark}."
            ) from error


def keep(folder: Path, *, former: bool = True) -> bool:
    """Seal the keys as they are now; False in a house without a key sheet."""
    sheet = KeySheet.load(folder)
    if sheet is None:
        return False
    together = _together(folder, former=former)
    content = {
        "sheet": bytes(sheet.public_key).hex(),
        "drawn_on": sheet.drawn_on.isoformat(),
        "hash": _hash(together),
        "sealed": SealedBox(sheet.public_key).encrypt(together).hex(),
    }
    mode = os.O_CREAT | os.O_WRONLY
    with os.fdopen(os.open(folder / NAME, mode, 0o600), "wb") as file:
        file.write(json.dumps(content).ljust(SIZE).encode())
        file.flush()
        os.fsync(file.fileno())
    return True


def is_kept(folder: Path) -> bool:
    """Whether the file holds the keys as they are now, for the sheet of now."""
    sheet = KeySheet.load(folder)
    try:
        kept = SealedKeys.read(folder / NAME)
    except (NotRestored, FileNotFoundError):
        return False
    return (kept.sheet, kept.hash) == (
        sheet and sheet.public_key,
        _hash(_together(folder)),
    )


def restore(file: Path, words: Sequence[str], folder: Path) -> None:
    """Into a folder with nothing in it. Raise NotRestored."""
    must_be_empty(folder)
    kept = SealedKeys.read(file)
    content = kept.opened(words)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, length in LENGTHS.items():
        keys.lay_down(folder, name, content[:length])
        content = content[length:]
    KeySheet(kept.sheet, kept.drawn_on, None).write(folder)
    keep(folder)


def must_be_empty(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise NotRestored(
            f"Nøkkelmappa {folder} er ikke tom. Ingenting er endret. (There are keys:"
            " nothing was changed. Move them away first, if they are the wrong ones.)"
        )


def _together(folder: Path, *, former: bool = True) -> bytes:
    held = keys.Keyring.load(folder)
    newest, before = held.site.held
    return held.pepper + newest + (before if former else newest) + held.secret


def _hash(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()

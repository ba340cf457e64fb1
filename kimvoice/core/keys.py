"""The key folder: what lies outside the database and its backups, and how keys end."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from flask import current_app
from nacl.public import PrivateKey, PublicKey
from nacl.utils import random

from kimvoice.core.errors import HouseError

SIZE = 32
LASTING = ("pepper", "site", "secret")
PLACES_OF = {"pepper": 1, "site": 2, "secret": 1}


class KeysMissing(HouseError):
    """The folder is gone: codes and threads cannot be opened without it."""


@dataclass(frozen=True)
class Keyring:
    """``pepper`` goes into receipt codes, ``secret`` into what lives for a while."""

    folder: Path
    pepper: bytes
    secret: bytes

    @classmethod
    def load(cls, folder: Path) -> "Keyring":
        missing = [name for name in LASTING if not _is_whole(folder, name)]
        if missing:
            raise KeysMissing(
                f"Nøkkelmappa {folder} mangler {', '.join(missing)}."
                " Legg den tilbake før huset åpner. Uten den kan ingen kode eller"
                " tråd åpnes. (The key folder is missing: put it back.)"
            )
        drawn = (_file(folder, name).read_bytes() for name in ("pepper", "secret"))
        return cls(folder, *drawn)

    @classmethod
    def create(cls, folder: Path) -> "Keyring":
        """Fill what is missing; a key that exists is never replaced."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in LASTING:
            if not _file(folder, name).exists():
                _write(_file(folder, name), random(SIZE) * PLACES_OF[name])
        return cls.load(folder)

    def derive(self, purpose: str) -> bytes:
        """A key of its own for each purpose, from the secret."""
        return hashlib.blake2b(
            purpose.encode(), key=self.secret, digest_size=SIZE
        ).digest()

    @property
    def site(self) -> "SiteKey":
        return SiteKey(_file(self.folder, "site"))

    @property
    def mailbox(self) -> "RoundKey":
        return RoundKey(_file(self.folder, "mailbox"))


def keyring() -> Keyring:
    held: Keyring = current_app.extensions["keys"]
    return held


class SiteKey:
    """Opens threads and complaints; the newest seals, and the former still opens.

    One file with two places, read anew each time, so that a running house sees a new
    key. Both places are equal when no new key is on its way. A house from before new
    keys has a file with the first place alone.
    """

    def __init__(self, file: Path) -> None:
        self.file = file

    @property
    def held(self) -> tuple[bytes, bytes]:
        """The newest, and the former."""
        with self._shared() as file:
            return _both(file)

    @property
    def is_being_renewed(self) -> bool:
        newest, former = self.held
        return newest != former

    def take(self) -> "InUse":
        """The newest, which stays so until it is given back."""
        file = self._shared()
        return InUse(_both(file)[0], file)

    def draw(self) -> bytes:
        """A new key, or the one on its way; waits for all who have taken the former."""
        with self._alone() as file:
            newest, former = _both(file)
            if newest == former:
                _lay(file, SIZE, newest)
                newest = random(SIZE)
                _lay(file, 0, newest)
        return newest

    def forget_former(self, newest: bytes) -> None:
        """Unless somebody has drawn another key than this meanwhile."""
        with self._alone() as file:
            if _both(file)[0] == newest:
                _lay(file, SIZE, newest)

    def _shared(self) -> IO[bytes]:
        file = os.fdopen(_unnoticed(self.file), "rb")
        fcntl.flock(file, fcntl.LOCK_SH)
        return file

    @contextmanager
    def _alone(self) -> Iterator[IO[bytes]]:
        with self.file.open("r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file


@dataclass(frozen=True)
class InUse:
    """A key, and the file that nobody lays a new one into meanwhile."""

    key: bytes
    file: IO[bytes]

    def give_back(self) -> None:
        self.file.close()


def _unnoticed(file: Path) -> int:
    """Its time would tell when somebody last wrote or read something sealed."""
    try:
        return os.open(file, os.O_RDONLY | getattr(os, "O_NOATIME", 0))
    except PermissionError:
        return os.open(file, os.O_RDONLY)


def _both(file: IO[bytes]) -> tuple[bytes, bytes]:
    file.seek(0)
    content = file.read()
    newest, former = content[:SIZE], content[SIZE:]
    return newest, former if len(former) == SIZE else newest


def _lay(file: IO[bytes], place: int, key: bytes) -> None:
    file.seek(place)
    file.write(key)
    file.flush()
    os.fsync(file.fileno())


class RoundKey:
    """The private key of a round, and for a moment the next one's beside it.

    One file of fixed size with two places, overwritten where it lies and synced:
    an unlinked key was found on the disk in 8 of 8 runs, an overwritten one in 0
    of 2 (DESIGN 3).
    """

    PLACES = (0, SIZE)

    def __init__(self, file: Path) -> None:
        self.file = file

    def private_for(self, public: bytes) -> PrivateKey | None:
        """None on a host that does not empty the mailbox, or when the key is lost."""
        return next(
            (key for key in self._held() if bytes(key.public_key) == public), None
        )

    def renew(self, beside: bytes) -> PublicKey:
        """Draw the next round's key and lay it in the place that ``beside`` leaves."""
        new = PrivateKey.generate()
        self._overwrite(self._place_free_of(beside), bytes(new))
        return new.public_key

    def forget_others(self, public: bytes) -> None:
        """Overwrite whatever lies beside the key of this round."""
        self._overwrite(self._place_free_of(public), random(SIZE))

    def _held(self) -> list[PrivateKey]:
        if not self.file.is_file():
            return []
        content = self.file.read_bytes()
        return [PrivateKey(content[at : at + SIZE]) for at in self.PLACES]

    def _place_free_of(self, public: bytes) -> int:
        held = self._held()
        if held and bytes(held[0].public_key) == public:
            return self.PLACES[1]
        return self.PLACES[0]

    def _overwrite(self, place: int, key: bytes) -> None:
        if not self.file.is_file():
            _write(self.file, random(SIZE * len(self.PLACES)))
        with self.file.open("r+b") as file:
            _lay(file, place, key)


def lay_down(folder: Path, name: str, key: bytes) -> None:
    """A key that is not there yet."""
    _write(_file(folder, name), key)


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.key"


def _is_whole(folder: Path, name: str) -> bool:
    file = _file(folder, name)
    return file.is_file() and SIZE <= file.stat().st_size <= SIZE * PLACES_OF[name]


def _write(file: Path, content: bytes) -> None:
    with os.fdopen(
        os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb"
    ) as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())

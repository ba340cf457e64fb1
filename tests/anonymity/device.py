"""A disk of its own: a file with ext4 in it, mounted, and then read byte by byte.

And what SQLite leaves on such a disk: each journal or log that was once written tells
of an earlier state of the database, if somebody lays its pages over the last one.
"""

import re
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from nacl.public import PrivateKey

from tests.requirements import lacking

BLOCK = PAGE = 4096
MEGABYTES = 32
RECORD = 4 + PAGE + 4
FRAME = 24 + PAGE
"""A page in a rollback journal, and in a write-ahead log (sqlite.org/fileformat2)."""
GENERATIONS = 20
WAL = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")

Pages = dict[int, bytes]


@dataclass(frozen=True)
class Device:
    file: Path
    mounted: Path

    @property
    def raw(self) -> bytes:
        return self.file.read_bytes()


@contextmanager
def mounted(folder: Path, options: str = "") -> Iterator[Device]:
    """Only root may mount; a machine that lets nobody is one that lacks a device."""
    device = Device(folder / "device", folder / "mounted")
    device.mounted.mkdir(parents=True)
    with device.file.open("wb") as file:
        file.truncate(MEGABYTES * 2**20)
    how = ",".join(filter(None, ("loop", options)))
    try:
        _run("mkfs.ext4", "-q", "-b", str(BLOCK), device.file)
        _run("mount", "-o", how, device.file, device.mounted)
    except (OSError, subprocess.CalledProcessError) as error:
        lacking("device", f"no file can be mounted as a disk here ({error})")
    try:
        yield device
    finally:
        if device.mounted.is_mount():
            _run("umount", "--lazy", device.mounted)


def unmount(device: Device) -> None:
    """All that was written lies on the device from now on."""
    _run("umount", device.mounted)


def _run(*words: object) -> None:
    subprocess.run([str(word) for word in words], check=True, capture_output=True)


# Keys


def keys_of(raw: bytes, publics: set[bytes]) -> dict[bytes, PrivateKey]:
    """By public half: the private ones, in one of two places at the start of a file."""
    candidates = {
        raw[at + place : at + place + PrivateKey.SIZE]
        for at in range(0, len(raw), BLOCK)
        for place in (0, PrivateKey.SIZE)
    }
    keys = map(PrivateKey, candidates)
    return {
        bytes(key.public_key): key for key in keys if bytes(key.public_key) in publics
    }


# Earlier states


def earlier(raw: bytes, now: bytes) -> Iterator[sqlite3.Connection]:
    """The database as it was, for each journal and each commit of a log there."""
    for pages in (*_journals(raw, len(now) // PAGE), *_commits(raw)):
        with suppress(sqlite3.DatabaseError), closing(_laid_over(now, pages)) as state:
            yield state


def _laid_over(now: bytes, pages: Pages) -> sqlite3.Connection:
    content = bytearray(now)
    for number, page in pages.items():
        content[(number - 1) * PAGE : number * PAGE] = page
    content[18:20] = b"\1\1"  # in memory there is no log
    state = sqlite3.connect(":memory:")
    state.deserialize(bytes(content))
    return state


def _journals(raw: bytes, most: int) -> Iterator[Pages]:
    """Whatever its head says, which is zeroed at the end: the checksums must agree."""
    for start in range(0, len(raw), BLOCK):
        for head in (512, BLOCK):
            pages, nonce = Pages(), None
            for at in range(start + head, len(raw) - RECORD, RECORD):
                number = int.from_bytes(raw[at : at + 4])
                page = raw[at + 4 : at + 4 + PAGE]
                drawn = _nonce(page, raw[at + 4 + PAGE : at + RECORD])
                if not 0 < number <= most + 99 or nonce not in (None, drawn):
                    break
                pages[number], nonce = page, drawn
            if len(pages) > 1:
                yield pages


def _nonce(page: bytes, checksum: bytes) -> int:
    counted = sum(page[at] for at in range(PAGE - 200, 0, -200))
    return (int.from_bytes(checksum) - counted) % 2**32


def _commits(raw: bytes) -> Iterator[Pages]:
    """Pages of a log bear its mark, wherever they lie; each new log counts one on."""
    heads = {
        raw[at + 16 : at + 20]
        for at in range(0, len(raw), BLOCK)
        if raw[at : at + 4] in WAL
    }
    for head, back in product(heads, range(GENERATIONS)):
        mark = (int.from_bytes(head) - back) % 2**32
        pages = Pages()
        for number, last, page in _frames(raw, mark.to_bytes(4)):
            pages[number] = page
            if last:
                yield dict(pages)


def _frames(raw: bytes, mark: bytes) -> Iterator[tuple[int, bool, bytes]]:
    for found in re.finditer(re.escape(mark), raw):
        at = found.start() - 8
        number = int.from_bytes(raw[at : at + 4])
        if 0 < number < len(raw) // PAGE:
            yield number, raw[at + 4 : at + 8] != bytes(4), raw[at + 24 : at + FRAME]

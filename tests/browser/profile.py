"""A profile of Chromium: the folder a PC keeps, and all that can be read in it.

`Profile.holding` looks for words in every file below the folder:

- raw bytes of each file, whatever it is (session files with what forms have sent and
  held, LevelDB of storage, Favicons, Top Sites, Preferences, caches, journals),
  as UTF-8 and UTF-16, as a form or an address spells them, and with no space at all
- every row of every table of each SQLite database (History, Web Data, Login Data,
  Cookies, Top Sites, Favicons, Network and the others), and its write-ahead log
- every gzip stream inside a file
- every record of the session files that this Chromium also writes encrypted; on
  Linux without a keyring the key is a word that stands in its source
"""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from hashlib import pbkdf2_hmac
from pathlib import Path
from shutil import copyfile
from urllib.parse import quote, quote_plus

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from playwright.sync_api import BrowserContext, BrowserType

# Tests in playwright switch off what a browser at work has: pages kept alive for Back,
# and a password manager that offers to remember.
AS_AT_WORK = ["--disable-back-forward-cache", "--enable-automation"]
NO_KEYRING = pbkdf2_hmac("sha1", b"peanuts", b"saltysalt", 1, 16)
GZIP = b"\x1f\x8b\x08"


@dataclass
class Profile:
    folder: Path
    chromium: BrowserType
    options: dict[str, object]
    read: set[str] = field(default_factory=set)

    def opened(self, *arguments: str) -> BrowserContext:
        options = dict(self.options)
        given = options.pop("args")
        assert isinstance(given, list)
        return self.chromium.launch_persistent_context(
            self.folder,
            args=[*given, *arguments],
            ignore_default_args=AS_AT_WORK,
            **options,  # type: ignore[arg-type]
        )

    def holding(self, *words: str) -> dict[str, list[str]]:
        """The files in which something of it stands."""
        found: dict[str, list[str]] = {}
        spelled = {each: list(spellings(each)) for each in words}
        for path, content in self.contents():
            for each, ways in spelled.items():
                if any(way in content for way in ways):
                    found.setdefault(path, []).append(each)
        return found

    def rows(self, database: str, query: str) -> list[tuple[object, ...]]:
        """From a copy: a browser that is open holds the lock."""
        copy = self.folder / "copy"
        copyfile(self.folder / "Default" / database, copy)
        with closing(sqlite3.connect(copy)) as connection:
            rows = connection.execute(query).fetchall()
        copy.unlink()
        return rows

    def contents(self) -> Iterator[tuple[str, bytes]]:
        for path in sorted(self.folder.rglob("*")):
            if not path.is_file() or path.is_symlink():
                continue
            name = str(path.relative_to(self.folder))
            raw = path.read_bytes()
            self.read.add(name)
            yield name, raw
            for inside in (unzipped(raw), deciphered(raw), tables(path, raw)):
                yield name, b"\n".join(inside)


def spellings(words: str) -> Iterator[bytes]:
    bare = words.replace(" ", "")
    for text in {words, bare, quote(words), quote_plus(words), quote(bare)}:
        for encoding in ("utf-8", "utf-16-le", "latin-1"):
            yield text.encode(encoding, errors="ignore")


def unzipped(raw: bytes) -> Iterator[bytes]:
    at = raw.find(GZIP)
    while at >= 0:
        with suppress(zlib.error):
            yield zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(raw[at:])
        at = raw.find(GZIP, at + 1)


def deciphered(raw: bytes) -> Iterator[bytes]:
    """Records of an encrypted session file: a length, and then «v10» and AES."""
    at = raw.find(b"v10")
    if not raw.startswith(b"SNSS"):
        return
    while at >= 0:
        length = int.from_bytes(raw[at - 2 : at], "little")
        sealed = raw[at + 3 : at + length]
        if length > 3 and len(sealed) % 16 == 0:
            reader = Cipher(AES(NO_KEYRING), CBC(b" " * 16)).decryptor()
            yield reader.update(sealed) + reader.finalize()
            at += length - 3
        at = raw.find(b"v10", at + 3)


def tables(path: Path, raw: bytes) -> Iterator[bytes]:
    if not raw.startswith(b"SQLite format 3\0"):
        return
    with closing(sqlite3.connect(f"file:{path}?immutable=1", uri=True)) as connection:
        connection.text_factory = bytes
        names = connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
        for (name,) in names.fetchall():
            for row in connection.execute(f'SELECT * FROM "{name.decode()}"'):
                yield b" ".join(
                    each if isinstance(each, bytes) else str(each).encode()
                    for each in row
                )

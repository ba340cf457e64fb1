"""Looks for words in every file below some folders, however they are written.

What holds a needle: raw bytes as UTF-8, UTF-16 and Latin-1, as an address or a form
spells them, in capitals, as base64 at each of its three places, as hexadecimal digits;
each of it also inside gzip streams and in the rows of SQLite databases.
"""

import base64
from collections.abc import Iterator
from pathlib import Path

from tests.browser.profile import spellings, tables, unzipped


def holding(needle: str, *folders: Path, since: float = 0) -> dict[str, bytes]:
    """The files in which it stands, each with what stands around it."""
    ways = set(disguises(needle))
    found: dict[str, bytes] = {}
    for path in files_below(*folders, since=since):
        for content in contents(path):
            if at := next((content.find(way) for way in ways if way in content), 0):
                found[str(path)] = content[max(0, at - 200) : at + 200]
    return found


def files_below(*folders: Path, since: float = 0) -> Iterator[Path]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.stat().st_mtime >= since:
                yield path


def contents(path: Path) -> Iterator[bytes]:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:  # a database tidies up meanwhile
        return
    yield b" " + raw
    for inside in (unzipped(raw), tables(path, raw)):
        yield b" " + b"\n".join(inside)


def disguises(words: str) -> Iterator[bytes]:
    for text in (words, words.lower(), words.upper(), words.title()):
        for plain in (*spellings(text), text.encode("utf-16-be")):
            yield plain
            yield plain.hex().encode()
            yield plain.hex().upper().encode()
            yield from in_base64(plain)


def in_base64(plain: bytes) -> Iterator[bytes]:
    """Without the signs at both ends that depend on what stands beside."""
    for before in range(3):
        first = -(-before * 8 // 6)
        whole = (before + len(plain)) * 8 // 6
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            yield encode(bytes(before) + plain)[first:whole]

"""Chained events: each carries the mark of all before it.

So none can be changed, moved or taken from the middle unseen. What must be erasable
is in the chain as a commitment alone, hash(salt ‖ content): whoever forgets content
and salt keeps the chain whole (DESIGN 5).
"""

import hashlib
import json
from typing import TypeAlias

Plain: TypeAlias = str | int | bool | None

START = bytes(32)
"""What the first event follows."""
SHOWN = 8


def committed(salt: bytes, *content: Plain) -> bytes:
    """Tells nothing about the content to whoever lacks the salt."""
    return _hash(salt + _said(content))


def linked(before: bytes, *content: Plain, key: bytes = b"") -> bytes:
    """With a key, nobody without it can make a chain that holds."""
    return _hash(before + _said(content), key)


def mark(link: bytes) -> str:
    """Short, to be read aloud and compared with what stands on paper."""
    short = link.hex()[:SHOWN].upper()
    return f"{short[:4]}-{short[4:]}"


def _said(content: tuple[Plain, ...]) -> bytes:
    return json.dumps(content).encode()


def _hash(said: bytes, key: bytes = b"") -> bytes:
    return hashlib.blake2b(said, key=key, digest_size=32).digest()

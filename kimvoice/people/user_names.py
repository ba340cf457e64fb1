"""What somebody signs in with: short, sayable, told at the first sign-in."""

import hashlib
import unicodedata
from collections.abc import Container
from itertools import count

from kimvoice.core.keys import keyring

NO_LETTERS = "person"
LONGEST = 20
"""Signs; before the number that tells two apart."""
HIDDEN = "~"


class Reserved(Container[str]):
    """Also of those who are erased: else a new name could tell who was here."""

    def __init__(self, taken: Container[str]) -> None:
        self._taken = taken

    def __contains__(self, name: object) -> bool:
        return name in self._taken or hidden(str(name)) in self._taken


def draw(name: str, taken: Container[str]) -> str:
    """«kari», or «kari2» where that is taken."""
    first = "".join(filter(str.isalpha, plain(_first(name))))[:LONGEST] or NO_LETTERS
    tried = (first if number == 1 else f"{first}{number}" for number in count(1))
    return next(each for each in tried if each not in taken)


def plain(typed: str) -> str:
    """Small letters, one form of each, and no sign that cannot be seen."""
    seen = unicodedata.normalize("NFC", "".join(filter(str.isprintable, typed)).strip())
    # The small form of «İ» is an i and a second dot, which nobody can type.
    return unicodedata.normalize("NFC", seen.lower().replace("i\u0307", "i"))


def hidden(user_name: str) -> str:
    """Known again by whoever types it, and told by nobody without the key folder."""
    if user_name.startswith(HIDDEN):
        return user_name
    key = keyring().derive("user names of who is erased")
    said = hashlib.blake2b(user_name.encode(), key=key, digest_size=16)
    return HIDDEN + said.hexdigest()


def _first(name: str) -> str:
    return next(iter(name.split()), "")

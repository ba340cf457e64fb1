"""The receipt code: 16 digits that open the thread, and are kept nowhere."""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore

from flask import current_app
from flask_babel import lazy_gettext as _l
from nacl.exceptions import CryptoError
from nacl.secret import Aead

from kimvoice.core.errors import Busy
from kimvoice.core.keys import keyring
from kimvoice.core.vault import Unopened

DIGITS = 16
AT_ONCE = 2
PATIENCE = 2.0
"""Seconds that the third may wait before it is told to try again."""

_places = BoundedSemaphore(AT_ONCE)

# Damm, «Total anti-symmetrische Quasigruppen» (Marburg 2004): finds every single
# wrong digit and every swap of neighbours.
_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


@dataclass(frozen=True)
class CodeKeys:
    """What the code becomes: half finds the thread, half unwraps its key."""

    lookup: bytes
    wrapping: bytes

    def wrap(self, key: bytes, place: str) -> bytes:
        """XChaCha20-Poly1305 for good: without the code nobody can seal it anew."""
        return bytes(Aead(self.wrapping).encrypt(key, place.encode()))

    def unwrap(self, wrapped: bytes, place: str) -> bytes:
        """Raise Unopened when these are not the keys of its code."""
        try:
            return Aead(self.wrapping).decrypt(wrapped, place.encode())
        except CryptoError as error:
            raise Unopened("The code does not open this.") from error


def mint() -> str:
    return _with_check_digit(secrets.randbelow(10 ** (DIGITS - 1)))


def mint_for(page: bytes) -> str:
    """The code of a form: whoever goes back and sends again gets the same one."""
    key = keyring().derive("receipt codes")
    drawn = int.from_bytes(hashlib.blake2b(page, key=key, digest_size=16).digest())
    return _with_check_digit(drawn % 10 ** (DIGITS - 1))


def check_digit(digits: str) -> str:
    row = 0
    for digit in digits:
        row = int(_DAMM[row][int(digit)])
    return str(row)


def has_right_check_digit(code: str) -> bool:
    return check_digit(code) == "0"


def digits_of(typed: str) -> str:
    """What was typed without spaces, hyphens and dots between the groups."""
    return "".join(sign for sign in typed if not sign.isspace() and sign not in "-–.·")


def in_groups(code: str) -> list[str]:
    return [code[at : at + 4] for at in range(0, DIGITS, 4)]


def is_inside(code: str, text: str) -> bool:
    """Whether somebody who reads the text also gets the code."""
    return code in "".join(sign for sign in text if sign.isdigit())


def derive(code: str) -> CodeKeys:
    """scrypt (RFC 7914): slow on purpose, so never inside a transaction."""
    material = hashlib.scrypt(
        code.encode(),
        salt=keyring().pepper,
        n=2 ** current_app.extensions["config"].code_cost,
        r=8,
        p=1,
        maxmem=2**26,
        dklen=64,
    )
    return CodeKeys(lookup=material[:32], wrapping=material[32:])


def derive_in_turn(code: str) -> CodeKeys:
    """As derive, for visitors: two at a time in the whole house.

    Raises Busy when both places stay taken. There is no budget of guesses that one
    person could use up for the rest.
    """
    with _place():
        return derive(code)


def _with_check_digit(drawn: int) -> str:
    digits = f"{drawn:0{DIGITS - 1}}"
    return digits + check_digit(digits)


@contextmanager
def _place() -> Iterator[None]:
    if not _places.acquire(timeout=PATIENCE):
        raise Busy(_l("Mange bruker kode akkurat nå. Vent litt, og prøv igjen."))
    try:
        yield
    finally:
        _places.release()

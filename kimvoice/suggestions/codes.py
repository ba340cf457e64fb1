"""The receipt code: 16 digits that open the thread, and are kept nowhere."""

import hashlib
import secrets
from dataclasses import dataclass

from nacl.exceptions import CryptoError
from nacl.secret import Aead

from kimvoice.core import slow
from kimvoice.core.keys import keyring
from kimvoice.core.vault import Unopened

DIGITS = 16
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
    """Slow on purpose, so never inside a transaction."""
    material = slow.derived(code.encode(), salt=keyring().pepper, size=64)
    return CodeKeys(lookup=material[:32], wrapping=material[32:])


def derive_in_turn(code: str) -> CodeKeys:
    """As derive, for visitors.

    Raises Busy when all places stay taken. There is no budget of guesses that one
    person could use up for the rest.
    """
    with slow.in_turn():
        return derive(code)


def _with_check_digit(drawn: int) -> str:
    digits = f"{drawn:0{DIGITS - 1}}"
    return digits + check_digit(digits)

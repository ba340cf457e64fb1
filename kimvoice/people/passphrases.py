"""Passphrases are kept as argon2id alone (RFC 9106)."""

import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from flask import current_app
from flask_babel import lazy_gettext as _l

from kimvoice.core.errors import Busy

FEWEST, MOST = 10, 500
"""Signs in a passphrase."""
AT_ONCE = 2
"""Each takes 64 megabytes; eight at a time would be half a gigabyte of a small PC."""
PATIENCE = 2.0
"""Seconds that the next may wait before it is told to try again."""

_places = BoundedSemaphore(AT_ONCE)


def seal(words: str) -> str:
    """Slow on purpose, so never inside a transaction."""
    return _hasher(_cost()).hash(_one_spelling(words))


def fits(known: str, words: str) -> bool:
    """Whether these are the words; where none are known, no takes as long."""
    against = known or nobodys(_cost())
    try:
        return _hasher(_cost()).verify(against, _one_spelling(words)) and bool(known)
    except VerifyMismatchError:
        return False


@contextmanager
def in_turn() -> Iterator[None]:
    """For visitors: so many hash at a time in the whole house, else Busy."""
    if not _places.acquire(timeout=PATIENCE):
        raise Busy(_l("Mange logger inn akkurat nå. Vent litt, og prøv igjen."))
    try:
        yield
    finally:
        _places.release()


@cache
def nobodys(cost: int) -> str:
    return _hasher(cost).hash(secrets.token_hex())


def _one_spelling(words: str) -> str:
    """«å» is one sign or two, as the machine that it was typed on will have it."""
    return unicodedata.normalize("NFC", words)


def _cost() -> int:
    cost: int = current_app.extensions["config"].passphrase_cost
    return cost


@cache
def _hasher(cost: int) -> PasswordHasher:
    return PasswordHasher(time_cost=cost)

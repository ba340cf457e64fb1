"""Passphrases are kept as argon2id alone (RFC 9106)."""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from flask import current_app


def seal(words: str) -> str:
    return _hasher(_cost()).hash(words)


def fits(known: str, words: str) -> bool:
    """Whether these are the words; where none are known, no takes as long."""
    try:
        return _hasher(_cost()).verify(known or nobodys(_cost()), words) and bool(known)
    except VerifyMismatchError:
        return False


@cache
def nobodys(cost: int) -> str:
    return _hasher(cost).hash(secrets.token_hex())


def _cost() -> int:
    cost: int = current_app.extensions["config"].passphrase_cost
    return cost


@cache
def _hasher(cost: int) -> PasswordHasher:
    return PasswordHasher(time_cost=cost)

"""A passphrase costs next to nothing, where it is hashed at the cost of a test."""

from functools import cache

from argon2 import PasswordHasher

from kimvoice.people import passphrases

CHEAP = 1
"""As `house_config` and the demo ask for. At any other cost it is hashed in earnest."""


def cheapen() -> None:
    """Else each takes 64 megabytes, even at the lowest cost that a house can name."""
    in_earnest = passphrases._hasher

    @cache
    def hasher(cost: int) -> PasswordHasher:
        return a_little() if cost == CHEAP else in_earnest(cost)

    passphrases._hasher = hasher


@cache
def cheap_hash(words: str) -> str:
    """The house checks what the hash says."""
    return a_little().hash(words)


def a_little() -> PasswordHasher:
    """Argon2id at the least it can cost."""
    return PasswordHasher(time_cost=CHEAP, memory_cost=8, parallelism=1)

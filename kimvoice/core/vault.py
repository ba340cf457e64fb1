"""Text sealed with a key of its own, bound to the place where it lies."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import object_mapper

from kimvoice.core.errors import HouseError

SIZE = 32
NONCE = 12
"""Bytes, drawn: far fewer than 2^32 texts to a key, so none twice (SP 800-38D)."""


class Unopened(HouseError):
    """The key does not fit, or the text was moved or changed."""


class Vault:
    """AES-256-GCM; ``place`` is authenticated beside the text."""

    def __init__(self, key: bytes) -> None:
        self.key = key

    @classmethod
    def new(cls) -> "Vault":
        return cls(os.urandom(SIZE))

    @classmethod
    def unwrap(cls, wrapped: bytes, key: bytes, place: str) -> "Vault":
        return cls(unlocked(wrapped, key, place))

    def wrap(self, key: bytes, place: str) -> bytes:
        """This vault's own key, sealed with another."""
        return locked(self.key, key, place)

    def seal(self, text: str, place: str) -> bytes:
        return locked(text.encode(), self.key, place)

    def open(self, sealed: bytes, place: str) -> str:
        return unlocked(sealed, self.key, place).decode()


def place_of(row: object, column: str) -> str:
    """Table, row and column: what is sealed for one does not open in another."""
    mapper = object_mapper(row)
    ids = mapper.primary_key_from_instance(row)
    if None in ids:
        raise ValueError("A row without its id has no place yet.")
    table = mapper.local_table.description
    return ":".join([table, *map(str, ids), column])


def locked(content: bytes, key: bytes, place: str) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, place.encode())


def unlocked(sealed: bytes, key: bytes, place: str) -> bytes:
    """Raise Unopened."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], place.encode())
    except (InvalidTag, ValueError) as error:
        raise Unopened("The key does not open this.") from error

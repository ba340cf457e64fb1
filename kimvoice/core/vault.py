"""Text sealed with a key of its own, bound to the place where it lies."""

from nacl.exceptions import CryptoError
from nacl.secret import Aead
from nacl.utils import random

from kimvoice.core.errors import HouseError


class Unopened(HouseError):
    """The key does not fit, or the text was moved or changed."""


class Vault:
    """XChaCha20-Poly1305; ``place`` (table and id) is authenticated beside the text."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._box = Aead(key)

    @classmethod
    def new(cls) -> "Vault":
        return cls(random(Aead.KEY_SIZE))

    @classmethod
    def unwrap(cls, wrapped: bytes, key: bytes, place: str) -> "Vault":
        return cls(_open(Aead(key), wrapped, place))

    def wrap(self, key: bytes, place: str) -> bytes:
        """This vault's own key, sealed with another."""
        return bytes(Aead(key).encrypt(self._key, place.encode()))

    def seal(self, text: str, place: str) -> bytes:
        return bytes(self._box.encrypt(text.encode(), place.encode()))

    def open(self, sealed: bytes, place: str) -> str:
        return _open(self._box, sealed, place).decode()


def _open(box: Aead, sealed: bytes, place: str) -> bytes:
    try:
        return box.decrypt(sealed, place.encode())
    except CryptoError as error:
        raise Unopened("The key does not open this.") from error

"""What lies sealed with the site's own key, and where: a new key must reach it all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kimvoice.core.db import Base
from kimvoice.core.keys import keyring
from kimvoice.core.vault import Vault


@dataclass(frozen=True)
class Held:
    """A column that is sealed, or holds a wrapped key."""

    model: type[Base]
    column: str
    place: Callable[[Any], str]
    """Of a row: table and id, which are authenticated with the text."""


HELD: list[Held] = []


def holds(model: type[Base], column: str, place: Callable[[Any], str]) -> None:
    """Say it beside the model: what is not said here is lost with the old key."""
    HELD.append(Held(model, column, place))


def seal(text: str, place: str) -> bytes:
    return Vault(keyring().site).seal(text, place)


def opened(sealed: bytes, place: str) -> str:
    """Raise Unopened when the key does not fit, or the text was moved or changed."""
    return Vault(keyring().site).open(sealed, place)


def wrap(vault: Vault, place: str) -> bytes:
    return vault.wrap(keyring().site, place)


def unwrapped(wrapped: bytes, place: str) -> Vault:
    """Raise Unopened when the key does not fit."""
    return Vault.unwrap(wrapped, keyring().site, place)

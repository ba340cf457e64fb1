"""What lies sealed with the site's own key, and where: a new key must reach it all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from kimvoice.core.db import Base, db
from kimvoice.core.keys import InUse, keyring
from kimvoice.core.vault import Unopened, Vault, locked, unlocked


@dataclass(frozen=True)
class Held:
    """A column that is sealed, or holds a wrapped key."""

    model: type[Base]
    column: str


@dataclass(frozen=True)
class Within:
    """A column that is sealed with such a key."""

    model: type[Base]
    column: str
    vault: Callable[[Any], Vault]


HELD: list[Held] = []
WITHIN: list[Within] = []


def holds(model: type[Base], column: str) -> None:
    """Say it beside the model: what is not said here is lost with the old key."""
    HELD.append(Held(model, column))


def holds_within(
    model: type[Base], *columns: str, vault: Callable[[Any], Vault]
) -> None:
    """Say it beside the model: what is not said here no check tries to open."""
    WITHIN.extend(Within(model, column, vault) for column in columns)


def columns(model: type[Base]) -> list[str]:
    return [held.column for held in HELD if held.model is model]


def seal(text: str, place: str) -> bytes:
    return locked(text.encode(), _in_use(), place)


def opened(sealed: bytes, place: str) -> str:
    """Raise Unopened when the key does not fit, or the text was moved or changed."""
    return _content(sealed, place).decode()


def wrap(vault: Vault, place: str) -> bytes:
    return vault.wrap(_in_use(), place)


def unwrapped(wrapped: bytes, place: str) -> Vault:
    """Raise Unopened when the key does not fit."""
    return Vault(_content(wrapped, place))


def opens(sealed: bytes, place: str) -> bool:
    try:
        _content(sealed, place)
    except Unopened:
        return False
    return True


def renewed(sealed: bytes, place: str) -> bytes:
    """The same under the newest key. Raise Unopened."""
    return locked(_content(sealed, place), _in_use(), place)


def _content(sealed: bytes, place: str) -> bytes:
    """What the newest key opens, or else the former."""
    newest, former = keyring().site.held
    try:
        return unlocked(sealed, newest, place)
    except Unopened:
        return unlocked(sealed, former, place)


# A new key waits for what is being written under the one before.


def _in_use() -> bytes:
    session = db.session()
    if IN_USE not in session.info:
        if not session.in_transaction():
            session.begin()
        session.info[IN_USE] = keyring().site.take()
    taken: InUse = session.info[IN_USE]
    return taken.key


IN_USE = "site key in use"


@event.listens_for(Session, "after_transaction_end")
def _give_back(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None and IN_USE in session.info:
        session.info.pop(IN_USE).give_back()

"""Sealed with AES-256-GCM, each text to its table, row and column"""

import hashlib
import json
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import sqlalchemy as sa
from alembic import op
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app
from nacl.exceptions import CryptoError
from nacl.secret import Aead

from kimvoice.core import clock
from kimvoice.core.errors import HouseError

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

Place: TypeAlias = Callable[[Any], str]


@dataclass(frozen=True)
class Sealed:
    """A column; ``lock`` is that of the row whose key it is sealed with, if any."""

    table: str
    id: tuple[str, ...]
    column: str
    before: Place
    lock: Callable[[Any], int] | None = None

    def now(self, row: Any) -> str:
        ids = (str(getattr(row, name)) for name in self.id)
        return ":".join([self.table, *ids, self.column])


def of_complaint(table: str, id: tuple[str, ...], column: str) -> Sealed:
    """All texts of one complaint had one place."""
    number = id[0] if id[0] == "number" else "complaint_number"
    return Sealed(
        table,
        id,
        column,
        lambda row: f"complaints:{getattr(row, number)}",
        lambda row: int(getattr(row, number)),
    )


THREADS = Sealed(
    "suggestion_threads",
    ("suggestion_number",),
    "key_for_readers",
    lambda row: f"suggestion_threads:{row.suggestion_number}:readers",
)
ENTRIES = Sealed(
    "suggestion_entries",
    ("id",),
    "sealed",
    lambda row: f"suggestion_entries:{row.id}",
    lambda row: int(row.thread_number),
)
DRAFTS = Sealed(
    "complaint_drafts",
    ("person_id",),
    "sealed",
    lambda row: f"complaint_drafts:{row.person_id}",
)
COMPLAINTS = Sealed(
    "complaints", ("number",), "key", lambda row: f"complaints:{row.number}"
)
IN_COMPLAINTS = (
    *(
        of_complaint("complaints", ("number",), column)
        for column in ("happened", "wish", "about", "phone")
    ),
    of_complaint("complaint_entries", ("id",), "sealed"),
    *(
        of_complaint("complaint_answers", ("complaint_number", "position"), column)
        for column in ("measure", "doer", "reason")
    ),
)


class KeysDoNotFit(HouseError):
    """Nothing is changed."""


def upgrade() -> None:
    """All in one transaction, in the order of numbers that were drawn.

    So no row's age can be told from when, or where, it was written. What only an
    author's code opens stays as it is.
    """
    _reseal(_AsBefore(), _AsNow())
    _begin_logs()


def downgrade() -> None:
    _reseal(_AsNow(), _AsBefore())


class _AsBefore:
    """XChaCha20-Poly1305."""

    def place(self, sealed: Sealed, row: Any) -> str:
        return sealed.before(row)

    def seal(self, content: bytes, key: bytes, place: str) -> bytes:
        return bytes(Aead(key).encrypt(content, place.encode()))

    def open(self, sealed: bytes, key: bytes, place: str) -> bytes:
        return Aead(key).decrypt(sealed, place.encode())


class _AsNow:
    """AES-256-GCM."""

    def place(self, sealed: Sealed, row: Any) -> str:
        return sealed.now(row)

    def seal(self, content: bytes, key: bytes, place: str) -> bytes:
        nonce = os.urandom(12)
        return nonce + AESGCM(key).encrypt(nonce, content, place.encode())

    def open(self, sealed: bytes, key: bytes, place: str) -> bytes:
        return AESGCM(key).decrypt(sealed[:12], sealed[12:], place.encode())


Way: TypeAlias = _AsBefore | _AsNow


def _reseal(old: Way, new: Way) -> None:
    try:
        for held, within in ((THREADS, (ENTRIES,)), (COMPLAINTS, IN_COMPLAINTS)):
            keys = _through(held, old, new, {})
            for sealed in within:
                _through(sealed, old, new, keys)
        _through(DRAFTS, old, new, {})
    except (CryptoError, InvalidTag, ValueError) as error:
        raise KeysDoNotFit(
            "Nøkkelen site.key hører til et annet hus, eller til en nyere database."
            " Ingenting er endret. Legg tilbake den som hører til. (The key site.key"
            " does not open this database: put back the one that belongs to it.)"
        ) from error


def _through(
    sealed: Sealed, old: Way, new: Way, keys: dict[int, bytes]
) -> dict[int, bytes]:
    """What each row held, by its first id."""
    table = sa.table(sealed.table, sa.column(sealed.column))
    link, found = op.get_bind(), {}
    for row in _rows(sealed):
        key = keys[sealed.lock(row)] if sealed.lock else _site_key()
        held = bytes(getattr(row, sealed.column))
        content = old.open(held, key, old.place(sealed, row))
        again = new.seal(content, key, new.place(sealed, row))
        this = [sa.column(name) == getattr(row, name) for name in sealed.id]
        link.execute(table.update().where(*this).values({sealed.column: again}))
        found[int(getattr(row, sealed.id[0]))] = content
    return found


def _rows(sealed: Sealed) -> list[Any]:
    ordered = ", ".join(sealed.id)
    every = sa.text(
        f"SELECT * FROM {sealed.table} WHERE {sealed.column} IS NOT NULL"
        f" ORDER BY {ordered}"
    )
    return list(op.get_bind().execute(every))


def _site_key() -> bytes:
    return _key_file("site")[:32]


def _key_file(name: str) -> bytes:
    return (Path(current_app.config["KEY_FOLDER"]) / f"{name}.key").read_bytes()


LOG = sa.table(
    "complaint_log",
    sa.column("done_on", sa.Date()),
    *(sa.column(it) for it in ("id", "complaint_number", "line", "deed", "role")),
    *(sa.column(it) for it in ("by_id", "by_salt", "by_committed")),
    *(sa.column(it) for it in ("second_id", "second_salt", "second_committed", "link")),
)
HEADS = sa.table("complaints", sa.column("number"), sa.column("log_head"))


def _begin_logs() -> None:
    """Of complaints from before there were logs: what others did, and the day of this.

    Who only looked is not known: the last line says that the list begins with it.
    """
    numbered = "SELECT * FROM complaints WHERE log_head IS NULL ORDER BY number"
    acts = sa.text(
        "SELECT * FROM complaint_entries WHERE complaint_number = :number"
        " AND (by_id IS NULL OR by_id != :complainant_id) ORDER BY line"
    )
    link, today = op.get_bind(), clock.real_now().astimezone(clock.OSLO).date()
    for complaint in link.execute(sa.text(numbered)).all():
        number, whose = complaint.number, complaint.complainant_id
        asked = {"number": number, "complainant_id": whose}
        deeds = [
            (it.act, date.fromisoformat(str(it.done_on)), it.by_id)
            for it in link.execute(acts, asked)
        ]
        head = _chained([number])
        deeds.append(("begun", today, None))
        for line, deed in enumerate(deeds):
            head = _logged(head, number, line, *deed)
        head = _chained([len(deeds), "head"], head)
        this = HEADS.update().where(HEADS.c.number == number)
        link.execute(this.values(log_head=head))


def _logged(
    before: bytes, number: int, line: int, deed: str, day: date, by: int | None
) -> bytes:
    """The link of the line, which is written (core/ledger.py as it was then)."""
    id, whom = secrets.randbits(62), (_committed(by), _committed(None))
    said = [id, number, line, deed, day.isoformat(), None]
    linked = _chained([*said, *(each.hex() for _salt, each in whom)], before)
    row = {"id": id, "complaint_number": number, "line": line, "deed": deed}
    row |= {"done_on": day, "by_id": by}
    for place, (salt, committed) in zip(("by", "second"), whom, strict=True):
        row |= {f"{place}_salt": salt, f"{place}_committed": committed}
    op.get_bind().execute(LOG.insert().values(row | {"link": linked}))
    return linked


def _committed(person: int | None) -> tuple[bytes, bytes]:
    """To the person, with the salt: it tells nothing to whoever lacks that."""
    salt = secrets.token_bytes(16)
    said = salt + json.dumps([person]).encode()
    return salt, hashlib.blake2b(said, digest_size=32).digest()


def _chained(said: list[Any], before: bytes = bytes(32)) -> bytes:
    secret = _key_file("secret")
    key = hashlib.blake2b(b"log of a complaint", key=secret, digest_size=32).digest()
    content = before + json.dumps(said).encode()
    return hashlib.blake2b(content, key=key, digest_size=32).digest()

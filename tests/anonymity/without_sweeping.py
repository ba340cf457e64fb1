"""Switches in the test: what else would tell, beside rows, in keys and in old pages."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from nacl.public import PublicKey
from sqlalchemy import event, text

from kimvoice.core import clock
from kimvoice.core.db import db, is_sqlite
from kimvoice.core.keys import RoundKey
from kimvoice.suggestions import codes, effects, mailbox, openings
from kimvoice.suggestions.codes import CodeKeys
from kimvoice.suggestions.slips import Slip
from tests.anonymity.centre import PC, Resident
from tests.anonymity.defences import POSTGRESQL, Defence, whenever_it_comes


def _note_beside_the_row(
    patch: pytest.MonkeyPatch, app: Flask, column: str, note: Callable[[], str]
) -> None:
    """A column of the thread, kept from when its slip came."""
    noted: dict[str, str] = {}
    take = effects.take

    def take_and_note(
        written: set[Slip], derived: dict[str, CodeKeys], week: str
    ) -> None:
        take(written, derived, week)
        db.session.flush()
        for code, keys in derived.items():
            db.session.execute(
                text(
                    f"UPDATE suggestion_threads SET {column} = :it WHERE lookup = :at"
                ),
                {"it": noted[code], "at": keys.lookup},
            )

    with app.app_context():
        db.session.execute(text(f"ALTER TABLE suggestion_threads ADD {column} TEXT"))
        db.session.commit()
    whenever_it_comes(patch, lambda slip: noted.setdefault(slip.code, note()))
    patch.setattr(effects, "take", take_and_note)


def _time_column(patch: pytest.MonkeyPatch, app: Flask) -> None:
    _note_beside_the_row(patch, app, "came", lambda: clock.now().isoformat())


def _mark_of_the_browser(patch: pytest.MonkeyPatch, app: Flask) -> None:
    """As a cookie would be that the open side reads too."""
    signed_in: list[str] = []
    sign_in = PC.sign_in

    def remember(pc: PC, resident: Resident) -> None:
        sign_in(pc, resident)
        signed_in.append(resident.user_name)

    def mark() -> str:
        return hashlib.sha256(signed_in[-1].encode()).hexdigest()

    patch.setattr(PC, "sign_in", remember)
    _note_beside_the_row(patch, app, "browser", mark)


def _act_at_once(patch: pytest.MonkeyPatch, _app: Flask) -> None:
    """A slip becomes rows when it is sent; a visit leaves a trace on its person."""
    sign_in = PC.sign_in

    def at_once(slip: Slip) -> None:
        week = mailbox._slot(openings.next_opening())
        effects.take({slip}, {slip.code: codes.derive(slip.code)}, week)

    def leave_a_trace(pc: PC, resident: Resident) -> None:
        sign_in(pc, resident)
        with pc.client.application.app_context():
            visited = text("UPDATE people SET name = name WHERE id = :id")
            db.session.execute(visited, {"id": resident.id})
            db.session.commit()

    patch.setattr(mailbox, "receive", at_once)
    patch.setattr(PC, "sign_in", leave_a_trace)


def _one_key_for_ever(patch: pytest.MonkeyPatch, _app: Flask) -> None:
    renew = RoundKey.renew

    def the_same(key: RoundKey, beside: bytes) -> PublicKey:
        return PublicKey(beside) if beside else renew(key, beside)

    patch.setattr(RoundKey, "renew", the_same)


def _keys_are_kept(patch: pytest.MonkeyPatch, _app: Flask) -> None:
    """As the disk keeps a file that is unlinked and written anew."""
    overwrite = RoundKey._overwrite

    def keep(key: RoundKey, place: int, new: bytes) -> None:
        if key.file.is_file():
            old = key.file.read_bytes()
            name = hashlib.sha256(old).hexdigest()
            key.file.with_name(f"{name}.old").write_bytes(old)
        overwrite(key, place, new)

    patch.setattr(RoundKey, "_overwrite", keep)


def _no_sweeping(patch: pytest.MonkeyPatch, app: Flask) -> None:
    """Neither VACUUM nor secure_delete: old pages stay as they are.

    Old slips are found on PostgreSQL alone: on SQLite new ones are written over them.
    """

    def on_connect(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA secure_delete = OFF")

    patch.setattr(mailbox, "give_back_pages", lambda *_tables: None)
    with app.app_context():
        db.session.remove()
        if is_sqlite():
            db.engine.dispose()
            event.listen(db.engine, "connect", on_connect)


DEFENCES = [
    Defence(
        "no column holds a time",
        _time_column,
        ("day: a time beside the row", "name: who sat there at that time"),
        together="rows",
    ),
    Defence(
        "no mark of a browser",
        _mark_of_the_browser,
        ("same author: rows that share values",),
        together="rows",
    ),
    Defence(
        "nothing takes effect when it is sent",
        _act_at_once,
        ("day: first copy in which it lies",),
        together="at once",
    ),
    Defence(
        "rows of a round share one transaction",
        _act_at_once,
        (
            "order of transactions",
            "day: its transaction",
            "name: rows of people next to it",
        ),
        databases=(POSTGRESQL,),
        together="at once",
    ),
    Defence(
        "each round has a key of its own",
        _one_key_for_ever,
        ("day: copies opened with the key folder",),
        together="order",
    ),
    Defence(
        "old keys are overwritten",
        _keys_are_kept,
        ("day: copies opened with the key folder",),
        together="old pages",
    ),
    Defence(
        "old pages are swept away",
        _no_sweeping,
        ("words that are gone, in later files",),
        together="old pages",
    ),
    Defence(
        "slips of old rounds are swept away",
        _no_sweeping,
        ("slips of closed rounds, in later files",),
        databases=(POSTGRESQL,),
        together="old pages",
    ),
]

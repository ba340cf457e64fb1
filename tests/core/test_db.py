"""Connections as DESIGN 3 wants them, each one of them."""

import sqlite3
from contextlib import ExitStack, closing

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError, OperationalError

from kimvoice.config import Config
from kimvoice.core.db import begin_writing, db, give_back_pages
from kimvoice.core.urn import Urn

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("database", ["postgresql"], indirect=True)

PRAGMAS = {
    "foreign_keys": 1,
    "secure_delete": 1,
    "busy_timeout": 10_000,
    "journal_mode": "persist",
    "temp_store": 2,
}


def pragmas(connection: Connection) -> dict[str, object]:
    return {
        name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS
    }


@on_sqlite
def test_every_connection_is_prepared_also_the_second_and_the_pooled(
    app: Flask,
) -> None:
    for _ in range(2):
        with ExitStack() as together:
            for _ in range(3):
                connection = together.enter_context(db.engine.connect())
                assert pragmas(connection) == PRAGMAS
    session = {name: db.session.scalar(text(f"PRAGMA {name}")) for name in PRAGMAS}
    assert session == PRAGMAS


def test_what_points_to_nothing_is_refused(app: Flask) -> None:
    with pytest.raises(IntegrityError):
        db.session.execute(
            text(
                "INSERT INTO roles (person_id, kind, starts)"
                " VALUES (4711, 'participant', '2025-01-01')"
            )
        )
    db.session.rollback()


def outsider(engine: Engine) -> sqlite3.Connection:
    """A second process at the same file, that does not wait."""
    return sqlite3.connect(str(engine.url.database), timeout=0, isolation_level=None)


@on_sqlite
def test_begin_writing_takes_the_write_lock_at_once(app: Flask) -> None:
    begin_writing()
    with closing(outsider(db.engine)) as second:
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            second.execute("BEGIN IMMEDIATE")
        db.session.commit()
        second.execute("BEGIN IMMEDIATE")


@on_sqlite
def test_who_only_reads_takes_no_write_lock(app: Flask) -> None:
    begin_writing()
    db.session.commit()
    db.session.execute(text("SELECT name FROM urns"))
    with closing(outsider(db.engine)) as second:
        second.execute("BEGIN IMMEDIATE")


@on_postgresql
def test_who_locks_the_urn_locks_its_row(app: Flask) -> None:
    Urn.locked("mailbox")
    with db.engine.connect() as second:
        nowait = text("SELECT name FROM urns FOR UPDATE NOWAIT")
        with pytest.raises(OperationalError):
            second.execute(nowait)
        second.rollback()
        db.session.commit()
        assert second.execute(nowait).scalar() == "mailbox"


def test_begin_writing_forgets_what_was_read_before(app: Flask) -> None:
    urn = db.session.get_one(Urn, "mailbox")
    with db.engine.begin() as second:
        db.session.rollback()
        second.execute(text("UPDATE urns SET version = 99"))
    begin_writing()
    assert urn.version == 99


@on_sqlite
def test_what_was_given_back_is_not_in_the_journal_either(
    app: Flask, config: Config
) -> None:
    """VACUUM lays no free page into it: what lay behind its end would stay."""
    journal = config.sqlite_file.with_name("kimvoice.sqlite-journal")
    db.session.execute(text("UPDATE urns SET slips = zeroblob(2000000)"))
    db.session.commit()
    assert any(journal.read_bytes())
    db.session.execute(text("UPDATE urns SET slips = x''"))
    db.session.commit()
    give_back_pages("urns")
    assert journal.stat().st_size > 0
    assert not any(journal.read_bytes())


@on_postgresql
def test_a_table_that_is_held_is_not_waited_for_and_the_pool_stays_clean(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "kimvoice.core.db.text", lambda sql: text(sql.replace("5s", "10ms"))
    )
    db.session.rollback()
    with db.engine.connect() as holder:
        holder.execute(text("SELECT 1 FROM urns"))
        with pytest.raises(OperationalError):
            give_back_pages("urns")
    for _ in range(3):
        with db.engine.connect() as pooled:
            assert pooled.execute(text("SHOW lock_timeout")).scalar() == "0"

"""Rows, and the two databases they may lie in."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from sqlite3 import OperationalError as SqliteInTheWay
from typing import TYPE_CHECKING, Any, TypeVar

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Enum, MetaData, event, text
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


db = SQLAlchemy(model_class=Base)

if TYPE_CHECKING:

    class Model(Base):
        __abstract__ = True
else:
    Model = db.Model


def init_app(app: Flask, url: str, *, foreign_keys: bool = True) -> None:
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            _prepare_sqlite(foreign_keys=foreign_keys)


Kind = TypeVar("Kind", bound=StrEnum)
Answer = TypeVar("Answer")


def closed_choice(kind: type[Kind], name: str) -> Enum:
    """A column whose table refuses any other value, the same on both databases."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda kinds: [each.value for each in kinds],
    )


def begin_writing() -> None:
    """End the reading so far and take the write lock before the next row is read.

    On SQLite a transaction that reads first and writes later can lose to another
    writer; on PostgreSQL the rows themselves are locked (``with_for_update``).
    """
    db.session.rollback()
    db.session.connection(execution_options={"sqlite_begin": "IMMEDIATE"})


def begin_adding(kind: type[Base]) -> None:
    """As begin_writing, and nobody else adds rows of the kind until this is over.

    What two rows may not share cannot be seen by locking the rows that are there.
    """
    begin_writing()
    add_alone(kind)


def add_alone(kind: type[Base]) -> None:
    """As begin_adding, in the middle of what is already being written."""
    if not is_sqlite():
        table = kind.__table__.fullname  # type: ignore[attr-defined]
        db.session.execute(text(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE"))


def remembered(what: object, ask: Callable[[], Answer]) -> Answer:
    """What was asked once in this transaction, and nothing was written since."""
    known: dict[object, Any] = db.session().info.setdefault(REMEMBERED, {})
    if what not in known:
        known[what] = ask()
    found: Answer = known[what]
    return found


REMEMBERED = "remembered"


def _forget(session: Session, *_details: Any) -> None:
    session.info.pop(REMEMBERED, None)


for ending in ("after_commit", "after_rollback", "after_flush"):
    event.listen(Session, ending, _forget)


def is_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


def give_back_pages(*tables: str) -> None:
    """Rewrite what the tables lie in, so that their old pages and rows are gone.

    On a connection of its own, outside any transaction: end yours first. Raises
    OperationalError when somebody holds the table; try again later.
    """
    if is_sqlite():
        with _outside_transactions() as cursor:
            cursor.execute("VACUUM")
            _empty_journal(cursor)
        return
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as link:
        link.execute(text("SET lock_timeout = '5s'"))
        try:
            for table in tables:
                link.execute(text(f"VACUUM FULL {table}"))
        finally:
            link.execute(text("RESET lock_timeout"))


def forget_last_change(*tables: str) -> None:
    """As give_back_pages, where rows were only written anew: much faster on SQLite."""
    db.session.rollback()
    if not is_sqlite():
        give_back_pages(*tables)
        return
    with _outside_transactions() as cursor:
        _empty_journal(cursor)


@contextmanager
def _outside_transactions() -> Iterator[DBAPICursor]:
    """What is in the way raises the same as where SQLAlchemy asks the database."""
    with closing(db.engine.raw_connection()) as raw:
        try:
            yield raw.cursor()
        except SqliteInTheWay as error:
            raise OperationalError(None, None, error) from error


def _empty_journal(cursor: DBAPICursor) -> None:
    """Overwrite it where it lies, with nobody else in the database.

    VACUUM lays no free page into it: behind its end lie words that a longer change
    before it took away (found in a house of four weeks).
    """
    cursor.execute("BEGIN EXCLUSIVE")
    try:
        cursor.execute("PRAGMA database_list")
        [(_, _, file)] = cursor.fetchall()
        _overwrite(Path(f"{file}-journal"))
    finally:
        cursor.execute("ROLLBACK")


def _overwrite(file: Path) -> None:
    with suppress(FileNotFoundError), file.open("r+b") as written:
        written.write(bytes(os.fstat(written.fileno()).st_size))
        written.flush()
        os.fsync(written.fileno())


PRAGMAS = {
    "secure_delete": "ON",
    "busy_timeout": 10_000,
    # DELETE and WAL leave the order of arrival on the disk (DESIGN 3, measured).
    "journal_mode": "PERSIST",
    # VACUUM else writes a copy of the database into the machine's temporary folder.
    "temp_store": "MEMORY",
}


def _prepare_sqlite(*, foreign_keys: bool) -> None:
    pragmas = {"foreign_keys": "ON" if foreign_keys else "OFF"} | PRAGMAS

    def on_connect(connection: SqliteConnection, _record: Any) -> None:
        # SQLAlchemy says BEGIN, not the driver: only so can it be IMMEDIATE.
        connection.isolation_level = None
        for name, value in pragmas.items():
            connection.execute(f"PRAGMA {name} = {value}")

    def on_begin(connection: Connection) -> None:
        how = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {how}")

    event.listen(db.engine, "connect", on_connect)
    event.listen(db.engine, "begin", on_begin)

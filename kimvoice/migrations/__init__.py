"""The schema, from the first table on, and the way to bring a house up to it."""

import logging
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from flask_alembic import Alembic
from sqlalchemy import inspect, text

from kimvoice.config import Config
from kimvoice.core import db as database
from kimvoice.core.db import db, is_sqlite
from kimvoice.core.errors import HouseError

FOLDER = Path(__file__).parent


class BrokenReferences(HouseError):
    """After the upgrade rows point to rows that are gone; the copy is the way back."""


def upgrade(config: Config) -> None:
    """Bring the database to the schema of this program.

    SQLite changes a table by making it anew. With foreign keys on, dropping the old
    table silently deletes all rows that hang on it. So: a copy of the file first,
    foreign keys off before the first connection of an app made for this alone, and
    a check of every reference at the end. Raises BrokenReferences; then the copy
    beside the database is the way back.
    """
    config.instance.mkdir(parents=True, exist_ok=True)
    app = bare_app(config)
    with app.app_context():
        try:
            _upgrade(app.extensions["alembic"], config)
        finally:
            db.session.remove()
            db.engine.dispose()


def _upgrade(alembic: Alembic, config: Config) -> None:
    if not alembic.needs_upgrade():
        return
    copy = _copy(config)
    alembic.upgrade()
    _check_references(copy)
    if copy:
        copy.unlink()


def bare_app(config: Config, *, folder: Path = FOLDER) -> Flask:
    """An app that knows the database and nothing else."""
    app = Flask("kimvoice.migrations")
    app.config["KEY_FOLDER"] = config.key_folder
    app.config["ALEMBIC"] = {"script_location": str(folder)}
    app.config["ALEMBIC_CONTEXT"] = {
        "render_as_batch": True,
        "compare_type": True,
        # True on both: core.db says BEGIN itself, so SQLite takes part.
        "transactional_ddl": True,
    }
    database.init_app(app, config.database, foreign_keys=False)
    Alembic(app, run_mkdir=False, command_name="", metadatas=db.metadata)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    return app


def _copy(config: Config) -> Path | None:
    if not is_sqlite() or not config.sqlite_file.is_file():
        return None
    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    copy = config.sqlite_file.with_name(f"{config.sqlite_file.name}.before-{moment}")
    # Not a copy of the file: the journal beside it may still be needed.
    with (
        closing(sqlite3.connect(config.sqlite_file)) as house,
        closing(sqlite3.connect(copy)) as beside,
    ):
        house.backup(beside)
    return copy


def copies(config: Config) -> list[Path]:
    """Of the database, from before an upgrade; none when all went well."""
    return sorted(config.instance.glob(f"{config.sqlite_file.name}.before-*"))


def _check_references(copy: Path | None) -> None:
    if not is_sqlite():
        return
    broken = db.session.execute(text("PRAGMA foreign_key_check")).all()
    if broken:
        tables = ", ".join(sorted({row[0] for row in broken}))
        raise BrokenReferences(
            f"The upgrade left rows without what they point to, in {tables}."
            f" The database from before lies in {copy}."
        )


def is_new(config: Config) -> bool:
    """Whether the database has no table of ours yet."""
    app = bare_app(config)
    with app.app_context():
        new = not inspect(db.engine).get_table_names()
        db.engine.dispose()
    return new


def is_behind(config: Config) -> bool:
    """Whether this program has tables or columns that the database lacks."""
    app = bare_app(config)
    with app.app_context():
        behind = bool(app.extensions["alembic"].needs_upgrade())
        db.session.remove()
        db.engine.dispose()
    return behind

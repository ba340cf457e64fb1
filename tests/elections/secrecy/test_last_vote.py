"""How it was before the last vote lies in no file: which slip came, and whose mark."""

import os
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import PoolProxiedConnection, TextClause, text

from kimvoice import Config, house
from kimvoice.core import db as core_db
from kimvoice.core.db import db, is_sqlite
from kimvoice.elections import sweeping
from kimvoice.elections.models import Election
from tests.anonymity.traces import Copy, copy_of
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.electing import Electing
from tests.elections.secrecy.orders import written
from tests.elections.secrecy.playing import Played, Playing, cast
from tests.suggestions.test_mailbox_crash import PowerLoss

VOTERS, EARLIER = 6, 4
"""So few that the urn lies on one page, whole."""


class Watched:
    """Whether the files show how the urn and the roll were before the last vote."""

    def __init__(self, electing: Electing, app: Flask) -> None:
        playing = Playing(electing, app, "the last vote")
        held = playing.opened(VOTERS)
        self.app, self.number = app, held.election.id
        self.people = [it.id for it in held.voters]
        playing.vote_earlier(held, self.people[:EARLIER])
        # What the list owes: else it would be swept with that.
        sweeping.pay()
        self.voter, self.before = self.people[EARLIER], b""

    def vote(self) -> None:
        election = db.session.get_one(Election, self.number)
        assert election.urn
        self.before = election.urn.slips
        cast(self.number, self.voter, 1, between=True)

    @property
    def shown(self) -> set[str]:
        left = copy_of(self.app)
        marks = [marked for _at, marked in written(self._played(left), self.voter)]
        assert marks, "the row as it is now is found"
        shown = {"slip"} if self.before in left.raw else set()
        return shown | ({"mark"} if not all(marks) else set())

    def _played(self, left: Copy) -> Played:
        return Played(self.number, [self.voter], {self.voter: b""}, left)


@pytest.fixture
def watched(electing: Electing, app: Flask, travel_to: TravelTo) -> Watched:
    return Watched(electing, app)


def test_no_file_shows_what_the_last_vote_changed(watched: Watched) -> None:
    watched.vote()
    assert watched.shown == set()
    house.tick()
    assert watched.shown == set()


@pytest.mark.parametrize("first", [house.tick, sweeping.forget_last_vote])
def test_killed_before_the_sweep_the_next_minute_does_it(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, first: object
) -> None:
    def killed() -> None:
        raise PowerLoss

    with monkeypatch.context() as patch:
        patch.setattr(sweeping, "forget_last_vote", killed)
        with pytest.raises(PowerLoss):
            watched.vote()
    db.session.remove()
    assert watched.shown == {"slip", "mark"}
    assert callable(first)
    first()
    assert watched.shown == set()


def test_who_reads_meanwhile_keeps_no_voter_from_the_answer(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody copies the database, say: then the next minute does it."""
    with monkeypatch.context() as patch:
        patch.setattr(sweeping, "forget_last_vote", lambda: None)
        watched.vote()
    with monkeypatch.context() as patch, db.engine.connect() as reader:
        reader.execute(text("SELECT count(*) FROM election_roll, urns"))
        wait_briefly(patch)
        sweeping.forget_last_vote()
        assert watched.shown == {"slip", "mark"}
    house.tick()
    assert watched.shown == set()


def wait_briefly(patch: pytest.MonkeyPatch) -> None:
    """For those who are in the way."""

    def said(what: str) -> TextClause:
        return text(what.replace("5s", "1ms"))

    patch.setattr(core_db, "text", said)
    raw = db.engine.raw_connection

    def impatient() -> PoolProxiedConnection:
        link = raw()
        if is_sqlite():
            link.cursor().execute("PRAGMA busy_timeout = 1")
        return link

    patch.setattr(db.engine, "raw_connection", impatient)


@on_sqlite
def test_the_time_of_no_file_tells_when_the_last_vote_came(
    watched: Watched, config: Config
) -> None:
    house.tick()
    changed_by_vote = changed(config.instance, watched.vote)
    assert changed_by_vote
    assert changed_by_vote <= changed(config.instance, house.tick)


def changed(folder: Path, act: object) -> set[str]:
    files = [it for it in (folder, *folder.rglob("*")) if it.exists()]
    for each in files:
        os.utime(each, (1, 1))
    assert callable(act)
    act()
    db.session.rollback()
    return {str(it) for it in files if it.stat().st_mtime > 1}

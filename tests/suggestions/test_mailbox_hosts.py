"""Twice, at once, on two hosts, and in the middle of writing: no harm is done."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest
from flask import Flask
from nacl.public import PrivateKey

from kimvoice import create_app
from kimvoice.config import Config
from kimvoice.core.db import db
from kimvoice.core.keys import Keyring, keyring
from kimvoice.core.urn import STEP, Urn
from kimvoice.suggestions import codes, mailbox
from kimvoice.suggestions.intake import MailboxFull
from tests.conftest import TravelTo
from tests.factories import mailbox_holds
from tests.suggestions.author import (
    FRIDAY,
    NEXT_FRIDAY,
    Author,
    all_suggestions,
    lying,
)

LONG = 2.0
"""Seconds that are waited only by a house that does it wrongly, or one at a time."""


@pytest.fixture
def second(app: Flask, config: Config) -> Iterator[Flask]:
    """Another process of the same house."""
    app = create_app(config)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def keyless(app: Flask, config: Config, tmp_path: Path) -> Iterator[Flask]:
    """Another host: the same database and lasting keys, but no mailbox key."""
    instance = tmp_path / "another"
    folder = Keyring.create(instance / "keys").folder
    for name in ("pepper", "site", "secret"):
        key = (config.key_folder / f"{name}.key").read_bytes()
        (folder / f"{name}.key").write_bytes(key)
    url = config.database_url or f"sqlite:///{config.sqlite_file}"
    app = create_app(replace(config, instance=instance, database_url=url))
    yield app
    with app.app_context():
        db.engine.dispose()


def beside(app: Flask, act: Callable[[], object]) -> threading.Thread:
    """Begin the act in a thread and context of its own."""

    def run() -> None:
        with app.app_context():
            act()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


def the_mailbox_can_be_opened() -> bool:
    db.session.rollback()
    public = db.session.get_one(Urn, mailbox.NAME).public_key
    return keyring().mailbox.private_for(public) is not None


def test_twice_is_once(travel_to: TravelTo) -> None:
    author = Author().sends()
    travel_to(FRIDAY)
    mailbox.tick()
    key = keyring().mailbox.file.read_bytes()
    mailbox.tick()
    mailbox.tick()
    assert all_suggestions() == [author.suggestion]
    assert keyring().mailbox.file.read_bytes() == key


def test_two_processes_at_once_are_once(
    app: Flask, second: Flask, travel_to: TravelTo
) -> None:
    authors = [Author().sends() for _ in range(5)]
    travel_to(FRIDAY)
    db.session.remove()
    start = threading.Barrier(4)

    def tick() -> None:
        start.wait()
        mailbox.tick()

    ticking = [beside(each, tick) for each in (app, second, app, second)]
    for thread in ticking:
        thread.join()

    assert len(all_suggestions()) == 5
    assert all(len(author.said) == 1 for author in authors)
    assert the_mailbox_can_be_opened()


def test_who_loses_the_race_does_not_take_the_winner_s_key_away(
    app: Flask,
    second: Flask,
    travel_to: TravelTo,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both have drawn a key for the next round before either has the lock."""
    author = Author().sends()
    travel_to(FRIDAY)
    derive, first = codes.derive, threading.current_thread()
    loser_is_as_far, winner_is_done = threading.Event(), threading.Event()
    losers: list[threading.Thread] = []

    def lose() -> None:
        mailbox.empty_when_due()
        loser_is_as_far.set()

    def slowly(code: str) -> codes.CodeKeys:
        if threading.current_thread() is not first:
            loser_is_as_far.set()
            winner_is_done.wait(LONG)
        elif not losers:
            losers.append(beside(second, lose))
            loser_is_as_far.wait(LONG)
        return derive(code)

    with monkeypatch.context() as patch:
        patch.setattr(codes, "derive", slowly)
        mailbox.empty_when_due()
        winner_is_done.set()
        losers[0].join()

    assert all_suggestions() == [author.suggestion]
    assert the_mailbox_can_be_opened()
    later = Author().sends()
    travel_to(NEXT_FRIDAY)
    mailbox.tick()
    assert later.finds


def test_a_slip_that_comes_while_codes_are_derived_is_in_the_next_round(
    second: Flask, travel_to: TravelTo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And whoever sends it is not kept waiting until the last code is derived."""
    early, late = Author().sends(), Author()
    travel_to(FRIDAY)
    derive = codes.derive
    sent: list[threading.Thread] = []

    def while_somebody_sends(code: str) -> codes.CodeKeys:
        if not sent:
            sent.append(beside(second, lambda: late.sends("Akkurat for sent")))
            sent[0].join(LONG)
            assert not sent[0].is_alive(), "the sender waits for the emptying"
        return derive(code)

    with monkeypatch.context() as patch:
        patch.setattr(codes, "derive", while_somebody_sends)
        mailbox.tick()
    assert all_suggestions() == [early.suggestion]
    assert late.finds is None

    travel_to(NEXT_FRIDAY)
    mailbox.tick()
    assert late.said == ["Akkurat for sent"]
    assert late.suggestion.week == "2025-W48"


def test_a_host_without_the_key_leaves_the_mailbox_alone(
    keyless: Flask, travel_to: TravelTo, caplog: pytest.LogCaptureFixture
) -> None:
    author = Author().sends()
    travel_to(FRIDAY)
    db.session.remove()
    beside(keyless, mailbox.tick).join()
    assert all_suggestions() == []
    assert "does not hold the key" in caplog.text
    mailbox.tick()
    assert all_suggestions() == [author.suggestion]


def test_a_host_without_the_key_takes_slips_in_and_pays_no_debts(
    keyless: Flask, travel_to: TravelTo
) -> None:
    author = Author()
    db.session.remove()
    beside(keyless, author.sends).join()
    travel_to(FRIDAY)
    mailbox.empty_when_due()
    db.session.remove()
    beside(keyless, mailbox.sweep).join()
    assert db.session.get_one(Urn, mailbox.NAME).in_debt
    mailbox.sweep()
    assert not db.session.get_one(Urn, mailbox.NAME).in_debt
    assert author.finds


def test_a_slip_nobody_can_read_holds_back_no_other(
    travel_to: TravelTo, caplog: pytest.LogCaptureFixture
) -> None:
    author = Author().sends()
    urn = Urn.locked(mailbox.NAME)
    urn.put([b"not a slip", b'{"kind": "unknown"}', b'{"kind": "message"}', b"[]"])
    ours, urn.public_key = urn.public_key, bytes(PrivateKey.generate().public_key)
    urn.put([b"sealed to a foreign key"])
    urn.public_key = ours
    db.session.commit()
    travel_to(FRIDAY)
    mailbox.tick()
    assert all_suggestions() == [author.suggestion]
    assert "not a slip" not in caplog.text
    assert lying() == []


def test_what_a_host_without_the_key_took_in_is_sealed_anew_by_the_next_minute(
    keyless: Flask, travel_to: TravelTo
) -> None:
    db.session.remove()
    beside(keyless, Author().sends).join()
    urn = db.session.get_one(Urn, mailbox.NAME)
    before = set(urn.sealed)
    assert len(before) == STEP + 1
    mailbox.tick()
    db.session.rollback()
    assert not before & set(urn.sealed)
    assert len(urn.sealed) == STEP
    assert len(lying()) == 1


def test_a_host_without_the_key_refuses_when_a_step_more_than_the_room_lies_there(
    keyless: Flask, travel_to: TravelTo
) -> None:
    mailbox_holds(2)
    db.session.remove()
    refused: list[MailboxFull] = []

    def send() -> None:
        try:
            Author().sends()
        except MailboxFull as full:
            refused.append(full)

    for already in range(3):
        beside(keyless, send).join()
        assert len(refused) == (already == 2)
    assert len(lying()) == 2


def test_of_thirty_on_three_hosts_while_minutes_pass_none_is_lost(
    app: Flask, second: Flask, keyless: Flask, travel_to: TravelTo
) -> None:
    authors = [Author() for _ in range(30)]
    start = threading.Barrier(len(authors) + 2)

    def at_once(act: Callable[[], object]) -> Callable[[], None]:
        def run() -> None:
            start.wait()
            act()

        return run

    acts: list[Callable[[], object]] = [author.sends for author in authors]
    acts += [mailbox.seal_anew, mailbox.seal_anew]
    hosts = cycle([app, second, keyless])
    db.session.remove()
    for thread in [beside(next(hosts), at_once(act)) for act in acts]:
        thread.join()
    assert len(lying()) == 30
    travel_to(FRIDAY)
    mailbox.tick()
    assert len(all_suggestions()) == 30
    assert all(len(author.said) == 1 for author in authors)


def test_all_may_be_sealed_anew_while_codes_are_derived(
    second: Flask, travel_to: TravelTo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read is known by what it says: its box is another by then."""
    author, derive = Author().sends(), codes.derive
    travel_to(FRIDAY)

    def while_a_minute_passes(code: str) -> codes.CodeKeys:
        minute = beside(second, mailbox.seal_anew)
        minute.join(LONG)
        assert not minute.is_alive(), "the minute waits for the emptying"
        return derive(code)

    with monkeypatch.context() as patch:
        patch.setattr(codes, "derive", while_a_minute_passes)
        mailbox.empty_when_due()
    assert all_suggestions() == [author.suggestion]
    assert lying() == []

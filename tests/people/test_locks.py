"""A lock that grows: for every name alike, by the real clock, and never for long."""

from datetime import timedelta

import pytest
from flask import Flask

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.people import locks as locking
from kimvoice.people import passphrases
from kimvoice.people.locks import Locks
from kimvoice.people.models import RoleKind
from kimvoice.people.new_codes import NewCode
from tests.account.test_signing_in import knock
from tests.conftest import TravelTo
from tests.factories import Make
from tests.visitor import PASSPHRASE, Visit

LOCKED = "Det er prøvd mange ganger. Vent til kl. {}, og prøv igjen."
MINUTES = [1, 2, 4, 8, 16, 32, 60, 60]


@pytest.fixture
def name(make: Make, request: pytest.FixtureRequest) -> str:
    return make.participant().user_name if request.param else "ingen"


EVERY_NAME = pytest.mark.parametrize("name", [True, False], indirect=True)


@EVERY_NAME
def test_after_five_wrong_tries_the_door_is_locked_for_a_minute(
    name: str, visit: Visit, travel_to: TravelTo
) -> None:
    for typed in (name, name.upper(), f" {name}", name, name):
        assert knock(visit(), typed, "feil").status_code == 422
    for words in ("feil", PASSPHRASE):
        refused = knock(visit(), name, words)
        assert refused.status_code == 429
        assert LOCKED.format("10.01") in refused.text
    travel_to("2025-11-17 10:02")
    assert knock(visit(), name, "feil").status_code == 422


def test_nothing_is_hashed_while_the_door_is_locked(
    visit: Visit, make: Make, travel_to: TravelTo, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = make.participant()
    for _ in range(5):
        knock(visit(), person.user_name, "feil")
    monkeypatch.setattr(passphrases, "fits", lambda *_words: pytest.fail("hashed"))
    assert knock(visit(), person.user_name, PASSPHRASE).status_code == 429


def test_the_right_words_begin_the_count_anew(visit: Visit, make: Make) -> None:
    person = make.participant()
    for _ in range(3):
        for _ in range(4):
            knock(visit(), person.user_name, "feil")
        assert knock(visit(), person.user_name, PASSPHRASE).status_code == 303


def test_one_name_is_locked_and_no_other(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    person = make.participant()
    for _ in range(6):
        knock(visit(), "ingen", "feil")
    assert knock(visit(), person.user_name, PASSPHRASE).status_code == 303


def test_the_lock_grows_to_an_hour_and_no_further(
    app: Flask, travel_to: TravelTo
) -> None:
    locks = Locks()
    for _ in range(4):
        assert locks.try_with("kari") is None
    grown = []
    for _ in MINUTES:
        assert locks.try_with("kari") is None
        until = locks.try_with("kari")
        assert until
        grown.append((until - clock.real_now()).total_seconds() / 60)
        travel_to(f"{until.astimezone(clock.OSLO):%Y-%m-%d %H:%M}")
    assert grown == MINUTES


def test_many_tries_at_once_are_many_tries(app: Flask, travel_to: TravelTo) -> None:
    """Counted before the words are looked at, which is slow."""
    locks = Locks()
    let_through = [locks.try_with("kari") is None for _ in range(20)]
    assert let_through == [True] * 5 + [False] * 15


def test_a_day_without_tries_is_a_new_beginning(
    app: Flask, travel_to: TravelTo
) -> None:
    locks = Locks()
    for _ in range(5):
        locks.try_with("kari")
    travel_to("2025-11-18 10:01")
    assert [locks.try_with("kari") for _ in range(5)] == [None] * 5


def test_the_lock_keeps_no_name_and_has_little_room(
    app: Flask, travel_to: TravelTo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "ROOM", 10)
    locks = Locks()
    for _ in range(6):
        locks.try_with("kari")
    for number in range(50):
        locks.try_with(f"{'x' * 10_000}{number}")
    assert len(locks._tries) == 10
    assert "kari" not in repr(locks._tries)
    assert locks.try_with("kari") is not None


def test_when_many_sign_in_at_once_a_try_is_not_counted(
    visit: Visit, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = make.participant()
    monkeypatch.setattr(passphrases, "PATIENCE", 0)
    for _ in range(passphrases.AT_ONCE):
        assert passphrases._places.acquire(blocking=False)
    try:
        for _ in range(6):
            busy = knock(visit(), person.user_name, PASSPHRASE)
            assert busy.status_code == 429
            assert "Mange logger inn akkurat nå." in busy.text
    finally:
        for _ in range(passphrases.AT_ONCE):
            passphrases._places.release()
    assert knock(visit(), person.user_name, PASSPHRASE).status_code == 303


def test_a_new_slip_opens_the_lock(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    person = make.participant()
    for _ in range(6):
        knock(visit(), person.user_name, "feil")
    asked = NewCode.ask(person, make.person(RoleKind.ADMINISTRATOR), make.coordinator())
    db.session.add(asked)
    asked.agree(asked.second)
    db.session.commit()
    visitor = visit()
    visitor.get(f"/min/start/{make.slip_for(person)}")
    visitor.post("/min/start/deg", {"answer": "yes"})
    visitor.post("/min/start/passord", {"passphrase": "et helt nytt passord"})
    entered = knock(visit(), person.user_name, "et helt nytt passord")
    assert entered.status_code == 303


def test_the_time_that_is_told_is_never_too_early() -> None:
    half_past = clock.real_now().replace(minute=30, second=0, microsecond=0)
    assert clock.next_minute(half_past) == half_past
    later = half_past + timedelta(microseconds=1)
    assert clock.next_minute(later) == half_past + timedelta(minutes=1)

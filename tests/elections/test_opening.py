"""The urn is opened once and wholly: by two at once, after a restart, or not at all."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from nacl.public import PrivateKey

from kimvoice import create_app
from kimvoice.config import Config
from kimvoice.core.db import begin_writing, db
from kimvoice.elections import envelopes
from kimvoice.elections.ballots import Ballot
from kimvoice.elections.models import Election
from kimvoice.elections.states import Deed, State, Way
from kimvoice.people.models import Person
from tests.complaints.own_page import on_sqlite
from tests.complaints.test_races import at_once
from tests.electing import Electing, Held


def key_of(held: Held, officer: int) -> PrivateKey:
    person = held.officers[officer]
    holder = held.election.round.key_of(person)
    assert holder is not None
    return envelopes.private_key(held.words[person.id], holder.salt)


def doing(
    held: Held, officer: int, verb: Callable[[Election, Person], None]
) -> Callable[[], None]:
    """As the view does it: locked, and as the last one left it."""
    number, by = held.election.id, held.officers[officer].id

    def act() -> None:
        begin_writing()
        election = Election.locked(number)
        assert election is not None
        verb(election, db.session.get_one(Person, by))
        db.session.commit()

    return act


def hung_up(electing: Electing) -> Held:
    held = electing.election(State.CLOSED, way=Way.NET, votes=(4, 2, 1))
    held.election.close_urn(held.officers[0])
    db.session.commit()
    return held


def unlocking(held: Held, officer: int) -> Callable[[], None]:
    key = key_of(held, officer)
    return doing(held, officer, lambda election, by: election.unlock(by, key))


def test_two_officers_type_their_words_at_once(app: Flask, electing: Electing) -> None:
    """One takes off a lock, the other opens; whoever it was."""
    held = hung_up(electing)
    number = held.election.id
    assert at_once(app, unlocking(held, 0), unlocking(held, 2)) == ["", ""]
    election = db.session.get_one(Election, number)
    assert [it.votes for it in election.candidates] == [4, 2, 1]
    assert election.urn is None
    assert election.protocol_break is None


def test_three_at_once_open_it_once(app: Flask, electing: Electing) -> None:
    held = hung_up(electing)
    number = held.election.id
    said = at_once(app, *(unlocking(held, it) for it in range(3)))
    assert sorted(map(bool, said)) == [False, False, True]
    election = db.session.get_one(Election, number)
    assert sum(it.deed is Deed.COUNTED for it in election.events) == 1


def test_two_close_the_urn_at_once(app: Flask, electing: Electing) -> None:
    held = electing.election(State.CLOSED, way=Way.NET)
    number = held.election.id
    closing = [doing(held, it, Election.close_urn) for it in (0, 1)]
    assert sorted(map(bool, at_once(app, *closing))) == [False, True]
    election = db.session.get_one(Election, number)
    assert sum(it.deed is Deed.URN_CLOSED for it in election.events) == 1
    assert len(election.urn_marks) == len(election.voters)


def test_of_the_last_slip_two_type_at_once_one_lies_in_the_urn(
    app: Flask, electing: Electing
) -> None:
    held = electing.election(State.OPEN, way=Way.NET)
    held.election.give_slip(held.voters[0])
    electing.close_it(held.election)
    db.session.commit()
    number, reader = held.election.id, held.officers[2].id

    def laying(election: Election, by: Person) -> None:
        read_by = db.session.get_one(Person, reader)
        election.lay_in(Ballot(frozenset({1})), typed_by=by, read_by=read_by)

    said = at_once(app, *(doing(held, it, laying) for it in (0, 1)))
    assert sorted(map(bool, said)) == [False, True]
    urn = db.session.get_one(Election, number).urn
    assert urn is not None
    assert len(urn.sealed) == 1


@on_sqlite
def test_between_the_two_the_house_is_started_anew(
    app: Flask, config: Config, electing: Electing
) -> None:
    held = hung_up(electing)
    unlocking(held, 1)()
    second, number = unlocking(held, 0), held.election.id
    db.session.remove()
    with create_app(config).app_context():
        second()
        election = db.session.get_one(Election, number)
        assert [it.votes for it in election.candidates] == [4, 2, 1]
        db.session.remove()
        db.engine.dispose()


KILLED = """
import os, signal
from nacl.public import PrivateKey
from kimvoice import Config, create_app
from kimvoice.core.db import begin_writing, db
from kimvoice.elections.models import Election
from kimvoice.people.models import Person
with create_app(Config.from_env()).app_context():
    begin_writing()
    election = Election.locked(int(os.environ["NUMBER"]))
    officer = db.session.get_one(Person, int(os.environ["OFFICER"]))
    election.unlock(officer, PrivateKey(bytes.fromhex(os.environ["KEY"])))
    db.session.flush()
    assert election.urn is None and election.was_counted
    os.kill(os.getpid(), signal.SIGKILL)
"""


@on_sqlite
def test_killed_as_it_counts_nothing_is_half(
    config: Config, electing: Electing
) -> None:
    """All was written and nothing was done: the second officer types once more."""
    held = hung_up(electing)
    unlocking(held, 0)()
    first, number = held.officers[0].id, held.election.id
    environment: dict[str, Any] = os.environ | {
        "KIMVOICE_INSTANCE": str(config.instance),
        "DATABASE_URL": config.database_url,
        "NUMBER": str(number),
        "OFFICER": str(held.officers[1].id),
        "KEY": bytes(key_of(held, 1)).hex(),
    }
    again = unlocking(held, 1)
    db.session.remove()
    killed = subprocess.run([sys.executable, "-c", KILLED], env=environment)
    assert killed.returncode == -signal.SIGKILL
    election = db.session.get_one(Election, number)
    assert election.standing is State.CLOSED
    assert election.unlocked_by is not None
    assert election.unlocked_by.id == first
    assert election.urn is not None
    assert all(it.votes is None for it in election.candidates)
    again()
    election = db.session.get_one(Election, number)
    assert [it.votes for it in election.candidates] == [4, 2, 1]


@pytest.mark.parametrize("officer", [0, 1])
@on_sqlite
def test_whoever_types_first_the_other_opens(electing: Electing, officer: int) -> None:
    held = hung_up(electing)
    unlocking(held, officer)()
    unlocking(held, 2)()
    assert held.election.was_counted

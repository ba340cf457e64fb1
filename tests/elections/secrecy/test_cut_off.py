"""Cut off anywhere: mark and slip or neither, the figures or the urn with its keys."""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from kimvoice import Config
from kimvoice.core.db import begin_writing, db
from kimvoice.core.urn import Urn
from kimvoice.elections import envelopes
from kimvoice.elections.envelopes import WrappedKey
from kimvoice.elections.models import Election
from kimvoice.elections.states import State, Way
from kimvoice.people.models import Person
from tests.conftest import TravelTo
from tests.electing import Electing, Held
from tests.elections.secrecy.cutting import cut_everywhere
from tests.elections.secrecy.playing import cast

LEAST = 6
"""Statements of a vote: the locks, the rights, the slip and the marks."""


def marks_and_slips(number: int) -> tuple[int, int]:
    election = db.session.get_one(Election, number)
    assert election.urn
    found = election.marks, len(election.urn.sealed)
    db.session.rollback()
    return found


def opened(electing: Electing, voters: int = 4) -> tuple[int, list[int]]:
    held = electing.election(State.OPEN, way=Way.NET, voters=voters)
    return held.election.id, [it.id for it in held.voters]


def test_a_vote_is_cut_off_before_it_is_laid_in_or_after(
    electing: Electing, travel_to: TravelTo
) -> None:
    number, voters = opened(electing)
    seen = []
    for done in cut_everywhere(lambda: cast(number, voters[0], 1)):
        seen.append(marks_and_slips(number))
        if seen[-1] == (1, 1) and not done:
            break  # Cut off in the sweep: it is a vote.
    assert set(seen) == {(0, 0), (1, 1)}
    assert seen == sorted(seen)
    assert len(seen) > LEAST


def test_in_two_transactions_it_would_be_one_without_the_other(
    electing: Electing, travel_to: TravelTo, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_in = Urn.lay_in

    def kept_at_once(urn: Urn, sealed: Iterable[bytes]) -> None:
        lay_in(urn, sealed)
        db.session.commit()

    monkeypatch.setattr(Urn, "lay_in", kept_at_once)
    number, voters = opened(electing)
    cut = cut_everywhere(lambda: cast(number, voters[0], 1))
    assert any(marks_and_slips(number) == (0, 1) for _done in cut)


KILLED = """
import os, signal, sys
import time_machine
from sqlalchemy import event
from kimvoice import Config, create_app
from kimvoice.core.db import db
from tests.conftest import MONDAY, moment
from tests.elections.secrecy.playing import cast

def die_after(written):
    left = iter(range(written))
    def one_less(link, cursor, said, *about):
        if said.startswith("UPDATE") and next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
    event.listen(db.engine, "after_cursor_execute", one_less)

number, first, *people = map(int, sys.argv[1:])
app = create_app(Config.from_env())
with app.app_context(), time_machine.travel(moment(MONDAY), tick=False):
    cast(number, first, 1)
    for turn, person in enumerate(people):
        db.session.remove()
        db.engine.dispose()
        if not os.fork():
            die_after(turn)
            cast(number, person, 1)
            os._exit(0)
        ended = os.waitstatus_to_exitcode(os.wait()[1])
        print("voted" if ended == 0 else signal.Signals(-ended).name)
"""
WRITTEN = 2
"""The urn, and the roll, whose rows are one statement or more."""
TOP = Path(__file__).parents[3]


def test_a_killed_server_leaves_a_vote_whole_or_none(
    electing: Electing, config: Config, travel_to: TravelTo
) -> None:
    number, voters = opened(electing, voters=6)
    db.session.remove()
    ended = killed_at_each_statement(config, number, voters)
    assert set(ended) == {"SIGKILL", "voted"}
    marks, slips = marks_and_slips(number)
    assert marks == slips >= 1 + ended.count("voted")
    assert ended.count("SIGKILL") >= WRITTEN


def killed_at_each_statement(
    config: Config, number: int, voters: list[int]
) -> list[str]:
    environment = os.environ | {
        "KIMVOICE_INSTANCE": str(config.instance),
        "DATABASE_URL": config.database_url,
    }
    command = [sys.executable, "-c", KILLED, *map(str, [number, *voters])]
    ended = subprocess.run(
        command, env=environment, cwd=TOP, capture_output=True, text=True, check=True
    )
    return ended.stdout.split()


# Opening


def is_untouched(number: int) -> bool:
    """The urn and all its locks are there, and no figure is."""
    election = db.session.get_one(Election, number)
    locks = db.session.scalar(select(func.count()).select_from(WrappedKey))
    has_figures = election.slips is not None or any(
        it.votes is not None for it in election.candidates
    )
    return election.urn is not None and locks == 6 and not has_figures


def is_counted(number: int) -> bool:
    election = db.session.get_one(Election, number)
    locks = db.session.scalar(select(func.count()).select_from(WrappedKey))
    return (
        election.standing is State.COUNTED
        and election.slips == 8
        and db.session.get(Urn, election.urn_name) is None
        and locks == 0
    )


def ready_to_open(electing: Electing) -> Held:
    held = electing.election(State.CLOSED, way=Way.NET)
    held.election.close_urn(held.officers[0])
    electing.unlock(held, held.officers[0])
    db.session.commit()
    return held


def test_the_count_is_cut_off_before_the_urn_is_gone_or_after(
    electing: Electing, travel_to: TravelTo
) -> None:
    held = ready_to_open(electing)
    number, second = held.election.id, held.officers[1]
    holder = held.election.round.key_of(second)
    assert holder
    key = envelopes.private_key(held.words[second.id], holder.salt)
    officer = second.id

    def open_urn() -> None:
        begin_writing()
        election = Election.locked(number)
        assert election
        election.unlock(db.session.get_one(Person, officer), key)
        db.session.commit()

    seen = [
        is_counted(number) if done else is_untouched(number)
        for done in cut_everywhere(open_urn)
    ]
    assert len(seen) > LEAST
    assert all(seen)

"""What copies of the database, an officer's words and the key folder open: no slip.

Two copies tell who voted between them, and which slips are theirs together: that is
what DESIGN 6 allows («one overwritten file»), and what a night makes many.
"""

from pathlib import Path

import pytest
from flask import Flask
from nacl.public import PrivateKey
from sqlalchemy import select

from kimvoice import Config, house
from kimvoice.core.db import db
from kimvoice.core.keys import keyring
from kimvoice.core.urn import Urn
from kimvoice.elections import envelopes, sweeping
from kimvoice.elections.envelopes import OfficerKey, WrappedKey
from kimvoice.elections.models import Election
from kimvoice.elections.states import State, Way
from kimvoice.people.models import Person
from tests.anonymity.traces import copy_of
from tests.complaints.test_gone_from_files import holding
from tests.conftest import TravelTo
from tests.database import Database
from tests.electing import Electing, Held
from tests.elections.secrecy.opening import (
    differences,
    keys_lying_in,
    opened,
    slips_in,
)
from tests.elections.secrecy.playing import cast


def words_of(held: Held, officer: Person) -> PrivateKey:
    holder = held.election.round.key_of(officer)
    assert holder
    return envelopes.private_key(held.words[officer.id], holder.salt)


def folder() -> Path:
    return keyring().folder


# Copies


@pytest.mark.parametrize("votes", [1, 5])
def test_two_copies_tell_the_marks_between_them_and_open_nothing(
    votes: int, electing: Electing, app: Flask, travel_to: TravelTo
) -> None:
    held = electing.election(State.OPEN, way=Way.NET, voters=6)
    number, voters = held.election.id, [it.id for it in held.voters]
    before = copy_of(app)
    for person in reversed(voters[:votes]):
        cast(number, person, 1, 2)
    after = copy_of(app)

    found = differences(before, after)
    assert set(found) == {"election_roll", "urns"}
    marked = [row for _, row in found["election_roll"]]
    assert sorted(row["person_id"] for row in marked) == sorted(voters[:votes])
    for old, new in found["election_roll"]:
        assert old | {"on_net": new["on_net"]} == new
    [(old, new)] = found["urns"]
    assert old | {it: new[it] for it in ("slips", "version")} == new
    assert slips_in(before) == set()
    assert len(slips_in(after)) == votes

    keys = keys_lying_in([before, after], folder())
    assert keys == []
    assert opened([before, after], keys, with_folder=True) == set()


def test_the_marked_rolls_of_two_orders_are_the_same(
    electing: Electing, app: Flask, travel_to: TravelTo
) -> None:
    """But for what is drawn: nothing else in a copy knows the order, or the choice."""
    held = electing.election(State.OPEN, way=Way.NET, voters=4)
    number, voters = held.election.id, [it.id for it in held.voters]
    first, second = voters[:2]
    begun = copy_of(app)
    rolls = []
    for order in ([first, second], [second, first]):
        for at, person in enumerate(order, start=1):
            cast(number, person, at)
        found = differences(begun, copy_of(app))
        rolls.append(sorted(map(repr, found["election_roll"])))
        unvote(number)
    assert rolls[0] == rolls[1]


def unvote(number: int) -> None:
    """In the test alone."""
    election = db.session.get_one(Election, number)
    assert election.urn
    election.urn.slips = b""
    for each in election.roll:
        each.on_net = False
    db.session.commit()
    sweeping.forget_last_vote()


# Words


def test_the_words_of_two_open_what_lies_there(
    electing: Electing, app: Flask, travel_to: TravelTo
) -> None:
    """So that nothing below finds nothing because it cannot search."""
    held = electing.election(State.CLOSED, way=Way.NET)
    db.session.commit()
    two = [words_of(held, it) for it in held.officers[:2]]
    copy = copy_of(app)
    assert opened([copy], two) == slips_in(copy) != set()


@pytest.mark.parametrize("officer", [0, 1, 2])
def test_the_words_of_one_open_nothing(
    officer: int, electing: Electing, app: Flask, travel_to: TravelTo
) -> None:
    held = electing.election(State.CLOSED, way=Way.NET)
    db.session.commit()
    alone = words_of(held, held.officers[officer])
    copy = copy_of(app)
    assert slips_in(copy)
    assert opened([copy], [alone]) == set()
    assert opened([copy], [alone], with_folder=True) == set()


def test_when_one_has_opened_a_copy_still_asks_for_two_or_for_the_key_folder(
    electing: Electing, app: Flask, travel_to: TravelTo
) -> None:
    """The limit: with the folder, the words of another are enough from now on."""
    held = electing.election(State.CLOSED, way=Way.NET)
    held.election.close_urn(held.officers[0])
    db.session.commit()
    before = copy_of(app)
    first, *others = [words_of(held, it) for it in held.officers]
    electing.unlock(held, held.officers[0])
    db.session.commit()
    copies = [before, copy_of(app)]
    assert keys_lying_in(copies, folder()) == []
    assert opened(copies, [], with_folder=True) == set()
    assert opened(copies, [first], with_folder=True) == set()
    for other in others:
        assert opened(copies, [other]) == set()
        assert opened(copies, [other], with_folder=True) == slips_in(before)


# Afterwards


def needles(held: Held) -> list[bytes]:
    """Of the urn and of the locks of its key."""
    urn = held.election.urn
    assert urn
    locks = db.session.scalars(select(WrappedKey.sealed)).all()
    return [it[32:64] for it in (*urn.sealed[::4], *locks)]


@pytest.mark.parametrize("sweep", [sweeping.pay, house.tick])
def test_after_the_count_nothing_of_urn_and_locks_is_in_any_file(
    sweep: object,
    electing: Electing,
    config: Config,
    database: Database,
    travel_to: TravelTo,
) -> None:
    held = electing.election(State.CLOSED, way=Way.NET, voters=24)
    # What the list owes: else it would be swept with that.
    sweeping.pay()
    held.election.close_urn(held.officers[0])
    db.session.commit()
    found = needles(held)
    electing.unlock(held, held.officers[0])
    db.session.commit()
    found += needles(held)
    electing.unlock(held, held.officers[1])
    db.session.commit()
    assert held.election.outcome.scores
    db.session.remove()
    assert callable(sweep)
    sweep()
    db.session.remove()
    assert holding(found, config, database) == set()


def test_what_the_envelopes_opened_is_gone_when_they_are_shredded(
    electing: Electing, config: Config, database: Database, travel_to: TravelTo
) -> None:
    held = electing.election(State.COUNTED, way=Way.NET)
    sweeping.pay()
    kept = db.session.scalars(select(OfficerKey)).all()
    found = [it for each in kept for it in (each.salt, each.public_key)]
    assert len(found) == 6
    for officer in held.officers[:2]:
        held.election.round.shred(officer)
        db.session.commit()
    assert db.session.scalars(select(OfficerKey)).all() == []
    sweeping.pay()
    db.session.remove()
    assert holding(found, config, database) == set()


def test_before_the_sweep_it_lies_in_the_files(
    electing: Electing, config: Config, database: Database, travel_to: TravelTo
) -> None:
    """So that nothing above finds nothing because it cannot search."""
    held = electing.election(State.CLOSED, way=Way.NET)
    held.election.close_urn(held.officers[0])
    db.session.commit()
    found = needles(held)
    urn = db.session.get_one(Urn, held.election.urn_name)
    assert urn.slips[32:64] in found
    db.session.remove()
    if getattr(database, "folder", None) or database.name == "sqlite":
        assert holding(found, config, database)

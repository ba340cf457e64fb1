"""Elections in the demonstration house: one in each state, held by who may."""

from flask import Flask
from sqlalchemy import select

from kimvoice.core.db import db
from kimvoice.elections import policy
from kimvoice.elections.models import Election
from kimvoice.elections.states import RoundKind, State


def elections() -> list[Election]:
    return list(db.session.scalars(select(Election)).unique())


def test_an_election_in_every_state_is_there(house: Flask) -> None:
    found = elections()
    assert {it.standing for it in found} == set(State)
    assert {it.round.kind for it in found} == set(RoundKind)
    assert any(it.uncontested for it in found)


def test_the_tie_waits_for_a_lot_between_two(house: Flask) -> None:
    [tied] = [it for it in elections() if it.standing is State.TIED]
    assert len(tied.outcome.needs_lot) == 2


def test_no_officer_stands_and_no_committee_lacks_one(house: Flask) -> None:
    for election in elections():
        assert not election.round.lacks_officers
        for officer in election.officers:
            assert policy.is_officer(officer, election)
            assert not election.is_candidate(officer)

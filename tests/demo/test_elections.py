"""Elections in the demonstration house: one in each state, held by who may."""

from flask import Flask
from sqlalchemy import select

from kimvoice.core.db import db
from kimvoice.demo.on_net import words_to_try
from kimvoice.demo.telling import one_named
from kimvoice.elections import envelopes, policy
from kimvoice.elections.ballots import Ballot
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


def on_net(state: State) -> Election:
    [found] = [it for it in elections() if it.is_on_net and it.standing is state]
    return found


def test_somebody_can_vote_on_the_net_today(house: Flask) -> None:
    election = on_net(State.OPEN)
    left = [it.person for it in election.roll if not it.is_marked]
    assert len(left) > 2
    election.vote(left[0], election.seal_ballot(Ballot()))
    assert left[0] in [it.person for it in election.roll if it.is_marked]
    db.session.rollback()


def test_the_words_that_are_printed_open_the_urn_that_waits(house: Flask) -> None:
    election = on_net(State.CLOSED)
    assert election.urn_is_closed
    given = dict(line.split("\t") for line in words_to_try().splitlines())
    assert set(given) == {it.name for it in election.officers}
    for name in list(given)[1:]:
        holder = election.key_of(one_named(name))
        assert holder is not None
        key = envelopes.private_key(given[name].split(), holder.salt)
        election.unlock(holder.person, key)
    got = {it.person.name: it.votes for it in election.candidates}
    assert got == {"Solveig Fantasivik": 8, "Daniel Øveseter": 6, "Elin Modellvik": 3}
    assert (election.slips, election.blanks, election.rejected) == (12, 2, 0)
    db.session.rollback()

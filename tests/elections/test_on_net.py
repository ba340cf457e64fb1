"""A vote on the net from sealing to count, as the rules have it."""

from collections.abc import Sequence

import pytest
from nacl.public import PrivateKey

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.core.urn import BLANK, Urn
from kimvoice.elections.ballots import Ballot
from kimvoice.elections.states import Act, Deed, State, Way
from tests.electing import Electing


@pytest.mark.parametrize("votes", [(4, 2, 1), (3, 2, 2), (2, 2), (0, 0, 0), (5, 0, 0)])
def test_what_was_voted_is_what_is_counted(
    electing: Electing, votes: Sequence[int]
) -> None:
    tied = votes in ((3, 2, 2), (2, 2))
    state = State.TIED if tied else State.COUNTED
    many = len(votes)
    held = electing.election(state, way=Way.NET, votes=votes, candidates=many)
    election = held.election
    assert [it.votes for it in election.candidates] == list(votes)
    assert (election.blanks, election.rejected) == (1, 0)
    assert election.slips == election.marks == sum(votes) + 1
    assert election.urn is None
    assert election.wrapped_keys == []
    assert not any(it.on_net for it in election.roll)
    assert election.protocol_break is None


def test_a_vote_is_one_mark_and_one_slip_and_nothing_more(electing: Electing) -> None:
    held = electing.election(State.OPEN, way=Way.NET)
    voter, lines = held.voters[0], len(held.election.events)
    electing.vote(held, voter, held.candidates[1])
    assert [it.person for it in held.election.roll if it.is_marked] == [voter]
    assert held.election.urn is not None
    assert len(held.election.urn.sealed) == 1
    assert len(held.election.events) == lines
    with pytest.raises(RuleBroken, match="Du har allerede stemt"):
        electing.vote(held, voter, held.candidates[0])
    assert len(held.election.urn.sealed) == 1


def test_the_marks_on_the_wall_count_nobody(electing: Electing) -> None:
    held = electing.election(State.CLOSED, way=Way.NET, votes=(1, 1, 0), blanks=0)
    held.election.close_urn(held.officers[0])
    assert len(held.election.urn_marks) == len(held.voters)
    assert len(set(held.election.urn_marks)) == len(held.voters)


def test_a_forged_slip_stops_the_opening(electing: Electing) -> None:
    held = electing.election(State.CLOSED, way=Way.NET)
    Urn.held(held.election.urn_name).put([Ballot(frozenset({1})).write()])
    db.session.flush()
    assert held.election.is_disputed
    with pytest.raises(RuleBroken, match="Merker og sedler er ikke like mange"):
        held.election.close_urn(held.officers[0])


def test_an_empty_slip_in_the_place_of_a_vote_stops_the_count(
    electing: Electing,
) -> None:
    """By somebody who writes in the database: marks and slips are equally many."""
    held = electing.election(State.CLOSED, way=Way.NET)
    urn = Urn.held(held.election.urn_name)
    urn.slips = b"".join([*urn.sealed[1:], urn.seal(BLANK)])
    db.session.flush()
    one, other, _third = held.officers
    held.election.close_urn(one)
    electing.unlock(held, one)
    with pytest.raises(RuleBroken, match="Merker og sedler er ikke like mange"):
        electing.unlock(held, other)


def test_no_officer_alone_leaves_out_what_was_voted_on_paper(
    electing: Electing,
) -> None:
    held = electing.election(State.OPEN, way=Way.NET)
    election, (one, two, three) = held.election, held.officers
    for voter in held.voters[:2]:
        election.give_slip(voter)
    electing.close_it(election)
    election.close_urn(one, searched=True)
    assert election.paper_checked_by == one
    election.lay_in(None, typed_by=one, read_by=two)
    assert election.paper_checked_by != one
    election.close_urn(one, searched=True)
    assert not election.urn_is_closed
    with pytest.raises(RuleBroken, match="færre sedler enn merker"):
        election.close_urn(three)
    election.close_urn(three, searched=True)
    assert election.urn_is_closed


def test_a_lock_that_somebody_took_away_is_a_refusal(electing: Electing) -> None:
    held = electing.election(State.CLOSED, way=Way.NET)
    election, (one, two, three) = held.election, held.officers
    election.close_urn(one)
    electing.unlock(held, one)
    pair = (one.id, two.id)
    election.wrapped_keys = [
        it for it in election.wrapped_keys if (it.outer_id, it.inner_id) != pair
    ]
    db.session.flush()
    with pytest.raises(RuleBroken, match="ingen ord som åpner"):
        electing.unlock(held, two)
    electing.unlock(held, three)
    assert election.urn is None


def test_paper_and_net_become_one_sum(electing: Electing) -> None:
    held = electing.election(State.OPEN, way=Way.NET)
    first, second, *_others = held.voters
    election, (one, two, _three) = held.election, held.officers
    electing.vote(held, first, held.candidates[0])
    assert election.ask_about(second, one) is not None
    election.give_slip(second)
    with pytest.raises(RuleBroken, match="har allerede stemt"):
        electing.vote(held, second)
    with pytest.raises(RuleBroken, match="har allerede stemt"):
        election.give_slip(first)
    electing.close_it(election)
    with pytest.raises(RuleBroken, match="færre sedler enn merker"):
        election.close_urn(one)
    election.lay_in(Ballot(frozenset({1})), typed_by=one, read_by=two)
    with pytest.raises(RuleBroken, match="Alle papirsedlene"):
        election.lay_in(None, typed_by=one, read_by=two)
    election.close_urn(one)
    assert not election.urn_is_closed
    with pytest.raises(RuleBroken, match="Nå må en til si det samme"):
        election.close_urn(one)
    election.close_urn(two)
    electing.unlock(held, one)
    assert election.unlocked_by is one
    assert not election.can(Act.COUNT)
    electing.unlock(held, two)
    assert election.outcome.scores
    assert election.urn is None
    asked = [it for it in election.events if it.deed is Deed.NAME_ASKED]
    assert [[who.person_id for who in it.people] for it in asked] == [[one.id]]


def test_without_its_urn_nobody_counts_by_hand(electing: Electing) -> None:
    """By somebody who writes in the database: slips of paper were never there."""
    held = electing.election(State.CLOSED, way=Way.NET)
    election = held.election
    db.session.delete(Urn.held(election.urn_name))
    db.session.flush()
    assert election.is_disputed
    with pytest.raises(RuleBroken, match="Merker og sedler er ikke like mange"):
        election.close_urn(held.officers[0])
    with pytest.raises(RuleBroken):
        electing.count_by_hand(held, (8, 0, 0), 0)


def test_into_an_urn_with_another_key_nobody_votes(electing: Electing) -> None:
    """Whoever wrote that key there would read what is sealed with it."""
    held = electing.election(State.OPEN, way=Way.NET)
    urn = Urn.held(held.election.urn_name)
    urn.public_key = bytes(PrivateKey.generate().public_key)
    db.session.flush()
    assert held.election.is_disputed
    with pytest.raises(RuleBroken, match="Du kan ikke stemme her nå"):
        electing.vote(held, held.voters[0])

"""Many vote at one moment, or one votes many times."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask

from kimvoice import create_app
from kimvoice.core.db import begin_writing, db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections import sweeping
from kimvoice.elections.ballots import Ballot
from kimvoice.elections.models import Election
from kimvoice.elections.states import State, Way
from kimvoice.people.models import Person
from tests.conftest import TravelTo
from tests.electing import Electing
from tests.elections.test_at_once import HERE
from tests.visitor import Visit, forms, without_tokens

MANY = 20


def test_one_voter_twenty_times_is_one_slip(
    app: Flask, electing: Electing, travel_to: TravelTo
) -> None:
    held = electing.election(State.OPEN, way=Way.NET)
    number, voter = held.election.id, held.voters[0].id
    assert sorted(all_at_once(app, number, [voter] * MANY)) == [False] * 19 + [True]
    assert laid_in(number) == (1, 1)


def test_twenty_voters_at_once_are_twenty_slips(
    app: Flask, electing: Electing, travel_to: TravelTo
) -> None:
    held = electing.election(State.OPEN, way=Way.NET, voters=MANY)
    number, voters = held.election.id, [it.id for it in held.voters]
    assert all_at_once(app, number, voters) == [True] * MANY
    assert laid_in(number) == (MANY, MANY)


def all_at_once(app: Flask, number: int, people: Sequence[int]) -> list[bool]:
    """Who could vote. Every second one is answered by another process."""
    db.session.remove()
    other = create_app(app.extensions["config"])
    begun = Barrier(len(people))

    def vote(at: int) -> bool:
        with (app, other)[at % 2].app_context():
            begun.wait()
            try:
                return voted(number, people[at])
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(people)) as all_of_them:
        done = list(all_of_them.map(vote, range(len(people))))
    with other.app_context():
        db.engine.dispose()
    return done


def voted(number: int, person: int) -> bool:
    begin_writing()
    election = Election.locked(number)
    assert election
    slip = election.seal_ballot(Ballot(frozenset({1})))
    try:
        election.vote(db.session.get_one(Person, person), slip)
    except RuleBroken:
        return False
    db.session.commit()
    sweeping.forget_last_vote()
    return True


def laid_in(number: int) -> tuple[int, int]:
    election = db.session.get_one(Election, number)
    assert election.urn
    return election.marks, len(election.urn.sealed)


def test_twenty_clicks_on_one_page_are_one_vote_and_one_answer(
    electing: Electing, visit: Visit, travel_to: TravelTo
) -> None:
    held = electing.election(State.OPEN, way=Way.NET)
    number, voter = held.election.id, visit(as_=held.others[0])
    url = f"/min/valg/{number}/stem"
    voter.post(url, {"ballot": ["1"]})
    [sending] = [it for it in forms(voter.get(url)) if "token" in it.fields]
    db.session.remove()

    def click(_turn: int) -> str:
        answer = voter.client.post(url, data=sending.fields, headers=HERE)
        return without_tokens(answer) if answer.status_code == 203 else "no"

    with ThreadPoolExecutor(MANY) as all_of_them:
        answers = set(all_of_them.map(click, range(MANY)))
    assert len(answers) == 1
    assert "Du har stemt" in answers.pop()
    assert laid_in(number) == (1, 1)

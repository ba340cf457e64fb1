"""Two at once: what each is answered is true, and the list is one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from kimvoice.core.db import db
from kimvoice.elections import daily
from kimvoice.elections.candidates import Candidate
from kimvoice.elections.models import Election
from kimvoice.elections.states import CandidateState, Deed, State
from kimvoice.people.models import Person
from tests.conftest import TravelTo
from tests.electing import Electing
from tests.visitor import Visit

Doing = Callable[[], int]


class Hall:
    """Everybody is signed in; what is done at once is begun at once."""

    def __init__(self, app: Flask, visit: Visit, number: int) -> None:
        self.app, self.visit, self.number = app, visit, number

    def sends(self, by: Person, act: str, **filled: str) -> Doing:
        visitor = self.visit(as_=by)
        data = filled | {"csrf_token": visitor.csrf_token}
        headers = {"Origin": visitor.origin}
        url = f"/min/valg/{self.number}/{act}"
        client = visitor.client
        return lambda: client.post(url, data=data, headers=headers).status_code

    def ticks(self) -> int:
        with self.app.app_context():
            daily.run_when_due()
            db.session.remove()
        return 200

    def at_once(self, *doing: Doing) -> list[int]:
        db.session.commit()
        db.session.remove()
        with ThreadPoolExecutor(len(doing)) as together:
            running = [together.submit(each) for each in doing]
            return sorted(each.result() for each in running)

    @property
    def election(self) -> Election:
        return db.session.get_one(Election, self.number)

    def count(self, deed: Deed) -> int:
        return [it.deed for it in self.election.events].count(deed)


@pytest.fixture
def hall(
    app: Flask, visit: Visit, electing: Electing, travel_to: TravelTo
) -> Callable[..., tuple[Hall, list[Person]]]:
    def fill(state: State, candidates: int) -> tuple[Hall, list[Person]]:
        held = electing.election(state, voters=5, candidates=candidates)
        return Hall(app, visit, held.election.id), held.voters

    return fill


def test_all_that_is_done_at_once_before_the_freeze_counts_once(
    hall: Callable[..., tuple[Hall, list[Person]]],
) -> None:
    it, (nominee, one, other, *_more) = hall(State.NOMINATION, 0)
    who = {"who": "annen", "person": str(nominee.id)}
    twice = (it.sends(one, "kandidat", **who), it.sends(other, "kandidat", **who))
    both = (it.sends(nominee, "stille"), it.sends(nominee, "nei"))
    assert it.at_once(*twice) == [303, 303]
    assert db.session.query(Candidate).count() == 1
    assert it.at_once(*both) == [303, 303]
    [row] = it.election.nominees
    assert row.state in (CandidateState.STANDS, CandidateState.DECLINED)


def test_the_roll_is_frozen_once_and_nobody_stands_beside_the_list(
    hall: Callable[..., tuple[Hall, list[Person]]], travel_to: TravelTo
) -> None:
    it, (one, other, *_more) = hall(State.NOMINATION, 1)
    travel_to("2025-11-18 00:00")
    stood = one.id
    late = (it.sends(one, "trekk"), it.sends(other, "stille"))
    assert it.at_once(it.ticks, *late, it.ticks) == [200, 200, 303, 409]
    assert it.count(Deed.LISTED) == 1
    assert len(it.election.roll) == 5
    assert [row.person_id for row in it.election.nominees] == [stood]


def test_two_agree_at_once_and_two_withdraw_at_once(
    hall: Callable[..., tuple[Hall, list[Person]]],
) -> None:
    it, (one, other, *_more) = hall(State.LISTED, 2)
    said = {"first": str(other.id)}
    agree = (it.sends(one, "enige", **said), it.sends(other, "enige", **said))
    leave = (it.sends(one, "trekk"), it.sends(other, "trekk"))
    assert it.at_once(*agree) == [303, 303]
    assert it.election.have_agreed
    assert it.count(Deed.ORDER_AGREED) == 1
    assert it.at_once(*leave) == [303, 303]
    assert it.election.candidates == []
    assert it.count(Deed.CANDIDATE_WITHDREW) == 2
    assert [it.line for it in it.election.events] == list(range(5))

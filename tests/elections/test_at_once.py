"""Two at one table do the same at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from kimvoice.core.db import db
from kimvoice.elections.models import Election
from kimvoice.elections.states import State
from kimvoice.people.models import Person
from tests.admin.office import Meeting
from tests.electing import Electing
from tests.visitor import Visit

HERE = {"Origin": "http://localhost"}


def both_send(
    visit: Visit, two: list[Person], url: str, filled: dict[str, str]
) -> list[int]:
    desks = [visit(as_=each) for each in two]
    sent = [filled | {"csrf_token": it.token} for it in desks]

    def send(at: int) -> int:
        answer = desks[at].client.post(url, data=sent[at], headers=HERE)
        return answer.status_code

    db.session.remove()
    with ThreadPoolExecutor(2) as both:
        return sorted(both.map(send, (0, 1)))


def test_one_name_gets_one_slip_from_two_who_give_it_at_once(
    electing: Electing, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = electing.election(State.OPEN)
    number, voter = held.election.id, held.voters[0]
    filled = {"name": voter.name, "give": str(voter.id)}
    monkeypatch.setattr(Election, "entry_of", Meeting().after(Election.entry_of))
    answers = both_send(visit, held.officers[:2], f"/min/valg/{number}/seddel", filled)
    assert answers == [303, 409]
    assert db.session.get_one(Election, number).marks == 1


def test_two_who_type_the_same_at_once_agree(
    electing: Electing, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = electing.election(State.CLOSED)
    number, two = held.election.id, held.officers[:2]
    filled = {"slips": "8", "blanks": "1", "rejected": "0"}
    filled |= {"votes_1": "4", "votes_2": "2", "votes_3": "1"}
    monkeypatch.setattr(Election, "count_by", Meeting().after(Election.count_by))
    answers = both_send(visit, two, f"/min/valg/{number}/opptelling", filled)
    assert answers == [303, 303]
    election = db.session.get_one(Election, number)
    assert (election.standing, election.counts) == (State.COUNTED, [])

"""An election goes its way: each state is reached by the acts that lead there."""

import pytest

from kimvoice.core.db import db
from kimvoice.elections.models import Election
from kimvoice.elections.states import State
from tests.electing import Electing

LED_TO = [it for it in State if it not in (State.TIED, State.ANNULLED)]


@pytest.mark.parametrize("state", LED_TO)
def test_an_election_reaches_the_state(electing: Electing, state: State) -> None:
    number = electing.election(state).election.id
    db.session.expire_all()
    assert db.session.get_one(Election, number).standing is state


def test_equal_votes_wait_for_a_lot(electing: Electing) -> None:
    held = electing.election(State.TIED, votes=(3, 2, 2), blanks=0)
    first, second, third = held.election.candidates
    assert [it.person for it in held.election.candidates if it.votes == 3] == [
        first.person
    ]
    held.election.draw(
        [third.person],
        drawer="Kari Testesen",
        witnesses=("Ola Prøve", "Siv Prøve"),
        by=held.officers[0],
    )
    assert held.election.standing is State.COUNTED
    assert [it.person for it in held.election.winners] == [first.person, third.person]
    assert second.votes == third.votes


def test_one_who_stands_is_elected_without_a_vote(electing: Electing) -> None:
    held = electing.election(State.LISTED, candidates=1)
    assert held.election.stands_uncontested
    held.election.round.nominations_until -= 2 * (
        held.election.asks_until - held.election.round.nominations_until
    )
    held.election.publish(held.officers[0])
    assert held.election.elected == held.candidates[0]
    assert held.election.uncontested

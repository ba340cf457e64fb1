"""Two of the committee at once, or one who clicks twice: one act is done."""

import pytest
from flask import Flask

from kimvoice.core.db import db
from kimvoice.elections.states import Deed, State
from tests.conftest import TravelTo
from tests.electing import Electing, Held
from tests.elections.test_candidate_races import Doing, Hall
from tests.elections.test_objections import complained
from tests.visitor import Visit


@pytest.fixture
def hall(app: Flask, visit: Visit, electing: Electing, travel_to: TravelTo) -> "Halls":
    return Halls(app, visit, electing)


class Halls:
    def __init__(self, app: Flask, visit: Visit, electing: Electing) -> None:
        self.app, self.visit, self.electing = app, visit, electing

    def of(self, state: State) -> tuple[Hall, Held]:
        held = self.electing.election(state)
        return Hall(self.app, self.visit, held.election.id), held


def test_two_write_in_a_lot_and_the_first_stands(hall: Halls) -> None:
    it, held = hall.of(State.TIED)

    def writes_in(who: int, drawn: int) -> Doing:
        filled = {
            "first": str(held.election.equals[drawn].person_id),
            "drawer": "Kari Trekkesen",
            "witness_1": "Ola Vitnesen",
            "witness_2": "Siv Vitnesen",
            "confirmed": "1",
        }
        return it.sends(held.officers[who], "loddtrekning/skriv-inn", **filled)

    assert it.at_once(writes_in(0, 0), writes_in(1, 1)) == [303, 409]
    assert it.count(Deed.DREW) == 1
    assert it.election.standing is State.COUNTED
    [lot] = it.election.lots
    assert it.election.winners[1] == lot.first


def test_two_lay_out_the_result_and_the_offices_are_given_once(hall: Halls) -> None:
    it, held = hall.of(State.COUNTED)
    both = (it.sends(held.officers[each], "resultat") for each in (0, 1))
    assert it.at_once(*both) == [303, 409]
    assert it.count(Deed.PUBLISHED) == 1
    assert it.election.elected is not None
    assert len(it.election.elected.roles) == 2


def test_who_clicks_twice_complains_once(hall: Halls) -> None:
    it, held = hall.of(State.PUBLISHED)
    sender = held.others[0]
    twice = (it.sends(sender, "klage", words="Urna sto åpen.") for _ in range(2))
    assert it.at_once(*twice) == [303, 409]
    assert len(it.election.complaints) == 1
    assert it.count(Deed.COMPLAINED) == 1


def test_of_two_answers_that_differ_one_is_given(hall: Halls) -> None:
    it, held = hall.of(State.PUBLISHED)
    here = f"klager/{complained(held).id}"
    no = it.sends(held.officers[0], here, decision="stands", reason="Urna var låst.")
    yes = it.sends(held.officers[1], here, decision="anew", reason="Urna sto åpen.")
    assert it.at_once(no, yes) == [303, 409]
    db.session.expire_all()
    asked, answered = it.election.open_proposals, it.count(Deed.COMPLAINT_DECIDED)
    assert len(asked) + answered == 1

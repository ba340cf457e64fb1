"""What decides an election is said as `tally` counts, by how many stand."""

import pytest

from kimvoice.core.db import db
from kimvoice.elections.states import State, Way
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.electing import Electing
from tests.reading import read
from tests.visitor import Visit

pytestmark = on_sqlite

OF_ONE = "Kandidaten må få flere stemmer enn det er blanke stemmer."
OF_TWO = "Den andre blir vara."
OF_MORE = "Den med nest flest blir vara."
LOT = "Blir det likt, trekker vi lodd."
RULES = {1: {OF_ONE}, 2: {OF_TWO, LOT}, 3: {OF_MORE, LOT}}


@pytest.mark.parametrize("way", Way)
def test_voters_read_the_rule_of_as_many_as_stand(
    electing: Electing, travel_to: TravelTo, visit: Visit, way: Way
) -> None:
    for candidates, rule in RULES.items():
        held = electing.election(State.LISTED, voters=4, candidates=candidates, way=way)
        if candidates == 1:
            held.election.ask_for_vote(held.others[0])
            db.session.commit()
        voter = visit(as_=held.others[0])
        here = f"/min/valg/{held.election.id}"
        for page in (here, f"{here}/oppslag"):
            words = read(voter.get(page).text).page.words
            said = {it for it in (OF_ONE, OF_TWO, OF_MORE, LOT) if it in words}
            assert said == rule, page


def test_two_alone_are_told_what_the_result_can_show(
    electing: Electing, travel_to: TravelTo, visit: Visit
) -> None:
    held = electing.election(State.LISTED, voters=2, candidates=2)
    voter, here = visit(as_=held.voters[0]), f"/min/valg/{held.election.id}"
    for page in (here, f"{here}/oppslag"):
        words = read(voter.get(page).text).page.words
        assert "Resultatet kan vise den ene hva den andre stemte." in words
        assert "ingen ser hva du stemmer" not in words

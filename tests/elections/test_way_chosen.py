"""How each department votes is chosen in the plan, and said wherever people read it."""

import re

import pytest

from kimvoice.core.db import db
from kimvoice.elections.states import RoundKind, State, Way
from kimvoice.people.models import Person
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.electing import Electing
from tests.elections.test_round_pages import NEW, filled, kept, words
from tests.factories import Make
from tests.reading import read
from tests.visitor import Visit, forms

pytestmark = on_sqlite
MANY = "Vi foreslår nett og papir, for minst ti kan stemme."
FEW = "Vi foreslår papir, for færre enn ti kan stemme."


@pytest.fixture
def officers(travel_to: TravelTo, electing: Electing) -> list[Person]:
    return electing.committee()


def test_the_plan_proposes_the_net_from_ten_on(
    make: Make, visit: Visit, officers: list[Person]
) -> None:
    ten, nine = make.department(active=10), make.department(active=9)
    planner = visit(officers[0])
    page = planner.get(NEW)
    assert read(page.text).mistakes == []
    assert (page.text.count(MANY), FEW in page.text) == (1, True)
    [form] = [it for it in forms(page) if it.action == NEW]
    proposed = {it: form.fields[f"way_{it.id}"] for it in (ten, nine)}
    assert proposed == {ten: "net", nine: "paper"}
    board = planner.get("/min/valg/runde/ny/styret").text
    assert "Vi foreslår papir, for de tillitsvalgte møtes." in board


def test_the_officers_choose_and_may_change_their_minds(
    make: Make, visit: Visit, officers: list[Person]
) -> None:
    department = make.department(active=2)
    planner, key = visit(officers[0]), f"way_{department.id}"
    for wrong in ("post", "\0", "x" * 10_000):
        refused = planner.post(NEW, filled(department, officers, **{key: wrong}))
        assert refused.status_code == 422
        assert "Velg et av svarene." in refused.text
    form = filled(department, officers, **{key: "net"})
    assert planner.post(NEW, form).status_code == 303
    [planned] = kept()
    here, seen = f"/min/valg/runde/{planned.id}", planned.mark
    assert planned.elections[0].way is Way.NET
    assert "På nett og papir." in words(planner, here)
    [form_again] = [
        it for it in forms(planner.get(f"{here}/endre")) if it.action == f"{here}/endre"
    ]
    assert form_again.fields[key] == "net"
    # What was looked over was another way: it is not announced unseen.
    changed = filled(department, officers, **{key: "paper"})
    assert planner.post(f"{here}/endre", changed).status_code == 303
    assert planner.post(f"{here}/kunngjor", {"plan": seen}).status_code == 409
    [planned] = kept()
    assert planned.elections[0].way is Way.PAPER
    assert "På papir i møtet." in words(planner, f"{here}/kunngjor")


def test_the_board_may_vote_on_the_net(
    make: Make, visit: Visit, officers: list[Person]
) -> None:
    planner = visit(officers[0])
    sent = {
        it.replace("_X", "_0"): value
        for it, value in filled(make.department(), officers).items()
        if not it.startswith(("at_", "opens_", "closes_", "place_"))
    } | {"at_0": "y", "opens_0": "8", "closes_0": "15", "way_0": "net"}
    assert planner.post("/min/valg/runde/ny/styret", sent).status_code == 303
    [planned] = kept()
    assert planned.kind is RoundKind.BOARD
    assert planned.elections[0].way is Way.NET


def test_whoever_reads_of_the_vote_reads_how(
    travel_to: TravelTo, electing: Electing, visit: Visit
) -> None:
    told: dict[Way, list[bool]] = {}
    for way in Way:
        held = electing.election(State.LISTED, way=way)
        voter, number = visit(held.voters[0]), held.election.id
        pages = ("", "/oppslag")
        text = [words(voter, f"/min/valg/{number}{it}") for it in pages]
        told[way] = ["nett eller papir" in it for it in text]
        assert ("serveren" in text[1]) is (way is Way.NET)
    assert told == {Way.PAPER: [False, False], Way.NET: [True, True]}
    assert re.search(r"Stem \w+dag \d", words(voter, "/min/valg"))


def test_without_an_urn_the_pages_say_paper_once_the_vote_is_open(
    travel_to: TravelTo, electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.LISTED, way=Way.NET)
    said = [held.election.is_to_be_on_net]
    electing.open_it(held.election)
    said.append(held.election.is_to_be_on_net)
    db.session.commit()
    planned = words(
        visit(held.officers[0]), f"/min/valg/runde/{held.election.round.id}"
    )
    assert "På papir i møtet." in planned
    assert "På nett og papir" not in planned
    electing.seal(held)
    assert [*said, held.election.is_to_be_on_net] == [True, False, True]


def test_the_prints_count_nothing_by_hand_that_the_urn_counts(
    travel_to: TravelTo, electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.OPEN, way=Way.NET)
    paper = words(visit(held.officers[0]), f"/min/valg/{held.election.id}/papir")
    assert "To i valgstyret skriver sedlene inn i urna" in paper
    assert "To teller hver for seg" not in paper
    db.session.rollback()

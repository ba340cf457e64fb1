"""What the officers do with words, urn and envelopes, and what stops them."""

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.next_step import next_step
from kimvoice.elections.officers_desk import desk_of, rooms_of
from kimvoice.elections.officers_steps import officers_step
from kimvoice.elections.states import Deed, State, Way
from kimvoice.people.models import Person, RoleKind
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.electing import DAY, Electing, Held
from tests.elections.test_round_pages import words
from tests.factories import Make
from tests.visitor import Visit

pytestmark = on_sqlite


@pytest.fixture
def held(travel_to: TravelTo, electing: Electing) -> Held:
    return electing.election(State.LISTED, way=Way.NET)


def step(held: Held) -> str:
    found = officers_step(held.election)
    assert found is not None
    return f"{found.what} ({found.who})"


def paths(held: Held, person: Person) -> set[str]:
    return {it.path for it in rooms_of(held.election, person)}


def names(people: list[Person]) -> str:
    *first, last = (it.name for it in people)
    return f"{', '.join(first)} og {last}" if first else last


def test_each_step_is_said_with_those_who_must_do_it(
    held: Held, electing: Electing
) -> None:
    election, officers = held.election, held.officers
    one, two, three = officers
    voter = held.voters[-1]
    assert step(held) == f"Se de seks ordene ({names(officers)})"
    electing.give_words(held, one)
    assert step(held) == f"Se de seks ordene ({names([two, three])})"
    assert {"ord", "urna"} <= paths(held, two)
    assert "ord" not in paths(held, one)
    for officer in (two, three):
        electing.give_words(held, officer)
    assert step(held) == f"Gjør urna klar ({names(officers)})"
    election.seal_urn(one)
    assert step(held).startswith(
        "Heng opp åpningsmerket, og skriv ut manntall og sedler ("
    )
    electing.open_it(election)
    assert step(held).startswith("Stem på nett eller papir (Deltakerne i ")
    assert {"seddel", "urna"} <= paths(held, one)
    election.give_slip(voter)
    electing.close_it(election)
    assert step(held) == f"Skriv inn papirsedlene ({names(officers)})"
    assert {"papirsedler", "urnemerker", "manntall/rett"} <= paths(held, one)
    assert not paths(held, one) & {"opptelling", "seddel", "apne"}
    election.lay_in(None, typed_by=one, read_by=two)
    assert step(held) == f"Heng opp urnemerkene ({names(officers)})"
    election.close_urn(one)
    assert step(held) == f"Heng opp urnemerkene ({names(officers)})"
    election.close_urn(two)
    assert step(held) == f"Åpne urna: to skriver ordene sine ({names(officers)})"
    assert {"urnemerker", "apne"} <= paths(held, one)
    assert not paths(held, one) & {"papirsedler", "manntall/rett"}
    electing.unlock(held, one)
    either = f"{two.name} eller {three.name}"
    assert step(held) == f"Åpne urna: en til skriver ordene sine ({either})"
    electing.unlock(held, two)
    assert step(held).startswith("Legg ut resultatet (")
    assert {"resultat", "makulering"} <= paths(held, one)


def test_everybody_reads_the_same_however_many_voted(
    travel_to: TravelTo, electing: Electing
) -> None:
    """How far the committee is tells whether anybody voted on paper."""
    said = set()
    for on_paper in (0, 1):
        held = electing.election(State.OPEN, way=Way.NET)
        for voter in held.voters[:on_paper]:
            held.election.give_slip(voter)
        electing.close_it(held.election)
        shown = next_step(held.election)
        assert shown is not None
        said.add(str(shown.what))
    assert said == {"Åpne urna og tell stemmene"}


def test_the_urn_waits_for_the_words_of_all_three(
    held: Held, electing: Electing, visit: Visit
) -> None:
    one, two, three = held.officers
    for officer in (one, two):
        electing.give_words(held, officer)
    db.session.commit()
    here, sealer = f"/min/valg/{held.election.id}/urna", visit(one)
    page = words(sealer, here)
    assert f"Har ikke sett ordene sine ennå: {three.name}." in page
    assert "Se dine seks ord" in words(visit(three), here)
    refused = sealer.post(here)
    assert refused.status_code == 409
    assert "Alle tre valgansvarlige må ha ordene sine først." in refused.text
    electing.give_words(held, three)
    db.session.commit()
    assert sealer.post(here).status_code == 303
    mark = held.election.opening_mark
    page = words(sealer, here)
    assert mark
    assert mark in page
    again = sealer.post(here)
    assert again.status_code == 409
    assert "Dette er gjort" in again.text
    db.session.rollback()
    assert held.election.opening_mark == mark


def test_a_committee_that_changes_before_the_vote_seals_anew(
    held: Held, electing: Electing, visit: Visit, make: Make
) -> None:
    electing.seal(held)
    before, planned = held.election.opening_mark, held.election.round
    coming = make.person(RoleKind.ELECTION_OFFICER)
    planned.replace(held.officers[2], coming)
    assert step(held) == f"Se de seks ordene ({coming.name})"
    electing.give_words(held, coming)
    db.session.commit()
    assert step(held).startswith("Gjør urna klar på nytt (")
    here, sealer = f"/min/valg/{held.election.id}/urna", visit(coming)
    page = words(sealer, here)
    assert "Valgstyret er endret. Gjør urna klar på nytt" in page
    assert sealer.post(here).status_code == 303
    db.session.rollback()
    assert held.election.opening_mark != before
    assert held.election.openers == [*held.officers[:2], coming]


def test_who_leaves_while_people_vote_is_said_calmly(
    travel_to: TravelTo, electing: Electing, visit: Visit, make: Make
) -> None:
    held = electing.election(State.OPEN, way=Way.NET)
    planned, (stays, *leave) = held.election.round, held.officers
    here = f"/min/valg/runde/{planned.id}"
    told = []
    for leaving in leave:
        planned.replace(leaving, make.person(RoleKind.ELECTION_OFFICER))
        db.session.commit()
        told.append(words(visit(stays), here))
        # Who comes now has no lock on the urn, and gets no words for it.
        assert "ord" not in paths(held, planned.officers[-1])
        assert "Har ikke sett ordene" not in told[-1]
    assert f"Urna kan åpnes av {stays.name} og {leave[1].name}." in told[0]
    assert "Urna kan ikke åpnes. Valget må holdes på nytt." in told[1]
    electing.close_it(held.election)
    assert step(held).startswith("Urna kan ikke åpnes. Hold valget på nytt (")


def test_paper_elections_have_neither_words_nor_urn(
    travel_to: TravelTo, electing: Electing, visit: Visit
) -> None:
    for state in (State.NOMINATION, State.LISTED, State.OPEN, State.COUNTED):
        held = electing.election(state)
        one = held.officers[0]
        assert not paths(held, one) & {"ord", "urna", "makulering", "apne"}
        for url in (f"{held.election.id}/urna", f"runde/{held.election.round.id}/ord"):
            assert visit(one).get(f"/min/valg/{url}").status_code == 409


def test_two_officers_say_that_the_envelopes_are_shredded(
    travel_to: TravelTo, electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.COUNTED, way=Way.NET)
    planned, (one, two, three) = held.election.round, held.officers
    here = f"/min/valg/runde/{planned.id}/makulering"
    shred = "Makuler konvoluttene"
    assert [it.what for _round, it in desk_of(one).steps][-1] == shred
    first = visit(one)
    assert first.post(here).status_code == 303
    assert "Nå må en til si det samme." in words(first, here)
    refused = first.post(here)
    assert refused.status_code == 409
    assert "Du har sagt det." in refused.text
    db.session.rollback()
    assert len(planned.keys) == 3
    [left] = [it for _round, it in desk_of(two).steps if it.what == shred]
    assert left.who == names([two, three])
    assert visit(two).post(here).status_code == 303
    said = f"Det sier {names([one, two])}."
    assert said in words(visit(three), here)
    assert visit(three).post(here).status_code == 409
    db.session.rollback()
    assert planned.keys == []
    assert [it.deed for it in held.election.events][-2:] == [Deed.SHREDDED] * 2
    assert shred not in [it.what for _round, it in desk_of(three).steps]


def test_no_envelope_is_shredded_before_its_urn_is_open(
    travel_to: TravelTo, electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.CLOSED, way=Way.NET)
    here = f"/min/valg/runde/{held.election.round.id}/makulering"
    sealer = visit(held.officers[0])
    for answer in (sealer.get(here), sealer.post(here)):
        assert answer.status_code == 409
        assert "når alle urnene er åpnet" in answer.text
    with pytest.raises(RuleBroken):
        held.election.round.shred(held.officers[0])


def test_who_typed_and_has_left_the_house_leaves_one_who_can_open(
    electing: Electing,
) -> None:
    """Two of three are gone, and nobody needs to vote again."""
    held = electing.election(State.CLOSED, way=Way.NET)
    election, (one, two, three) = held.election, held.officers
    election.close_urn(one)
    electing.unlock(held, one)
    for gone in (one, two):
        for role in gone.roles:
            role.end(clock.today() - DAY)
    db.session.commit()
    assert election.openers == [three]
    assert step(held) == f"Åpne urna: en til skriver ordene sine ({three.name})"
    electing.unlock(held, three)
    assert election.standing is State.COUNTED


def test_envelopes_stay_shredded_when_an_officer_is_erased(electing: Electing) -> None:
    held = electing.election(State.COUNTED, way=Way.NET)
    election, (one, two, _three) = held.election, held.officers
    election.round.shred(one)
    election.round.shred(two)
    for event in election.events:
        for who in event.people:
            if who.person_id == one.id:
                who.forget()
    assert election.round.is_shredded
    assert not election.round.can_be_shredded

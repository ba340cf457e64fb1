"""A ballot that is wrong, or not to be had: each time the true reason."""

import re
from typing import Any

import pytest
from werkzeug.test import TestResponse

from kimvoice.core.db import db
from kimvoice.elections.states import State, Way
from kimvoice.people.models import Person, RoleKind
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.electing import Electing, Held
from tests.elections.at_the_ballot import (
    AGAIN,
    NOT_ON_ROLL,
    SHOWN,
    VOTED,
    at,
    laid_in,
    looks_over,
    sends,
    ticks,
    votes,
    words,
)
from tests.factories import Make
from tests.visitor import Visit, Visitor, form_to

pytestmark = on_sqlite


@pytest.fixture
def held(electing: Electing) -> Held:
    return electing.election(State.OPEN, way=Way.NET)


# What is wrong with a ballot


def assert_refused(
    visitor: Visitor, held: Held, chosen: list[str], why: str, **more: Any
) -> None:
    answer = ticks(visitor, held, *chosen, **more)
    assert answer.status_code == 422
    assert why in words(answer)
    assert laid_in(held) == 0
    assert held.election.marks == 0


def test_a_ballot_that_cannot_be_is_refused_in_plain_words(
    held: Held, visit: Visit
) -> None:
    voter = visit(as_=held.others[0])
    not_listed = "Velg blant dem som står på lista."
    for chosen, why in (
        ([], "Velg én eller to kandidater, eller blank stemme."),
        (["1", "2", "3"], "Du kan velge høyst to."),
        (["1", "blank"], "Du kan ikke velge både en kandidat og blank stemme."),
        (["2", "2"], "Du kan velge hver av dem bare én gang."),
        (["blank", "blank"], "Du kan velge hver av dem bare én gang."),
        (["4"], not_listed),
        (["1", "-1"], not_listed),
        (["\x00"], not_listed),
        (["1\x00"], not_listed),
        (["<script>alert(1)</script>😀"], not_listed),
        (["9" * 10_000], not_listed),
        (["1"] * 10_000, "Du kan velge hver av dem bare én gang."),
    ):
        assert_refused(voter, held, chosen, why)
    refused = ticks(voter, held, "1", "2", "3")
    assert refused.text.count(" checked") == 3
    assert "<script>alert" not in refused.text


def test_a_token_that_is_none_votes_for_nobody(held: Held, visit: Visit) -> None:
    voter, other = (visit(as_=it) for it in held.others[:2])
    url = at(held.election)
    of_other = form_to(url, looks_over(other, held, "1")).fields["token"]
    own = form_to(url, looks_over(voter, held, "1")).fields["token"]
    for token in ("", "\x00", "æ" * 10_000, own[:-4], own[4:], of_other):
        answer = voter.post(url, {"token": token})
        assert answer.status_code == 422
        assert AGAIN in words(answer)
        assert " checked" not in answer.text
    assert laid_in(held) == 0


def test_a_ballot_of_another_election_is_no_ballot_here(
    held: Held, electing: Electing, visit: Visit
) -> None:
    """The same person, on both rolls: the representatives vote for the board too."""
    other = electing.election(State.OPEN, way=Way.NET, voters=4)
    me = held.others[0]
    other.election.roll[0].person = me
    db.session.commit()
    voter = visit(as_=me)
    token = form_to(at(other.election), looks_over(voter, other, "1")).fields["token"]
    assert AGAIN in words(voter.post(at(held.election), {"token": token}))
    voter.post(at(other.election), {"ballot": "1"})
    assert "Du stemmer på" not in words(voter.get(at(held.election)))
    assert (laid_in(held), laid_in(other)) == (0, 0)


def test_where_two_stand_one_is_chosen(electing: Electing, visit: Visit) -> None:
    held = electing.election(State.OPEN, way=Way.NET, candidates=2, voters=6)
    voter = visit(as_=held.others[0])
    shown = voter.get(at(held.election))
    assert 'type="radio"' in shown.text
    assert 'type="checkbox"' not in shown.text
    assert "Den andre blir vara." in words(shown)
    assert_refused(voter, held, [], "Velg én kandidat, eller blank stemme.")
    assert_refused(voter, held, ["1", "2"], "Du kan velge høyst én.")
    assert "Du har stemt" in words(votes(voter, held, "2"))


# Not here, or not now


def test_who_is_not_on_the_roll_is_told_whom_to_ask(
    held: Held, visit: Visit, make: Make
) -> None:
    administrator = make.person(RoleKind.ADMINISTRATOR)
    for person in (
        make.participant(),
        held.officers[0],
        held.officers[1],
        administrator,
    ):
        visitor = visit(as_=person)
        for answer in (
            visitor.get(at(held.election)),
            visitor.post(at(held.election), {"ballot": "1"}),
        ):
            assert answer.status_code == 403
            assert NOT_ON_ROLL in words(answer)
    leader = visit(as_=make.work_leader())
    assert leader.get(at(held.election)).status_code == 404
    assert laid_in(held) == 0


def test_before_the_vote_opens_it_says_when(
    electing: Electing, visit: Visit, travel_to: TravelTo
) -> None:
    held = electing.election(State.LISTED, way=Way.NET)
    voter = visit(as_=held.others[0])
    when = "Du kan stemme mandag 1. desember kl. 08.00–15.00."
    shown = voter.get(at(held.election))
    assert when in words(shown)
    sent = voter.post(at(held.election), {"ballot": "1"})
    assert sent.status_code == 409
    assert when in words(sent)


def test_what_is_over_says_when_the_result_comes(
    held: Held, visit: Visit, electing: Electing
) -> None:
    voter, late = (visit(as_=it) for it in held.others[:2])
    checked = looks_over(late, held, "1")
    electing.close_it(held.election)
    answer = sends(late, held, checked)
    assert answer.status_code == 409
    for shown in (answer, voter.get(at(held.election))):
        assert "Valget er stengt. Resultatet kommer " in words(shown)
    assert laid_in(held) == 0


def test_without_an_urn_all_vote_on_paper(electing: Electing, visit: Visit) -> None:
    for way, why in (
        (Way.PAPER, "I dette valget stemmer alle på papir."),
        (Way.NET, "Urna på nett er ikke klar. Du stemmer på papir."),
    ):
        held = electing.election(State.OPEN)
        held.election.way = way
        voter = visit(as_=held.others[0])
        for answer, status in (
            (voter.get(at(held.election)), SHOWN),
            (voter.post(at(held.election), {"ballot": "1"}), 409),
        ):
            assert answer.status_code == status
            assert f"{why} Gå til {held.officers[0].name}, " in words(answer)


def test_where_nobody_votes_there_is_no_ballot(
    electing: Electing, visit: Visit, travel_to: TravelTo
) -> None:
    held = electing.election(State.LISTED, way=Way.NET, candidates=1)
    voter = visit(as_=held.others[0])
    assert "Det blir uten avstemning." in words(voter.get(at(held.election)))
    travel_to("2025-11-26 10:00")
    held.election.publish(held.officers[0])
    voter = visit(as_=held.others[0])
    assert "Det var ingen avstemning." in words(voter.get(at(held.election)))


def test_who_voted_on_paper_reads_what_who_voted_on_the_net_reads(
    held: Held, visit: Visit, electing: Electing
) -> None:
    on_net, on_paper = held.others[:2]
    held.election.give_slip(on_paper)
    one, other = visit(as_=on_net), visit(as_=on_paper)
    votes(one, held, "1")
    url, own = at(held.election), f"/min/valg/{held.election.id}"
    for path in (url, own, "/min/"):
        pages = [without_names(it.get(path), on_net, on_paper) for it in (one, other)]
        assert pages[0] == pages[1]
    assert VOTED in words(other.get(url))
    refused = other.post(url, {"ballot": "1"})
    assert refused.status_code == 409
    assert VOTED in words(refused)
    electing.close_it(held.election)
    for visitor in (one, other):
        assert "Manntallet sier at du har stemt." in words(visitor.get(own))
    third = visit(as_=held.others[2])
    assert "Manntallet sier at du ikke har stemt." in words(third.get(own))


def without_names(answer: TestResponse, *people: Person) -> str:
    said = words(answer)
    for person in people:
        said = said.replace(person.name, "…").replace(person.first_name, "…")
    return re.sub(r"logget ut kl\. \d\d\.\d\d", "", said)

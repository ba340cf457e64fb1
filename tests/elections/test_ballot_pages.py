"""The ballot on the net, as voters meet it: choose, look over, send, and no trace."""

import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from kimvoice import create_app
from kimvoice.config import Config
from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.elections import ballots
from kimvoice.elections.states import State, Way
from kimvoice.web import memory
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.electing import DAY, Electing, Held
from tests.elections.at_the_ballot import (
    AGAIN,
    MARK,
    SHOWN,
    VOTED,
    WHO_SEES,
    at,
    laid_in,
    looks_over,
    named,
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


# The way through


def test_choose_look_over_send_and_the_choice_is_never_named_again(
    held: Held, visit: Visit
) -> None:
    voter, (one, two, _three) = visit(as_=held.others[0]), held.candidates
    shown = voter.get(at(held.election))
    assert shown.status_code == SHOWN
    assert WHO_SEES in words(shown)
    officers = [it.name for it in held.officers]
    assert f"Gå til {officers[0]}, {officers[1]} eller {officers[2]}" in words(shown)
    checked = looks_over(voter, held, *named(held, two, one))
    both = [
        it.person.name for it in held.election.candidates[:3] if it.person in (one, two)
    ]
    assert f"Du stemmer på: {both[0]} og {both[1]}." in words(checked)
    sent = sends(voter, held, checked)
    said = words(sent)
    assert "Du har stemt" in said
    assert "Vi viser ikke valget ditt her, så ingen andre kan se det." in said
    for person in held.candidates:
        assert person.name not in sent.text
    assert held.election.urn is not None
    [slip] = held.election.urn.sealed
    assert MARK.findall(said) == [ballots.urn_mark(slip)]
    again = voter.get(at(held.election))
    assert again.status_code == SHOWN
    assert VOTED in words(again)
    assert f"Er det feil? Snakk med {officers[0]}" in words(again)


def test_a_blank_vote_is_a_vote(held: Held, visit: Visit) -> None:
    voter = visit(as_=held.others[0])
    checked = looks_over(voter, held, "blank")
    assert "Du stemmer blankt." in words(checked)
    assert "Du har stemt" in words(sends(voter, held, checked))
    assert laid_in(held) == 1


def test_the_choice_goes_to_the_house_once_and_stands_in_no_later_form(
    held: Held, visit: Visit
) -> None:
    checked = looks_over(visit(as_=held.others[0]), held, "1", "3")
    fields = form_to(at(held.election), checked).fields
    assert sorted(fields) == ["csrf_token", "token"]
    alike = looks_over(visit(as_=held.others[0]), held, "blank")
    length = len(form_to(at(held.election), alike).fields["token"])
    assert len(fields["token"]) == length


def test_the_choice_is_shown_once_and_lies_nowhere_until_then(
    electing: Electing, visit: Visit, travel_to: TravelTo
) -> None:
    """Sealed for the house, in the cookie of one click, whatever was chosen."""
    held = electing.election(State.OPEN, way=Way.NET)
    voter, url = visit(as_=held.others[0]), at(held.election)
    folded = []
    for chosen in (["1", "2"], ["blank"], ["1"] * 500, ["9" * 1000] * 50):
        voter.post(url, {"ballot": chosen})
        folded.append(in_the_session(voter))
    assert len({len(it) for it in folded}) == 1
    voter.post(url, {"ballot": "blank"})
    assert "Du stemmer blankt." in words(voter.get(url))
    assert in_the_session(voter) == ""
    voter.post(url, {"ballot": "blank"})
    travel_to("2025-11-17 10:02")
    for _look in range(2):
        shown = voter.get(url)
        assert "Hvem stemmer du på?" in words(shown)
        assert " checked" not in shown.text


def test_who_goes_elsewhere_carries_no_choice_along(held: Held, visit: Visit) -> None:
    voter = visit(as_=held.others[0])
    for elsewhere in ("/min/", "/min/valg/", "/min/valg/999", f"{at(held.election)}x"):
        voter.post(at(held.election), {"ballot": "1"})
        assert in_the_session(voter)
        voter.get(elsewhere)
        assert in_the_session(voter) == "", elsewhere
        assert "Hvem stemmer du på?" in words(voter.get(at(held.election)))


def in_the_session(voter: Visitor) -> str:
    client = voter.client
    with client.session_transaction("/min/", base_url=voter.origin) as session:
        return str(session.get("folded_ballot", ""))


def test_each_step_has_the_same_address_and_the_same_title(
    held: Held, visit: Visit
) -> None:
    voter = visit(as_=held.others[0])
    pages = [voter.get(at(held.election)), looks_over(voter, held, "1")]
    pages += [ticks(voter, held), sends(voter, held, pages[1])]
    pages += [voter.get(at(held.election))]
    titles = {re.findall("<title>(.*?)</title>", it.text)[0] for it in pages}
    assert titles == {"Stem – KIM voice"}
    assert {it.location for it in pages} == {None}


@pytest.mark.parametrize(("place", "first"), [("shared", "Logg ut"), ("own", "Til")])
def test_on_a_shared_pc_the_way_out_comes_first(
    place: str, first: str, held: Held, app: Flask
) -> None:
    voter = Visitor(app)
    voter.sign_in(held.others[0], place)
    main = votes(voter, held, "1").text.split("<h1>")[1].split("</main>")[0]
    assert re.findall(r"(?:<button|<a)[^>]*>([^<]*)", main)[0].startswith(first)


# Twice, late, back, and another person


def test_a_second_click_is_the_same_vote(held: Held, visit: Visit) -> None:
    voter = visit(as_=held.others[0])
    checked = looks_over(voter, held, "1")
    first, second = (words(sends(voter, held, checked)) for _click in range(2))
    assert MARK.findall(first) == MARK.findall(second) != []
    assert laid_in(held) == 1


def test_of_two_tabs_one_votes(held: Held, visit: Visit) -> None:
    voter = visit(as_=held.others[0])
    tabs = [looks_over(voter, held, "1"), looks_over(voter, held, "2")]
    assert sends(voter, held, tabs[0]).status_code == SHOWN
    late = sends(voter, held, tabs[1])
    assert late.status_code == 409
    assert VOTED in words(late)
    # Back to the ballot, which is sent once more.
    again = voter.post(at(held.election), {"ballot": "2"})
    assert again.status_code == 409
    assert VOTED in words(again)
    assert laid_in(held) == 1


def test_a_new_sign_in_between_asks_for_the_choice_anew(
    held: Held, visit: Visit
) -> None:
    voter = visit(as_=held.others[0])
    checked = looks_over(voter, held, "1")
    old = voter.csrf_token
    voter.sign_in(held.others[0])
    late = sends(voter, held, checked), ticks(voter, held, "1", csrf_token=old)
    for answer in late:
        assert answer.status_code == 422
        assert AGAIN in words(answer)
        assert " checked" not in answer.text
    assert laid_in(held) == 0


def test_a_page_of_another_is_of_no_use(held: Held, visit: Visit, make: Make) -> None:
    first, second = held.others[:2]
    visitor = visit(as_=first)
    checked = looks_over(visitor, held, "1")
    for person in (second, held.officers[1], make.participant()):
        visitor.sign_in(person)
        answer = sends(visitor, held, checked)
        assert answer.status_code == 409
        assert "Siden ble åpnet av en annen" in words(answer)
        assert first.name not in answer.text
    assert laid_in(held) == 0


def test_a_session_that_ended_keeps_nothing_of_the_choice(
    held: Held, visit: Visit
) -> None:
    """Neither shown, nor sealed in the sign-in form, nor remembered by its hash."""
    voter = visit(as_=held.others[0])
    checked = looks_over(voter, held, "1")
    token = form_to(at(held.election), checked).fields["token"]
    csrf = voter.csrf_token
    before = len(memory.memory().cleared_pages._since)
    voter.post(at(held.election), {"ballot": ["1", "2", "3"]})
    assert len(memory.memory().cleared_pages._since) == before
    voter.submit("/min/logg-ut", page="/min/")
    for sent in ({"ballot": ["1", "blank"]}, {"token": token}):
        answer = voter.post(at(held.election), sent | {"csrf_token": csrf})
        assert answer.status_code == 303
        assert answer.location == "/min/logg-inn"
    assert laid_in(held) == 0


def test_a_house_started_anew_takes_the_vote_that_was_looked_over(
    held: Held, visit: Visit, config: Config
) -> None:
    voter = visit(as_=held.others[0])
    checked = looks_over(voter, held, "1")
    anew = create_app(config)
    cookie = voter.client.get_cookie("session", path="/min")
    assert cookie is not None
    after = Visitor(anew)
    after.client.set_cookie("session", cookie.value, path="/min")
    assert "Du har stemt" in words(sends(after, held, checked))
    with anew.app_context():
        db.engine.dispose()
    assert laid_in(held) == 1


def test_who_leaves_the_house_in_between_votes_no_more(
    held: Held, visit: Visit
) -> None:
    leaves, stays = held.others[:2]
    visitor, voted = visit(as_=leaves), visit(as_=stays)
    checked = looks_over(visitor, held, "1")
    votes(voted, held, "1")
    for person in (leaves, stays):
        person.leave(clock.today() - DAY)
    answer = sends(visitor, held, checked)
    assert answer.location == "/min/logg-inn"
    assert laid_in(held) == 1
    assert [it.person for it in held.election.roll if it.is_marked] == [stays]


# Nobody learns of it


def test_a_vote_is_told_to_nobody(
    held: Held, visit: Visit, caplog: pytest.LogCaptureFixture
) -> None:
    """No header, cookie, or line of a log tells it from looking at the ballot."""
    caplog.set_level(0)
    voter, other = (visit(as_=it) for it in held.others[:2])
    checked = looks_over(voter, held, "1")
    logged = len(caplog.records)
    sent = sends(voter, held, checked)
    twice = looks_over(other, held, "2")
    assert caplog.records[logged:] == []
    assert outside(sent) == outside(twice) == outside(checked)
    asked = [outside(it.get(at(held.election))) for it in (voter, other)]
    assert asked[0] == asked[1]


def outside(answer: TestResponse) -> tuple[int, list[tuple[str, str]]]:
    """What somebody in front of the house sees, but for how long it is."""
    given = [
        (name, value) for name, value in answer.headers if name != "Content-Length"
    ]
    return answer.status_code, [
        (name, value.partition("=")[0] if name == "Set-Cookie" else value)
        for name, value in given
    ]


@pytest.mark.usefixtures("travel_to")
def test_the_home_page_says_the_same_to_who_has_voted(held: Held, visit: Visit) -> None:
    voter = visit(as_=held.others[0])
    pages = (
        "/min/",
        f"/min/valg/{held.election.id}",
        "/min/valg",
        "/min/lagret-om-meg",
    )
    before = [words(voter.get(it)) for it in pages]
    votes(voter, held, "1")
    after = [words(voter.get(it)) for it in pages]
    told = pages.index("/min/lagret-om-meg")
    assert before.pop(told) != after.pop(told)
    assert before == after
    home = voter.get("/min/")
    assert at(held.election) in home.text

"""The ballot on the net, as voters meet it: choose, look over, send, and no trace."""

import re
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from kimvoice import create_app
from kimvoice.config import Config
from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.elections import ballots
from kimvoice.elections.models import Election
from kimvoice.elections.states import State, Way
from kimvoice.people.models import Person, RoleKind
from kimvoice.web import memory
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.electing import DAY, Electing, Held
from tests.factories import Make
from tests.reading import read
from tests.visitor import Visit, Visitor, form_to

pytestmark = on_sqlite

MARK = re.compile(r"Urnemerket ditt er ([0-9A-F]{5}-[0-9A-F]{5})\.")
VOTED = "Du har allerede stemt i dette valget."
AGAIN = "Det gikk lang tid. Ingenting er sendt. Velg en gang til."
NOT_ON_ROLL = "Du står ikke i manntallet for dette valget. Er det feil? Snakk med "
WHO_SEES = (
    "Vi noterer at du har stemt. Stemmen din lagres uten navn. Den som styrer serveren"
    " mens valget er åpent, eller når urna åpnes, kan se og endre stemmer. Du kan"
    " alltid stemme på papir."
)
SHOWN = 203
"""Asked for: no browser keeps it for Back (web/answers.py)."""


@pytest.fixture
def held(electing: Electing) -> Held:
    return electing.election(State.OPEN, way=Way.NET)


def at(election: Election) -> str:
    return f"/min/valg/{election.id}/stem"


def words(answer: TestResponse) -> str:
    shown = read(answer.text)
    assert shown.mistakes == []
    return shown.page.words


def named(held: Held, *people: Person) -> list[str]:
    chosen = [held.election.candidate(it) for it in people]
    return [str(it.place) for it in chosen if it]


def laid_in(held: Held) -> int:
    db.session.expire_all()
    urn = held.election.urn
    return len(urn.sealed) if urn else 0


def looks_over(visitor: Visitor, held: Held, *chosen: str) -> TestResponse:
    answer = ticks(visitor, held, *chosen)
    assert answer.status_code == SHOWN
    return answer


def ticks(visitor: Visitor, held: Held, *chosen: str, **more: str) -> TestResponse:
    """What the click leads to."""
    answer = visitor.post(at(held.election), {"ballot": list(chosen)} | more)
    assert answer.status_code == 303
    assert answer.location == at(held.election)
    return visitor.get(answer.location)


def sends(visitor: Visitor, held: Held, checked: TestResponse) -> TestResponse:
    url = at(held.election)
    return visitor.post(url, form_to(url, checked).fields)


def votes(visitor: Visitor, held: Held, *chosen: str) -> TestResponse:
    sent = sends(visitor, held, looks_over(visitor, held, *chosen))
    assert sent.status_code == SHOWN
    return sent


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


@pytest.mark.parametrize(("place", "first"), [("shared", "Logg ut"), ("own", "Til")])
def test_on_a_shared_pc_the_way_out_comes_first(
    place: str, first: str, held: Held, app: Flask
) -> None:
    voter = Visitor(app)
    voter.sign_in(held.others[0], place)
    main = votes(voter, held, "1").text.split("<h1>")[1].split("</main>")[0]
    assert re.findall(r"(?:<button|<a)[^>]*>([^<]*)", main)[0].startswith(first)


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

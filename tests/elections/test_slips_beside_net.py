"""A slip of paper beside the net: each question is a line of the protocol."""

import re

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.states import Deed, State, Way
from kimvoice.people.models import RoleKind
from tests.complaints.own_page import on_sqlite
from tests.electing import DAY, Electing, Held
from tests.elections.test_meeting import Meeting, words
from tests.factories import Make
from tests.visitor import Visit, without_tokens

pytestmark = on_sqlite


def lines(held: Held) -> int:
    return sum(it.deed is Deed.NAME_ASKED for it in held.election.events)


def asked(at: Meeting, name: str, act: str = "give") -> str:
    """What the page offers to send for that name; empty where it offers nothing."""
    text = at.visitor.post(f"{at.url}/seddel", {"name": name}).text
    return token(text, act)


def token(text: str, act: str) -> str:
    found = re.search(f'name="{act}" value="([^"]+)"', text)
    return found[1] if found else ""


def open_one(electing: Electing) -> Held:
    return electing.election(State.OPEN, way=Way.NET)


def test_each_question_is_a_line_also_when_the_answer_is_no(
    electing: Electing, visit: Visit
) -> None:
    held = open_one(electing)
    electing.vote(held, held.voters[0])
    held.election.give_slip(held.voters[1])
    db.session.commit()
    at = Meeting(held, visit)
    for at_line, voter in enumerate(held.voters[:3], start=1):
        said = at.sends("/seddel", 200, name=voter.name)
        answer = "kan få seddel" if at_line == 3 else "har allerede stemt"
        assert f"{voter.name} {answer}." in said
        assert ("Gi ingen seddel." in said) is (at_line != 3)
        db.session.expire_all()
        assert lines(held) == at_line
    at.sends("/seddel", 422, name="Ingen Ingensen")
    assert lines(held) == 3


@pytest.mark.parametrize("way", Way)
def test_who_has_left_the_house_gets_no_slip(
    electing: Electing, visit: Visit, way: Way
) -> None:
    """As on the net: the roll was frozen before."""
    held = electing.election(State.OPEN, way=way)
    at, left, last = Meeting(held, visit), held.voters[-1], held.voters[-2]
    left.leave(clock.today() - DAY)
    last.leave(clock.today())
    db.session.commit()
    for sent in ({}, {"give": str(left.id)}):
        said = at.sends("/seddel", 422, name=left.name, **sent)
        assert f"{left.name} er ikke her lenger, og kan ikke stemme." in said
    with pytest.raises(RuleBroken, match="ikke her lenger"):
        held.election.give_slip(left)
    held.election.give_slip(last)
    assert [it.person for it in held.election.roll if it.got_slip] == [last]


def test_a_slip_is_marked_the_day_after_for_one_who_has_left_since(
    electing: Electing,
) -> None:
    held = electing.election(State.CLOSED, votes=(2, 0, 0))
    voter = held.voters[-1]
    voter.leave(held.election.round.votes_on)
    assert not voter.is_here
    held.election.give_slip(voter)


def test_it_is_not_told_who_voted_on_paper_and_who_on_the_net(
    electing: Electing, visit: Visit
) -> None:
    held = open_one(electing)
    on_net, on_paper = held.voters[:2]
    electing.vote(held, on_net)
    held.election.give_slip(on_paper)
    db.session.commit()
    at = Meeting(held, visit)
    one, other = (
        without_tokens(at.visitor.post(f"{at.url}/seddel", {"name": it.name}))
        .replace(it.name, "NAVN")
        .replace(f"voter-{it.id}", "voter")
        for it in (on_net, on_paper)
    )
    assert one == other
    assert token(one, "take_back") == ""


def test_a_slip_is_given_once_and_by_what_was_asked(
    electing: Electing, visit: Visit
) -> None:
    held = open_one(electing)
    at, voter = Meeting(held, visit), held.voters[0]
    give = asked(at, voter.name)
    for _click in range(2):
        said = at.sends("/seddel", 200, name=voter.name, give=give)
        assert f"{voter.name} er merket. Gi én seddel." in said
    assert held.election.given_on_paper == 1
    assert lines(held) == 1


def test_nothing_is_given_without_the_question(
    electing: Electing, visit: Visit
) -> None:
    """Neither by a number, nor by another officer's page or another election's."""
    held = open_one(electing)
    voter = held.voters[0]
    other = Meeting(held, visit, officer=1)
    at = Meeting(held, visit)
    for sent in (str(voter.id), "x\0", "", asked(other, voter.name), "9" * 10_000):
        said = at.sends("/seddel", 422, name=voter.name, give=sent)
        assert "Sjekk navnet en gang til." in said
    assert held.election.given_on_paper == 0


def test_who_votes_while_the_officer_looks_away_gets_no_slip(
    electing: Electing, visit: Visit
) -> None:
    held = open_one(electing)
    at, voter = Meeting(held, visit), held.voters[0]
    give = asked(at, voter.name)
    electing.vote(held, voter)
    db.session.commit()
    said = at.sends("/seddel", 409, name=voter.name, give=give)
    assert f"{voter.name} har allerede stemt." in said
    assert held.election.given_on_paper == 0
    assert lines(held) == 2, "this was an answer too"


def test_only_a_slip_given_by_mistake_is_taken_back(
    electing: Electing, visit: Visit
) -> None:
    held = open_one(electing)
    at, voter = Meeting(held, visit), held.voters[0]
    give = asked(at, voter.name)
    page = at.visitor.post(f"{at.url}/seddel", {"name": voter.name, "give": give}).text
    back = token(page, "take_back")
    at.sends("/seddel", 422, name=voter.name, take_back=give)
    for _click in range(2):
        said = at.sends("/seddel", name=voter.name, take_back=back)
        assert f"Merket ved {voter.name} er borte." in said
    assert held.election.given_on_paper == 0
    electing.vote(held, voter)
    db.session.commit()
    at.sends("/seddel", name=voter.name, take_back=back)
    assert held.election.marks == 1, "a vote is never taken back"


def test_the_page_is_the_same_before_and_after_somebody_votes(
    electing: Electing, visit: Visit
) -> None:
    held = open_one(electing)
    at, other = Meeting(held, visit), held.voters[5]

    def shown() -> list[str]:
        asked_about = at.visitor.post(f"{at.url}/seddel", {"name": other.name})
        return [
            without_tokens(it).replace(asked(at, other.name), "")
            for it in (at.visitor.get(f"{at.url}/seddel"), asked_about)
        ]

    before = [re.sub('value="[^"]{60,}"', "", it) for it in shown()]
    electing.vote(held, held.voters[0], held.candidates[0])
    held.election.give_slip(held.voters[1])
    db.session.commit()
    assert [re.sub('value="[^"]{60,}"', "", it) for it in shown()] == before


def test_after_closing_no_more_slips_are_given(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.CLOSED, way=Way.NET)
    at = Meeting(held, visit)
    assert "Nå gir dere ikke ut flere sedler." in at.reads("/seddel")
    at.sends("/seddel", 409, name=held.voters[-1].name)
    assert lines(held) == 0


def test_who_helps_is_nowhere_told_to_count_what_the_urn_counts(
    electing: Electing, make: Make, visit: Visit
) -> None:
    held = electing.election(State.LISTED, way=Way.NET)
    at, helper = Meeting(held, visit), make.person(RoleKind.COORDINATOR)
    said = [at.reads(""), at.sends("/tellere", name=helper.name), at.reads("/tellere")]
    reader = visit(as_=helper)
    said += [words(reader.get(it).text) for it in ("/min/", "/min/lagret-om-meg")]
    assert ["del" in it and "ut sedler" in it for it in said] == [True] * 5
    said.append(at.sends(f"/tellere/{helper.id}/fjern"))
    assert not any(
        re.search("telle likevel|skal (ikke )?telle|tellere|med og teller", it)
        for it in said
    )


def test_who_counts_gives_slips_and_is_told_it_is_written_down(
    electing: Electing, make: Make, visit: Visit
) -> None:
    held, helper = open_one(electing), make.participant()
    held.election.appoint(helper)
    db.session.commit()
    visitor = visit(as_=helper)
    url = f"/min/valg/{held.election.id}/seddel"
    assert "står det i protokollen at du spurte" in words(visitor.get(url).text)
    visitor.post(url, {"name": held.voters[0].name})
    db.session.expire_all()
    [line] = [it for it in held.election.events if it.deed is Deed.NAME_ASKED]
    assert [it.name for it in line.people] == [helper.name]

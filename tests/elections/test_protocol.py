"""The protocol in words, and what stands in the committee's own copy alone."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from kimvoice.core.db import db
from kimvoice.elections.lines import lines_of
from kimvoice.elections.own_copy import KEPT
from kimvoice.elections.sentences import SAID
from kimvoice.elections.states import Deed, State
from kimvoice.people.models import Person
from tests.complaints.own_page import on_sqlite
from tests.electing import Electing, Held
from tests.factories import Make
from tests.reading import read
from tests.visitor import Visit

pytestmark = on_sqlite
UNCOUNTED = (State.DRAFT, State.NOMINATION, State.LISTED, State.OPEN, State.CLOSED)


def reads(visit: Visit, person: Person, held: Held, copy: str = "") -> str:
    url = f"/min/valg/{held.election.id}/protokoll{copy}"
    answer = visit(as_=person).get(url)
    assert answer.status_code == 200
    shown = read(answer.text)
    assert shown.mistakes == []
    return shown.page.words


def drawn(electing: Electing) -> Held:
    held = electing.election(State.TIED, voters=9, votes=(3, 2, 2), blanks=0)
    third = held.election.candidates[2]
    held.election.draw(
        [third.person],
        drawer="Kari Testesen",
        witnesses=("Ola Prøve", "Siv Prøve"),
        by=held.officers[1],
    )
    held.election.publish(held.officers[0])
    db.session.commit()
    return held


def test_every_deed_has_its_sentence(app: Flask) -> None:
    assert set(SAID) == set(Deed)
    assert set(KEPT) <= set(Deed)


FACTS: dict[Deed, dict[str, Any]] = {
    Deed.ANNOUNCED: {
        "nominations_until": "2027-03-26",
        "votes_on": "2027-03-30",
        "result_on": "2027-03-31",
        "figures_public": True,
    },
    Deed.LISTED: {"on_roll": 8},
    Deed.CANDIDATE_WITHDREW: {"candidates": 2},
    Deed.DRAW_PLANNED: {"on": "2027-04-01", "at": "12:30", "where": "Kantina"},
    Deed.OFFICE_ENDED: {"seat": "board_member"},
    Deed.ROLL_CORRECTED: {"enrolled": True},
    Deed.URN_SEALED: {"key": "ab"},
    Deed.URN_CLOSED: {"slips": 8, "urn": "cd", "urn_marks": "ab cd"},
    Deed.PUBLISHED: {"uncontested": True},
    Deed.COMPLAINT_DECIDED: {"upheld": True},
}
SECRET: dict[Deed, dict[str, Any]] = {
    Deed.ROLL_CORRECTED: {"reason": "Flyttet"},
    Deed.ANNULLED: {"reason": "Kassa var åpen"},
    Deed.CODE_ALLOWED: {"reason": "Glemt passord"},
    Deed.URN_CLOSED: {"laid_in": 7, "marks": 7},
    Deed.PAPER_CHECKED: {"laid_in": 2, "given": 3},
    Deed.URN_SEALED: {"roll": ""},
    Deed.COUNTS_DIFFERED: {"differed": "1 slips blanks rejected"},
    Deed.COUNTED: {
        "slips": 8,
        "marks": 8,
        "1": 4,
        "2": 2,
        "3": 1,
        "blanks": 1,
        "rejected": 0,
    },
    Deed.PUBLISHED: {"passed_over": 1},
}
PEOPLE = {
    Deed.DREW: 5,
    Deed.URN_SEALED: 3,
    Deed.CODE_ALLOWED: 3,
    Deed.PAPER_LAID_IN: 2,
    Deed.OFFICER_REPLACED: 2,
    Deed.PUBLISHED: 2,
    Deed.ROLL_CORRECTED: 3,
    Deed.ANNULLED: 2,
    Deed.COUNTED: 2,
    Deed.COUNTS_DIFFERED: 2,
}


def with_every_deed(electing: Electing) -> Held:
    held = electing.election(State.LISTED)
    for deed in Deed:
        people = [f"Navn {at} <script>" for at in range(PEOPLE.get(deed, 1))]
        kept, said = SECRET.get(deed, {}), FACTS.get(deed, {})
        held.election.enter(deed, *people, kept=kept, **said)
    db.session.commit()
    return held


def test_every_deed_can_be_read_in_short_sentences(electing: Electing) -> None:
    lines = lines_of(with_every_deed(electing).election, own_copy=True)
    for line in lines:
        assert line.words
        said = (part for words in line.words for part in words.split(". "))
        assert all(len(sentence.split()) <= 18 for sentence in said), line
    assert [it.number for it in lines] == [*range(1, len(lines) + 1)]


def test_every_deed_stands_on_the_pages(electing: Electing, visit: Visit) -> None:
    held = with_every_deed(electing)
    lines = lines_of(held.election)
    words = reads(visit, held.officers[0], held)
    assert all(it.mark in words for it in lines)
    own = reads(visit, held.officers[0], held, "/valgstyret")
    assert "Navn 0 <script>" in own
    assert "Grunn: Flyttet" in own
    assert "Grunn" not in words


def test_a_voter_reads_what_was_done_and_by_whom(
    electing: Electing, visit: Visit
) -> None:
    held = drawn(electing)
    words = reads(visit, held.others[0], held)
    first, third = held.election.elected, held.election.deputy
    assert first
    assert third
    assert f"Valgt: {first.name}." in words
    assert f"Vara: {third.name}." in words
    assert f"Kari Testesen trakk lodd. Trukket: {third.name}." in words
    assert "Ola Prøve og Siv Prøve så på." in words
    assert f"Merket på protokollen er: {held.election.protocol_mark}" in words


def test_each_line_has_the_mark_of_a_print_of_that_day(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.COUNTED)
    before = held.election.protocol_mark
    held.election.publish(held.officers[0])
    db.session.commit()
    assert held.election.protocol_mark != before
    words = reads(visit, held.officers[0], held)
    assert f"Merke: {before}" in words


@pytest.mark.parametrize("state", [State.CLOSED, State.COUNTED, State.PUBLISHED])
def test_the_committees_copy_has_the_roll_with_its_marks(
    electing: Electing, visit: Visit, state: State
) -> None:
    held = electing.election(state, voters=9)
    words = reads(visit, held.officers[1], held, "/valgstyret")
    assert words.count("Fikk seddel") == held.election.marks == 8
    assert all(it.name in words for it in held.voters)
    assert all(f"{it.name}" in words for it in held.officers)


@pytest.mark.parametrize("state", [State.LISTED, State.OPEN])
def test_nobody_reads_who_got_a_slip_before_the_vote_is_over(
    electing: Electing, visit: Visit, state: State
) -> None:
    held = electing.election(state)
    if state is State.OPEN:
        held.election.give_slip(held.others[0])
        db.session.commit()
    words = reads(visit, held.officers[0], held, "/valgstyret")
    assert "Fikk seddel" not in words
    assert "når avstemningen er over" in words


def test_where_no_vote_was_held_no_slips_are_spoken_of(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.LISTED, candidates=1)
    held.election.round.nominations_until -= timedelta(days=14)
    held.election.publish(held.officers[0])
    db.session.commit()
    own = reads(visit, held.officers[0], held, "/valgstyret")
    assert "Valgt uten avstemning." in own
    assert "Fikk seddel" not in own
    assert "når avstemningen er over" not in own
    assert all(it.name in own for it in held.voters)


def test_votes_per_name_stand_in_the_committees_copy_alone(
    electing: Electing, visit: Visit
) -> None:
    held = drawn(electing)
    own = reads(visit, held.officers[0], held, "/valgstyret")
    for it in held.election.candidates:
        assert f"{it.person.name}: {it.votes}" in own
    for person in (held.officers[0], held.others[0], held.candidates[0]):
        words = reads(visit, person, held)
        assert "Blanke sedler" not in words
        assert "Fikk seddel" not in words
        for it in held.election.candidates:
            assert f"{it.person.name}: {it.votes}" not in words


def test_votes_that_are_told_stand_in_everybodys_protocol(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(
        State.PUBLISHED,
        voters=14,
        votes=(6, 4, 2),
        figures_public=True,
    )
    words = reads(visit, held.others[0], held)
    first = held.election.candidates[0]
    assert f"{first.person.name}: {first.votes}" in words


def test_one_alone_prints_without_an_s_too_many(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.LISTED, candidates=1)
    words = reads(visit, held.officers[0], held)
    assert f"Disse stiller, i trukket rekkefølge: {held.candidates[0].name}." in words


def test_the_titles_of_the_prints_name_nobody(electing: Electing, visit: Visit) -> None:
    held = drawn(electing)
    for copy in ("", "/valgstyret"):
        url = f"/min/valg/{held.election.id}/protokoll{copy}"
        text = visit(as_=held.officers[0]).get(url).text
        title = text.split("<title>")[1].split("</title>")[0]
        assert not any(it.name in title for it in [*held.voters, *held.officers])
        assert held.election.where not in title


def test_who_reads_is_told_of_a_line_that_was_changed(
    electing: Electing, visit: Visit
) -> None:
    held = drawn(electing)
    event = held.election.events[1]
    event.said = event.said.replace("9", "8")
    db.session.commit()
    for person in (held.officers[0], held.others[0]):
        words = reads(visit, person, held)
        assert "Linje 2 er ikke slik den ble skrevet." in words


def test_two_of_the_same_name_are_told_apart(
    electing: Electing, visit: Visit, make: Make
) -> None:
    held = electing.election(State.NOMINATION)
    first, other = held.candidates[:2]
    first.name = other.name = "Test Testesen"
    electing.list_it(held.election)
    db.session.commit()
    words = reads(visit, held.officers[0], held)
    for it in (first, other):
        assert f"Test Testesen ({it.user_name})" in words


def test_the_election_leads_to_its_protocol(electing: Electing, visit: Visit) -> None:
    held = drawn(electing)
    url = f"/min/valg/{held.election.id}"
    voter = visit(as_=held.others[0]).get(url).text
    assert f'href="{url}/protokoll"' in voter
    assert f'href="{url}/protokoll/valgstyret"' not in voter
    officer = visit(as_=held.officers[0]).get(url).text
    assert f'href="{url}/protokoll/valgstyret"' in officer

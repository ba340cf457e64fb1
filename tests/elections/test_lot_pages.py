"""The tie on the pages: the committee is led through it, the others see no number."""

from typing import Any

import pytest

from kimvoice.core.db import db
from kimvoice.elections.states import State
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.electing import Electing, Held
from tests.elections.test_lots import DRAWER, WITNESSES, draw, leave, named, tied
from tests.factories import Make
from tests.reading import read
from tests.visitor import Visit, Visitor, form_to

pytestmark = on_sqlite


def at(held: Held, path: str = "") -> str:
    return f"/min/valg/{held.election.id}{path}"


LOT, PLAN, SLIPS, RECORD, WITHOUT = (
    f"/loddtrekning{it}" for it in ("", "/tid", "/lapper", "/skriv-inn", "/uten")
)


def words(visitor: Visitor, url: str, status: int = 200) -> str:
    answer = visitor.get(url)
    assert answer.status_code == status
    shown = read(answer.text)
    assert shown.mistakes == []
    return shown.page.words


def drawn(held: Held, **changes: Any) -> dict[str, Any]:
    return {
        "first": str(held.election.equals[0].person_id),
        "drawer": DRAWER,
        "witness_1": WITNESSES[0],
        "witness_2": WITNESSES[1],
    } | changes


def test_those_who_voted_see_when_it_is_drawn_and_who_is_equal_nowhere(
    electing: Electing, visit: Visit, travel_to: TravelTo
) -> None:
    held = tied(electing)
    voter = visit(as_=held.others[0])
    before = words(voter, at(held))
    assert "Stemmene ble like" in before
    assert "Tid og sted kommer her." in before
    planned = visit(as_=held.officers[0]).submit(
        at(held, PLAN), {"on": "18.11.2025", "at": "9.30", "where": "Kantina"}
    )
    assert planned.status_code == 303
    shown = words(voter, at(held))
    assert "Vi trekker lodd tirsdag 18. november kl. 09.30: Kantina." in shown
    assert "Alle kan komme og se på." in shown
    assert "fikk like mange" not in before + shown


def test_the_committee_is_told_who_is_equal_for_which_place(
    electing: Electing, visit: Visit
) -> None:
    for votes, sentence in (
        ((3, 2, 2), "Loddet avgjør hvem som blir vara."),
        ((3, 3), "Den som blir trukket først, blir tillitsvalgt. Den andre blir vara."),
        ((2, 2, 2), "Den som blir trukket først, blir tillitsvalgt. Den neste blir"),
    ):
        held = tied(electing, votes)
        officer = visit(as_=held.officers[0])
        page = words(officer, at(held, LOT))
        assert sentence in page
        equal = [it.person.name for it in held.election.equals]
        assert f"{', '.join(equal[:-1])} og {equal[-1]} fikk like mange" in page
        answer = officer.get(at(held, SLIPS))
        title = answer.text.split("<title>")[1].split("</title>")[0]
        assert [name for name in equal if name in title] == []
        assert [name for name in equal if f'"lot-name">{name}<' in answer.text] == equal


def test_two_of_the_same_name_are_told_apart(electing: Electing, visit: Visit) -> None:
    held = tied(electing)
    _, second, third = named(held)
    third.name = second.name
    db.session.commit()
    officer = visit(as_=held.officers[0])
    for path in (LOT, SLIPS, RECORD):
        page = words(officer, at(held, path))
        for person in (second, third):
            assert f"{person.name} ({person.user_name})" in page


def test_it_is_written_in_checked_and_told_to_all(
    electing: Electing, visit: Visit, travel_to: TravelTo
) -> None:
    held = tied(electing)
    officer, url = visit(as_=held.officers[0]), at(held, RECORD)
    chosen = held.election.equals[1].person
    check = officer.submit(url, drawn(held, first=str(chosen.id)))
    page = read(check.text).page.words
    assert f"Blir vara {chosen.name}" in page
    assert "Lagre bare hvis alle kunne se på." in page
    assert held.election.lots == []
    assert officer.post(url, form_to(url, check).fields).status_code == 303
    db.session.expire_all()
    assert held.election.standing is State.COUNTED
    done = words(officer, at(held, LOT))
    for said in (chosen.name, DRAWER, held.officers[0].name, "ikke gjøres om"):
        assert said in done
    told = "Vi trakk lodd mandag 17. november. Ola Vitnesen og Siv Vitnesen så på."
    assert told in words(visit(as_=held.others[0]), at(held))


def test_the_check_page_leads_back_with_what_was_typed(
    electing: Electing, visit: Visit
) -> None:
    held = tied(electing)
    officer, url = visit(as_=held.officers[0]), at(held, RECORD)
    back = officer.post(url, drawn(held, change="1"))
    assert back.status_code == 200
    assert form_to(url, back).fields["drawer"] == DRAWER
    assert held.election.lots == []


def test_the_second_to_write_it_in_is_told_by_whom_it_was_done(
    electing: Electing, visit: Visit
) -> None:
    held = tied(electing)
    late = visit(as_=held.officers[1])
    sent = drawn(held, confirmed="1")
    draw(held, named(held)[1])
    db.session.commit()
    answer = late.post(at(held, RECORD), sent)
    assert answer.status_code == 409
    assert f"Loddet er trukket. {held.officers[0].name} skrev det inn." in answer.text
    assert "skrev det inn" in words(late, at(held, RECORD), 409)


@pytest.mark.parametrize(
    ("changes", "status", "why"),
    [
        ({"first": ""}, 422, "Velg hvem som ble trukket."),
        ({"first": "999"}, 422, "Velg en fra lista."),
        ({"first": "x\0"}, 422, "Velg en fra lista."),
        ({"drawer": " \u200b "}, 422, "Skriv hvem som trakk."),
        ({"drawer": "å" * 10_000}, 422, "kan ha høyst 120 tegn"),
        ({"witness_2": "ola VITNESEN"}, 409, "tre forskjellige"),
        ({"witness_1": "<script>\U0001f600"}, 200, "&lt;script&gt;\U0001f600"),
    ],
)
def test_bad_input_is_said_and_kept(
    electing: Electing, visit: Visit, changes: dict[str, Any], status: int, why: str
) -> None:
    held = tied(electing)
    url = at(held, RECORD)
    answer = visit(as_=held.officers[0]).post(url, drawn(held, **changes))
    assert answer.status_code == status
    assert why in answer.text
    kept = form_to(url, answer).fields
    assert kept["witness_2"] == changes.get("witness_2", WITNESSES[1])
    assert held.election.lots == []


@pytest.mark.parametrize(
    ("changes", "status", "why"),
    [
        ({"on": "i morgen"}, 422, "Skriv datoen slik"),
        ({"at": "tidlig"}, 422, "Skriv klokka slik"),
        ({"at": ""}, 422, "Skriv når dere trekker."),
        ({"where": "\0"}, 422, "Skriv hvor dere trekker."),
        ({"on": "14.11.2025"}, 409, "Tiden er over."),
        ({"on": "18.11.2026"}, 409, "Dere kan ikke vente så lenge."),
    ],
)
def test_a_plan_that_cannot_be_is_said_and_kept(
    electing: Electing,
    visit: Visit,
    travel_to: TravelTo,
    changes: dict[str, str],
    status: int,
    why: str,
) -> None:
    held = tied(electing)
    url = at(held, PLAN)
    sent = {"on": "18.11.2025", "at": "9", "where": "Kantina"} | changes
    answer = visit(as_=held.officers[0]).post(url, sent)
    assert answer.status_code == status
    assert why in answer.text
    if changes.get("where") is None:
        assert form_to(url, answer).fields["where"] == "Kantina"
    assert held.election.draw_is_at is None


def test_where_nothing_is_left_to_draw_the_page_leads_on(
    electing: Electing, visit: Visit
) -> None:
    held = tied(electing)
    leave(named(held)[2])
    officer = visit(as_=held.officers[0])
    assert "Dere skal ikke trekke lodd." in words(officer, at(held, LOT))
    assert officer.submit(at(held, WITHOUT), page=at(held, LOT)).status_code == 303
    assert held.election.standing is State.COUNTED


def test_where_the_votes_decide_there_is_no_such_page(
    electing: Electing, visit: Visit, make: Make
) -> None:
    held = electing.election(State.COUNTED)
    page = words(visit(as_=held.officers[0]), at(held, LOT), 409)
    assert "Det skal ikke trekkes lodd i dette valget nå." in page

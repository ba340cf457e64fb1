"""«Er noe feil?»: asked by anybody, answered by an administrator, read by who asked."""

import pytest

from kimvoice.complaints import daily
from kimvoice.core.db import db
from kimvoice.people.corrections import Correction
from kimvoice.people.models import Person, RoleKind
from tests.conftest import TravelTo
from tests.factories import Make
from tests.visitor import Visit, Visitor

ME, ASK, OFFICE = (
    "/min/lagret-om-meg",
    "/min/lagret-om-meg/rett",
    "/min/admin/rettelser",
)
WRONG = "Navnet mitt skrives med K."
RIGHT = "Nå står det med K."


@pytest.fixture
def person(make: Make, travel_to: TravelTo) -> Person:
    return make.participant()


@pytest.fixture
def office(make: Make, visit: Visit, travel_to: TravelTo) -> Visitor:
    return visit(as_=make.person(RoleKind.ADMINISTRATOR, name="Demo Kontor"))


def test_who_asks_gets_an_answer_on_the_same_page(
    person: Person, visit: Visit, office: Visitor
) -> None:
    me = visit(as_=person)
    assert me.submit(ASK, {"words": WRONG}).status_code == 303
    assert WRONG in me.get(ME).text
    assert "Vi har ikke svart ennå." in me.get(ME).text
    assert person.name in office.get(OFFICE).text
    url = f"{OFFICE}/{person.id}"
    assert WRONG in office.get(url).text
    assert office.submit(url, {"words": RIGHT}).status_code == 303
    assert person.name not in office.get(OFFICE).text
    page = me.get(ME).text
    assert RIGHT in page
    assert "Demo Kontor svarte" in page


def test_home_tells_of_the_answer_for_thirty_days(
    person: Person, make: Make, visit: Visit, travel_to: TravelTo
) -> None:
    said = "Vi har svart på det du ba om å få rettet."
    asked = make.correction(person)
    assert said not in visit(as_=person).get("/min/").text
    asked.give(make.person(RoleKind.ADMINISTRATOR), RIGHT)
    db.session.commit()
    for day, is_told in (("2025-12-17", True), ("2025-12-18", False)):
        travel_to(f"{day} 10:00")
        assert (said in visit(as_=person).get("/min/").text) is is_told


def test_one_at_a_time_and_the_words_are_kept(
    person: Person, make: Make, visit: Visit
) -> None:
    make.correction(person)
    answer = visit(as_=person).submit(ASK, {"words": "Og avdelingen."})
    assert answer.status_code == 409
    assert "har ikke svart ennå" in answer.text
    assert "Og avdelingen." in answer.text


def test_after_an_answer_one_may_ask_again(
    person: Person, make: Make, visit: Visit
) -> None:
    make.correction(person).give(make.person(RoleKind.ADMINISTRATOR), RIGHT)
    db.session.commit()
    me = visit(as_=person)
    assert me.submit(ASK, {"words": "Og avdelingen."}).status_code == 303
    assert RIGHT not in me.get(ME).text


def test_of_two_administrators_the_second_is_told_and_keeps_the_words(
    person: Person, make: Make, office: Visitor
) -> None:
    asked = make.correction(person)
    asked.give(make.person(RoleKind.ADMINISTRATOR), RIGHT)
    db.session.commit()
    answer = office.post(f"{OFFICE}/{person.id}", {"words": "Mitt svar."})
    assert answer.status_code == 409
    assert "En annen har svart på dette." in answer.text
    assert "Mitt svar." in answer.text


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("", 422),
        (" \u200b", 422),
        ("x" * 2001, 422),
        ("\0<script>alert(1)</script>🌲", 303),
    ],
)
def test_strange_words_break_nothing(
    person: Person, visit: Visit, office: Visitor, words: str, status: int
) -> None:
    me = visit(as_=person)
    assert me.submit(ASK, {"words": words}).status_code == status
    for page in (me.get(ME), office.get(OFFICE)):
        assert page.status_code == 200
        assert "<script>alert" not in page.text


def test_nobody_else_reads_it(
    person: Person, make: Make, visit: Visit, office: Visitor
) -> None:
    make.correction(person)
    other = visit(as_=make.participant())
    assert WRONG not in other.get(ME).text
    for door in (OFFICE, f"{OFFICE}/{person.id}"):
        assert other.get(door).status_code == 403
    assert office.get(f"{OFFICE}/99999").status_code == 404


def test_it_lies_sealed_and_is_forgotten_half_a_year_after_the_answer(
    person: Person, make: Make, travel_to: TravelTo
) -> None:
    asked = make.correction(person)
    asked.give(make.person(RoleKind.ADMINISTRATOR), RIGHT)
    db.session.commit()
    assert WRONG.encode() not in asked.sealed
    assert asked.answer
    assert RIGHT.encode() not in asked.answer
    for day, is_there in (("2026-05-17", True), ("2026-05-18", False)):
        travel_to(f"{day} 01:00")
        daily.run_when_due()
        assert (Correction.of(person) is not None) is is_there

"""Signing in and out: what it takes, what it tells, what it leaves behind."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from kimvoice.core.db import db
from kimvoice.people.models import Person
from kimvoice.suggestions.states import State
from tests.conftest import TravelTo
from tests.factories import Make
from tests.visitor import PASSPHRASE, Visit, Visitor

DOOR = "/min/logg-inn"
WRONG = "Brukernavn eller passord stemmer ikke."


def knock(
    visitor: Visitor, user_name: str, passphrase: str, **others: str
) -> TestResponse:
    """Fill in the form of a fresh page."""
    typed = {"user_name": user_name, "passphrase": passphrase, "place": "shared"}
    return visitor.submit(DOOR, typed | others)


def try_door(visitor: Visitor, user_name: str, passphrase: str) -> int:
    answer = knock(visitor, user_name, passphrase)
    assert passphrase not in answer.text or not passphrase
    return answer.status_code


def test_the_right_words_open_the_door(visit: Visit, make: Make) -> None:
    person = make.participant()
    visitor = visit()
    assert try_door(visitor, f"  {person.user_name.upper()} ", PASSPHRASE) == 303
    home = visitor.get("/min/")
    assert f"Hei, {person.first_name}!" in home.text
    assert f"Innlogget som {person.name}" in home.text


@pytest.mark.parametrize(
    ("user_name", "passphrase", "words"),
    [
        ("known", "feil ord her", WRONG),
        ("nobody", PASSPHRASE, WRONG),
        ("known", PASSPHRASE + " ", WRONG),
        ("known", "x" * 10_000, WRONG),
        ("nobody", "\0", WRONG),
        ("", PASSPHRASE, "Skriv brukernavnet ditt."),
        ("known", "", "Skriv passordet ditt."),
        ("<script>", "x", WRONG),
    ],
    ids=lambda it: ascii(it)[:20],
)
def test_wrong_words_do_not_tell_which_was_wrong(
    user_name: str, passphrase: str, words: str, visit: Visit, make: Make
) -> None:
    person = make.participant()
    name = person.user_name if user_name == "known" else user_name
    answer = knock(visit(), name, passphrase)
    assert answer.status_code == 422
    assert words in answer.text
    assert "<script>" not in answer.text


def test_nothing_is_stored_but_the_half_year(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    person = make.participant()
    before = stored(person)
    visitor = visit(as_=person)
    visitor.get("/min/", headers={"User-Agent": "Lynx"})
    db.session.refresh(person)
    assert stored(person) - before == {("active_half_year", "2025-2")}
    travel_to("2025-12-24 10:00")
    before = stored(person)
    visit(as_=person)
    db.session.refresh(person)
    assert stored(person) == before


def stored(person: Person) -> set[tuple[str, str]]:
    return {(name, str(getattr(person, name))) for name in COLUMNS}


COLUMNS = [column.name for column in Person.__table__.columns]


@pytest.mark.parametrize(("minutes", "inside"), [(29, True), (31, False)])
def test_half_an_hour_of_rest_ends_the_session(
    minutes: int, inside: bool, visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    visitor = visit(as_=make.participant())
    travel_to(f"2025-11-17 10:{minutes}")
    assert (visitor.get("/min/").status_code == 200) is inside


def test_whoever_goes_on_working_stays_signed_in(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    visitor = visit(as_=make.participant())
    for time in ("10:25", "10:50", "11:15"):
        travel_to(f"2025-11-17 {time}")
        assert visitor.get("/min/").status_code == 200


@pytest.mark.parametrize("way_out", ["/min/logg-ut", "/min/forlat", "/forlat"])
def test_a_copy_of_the_cookie_is_worth_nothing_afterwards(
    way_out: str, app: Flask, visit: Visit, make: Make
) -> None:
    visitor, thief = visit(as_=make.participant()), Visitor(app)
    [cookie] = [visitor.client.get_cookie("session", path="/min")]
    assert cookie
    thief.client.set_cookie("session", cookie.value, path="/min")
    assert thief.get("/min/").status_code == 200
    left = visitor.get(way_out) if "min/forlat" in way_out else visitor.post(way_out)
    if way_out == "/forlat":
        left = visitor.get(left.location)
    if "forlat" in way_out:
        assert visitor.client.get_cookie("session", path="/min") is None
    assert thief.get("/min/").location == DOOR


def test_a_session_is_not_carried_over_from_before_the_sign_in(
    app: Flask, visit: Visit, make: Make
) -> None:
    """Nobody can prepare a session on the shared PC for the next one."""
    visitor = visit()
    visitor.get(DOOR)
    before = visitor.client.get_cookie("session", path="/min")
    visitor.sign_in(make.participant())
    prepared = Visitor(app)
    assert before
    prepared.client.set_cookie("session", before.value, path="/min")
    assert prepared.get("/min/").location == DOOR


def test_another_signing_in_takes_over_the_browser(visit: Visit, make: Make) -> None:
    reader, participant = make.representative(), make.participant()
    suggestion = make.suggestion(State.READING, by=reader)
    visitor = visit(as_=reader)
    visitor.sign_in(participant)
    assert visitor.get(f"/min/forslag/{suggestion.number}").status_code == 404


def test_who_has_left_the_house_is_let_in_no_further(visit: Visit, make: Make) -> None:
    person = make.participant()
    visitor = visit(as_=person)
    db.session.delete(person)
    db.session.commit()
    assert visitor.get("/min/").location == DOOR


@pytest.mark.parametrize("text", ["Brukernavn", "Passord"])
def test_the_page_helps_a_password_keeper(text: str, visit: Visit) -> None:
    page = visit().get(DOOR).text
    assert text in page
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page

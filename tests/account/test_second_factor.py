"""The number from the app beside the passphrase, at the door."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from kimvoice.core.db import db
from kimvoice.people import second_factors
from kimvoice.people.models import Person, RoleKind
from kimvoice.people.new_codes import NewCode
from kimvoice.people.second_factors import RecoveryCode, SecondFactor
from kimvoice.suggestions.states import State
from tests.account.test_sent_too_late import SHOWN, filled_in, sign_in_there
from tests.app import DOOR, NUMBER, App, app_of, sheet_of, with_number
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.visitor import PASSPHRASE, Visit, Visitor, form_to

pytestmark = on_sqlite

WRONG = "Tallet stemmer ikke, eller det er brukt."


@pytest.fixture
def person(make: Make, travel_to: TravelTo) -> Person:
    return make.participant()


@pytest.fixture
def app_there(person: Person) -> App:
    return app_of(person)


def knock(visitor: Visitor, person: Person, place: str = "own") -> TestResponse:
    """The answer to the right passphrase."""
    page = visitor.get(DOOR)
    typed = {"user_name": person.user_name, "passphrase": PASSPHRASE, "place": place}
    return visitor.post(DOOR, form_to(DOOR, page).fields | typed)


def is_in(visitor: Visitor) -> bool:
    return visitor.get("/min/").status_code == 200


def test_the_passphrase_alone_opens_nothing(
    visit: Visit, person: Person, app_there: App
) -> None:
    visitor = visit()
    asked = knock(visitor, person)
    assert "Tallet fra appen" in asked.text
    assert PASSPHRASE not in asked.text
    assert not is_in(visitor)
    assert with_number(visitor, asked, app_there.number()).location == "/min/"
    assert is_in(visitor)


@pytest.mark.parametrize(("steps", "opens"), [(-2, 0), (-1, 1), (0, 1), (1, 1), (2, 0)])
def test_a_telephone_may_be_half_a_minute_off(
    steps: int, opens: int, visit: Visit, person: Person, app_there: App
) -> None:
    visitor = visit()
    answer = with_number(visitor, knock(visitor, person), app_there.number(steps))
    assert answer.status_code == (303 if opens else 422)
    assert is_in(visitor) is bool(opens)


@pytest.mark.parametrize(
    "typed",
    ["", "12345", "\0", "<script>", "²³¹¹¹¹🌲", "1" * 10_000],
    ids=lambda it: ascii(it)[:12],
)
def test_what_is_no_number_gets_a_sentence(
    typed: str, visit: Visit, person: Person, app_there: App
) -> None:
    visitor = visit()
    answer = with_number(visitor, knock(visitor, person), typed)
    assert answer.status_code == 422
    assert "Skriv tallet fra appen." in answer.text or WRONG in answer.text
    assert "<script>" not in answer.text
    assert typed[:6] not in answer.text or not typed
    assert with_number(visitor, answer, app_there.number()).status_code == 303


def test_a_number_is_taken_once(visit: Visit, person: Person, app_there: App) -> None:
    """Somebody who has seen it typed, and knows the passphrase, comes too late."""
    first, second = visit(), visit()
    number = app_there.number()
    assert with_number(first, knock(first, person), number).status_code == 303
    refused = with_number(second, knock(second, person), number)
    assert WRONG in refused.text
    assert with_number(second, refused, app_there.number(1)).status_code == 303


def test_of_two_clicks_both_are_let_in_and_reload_is_not(
    visit: Visit, person: Person, app_there: App, travel_to: TravelTo
) -> None:
    visitor = visit()
    asked = knock(visitor, person)
    sent = form_to(NUMBER, asked).fields | {"code": app_there.number()}
    cookie = visitor.client.get_cookie("session", path="/min")
    assert cookie
    for second, entered in (("00", True), ("05", True), ("11", False)):
        travel_to(f"2025-11-17 10:00:{second}")
        again = visit()
        again.client.set_cookie("session", cookie.value, path="/min")
        again.post(NUMBER, sent)
        assert is_in(again) is entered, second


@pytest.mark.parametrize("way_out", ["/min/logg-ut", "/min/forlat"])
def test_after_the_way_out_back_and_reload_let_nobody_in(
    way_out: str, visit: Visit, person: Person, app_there: App
) -> None:
    visitor = visit()
    asked = knock(visitor, person)
    sent = form_to(NUMBER, asked).fields
    with_number(visitor, asked, app_there.wrong())
    visitor.get(way_out) if "forlat" in way_out else visitor.post(way_out)
    visitor.token = ""
    sent |= {"csrf_token": visitor.csrf_token, "code": app_there.number()}
    answer = visitor.post(NUMBER, sent)
    assert answer.status_code == 422
    assert "Skriv passordet en gang til." in answer.text
    assert not is_in(visitor)


@pytest.mark.parametrize(("moment", "opens"), [("10:10:00", True), ("10:10:01", False)])
def test_ten_minutes_are_given_to_find_the_telephone(
    moment: str,
    opens: bool,
    visit: Visit,
    person: Person,
    app_there: App,
    travel_to: TravelTo,
) -> None:
    """Also when a wrong number was typed meanwhile."""
    visitor = visit()
    asked = knock(visitor, person)
    travel_to("2025-11-17 10:05")
    asked = with_number(visitor, asked, app_there.wrong())
    travel_to(f"2025-11-17 {moment}")
    with_number(visitor, asked, app_there.number())
    assert is_in(visitor) is opens


def test_a_changed_passphrase_makes_the_half_way_worthless(
    visit: Visit, person: Person, app_there: App
) -> None:
    visitor = visit()
    asked = knock(visitor, person)
    person.sign_out_everywhere()
    assert with_number(visitor, asked, app_there.number()).status_code == 422
    assert not is_in(visitor)


def test_five_wrong_numbers_lock_and_the_passphrase_does_not_open(
    visit: Visit, person: Person, app_there: App, travel_to: TravelTo
) -> None:
    visitor = visit()
    for _ in range(5):
        page = with_number(visitor, knock(visitor, person), app_there.wrong())
        assert page.status_code == 422
    locked = with_number(visitor, knock(visitor, person), app_there.number())
    assert locked.status_code == 429
    assert "Vent til kl. 10.01" in locked.text
    travel_to("2025-11-17 10:01:01")
    assert with_number(visitor, locked, app_there.number()).status_code == 303


def test_a_code_from_the_sheet_opens_once(
    visit: Visit, person: Person, app_there: App
) -> None:
    codes = sheet_of(person)
    assert len(set(codes)) == 10
    for at, typed in ((0, codes[0]), (1, codes[1].replace(" ", "-"))):
        visitor = visit()
        assert with_number(visitor, knock(visitor, person), typed).status_code == 303
        assert RecoveryCode.left(person) == 9 - at
    visitor = visit()
    assert WRONG in with_number(visitor, knock(visitor, person), codes[0]).text


def test_a_code_opens_for_nobody_else_and_a_new_sheet_ends_the_old(
    visit: Visit, person: Person, app_there: App, make: Make
) -> None:
    other = make.participant()
    app_of(other)
    codes = sheet_of(person)
    visitor = visit()
    assert WRONG in with_number(visitor, knock(visitor, other), codes[0]).text
    RecoveryCode.draw(person, b"another page")
    visitor = visit()
    assert WRONG in with_number(visitor, knock(visitor, person), codes[0]).text


def test_the_words_of_an_ended_session_wait_behind_the_number(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    reader = make.representative()
    suggestion = make.suggestion(State.READING, by=reader)
    visitor, url = visit(as_=reader), f"/min/forslag/{suggestion.number}/spor"
    app = app_of(reader)
    written = filled_in(visitor, url)
    visitor.post("/min/logg-ut")
    asked = sign_in_there(visitor, visitor.post(url, written), reader)
    assert "Tallet fra appen" in asked.text
    asked = with_number(visitor, asked, app.wrong())
    resumed = with_number(visitor, asked, app.number())
    assert "Teksten din står her ennå" in resumed.text
    assert SHOWN in resumed.text


def test_the_place_is_the_one_that_was_chosen_with_the_passphrase(
    visit: Visit, person: Person, app_there: App, travel_to: TravelTo
) -> None:
    visitor = visit()
    with_number(visitor, knock(visitor, person, "own"), app_there.number())
    travel_to("2025-11-17 17:00")
    assert is_in(visitor)


def test_a_new_slip_does_not_take_the_place_of_the_number(
    visit: Visit, person: Person, app_there: App, make: Make
) -> None:
    code, before = slip_for(person, make), person.passphrase_hash
    visitor = visit()
    visitor.get(f"/min/start/{code}")
    visitor.post("/min/start/deg", {"answer": "yes"})
    choose = "/min/start/passord"
    typed = {"passphrase": "et helt nytt passord"}
    for number in ("", app_there.wrong()):
        refused = visitor.submit(choose, typed | {"code": number})
        assert refused.status_code == 422
        db.session.expire_all()
        assert person.passphrase_hash == before
        assert not is_in(visitor)
    sent = form_to(choose, visitor.get(choose)).fields | typed
    sent |= {"code": app_there.number()}
    cookie = visitor.client.get_cookie("session", path="/min")
    assert cookie
    for _click in range(2):
        again = visit()
        again.client.set_cookie("session", cookie.value, path="/min")
        assert again.post(choose, sent).location == "/min/start/sted"
        assert is_in(again)
    # Whoever has the new words, and not the number, comes in by no second click.
    again = visit()
    again.client.set_cookie("session", cookie.value, path="/min")
    again.post(choose, sent | {"code": app_there.wrong()})
    assert not is_in(again)


def slip_for(person: Person, make: Make) -> str:
    asked = NewCode.ask(person, make.person(RoleKind.ADMINISTRATOR), make.coordinator())
    db.session.add(asked)
    asked.agree(asked.second)
    db.session.commit()
    return make.slip_for(person)


def test_nothing_tells_when_a_number_was_used(
    visit: Visit, person: Person, app_there: App, travel_to: TravelTo
) -> None:
    def stored() -> list[tuple[object, ...]]:
        db.session.rollback()
        tables = (SecondFactor, RecoveryCode, second_factors.SecondFactorReset)
        asked = (db.session.execute(it.__table__.select()) for it in tables)
        return [tuple(row) for rows in asked for row in rows]

    sheet_of(person)
    before = stored()
    travel_to("2025-11-18 07:12")
    visitor = visit()
    assert with_number(visitor, knock(visitor, person), app_there.number()).location
    assert stored() == before


def test_the_keeper_takes_it_away_and_the_person_is_told_for_30_days(
    app: Flask, visit: Visit, person: Person, app_there: App, travel_to: TravelTo
) -> None:
    sheet_of(person)
    inside = visit()
    with_number(inside, knock(inside, person), app_there.number())
    second_factors.reset(person)
    db.session.commit()
    assert not is_in(inside)
    assert RecoveryCode.left(person) == 0
    told = "tok bort tallet fra appen din mandag 17. november"
    for day, is_told in (("11-17", True), ("12-17", True), ("12-18", False)):
        travel_to(f"2025-{day} 11:00")
        second_factors.forget_old()
        visitor = visit(as_=person)
        assert (told in visitor.get("/min/").text) is is_told, day
    assert db.session.get(second_factors.SecondFactorReset, person.id) is None


@pytest.mark.parametrize("what", ["number", "code"])
def test_of_two_at_once_one_is_let_in(
    what: str, visit: Visit, person: Person, app_there: App
) -> None:
    """Each on a page of its own, and both have seen what was typed."""
    codes = sheet_of(person)
    typed = app_there.number() if what == "number" else codes[0]
    visitors = [visit(), visit()]
    asked = [knock(each, person) for each in visitors]
    db.session.commit()
    sent = [form_to(NUMBER, page).fields | {"code": typed} for page in asked]

    def send(at: int) -> int:
        return visitors[at].post(NUMBER, sent[at]).status_code

    with ThreadPoolExecutor() as together:
        assert sorted(together.map(send, range(2))) == [303, 422]

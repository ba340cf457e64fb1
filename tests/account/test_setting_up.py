"""The second factor is set up, changed and taken away; and who must have one."""

import pytest
from flask import Flask
from sqlalchemy import delete
from werkzeug.test import TestResponse

from kimvoice.core import clock
from kimvoice.core.choices import Choice
from kimvoice.core.db import db
from kimvoice.core.settings import SECOND_FACTOR_REQUIRED
from kimvoice.people.models import Person, RoleKind
from kimvoice.people.second_factors import RecoveryCode, SecondFactor
from kimvoice.suggestions.states import State
from tests.account.test_second_factor import is_in, knock, slip_for
from tests.account.test_sent_too_late import SHOWN, WORDS, filled_in
from tests.app import (
    CHANGE,
    SET_UP,
    App,
    app_of,
    codes_on,
    key_on,
    with_number,
)
from tests.conftest import TravelTo
from tests.doors import doors
from tests.factories import Make
from tests.keeper import Keeper
from tests.visitor import PASSPHRASE, Visit, Visitor, form_to

MUST = (RoleKind.GENERAL_MANAGER, RoleKind.ADMINISTRATOR)
READY = f"{SET_UP}/ferdig"
OPEN = {"logg-inn", "logg-ut", "forlat", "sprak", "fortsett", "start", "velkommen"}
"""What may be done before it is set up, beside the set-up and one's first day."""


@pytest.fixture
def required(app: Flask, travel_to: TravelTo) -> None:
    """As in every house that has not chosen otherwise."""
    db.session.execute(delete(Choice))
    db.session.commit()


@pytest.fixture
def person(make: Make, travel_to: TravelTo) -> Person:
    return make.participant()


def sets_up(visitor: Visitor) -> tuple[App, list[str]]:
    page = visitor.get(SET_UP)
    app = key_on(page)
    return app, codes_on(confirms(visitor, page, app.number()))


def confirms(visitor: Visitor, page: TestResponse, code: str) -> TestResponse:
    typed = {"code": code, "passphrase_now": PASSPHRASE}
    return visitor.post(SET_UP, form_to(SET_UP, page).fields | typed)


def wishes(visitor: Visitor, wish: str, code: str) -> TestResponse:
    typed = {"wish": wish, "code": code, "passphrase_now": PASSPHRASE}
    return visitor.submit(CHANGE, typed)


def test_app_and_house_agree_before_anything_is_stored(
    visit: Visit, person: Person
) -> None:
    visitor = visit(as_=person)
    page = visitor.get(SET_UP)
    assert "<svg" in page.text
    app = key_on(page)
    assert SecondFactor.of(person) is None
    for code in (app.wrong(), "", "🌲\0", "x" * 10_000):
        page = confirms(visitor, page, code)
        assert page.status_code == 422
        assert key_on(page) == app
    assert SecondFactor.of(person) is None
    shown = confirms(visitor, page, app.number())
    assert len(codes_on(shown)) == RecoveryCode.left(person) == 10
    visitor.post("/min/logg-ut")
    assert not is_in(again := visit())
    asked = knock(again, person)
    # The number of the set-up was seen on the screen: it opens no more.
    assert with_number(again, asked, app.number()).status_code == 422
    asked = knock(again, person)
    assert with_number(again, asked, app.number(1)).status_code == 303


def test_the_codes_are_shown_once_also_by_two_clicks(
    visit: Visit, person: Person, travel_to: TravelTo
) -> None:
    visitor = visit(as_=person)
    page = visitor.get(SET_UP)
    sent = form_to(SET_UP, page).fields
    sent |= {"code": key_on(page).number(), "passphrase_now": PASSPHRASE}
    first, second = (codes_on(visitor.post(SET_UP, sent)) for _ in range(2))
    assert first == second
    assert RecoveryCode.left(person) == 10
    travel_to("2025-11-17 10:00:11")
    late = visitor.post(SET_UP, sent)
    assert late.location == CHANGE
    assert "Kodene blir vist én gang." in visitor.get(CHANGE).text
    assert RecoveryCode.use(person, first[0].replace(" ", ""))


@pytest.mark.parametrize("way_out", [READY, "/min/logg-ut"])
def test_after_the_way_out_the_codes_are_not_shown_again_even_at_once(
    way_out: str, visit: Visit, person: Person
) -> None:
    visitor = visit(as_=person)
    page = visitor.get(SET_UP)
    app, sent = key_on(page), form_to(SET_UP, page).fields
    sent |= {"code": app.number(), "passphrase_now": PASSPHRASE}
    sheet = visitor.post(SET_UP, sent)
    assert len(codes_on(sheet)) == 10
    visitor.post(way_out, form_to(way_out, sheet).fields)
    if way_out != READY:
        with_number(visitor, knock(visitor, person), app.number(1))
    visitor.token = ""
    again = visitor.post(SET_UP, sent | {"csrf_token": visitor.csrf_token})
    assert again.location == CHANGE
    assert codes_on(again) == []


@pytest.mark.parametrize("token", ["", "\0"])
def test_a_page_that_is_not_ours_or_too_old_begins_anew(
    token: str, visit: Visit, person: Person, travel_to: TravelTo
) -> None:
    visitor = visit()
    visitor.sign_in(person, "own")
    page = visitor.get(SET_UP)
    if not token:
        travel_to("2025-11-17 10:31")
    sent = form_to(SET_UP, page).fields | ({"token": token} if token else {})
    sent |= {"code": key_on(page).number(), "passphrase_now": PASSPHRASE}
    answer = visitor.post(SET_UP, sent)
    assert answer.status_code == 422
    assert "Det gikk lang tid." in answer.text
    assert key_on(answer) != key_on(page)
    assert SecondFactor.of(person) is None


def test_a_stranger_at_an_open_pc_can_neither_set_up_nor_change(
    visit: Visit, person: Person
) -> None:
    visitor = visit(as_=person)
    page = visitor.get(SET_UP)
    typed = {"code": key_on(page).number(), "passphrase_now": "feil ord her"}
    refused = visitor.post(SET_UP, form_to(SET_UP, page).fields | typed)
    assert "Passordet du har nå, stemmer ikke." in refused.text
    assert SecondFactor.of(person) is None
    app = app_of(person)
    for passphrase, code in (("feil ord her", app.number()), (PASSPHRASE, app.wrong())):
        for wish in ("sheet", "telephone", "none"):
            typed = {"wish": wish, "code": code, "passphrase_now": passphrase}
            assert visitor.submit(CHANGE, typed).status_code in (422, 429)
    assert SecondFactor.of(person) is not None
    assert RecoveryCode.left(person) == 0


def test_a_new_telephone_needs_the_old_one_or_a_code_and_brings_a_new_sheet(
    visit: Visit, person: Person
) -> None:
    visitor = visit(as_=person)
    old, codes = sets_up(visitor)
    page = wishes(visitor, "telephone", codes[0])
    new = key_on(page)
    assert new != old
    assert len(codes_on(confirms(visitor, page, new.number()))) == 10
    for number, status in ((old.number(1), 422), (codes[1], 422), (new.number(1), 303)):
        entering = visit()
        answer = with_number(entering, knock(entering, person), number)
        assert answer.status_code == status


def test_a_page_of_the_set_up_does_not_replace_what_another_has_set_up(
    visit: Visit, person: Person, make: Make
) -> None:
    """Neither one from before, in another tab, nor one that somebody else was given."""
    visitor, thief = visit(as_=person), make.participant()
    stale = visitor.get(SET_UP)
    app, _codes = sets_up(visitor)
    answer = confirms(visitor, stale, key_on(stale).number())
    assert (answer.status_code, answer.location) == (303, CHANGE)
    said = visitor.get(CHANGE).text
    assert "Du bruker tall fra en app. Her kan du endre det." in said
    thiefs = visit(as_=thief)
    own, _sheet = sets_up(thiefs)
    given = wishes(thiefs, "telephone", own.number(1))
    token = form_to(SET_UP, given).fields["token"]
    sent = {"token": token, "code": key_on(given).number()}
    answer = visitor.post(SET_UP, sent | {"passphrase_now": PASSPHRASE})
    assert answer.location == CHANGE
    factor = SecondFactor.of(person)
    assert factor is not None
    assert factor.shares(app.secret)


def test_a_sheet_says_of_which_year_it_is(
    visit: Visit, person: Person, travel_to: TravelTo
) -> None:
    """It lies in a drawer for long; a sign-in is a day old by then."""
    visitor = visit(as_=person)
    sheet = confirms(visitor, page := visitor.get(SET_UP), key_on(page).number())
    assert "Laget 17. november 2025." in sheet.text


def test_a_new_sheet_ends_the_old(visit: Visit, person: Person) -> None:
    visitor = visit(as_=person)
    app, old = sets_up(visitor)
    new = codes_on(wishes(visitor, "sheet", app.number(1)))
    assert len(new) == RecoveryCode.left(person) == 10
    assert not set(old) & set(new)
    assert "Koder igjen på arket: 10." in visitor.get(CHANGE).text


def test_who_chose_it_may_stop_and_who_must_may_not(
    visit: Visit, person: Person, make: Make, required: None
) -> None:
    visitor = visit(as_=person)
    assert wishes(visitor, "none", app_of(person).number()).status_code == 303
    assert SecondFactor.of(person) is None
    assert is_in(again := visit(as_=person))
    assert again.post(CHANGE, {"wish": "none"}).location == "/min/innstillinger"
    must = make.person(RoleKind.ADMINISTRATOR)
    visitor, app = visit(), app_of(must)
    with_number(visitor, knock(visitor, must), app.number())
    assert "Slutte med tall" not in visitor.get(CHANGE).text
    assert wishes(visitor, "none", app.number(1)).status_code == 422
    assert SecondFactor.of(must) is not None


@pytest.mark.parametrize("kind", MUST)
def test_who_must_have_it_is_led_there_and_comes_nowhere_else(
    kind: RoleKind, visit: Visit, make: Make, required: None
) -> None:
    visitor = visit(as_=make.person(kind))
    for door in doors():
        is_open = door.path in (SET_UP, READY) or {*door.path.split("/")} & OPEN
        if door.is_inside and not is_open:
            url = door.address("10001")
            answer = visitor.open(door.method, url, headers=FROM_HERE)
            assert answer.location == SET_UP, door
    assert 'href="/min/innstillinger"' not in visitor.get(SET_UP).text
    sets_up(visitor)
    assert is_in(visitor)


FROM_HERE = {"Origin": "http://localhost"}


def test_nobody_else_must_and_a_house_may_choose_that_nobody_must(
    visit: Visit, make: Make, required: None
) -> None:
    others = [make.person(kind) for kind in RoleKind if kind not in MUST]
    assert all(is_in(visit(as_=each)) for each in others)
    manager = make.general_manager()
    assert not is_in(visit(as_=manager))
    SECOND_FACTOR_REQUIRED.choose(False, "Prøve", clock.today())
    db.session.commit()
    assert is_in(visit(as_=manager))


def test_the_first_day_tells_the_user_name_before_the_set_up(
    visit: Visit, make: Make, required: None
) -> None:
    newcomer = make.person(RoleKind.ADMINISTRATOR)
    code = slip_for(newcomer, make)
    visitor = visit()
    visitor.get(f"/min/start/{code}")
    visitor.post("/min/start/deg", {"answer": "yes"})
    visitor.post("/min/start/passord", {"passphrase": PASSPHRASE})
    visitor.token = ""
    assert visitor.submit("/min/start/sted", {"place": "own"}).status_code == 303
    assert newcomer.user_name in visitor.get("/min/velkommen").text
    assert visitor.get("/min/").location == SET_UP


def test_words_sent_before_the_set_up_are_given_back_after_it(
    visit: Visit, make: Make, required: None
) -> None:
    """Somebody became administrator while writing."""
    reader = make.representative()
    suggestion = make.suggestion(State.READING, by=reader)
    visitor, url = visit(as_=reader), f"/min/forslag/{suggestion.number}/spor"
    written = filled_in(visitor, url)
    reader.take_role(RoleKind.ADMINISTRATOR, since=clock.today())
    page = visitor.post(url, written)
    assert page.status_code == 422
    assert "Teksten din er ikke sendt." in page.text
    app = key_on(page)
    page = confirms(visitor, page, app.wrong())
    page = confirms(visitor, page, app.number())
    assert len(codes_on(page)) == 10
    assert SHOWN in page.text
    again = visitor.post(url, form_to(url, page).fields)
    assert form_to(url, again).fields["words"] == WORDS
    assert visitor.post(url, form_to(url, again).fields).status_code == 303


def test_words_that_wait_in_a_second_tab_are_given_back_there(
    visit: Visit, make: Make, required: None
) -> None:
    reader = make.representative()
    suggestion = make.suggestion(State.READING, by=reader)
    visitor, url = visit(as_=reader), f"/min/forslag/{suggestion.number}/spor"
    written = filled_in(visitor, url)
    reader.take_role(RoleKind.ADMINISTRATOR, since=clock.today())
    tab = visitor.post(url, written)
    sets_up(visitor)
    page = confirms(visitor, tab, key_on(tab).number())
    assert SHOWN in page.text
    again = visitor.post(url, form_to(url, page).fields)
    assert form_to(url, again).fields["words"] == WORDS


def test_the_key_lies_sealed_and_no_code_lies_open(
    visit: Visit, person: Person
) -> None:
    app, codes = sets_up(visit(as_=person))
    factor = SecondFactor.of(person)
    assert factor is not None
    assert app.secret.encode() not in factor.sealed
    lying = db.session.scalars(db.select(RecoveryCode.code_hash)).all()
    plain = [code.replace(" ", "").encode() for code in codes]
    assert not any(code in hashed for code in plain for hashed in lying)


def test_the_keeper_resets_it_by_user_name(
    keeper: Keeper, capsys: pytest.CaptureFixture[str]
) -> None:
    from kimvoice import create_app

    keeper.types("init --administrator Petter --address https://voice.test --later")
    reset = "second-factor-reset"
    assert keeper.types(f"{reset} nobody") == 1
    assert keeper.types(f"{reset} petter") == 1
    assert "Petter has no second factor." in capsys.readouterr().err
    with create_app(keeper.house()).app_context():
        person = db.session.scalars(db.select(Person)).one()
        app_of(person)
    assert keeper.types(f"{reset} PETTER") == 0
    assert "told at each sign-in for 30 days" in capsys.readouterr().out
    with create_app(keeper.house()).app_context():
        assert SecondFactor.of(db.session.scalars(db.select(Person)).one()) is None

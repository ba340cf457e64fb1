"""What was written inside and sent after the session had ended is neither lost nor
stored, and nobody else gets it."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from kimvoice.core.db import db
from kimvoice.people.models import Person
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.states import State
from kimvoice.web import kept
from kimvoice.web.kept import Kept
from tests.account.test_signing_in import DOOR
from tests.conftest import TravelTo
from tests.factories import Make
from tests.visitor import PASSPHRASE, Form, Visit, Visitor, form_to, forms

WORDS = "Hvilket rom tenker du på?\n\nOg når? <script>alert(1)</script> 🌲"
SHOWN = "Hvilket rom tenker du på?"


@pytest.fixture
def reader(make: Make) -> Person:
    return make.representative()


@pytest.fixture
def url(make: Make, reader: Person) -> str:
    suggestion = make.suggestion(State.READING, by=reader)
    return f"/min/forslag/{suggestion.number}/spor"


def filled_in(visitor: Visitor, url: str) -> dict[str, str]:
    return form_to(url, visitor.get(url)).fields | {"words": WORDS}


def sign_in_there(
    visitor: Visitor, page: TestResponse, person: Person, passphrase: str = PASSPHRASE
) -> TestResponse:
    typed = {
        "user_name": person.user_name,
        "passphrase": passphrase,
        "place": "shared",
    }
    return visitor.post(DOOR, form_to(DOOR, page).fields | typed)


def asked_in(url: str) -> int:
    db.session.rollback()
    number = int(url.split("/")[3])
    found = db.session.query(Suggestion).filter_by(number=number).one()
    return len(found.entries)


WAYS_TO_END = (
    "rested too long",
    "rested overnight",
    "signed out in another tab",
    "exit in another tab",
    "signed out everywhere",
)


def ends(way: str, visitor: Visitor, reader: Person, travel_to: TravelTo) -> None:
    match way:
        case "rested too long":
            travel_to("2025-11-17 10:31")
        case "rested overnight":
            travel_to("2025-11-18 10:31")
        case "signed out in another tab":
            visitor.post("/min/logg-ut")
        case "exit in another tab":
            visitor.get("/min/forlat")
        case _:
            reader.sign_out_everywhere()


@pytest.mark.parametrize("end", WAYS_TO_END)
def test_the_words_wait_for_the_one_who_wrote_them(
    end: str, visit: Visit, reader: Person, url: str, travel_to: TravelTo
) -> None:
    visitor = visit(as_=reader)
    before, written = asked_in(url), filled_in(visitor, url)
    ends(end, visitor, reader, travel_to)
    late = visitor.post(url, written)
    assert late.status_code == 422
    assert SHOWN in late.text
    assert "<script>alert" not in late.text
    assert "Du ble logget ut. Ingenting er sendt." in late.text
    resumed = sign_in_there(visitor, late, reader)
    assert resumed.status_code == 200
    assert "Teksten din står her ennå" in resumed.text
    again = visitor.post(url, form_to(url, resumed).fields)
    assert again.status_code == 422
    assert "Se over den, og trykk på knappen." in again.text
    form = form_to(url, again)
    assert form.fields["words"] == WORDS
    assert asked_in(url) == before
    assert visitor.post(url, form.fields).status_code == 303
    assert asked_in(url) == before + 1


def late(visitor: Visitor, url: str) -> TestResponse:
    written = filled_in(visitor, url)
    visitor.post("/min/logg-ut")
    return visitor.post(url, written)


def test_a_wrong_passphrase_loses_nothing(
    visit: Visit, reader: Person, url: str
) -> None:
    visitor = visit(as_=reader)
    page = late(visitor, url)
    for _ in range(2):
        page = sign_in_there(visitor, page, reader, "feil ord her")
        assert page.status_code == 422
        assert SHOWN in page.text
    assert "Teksten din står her ennå" in sign_in_there(visitor, page, reader).text


def test_another_person_gets_nothing_of_it(
    visit: Visit, reader: Person, url: str, make: Make
) -> None:
    visitor = visit(as_=reader)
    page = late(visitor, url)
    answer = sign_in_there(visitor, page, make.representative())
    assert answer.status_code == 303
    assert SHOWN not in visitor.get(answer.location).text


def test_a_page_that_another_left_open_is_not_sent_in_my_name(
    visit: Visit, make: Make
) -> None:
    """Both may do it: the first one's words are not even shown to the second."""
    first, second = make.general_manager(), make.general_manager()
    suggestion = make.suggestion(State.PUBLISHED)
    url = f"/min/forslag/{suggestion.number}/svar"
    visitor = visit(as_=first)
    form = form_to(url, visitor.get(url))
    written = form.fields | {"explanation": WORDS, "verdict": "no"}
    visitor.sign_in(second)
    answer = visitor.post(url, written)
    assert answer.status_code == 409
    assert "Siden ble åpnet av en annen" in answer.text
    assert SHOWN not in answer.text
    visitor.sign_in(first)
    mine = visitor.post(url, written)
    assert mine.status_code == 422
    assert SHOWN in mine.text


def test_reload_shows_the_words_to_nobody_after_the_exit(
    visit: Visit, reader: Person, url: str
) -> None:
    visitor = visit(as_=reader)
    written = filled_in(visitor, url)
    visitor.post("/min/logg-ut")
    page = visitor.post(url, written)
    visitor.get("/min/forlat")
    assert SHOWN in page.text
    again = visitor.post(url, written)
    assert again.location == DOOR
    assert SHOWN not in again.text
    carried = sign_in_there(visitor, page, reader, "feil ord her")
    assert SHOWN not in carried.text


def test_reload_of_the_sign_in_shows_them_only_to_who_is_still_there(
    visit: Visit, reader: Person, url: str
) -> None:
    visitor = visit(as_=reader)
    page = late(visitor, url)
    sent = form_to(DOOR, page).fields | {
        "user_name": reader.user_name,
        "passphrase": PASSPHRASE,
        "place": "own",
    }
    visitor.post(DOOR, sent)
    assert SHOWN in visitor.post(DOOR, sent).text
    visitor.get("/min/forlat")
    again = visitor.post(DOOR, sent)
    assert again.status_code == 422
    assert SHOWN not in again.text


@pytest.mark.parametrize("way_out", ["/min/logg-ut", "/min/forlat"])
def test_what_was_sent_in_time_is_not_shown_by_reload_after_the_way_out(
    way_out: str, visit: Visit, reader: Person, url: str
) -> None:
    visitor = visit(as_=reader)
    written = filled_in(visitor, url) | {"look_first": "1"}
    assert SHOWN in visitor.post(url, written).text
    visitor.get(way_out) if "forlat" in way_out else visitor.post(way_out)
    again = visitor.post(url, written)
    assert again.location == DOOR
    assert SHOWN not in again.text


def test_a_button_alone_leads_to_the_sign_in(
    visit: Visit, make: Make, reader: Person
) -> None:
    suggestion, visitor = make.suggestion(), visit(as_=reader)
    token = visitor.csrf_token
    visitor.post("/min/logg-ut")
    url = f"/min/forslag/{suggestion.number}/ta"
    assert visitor.post(url, {"csrf_token": token}).location == DOOR
    assert suggestion.state is State.RECEIVED


def test_htmx_gets_a_whole_page_in_place_of_the_whole_page(
    visit: Visit, reader: Person, url: str, make: Make
) -> None:
    visitor = visit(as_=reader)
    written, token = filled_in(visitor, url), visitor.csrf_token
    visitor.post("/min/logg-ut")
    htmx = {"HX-Request": "true"}
    page = visitor.post(url, written, headers=htmx)
    assert page.headers["HX-Retarget"] == "body"
    assert SHOWN in page.text
    assert "<main" in page.text
    button = url.replace("/spor", "/ta")
    for answer in (
        visitor.post(button, {"csrf_token": token}, headers=htmx),
        visitor.get("/min/forslag", headers=htmx),
    ):
        assert answer.headers["HX-Redirect"] == DOOR
        assert answer.text == ""


def test_no_passphrase_is_shown_or_carried_along(visit: Visit, reader: Person) -> None:
    visitor, secret = visit(as_=reader), "et helt nytt passord"
    typed = {"passphrase_now": PASSPHRASE, "passphrase_new": secret}
    typed["csrf_token"] = visitor.csrf_token
    visitor.post("/min/logg-ut")
    answer = visitor.post("/min/innstillinger/passord", typed)
    assert answer.location == DOOR


def test_what_is_too_much_to_carry_is_shown_to_be_copied(
    visit: Visit, reader: Person, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "LARGEST", 10)
    visitor = visit(as_=reader)
    page = late(visitor, url)
    assert SHOWN in page.text
    assert "Kopier den før du logger inn." in page.text
    assert sign_in_there(visitor, page, reader).location == "/min/"


@pytest.mark.parametrize("sealed", ["x", "å", "\0", "A" * 5000])
def test_only_what_the_house_has_sealed_is_opened(
    sealed: str, visit: Visit, reader: Person
) -> None:
    visitor = visit()
    form = form_to(DOOR, visitor.get(DOOR))
    page = Form(DOOR, "post", form.fields | {"kept": sealed})
    typed = {"user_name": reader.user_name, "passphrase": PASSPHRASE, "place": "own"}
    assert visitor.post(DOOR, page.fields | typed).location == "/min/"


def test_words_for_an_address_that_is_not_ours_lead_home(
    app: Flask, visit: Visit, reader: Person
) -> None:
    visitor = visit()
    for path in ("/min/finnes-ikke", "/forslag/1", "//elsewhere.test/min"):
        sealed = Kept(path, reader.id, [("words", [WORDS])], "00" * 16).seal()
        fields = form_to(DOOR, visitor.get(DOOR)).fields | {"kept": sealed}
        typed = {"user_name": reader.user_name, "passphrase": PASSPHRASE}
        answer = visitor.post(DOOR, fields | typed | {"place": "own"})
        assert answer.location == "/min/", path
        assert not any(form.action == path for form in forms(answer))

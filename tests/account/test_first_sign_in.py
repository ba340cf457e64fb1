"""The first sign-in: a slip that is used once, when one has chosen one's words."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import select

from kimvoice.core import settings
from kimvoice.core.clock import today
from kimvoice.core.db import db
from kimvoice.people import passphrases
from kimvoice.people.invitations import Invitation
from kimvoice.people.models import Person, RoleKind
from tests.conftest import TravelTo
from tests.factories import Make
from tests.suggestions.journey import SEND
from tests.visitor import PASSPHRASE, Visit, Visitor

START = "/min/start"
CHOOSE = "/min/start/passord"
USED = "Koden er brukt eller for gammel. Be om en ny lapp."


def comes_to_choose(visitor: Visitor, code: str) -> None:
    visitor.get(f"{START}/{code}")
    visitor.post(f"{START}/deg", {"answer": "yes"})


def signs_in_with(visitor: Visitor, code: str, passphrase: str = PASSPHRASE) -> str:
    """Where the visitor is led."""
    comes_to_choose(visitor, code)
    return str(visitor.post(CHOOSE, {"passphrase": passphrase}).location)


def is_let_in(visitor: Visitor) -> bool:
    return visitor.get("/min/").status_code == 200


def test_a_slip_leads_in_and_the_user_name_is_told(visit: Visit, make: Make) -> None:
    person, visitor = make.newcomer(), visit()
    assert signs_in_with(visitor, make.slip_for(person)) == "/min/start/sted"
    visitor.token = ""
    where = visitor.post("/min/start/sted", {"place": "own"})
    assert where.location == "/min/velkommen"
    told = visitor.get(where.location).text
    assert f"Brukernavnet ditt er {person.user_name}. Skriv det ned." in told
    visit(as_=person)
    assert person.active_half_year


def test_a_code_may_also_be_typed(visit: Visit, make: Make) -> None:
    person, visitor = make.newcomer(), visit()
    typed = make.slip_for(person).lower().replace("-", " ")
    assert visitor.post(START, {"code": typed}).location == START
    assert person.first_name in visitor.get(START).text


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_program_that_looks_at_links_uses_nothing_up(
    method: str, visit: Visit, make: Make
) -> None:
    code, preview = make.slip_for(make.newcomer()), visit()
    before = db.session.scalars(select(Invitation.code_hash)).all()
    for _ in range(2):
        for path in (f"{START}/{code}", START, CHOOSE, f"{START}/sted"):
            preview.open(method, path)
    preview.get(f"{START}/{code}")
    preview.post(f"{START}/deg", {"answer": "yes"})
    preview.open(method, CHOOSE)
    assert db.session.scalars(select(Invitation.code_hash)).all() == before
    assert signs_in_with(visit(), code) == "/min/start/sted"


def test_used_old_and_guessed_codes_are_told_alike(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    used, old = make.slip_for(make.newcomer()), make.slip_for(make.newcomer())
    signs_in_with(visit(), used)
    travel_to("2025-12-24 10:00")
    pages = set()
    for code in (used, old, "ABCD-EFGH-JKMN", "x", "🌲", "%00", "A" * 3000):
        visitor = visit()
        assert visitor.get(f"{START}/{code}").location == START
        answer = visitor.get(START)
        assert answer.status_code == 410
        assert USED in answer.text
        pages.add(answer.text.split("<main")[1].split("csrf_token")[0])
        typed = visit().post(START, {"code": code})
        assert typed.status_code == 422
        assert USED in typed.text
    assert len(pages) == 1


def test_the_code_stands_in_no_address_but_the_first(visit: Visit, make: Make) -> None:
    code, visitor = make.slip_for(make.newcomer()), visit()
    answers = [visitor.get(f"{START}/{code}"), visitor.get(START)]
    answers.append(visitor.post(f"{START}/deg", {"answer": "yes"}))
    answers.append(visitor.get(CHOOSE))
    for answer in answers:
        assert code not in answer.text
        assert code not in str(answer.headers)
        assert answer.headers["Referrer-Policy"] == "same-origin"


def test_nobody_goes_on_with_somebody_elses_slip(visit: Visit, make: Make) -> None:
    code, visitor = make.slip_for(make.newcomer()), visit()
    settings.CONTACT.choose("Prøve Kontaktsen", "Prøve", today())
    visitor.get(f"{START}/{code}")
    answer = visitor.post(f"{START}/deg", {"answer": "no"})
    said = visitor.get(answer.location).text
    assert "Da har du fått feil lapp. Gi den til Prøve Kontaktsen." in said
    assert "Er dette deg?" not in visitor.get(START).text
    assert visitor.post(CHOOSE, {"passphrase": PASSPHRASE}).location == START
    assert signs_in_with(visit(), code) == "/min/start/sted"


@pytest.mark.parametrize(
    ("passphrase", "words"),
    [
        ("", "Passordet må ha minst 10 tegn."),
        ("ni tegn 12"[:9], "Passordet må ha minst 10 tegn."),
        ("å" * 501, "Passordet kan ha høyst 500 tegn. Du har skrevet 501."),
        ("å" * 10_000, "Passordet kan ha høyst 500 tegn. Du har skrevet 10000."),
    ],
    ids=["none", "9", "501", "10000"],
)
def test_a_passphrase_that_will_not_do_gets_a_sentence(
    passphrase: str, words: str, visit: Visit, make: Make
) -> None:
    person, visitor = make.newcomer(), visit()
    comes_to_choose(visitor, make.slip_for(person))
    answer = visitor.post(CHOOSE, {"passphrase": passphrase})
    assert answer.status_code == 422
    assert words in answer.text
    assert not passphrase or passphrase not in answer.text
    assert not person.has_signed_in


@pytest.mark.parametrize(
    "passphrase", ["ti tegn 12", "å" * 500, " " * 10, "\0<script>🌲 12", "a\u030a" * 10]
)
def test_any_ten_to_five_hundred_signs_will_do(
    passphrase: str, visit: Visit, make: Make
) -> None:
    person, visitor = make.newcomer(), visit()
    assert signs_in_with(visitor, make.slip_for(person), passphrase)
    assert is_let_in(visitor)
    db.session.commit()
    assert Person.signing_in(person.user_name, passphrase) is person


def test_the_same_letters_spelled_in_another_way_fit(visit: Visit, make: Make) -> None:
    person = make.newcomer()
    signs_in_with(visit(), make.slip_for(person), "Blåbær på åsen")
    db.session.commit()
    assert Person.signing_in(person.user_name, "Bla\u030abær pa\u030a a\u030asen")


def test_whoever_presses_twice_is_let_in(visit: Visit, make: Make, app: Flask) -> None:
    """The browser forgets the first answer, and with it the cookie it was given."""
    code, visitor = make.slip_for(make.newcomer()), visit()
    comes_to_choose(visitor, code)
    cookie = visitor.client.get_cookie("session", path="/min")
    token = visitor.csrf_token
    visitor.post(CHOOSE, {"passphrase": PASSPHRASE})
    for words, inside in (("noen helt andre ord", False), (PASSPHRASE, True)):
        again = Visitor(app)
        assert cookie
        again.client.set_cookie("session", cookie.value, path="/min")
        again.token = token
        again.post(CHOOSE, {"passphrase": words})
        assert is_let_in(again) is inside


def test_of_two_at_once_one_wins(
    visit: Visit, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have chosen their words before either of them has used the slip up."""
    code, both, seal = make.slip_for(make.newcomer()), Barrier(2), passphrases.seal

    def seal_together(words: str) -> str:
        both.wait(timeout=30)
        return seal(words)

    monkeypatch.setattr(passphrases, "seal", seal_together)
    visitors = [visit(), visit()]
    for visitor in visitors:
        comes_to_choose(visitor, code)
    db.session.commit()
    with ThreadPoolExecutor() as at_once:
        for number, visitor in enumerate(visitors):
            words = {"passphrase": f"ord nummer {number}"}
            at_once.submit(visitor.post, CHOOSE, words)
    assert sorted(map(is_let_in, visitors)) == [False, True]


def test_until_one_has_said_where_one_is_the_pc_is_shared(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    visitor = visit()
    signs_in_with(visitor, make.slip_for(make.newcomer()))
    travel_to("2025-11-17 10:31")
    assert not is_let_in(visitor)


def test_a_slip_left_open_on_a_shared_pc_opens_nothing_later(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    person, visitor = make.newcomer(), visit()
    comes_to_choose(visitor, make.slip_for(person))
    travel_to("2025-11-17 10:31")
    assert person.first_name not in visitor.get(START).text
    assert visitor.post(CHOOSE, {"passphrase": PASSPHRASE}).location == START
    assert not is_let_in(visitor)


def test_the_exit_lets_go_of_the_slip(visit: Visit, make: Make) -> None:
    person, visitor = make.newcomer(), visit()
    visitor.get(f"{START}/{make.slip_for(person)}")
    visitor.get("/min/forlat")
    assert person.first_name not in visitor.get(START).text


def test_who_comes_with_a_slip_takes_over_the_browser(
    visit: Visit, make: Make, app: Flask
) -> None:
    first, newcomer = make.participant(), make.newcomer()
    visitor, copied = visit(as_=first), Visitor(app)
    cookie = visitor.client.get_cookie("session", path="/min")
    signs_in_with(visitor, make.slip_for(newcomer))
    assert f"Hei, {newcomer.first_name}!" in visitor.get("/min/").text
    assert cookie
    copied.client.set_cookie("session", cookie.value, path="/min")
    assert not is_let_in(copied)


def test_somebody_without_a_department_is_asked_too(visit: Visit, make: Make) -> None:
    person = make.person(RoleKind.BOARD_CHAIR)
    person.passphrase_hash = ""
    db.session.commit()
    visitor = visit()
    visitor.get(f"{START}/{make.slip_for(person)}")
    assert person.first_name in visitor.get(START).text


def test_a_slip_in_the_cookie_is_no_page_of_the_open_side(visit: Visit) -> None:
    """Its code is whatever somebody put into the address."""
    visitor = visit()
    visitor.get("/min/start/AB")
    cookie = visitor.client.get_cookie("session", path="/min")
    assert cookie is not None
    held = SecureCookieSessionInterface().get_signing_serializer(
        visitor.client.application
    )
    assert held is not None
    token = held.loads(cookie.value)["slip"]
    typed = {"text": "Hei", "audience": "everybody", "token": token}
    answer = visit().post(SEND, typed)
    assert answer.status_code == 422
    assert "Det gikk lang tid." in answer.text

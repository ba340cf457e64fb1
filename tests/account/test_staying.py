"""How long a browser may lie still, and how one gets out of all of them."""

import pytest
from flask import Flask

from kimvoice.core.db import db
from kimvoice.people.models import Person
from tests.account.test_signing_in import DOOR, knock
from tests.conftest import TravelTo
from tests.factories import Make
from tests.visitor import PASSPHRASE, Visit, Visitor, form_to

NEW = "tre helt nye ord"
SETTINGS = "/min/innstillinger"


def is_let_in(visitor: Visitor) -> bool:
    return visitor.get("/min/").status_code == 200


def at(app: Flask, person: Person, place: str) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(person, place)
    return visitor


@pytest.mark.parametrize(
    ("place", "last_minute", "too_late"),
    [
        ("shared", "2025-11-17 10:30", "2025-11-17 10:31"),
        ("own", "2025-11-17 18:00", "2025-11-17 18:01"),
    ],
)
def test_the_place_decides_how_long_one_may_do_nothing(
    place: str,
    last_minute: str,
    too_late: str,
    app: Flask,
    make: Make,
    travel_to: TravelTo,
) -> None:
    visitor, other = (at(app, make.participant(), place) for _ in range(2))
    told = visitor.get("/min/").text
    hour = last_minute[-5:].replace(":", ".")
    assert f"Du blir logget ut kl. {hour} hvis du ikke gjør noe." in told
    travel_to(last_minute)
    assert is_let_in(visitor)
    travel_to(too_late)
    assert is_let_in(visitor)
    assert not is_let_in(other)


def test_one_can_say_that_one_is_still_there_as_often_as_one_likes(
    app: Flask, make: Make, travel_to: TravelTo
) -> None:
    visitor = at(app, make.participant(), "shared")
    for hour in range(11, 17):
        for minute in ("00", "30"):
            travel_to(f"2025-11-17 {hour - 1}:{minute}")
            assert visitor.post("/min/fortsett").status_code == 204
    assert is_let_in(visitor)


def test_where_one_is_must_be_said_and_nothing_is_chosen_beforehand(
    visit: Visit, make: Make
) -> None:
    person = make.participant()
    assert "checked" not in visit().get(DOOR).text
    for place in ("", "home"):
        answer = knock(visit(), person.user_name, PASSPHRASE, place=place)
        assert answer.status_code == 422
        assert "Velg hvor du er." in answer.text


@pytest.mark.parametrize("sent", ["", "forged"])
def test_without_the_token_of_its_page_a_passphrase_is_not_looked_at(
    sent: str, visit: Visit, make: Make
) -> None:
    answer = knock(visit(), make.participant().user_name, PASSPHRASE, token=sent)
    assert answer.status_code == 422
    assert "Skriv passordet en gang til." in answer.text


def test_a_page_lets_a_passphrase_through_once_or_by_two_clicks(
    visit: Visit, make: Make, app: Flask, travel_to: TravelTo
) -> None:
    visitor, person = visit(), make.participant()
    form = form_to(DOOR, visitor.get(DOOR))
    typed = {"user_name": person.user_name, "passphrase": PASSPHRASE, "place": "own"}
    sent = form.fields | typed
    cookie = visitor.client.get_cookie("session", path="/min")
    for minute, entered in (("00", True), ("00", True), ("01", False)):
        travel_to(f"2025-11-17 10:{minute}")
        again = Visitor(app)
        assert cookie
        again.client.set_cookie("session", cookie.value, path="/min")
        again.post(DOOR, sent)
        assert is_let_in(again) is entered


@pytest.mark.parametrize("way_out", ["/min/logg-ut", "/min/forlat"])
def test_after_the_way_out_the_same_page_lets_nobody_in(
    way_out: str, visit: Visit, make: Make
) -> None:
    """At once, too: the next one at the PC presses Back and Reload."""
    visitor, person = visit(), make.participant()
    form = form_to(DOOR, visitor.get(DOOR))
    typed = {"user_name": person.user_name, "passphrase": PASSPHRASE, "place": "own"}
    visitor.post(DOOR, form.fields | typed)
    visitor.token = ""
    visitor.get(way_out) if "forlat" in way_out else visitor.post(way_out)
    visitor.token = ""
    fresh = form_to(DOOR, visitor.get(DOOR)).fields["csrf_token"]
    again = visitor.post(DOOR, form.fields | typed | {"csrf_token": fresh})
    assert again.status_code == 422
    assert not is_let_in(visitor)


def test_who_signs_out_everywhere_is_out_everywhere(app: Flask, make: Make) -> None:
    person, other = make.participant(), make.participant()
    here, there = at(app, person, "own"), at(app, person, "shared")
    bystander = at(app, other, "own")
    out = here.post(f"{SETTINGS}/logg-ut-overalt")
    assert out.location == "/min/logg-ut"
    assert "Du er logget ut" in here.get(out.location).text
    assert [is_let_in(it) for it in (here, there, bystander)] == [False, False, True]


def test_a_changed_passphrase_ends_all_but_this_session(app: Flask, make: Make) -> None:
    person = make.participant()
    here, there = at(app, person, "own"), at(app, person, "own")
    typed = {"passphrase_now": PASSPHRASE, "passphrase_new": NEW}
    assert here.post(f"{SETTINGS}/passord", typed).status_code == 303
    assert "Passordet er byttet." in here.get(SETTINGS).text
    assert not is_let_in(there)
    db.session.commit()
    assert Person.signing_in(person.user_name, PASSPHRASE) is None
    assert Person.signing_in(person.user_name, NEW) is person


@pytest.mark.parametrize(
    ("now", "new", "words"),
    [
        ("feil ord her", NEW, "Passordet du har nå, stemmer ikke."),
        ("", NEW, "Skriv passordet du har nå."),
        (PASSPHRASE, "ni tegn", "Passordet må ha minst 10 tegn."),
        (PASSPHRASE, "å" * 501, "Passordet kan ha høyst 500 tegn."),
    ],
)
def test_a_passphrase_is_changed_by_who_knows_it(
    now: str, new: str, words: str, visit: Visit, make: Make
) -> None:
    typed = {"passphrase_now": now, "passphrase_new": new}
    answer = visit(as_=make.participant()).post(f"{SETTINGS}/passord", typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert new not in answer.text


def test_guessing_the_old_passphrase_meets_the_same_lock(
    visit: Visit, make: Make
) -> None:
    visitor = visit(as_=make.participant())
    typed = {"passphrase_now": "feil ord her", "passphrase_new": NEW}
    for _ in range(5):
        visitor.post(f"{SETTINGS}/passord", typed)
    answer = visitor.post(f"{SETTINGS}/passord", typed)
    assert answer.status_code == 429
    assert "Det er prøvd mange ganger." in answer.text


def test_who_has_no_role_any_more_is_let_in_no_further(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    person = make.participant()
    visitor = visit(as_=person)
    [role] = person.roles
    role.ends = role.starts
    db.session.commit()
    assert not is_let_in(visitor)
    answer = knock(visit(), person.user_name, PASSPHRASE)
    assert answer.status_code == 403
    assert "Du har ikke tilgang til KIM voice nå." in answer.text
    wrong = knock(visit(), person.user_name, "feil")
    assert "Brukernavn eller passord stemmer ikke." in wrong.text

"""Two sides, one door: nothing goes from the signed-in side to the open one."""

from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask, request, session

from kimvoice.web.sides import CookieOnOpenSide, is_inside
from tests.database import SQLite
from tests.factories import Make
from tests.shown import Walked
from tests.visitor import Visit, Visitor, without_tokens

OPEN = (
    "/",
    "/i-dag",
    "/hjelp",
    "/hjelp/trygg-bruk",
    "/personvern",
    "/tilgjengelighet",
    "/forslag",
    "/forslag/nytt",
    "/du-sa-vi-gjorde",
    "/kode",
    "/kode/sak",
    "/finnes-ikke",
    "/minner",
    "/min-side",
)
CARRIED = {
    "Cookie": "session=eyJwZXJzb24iOjF9.forged; lang=en; _flashes=1",
    "Authorization": "Basic a2FyaTpncsO4bm4=",
}


@pytest.fixture
def database(sqlite: SQLite) -> SQLite:
    """Cookies and sessions lie in no database."""
    return sqlite


def test_no_open_answer_sets_a_cookie(walked: Walked) -> None:
    outside = [it for it in walked.shown if not it.is_inside]
    assert [str(it) for it in outside if "Set-Cookie" in it.answer.headers] == []
    assert outside


@pytest.mark.parametrize("path", OPEN)
def test_what_a_browser_carries_changes_nothing_on_the_open_side(
    path: str, app: Flask
) -> None:
    bare, laden = Visitor(app), Visitor(app)
    plain = bare.get(path)
    answer = laden.get(path, headers=CARRIED)
    assert without_tokens(answer) == without_tokens(plain)
    assert answer.status_code == plain.status_code
    assert list(answer.headers.keys()) == list(plain.headers.keys())


def test_a_cookie_on_the_open_side_is_taken_away_before_anybody_reads(
    app: Flask,
) -> None:
    seen: list[Mapping[str, Any]] = []
    app.before_request(lambda: seen.append(dict(request.environ)))
    visitor = Visitor(app)
    for path in OPEN:
        visitor.get(path, headers=CARRIED)
    visitor.post("/forslag/nytt", {"text": "Hei"}, headers=CARRIED)
    assert len(seen) == len(OPEN) + 1
    for environ in seen:
        assert not {"HTTP_COOKIE", "HTTP_AUTHORIZATION"} & set(environ)
        assert "forged" not in str({k: v for k, v in environ.items() if k[0].isupper()})


@pytest.mark.parametrize(
    ("path", "inside"),
    [("/min", True), ("/min/", True), ("/min/forslag", True)]
    + [(path, False) for path in (*OPEN, "/MIN/", "//min/", "/ min/", "")],
)
def test_the_door_is_the_first_word_of_the_path(path: str, inside: bool) -> None:
    assert is_inside(path) is inside


def test_the_open_side_has_no_session_to_write_to(app: Flask) -> None:
    def careless() -> str:
        session["person"] = 1
        return ""

    app.add_url_rule("/careless", "careless", careless)
    assert Visitor(app).get("/careless").status_code == 500


def test_a_cookie_set_by_mistake_is_an_error_not_a_cookie(app: Flask) -> None:
    def careless() -> tuple[str, dict[str, str]]:
        return "", {"Set-Cookie": "who=kari"}

    app.add_url_rule("/careless", "careless", careless)
    with pytest.raises(CookieOnOpenSide):
        Visitor(app).get("/careless")


@pytest.mark.parametrize(
    ("origin", "secure"), [("http://localhost", False), ("https://voice.test", True)]
)
def test_the_sign_in_goes_to_the_inside_alone(
    origin: str, secure: bool, app: Flask, make: Make
) -> None:
    visitor = Visitor(app, origin)
    visitor.sign_in(make.participant())
    [cookie] = visitor.get("/min/").headers.getlist("Set-Cookie")
    said = {part.strip().split("=")[0] for part in cookie.split(";")}
    assert {"Path", "HttpOnly", "SameSite"} <= said
    assert "Path=/min" in cookie
    assert "SameSite=Lax" in cookie
    assert ("Secure" in said) is secure
    assert "Expires" not in said
    assert "Domain" not in said


def test_the_session_knows_a_person_and_nothing_of_the_browser(
    app: Flask, visit: Visit, make: Make
) -> None:
    person = make.participant()
    visitor = visit(as_=person)
    visitor.get("/min/", headers={"User-Agent": "Lynx"})
    with visitor.client.session_transaction("/min/") as held:
        assert set(held) == {
            *("person", "id", "epoch", "lang", "csrf_token"),
            *("place", "used", "pages"),
        }
        assert held["person"] == person.id


def test_an_open_answer_is_the_same_for_whoever_is_signed_in(
    visit: Visit, make: Make
) -> None:
    stranger, reader = visit(), visit(as_=make.representative())
    for path in OPEN:
        assert without_tokens(reader.get(path)) == without_tokens(stranger.get(path))


def test_a_session_begun_under_another_key_opens_nothing(
    visit: Visit, make: Make
) -> None:
    visitor = visit()
    for value in ("", "x", "eyJwZXJzb24iOjF9.aaaa.bbbb", "." * 3000):
        visitor.client.set_cookie("session", value, path="/min")
        assert visitor.get("/min/").location == "/min/logg-inn"

"""Refusals: plain words for people, a class and a route for the log, no more."""

import logging

import pytest
from flask import Flask, abort
from sqlalchemy import text

from kimvoice.core.db import db
from kimvoice.core.errors import Busy, HouseError, RuleBroken
from kimvoice.web.errors import WORDS
from tests.complaints.own_page import on_sqlite
from tests.factories import Make
from tests.visitor import Visit, Visitor

pytestmark = on_sqlite

SECRET = "4821093755621400"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def trap(app: Flask) -> Visitor:
    """A house with addresses that fail: /min/trap/404, /trap/crash …"""
    raised: dict[str, Exception] = {
        "crash": RuntimeError(SECRET),
        "rule": RuleBroken("Dette går ikke."),
        "busy": Busy("Vent litt, du."),
        "house": HouseError(SECRET),
    }

    def fail(how: str) -> str:
        if how.isdigit():
            abort(int(how))
        raise raised[how]

    for side in ("", "/min"):
        app.add_url_rule(
            f"{side}/trap/<how>", f"trap{side}", fail, methods=["GET", "POST"]
        )
    return Visitor(app)


@pytest.mark.parametrize("side", ["", "/min"])
@pytest.mark.parametrize("status", WORDS)
def test_every_refusal_has_a_page_in_plain_words(
    status: int, side: str, trap: Visitor
) -> None:
    answer = trap.get(f"{side}/trap/{status}")
    title, words = WORDS[status]
    assert answer.status_code == status
    assert f"<h1>{title}</h1>" in answer.text
    assert str(words) in answer.text
    assert f'href="{side or ""}/"' in answer.text


@pytest.mark.parametrize("status", WORDS)
def test_htmx_gets_a_notice_beside_the_page(status: int, trap: Visitor) -> None:
    answer = trap.post(f"/min/trap/{status}", headers=HTMX)
    assert answer.status_code == status
    assert answer.headers["HX-Retarget"] == "#notices"
    assert answer.headers["HX-Reswap"] == "innerHTML"
    assert str(WORDS[status][0]) in answer.text
    assert "<html" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"HX-Request": "true", "HX-Boosted": "true"},
        {"HX-Request": "true", "HX-History-Restore-Request": "true"},
    ],
)
def test_htmx_that_wants_a_whole_page_gets_one(
    headers: dict[str, str], trap: Visitor
) -> None:
    answer = trap.post("/min/trap/409", headers=headers)
    assert "<html" in answer.text
    assert "HX-Retarget" not in answer.headers


@pytest.mark.parametrize(
    ("how", "status", "words"),
    [
        ("rule", 409, "Dette går ikke."),
        ("busy", 429, "Vent litt, du."),
        ("house", 500, "Det er ikke din feil."),
        ("crash", 500, "Det er ikke din feil."),
        ("415", 400, "Gå til forsiden, og prøv en gang til."),
        ("418", 400, "Gå til forsiden, og prøv en gang til."),
    ],
)
@pytest.mark.parametrize("side", ["", "/min"])
def test_what_a_rule_says_is_what_people_read(
    how: str, status: int, words: str, side: str, trap: Visitor
) -> None:
    answer = trap.get(f"{side}/trap/{how}")
    assert (answer.status_code, words in answer.text) == (status, True)
    assert SECRET not in answer.text


@pytest.mark.parametrize("how", ["crash", "house", "rule", "404"])
def test_the_log_holds_a_route_and_a_class_and_nothing_else(
    how: str,
    trap: Visitor,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    trap.post(
        f"/trap/{how}?code={SECRET}",
        {"code": SECRET, "text": "Jeg heter Kari"},
        headers={"User-Agent": f"Lynx {SECRET}", "X-Forwarded-For": "10.20.30.40"},
        environ_base={"REMOTE_ADDR": "10.20.30.41"},
    )
    written = caplog.text + "".join(capfd.readouterr())
    for secret in (SECRET, "Kari", "10.20.30.4", "Lynx", "Traceback"):
        assert secret not in written
    if how in ("crash", "house"):
        [record] = [it for it in caplog.records if it.levelno >= logging.ERROR]
        raised = {"crash": "RuntimeError", "house": "HouseError"}[how]
        assert record.getMessage() == f"{raised} in trap"
        assert record.exc_info is None


def test_inside_has_a_page_also_when_nobody_can_be_asked_who_signed_in(
    visit: Visit, make: Make, caplog: pytest.LogCaptureFixture
) -> None:
    """Else Flask and the server would each write the address and a traceback."""
    visitor = visit(as_=make.participant())
    with db.engine.begin() as link:
        link.execute(text("ALTER TABLE people RENAME TO away"))
    answer = visitor.get(f"/min/?{SECRET}")
    assert (answer.status_code, "Det er ikke din feil." in answer.text) == (500, True)
    [record] = caplog.records
    assert record.getMessage().endswith("Error in home.inside.index")


@pytest.mark.parametrize("name", ["kimvoice", "waitress"])
def test_what_escapes_the_house_is_logged_as_its_class_alone(
    name: str, app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    log = logging.getLogger(name)
    try:
        raise RuntimeError(SECRET)
    except RuntimeError:
        log.exception("Exception while serving /min/start/%s", SECRET)
        log.error("closing channel <HTTPChannel connected 10.20.30.40:5000>")
    log.warning("Client disconnected while serving /min/start/%s", SECRET)
    said = [record.getMessage() for record in caplog.records]
    assert said == [f"RuntimeError in {name}"] * 2 + [f"WARNING in {name}"]
    assert SECRET not in caplog.text

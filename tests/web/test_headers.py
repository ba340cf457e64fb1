"""The headers of every answer: pages, refusals, redirects, fragments, static files."""

from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from kimvoice.config import beside_or_inside
from tests.database import SQLite
from tests.factories import Make
from tests.shown import Walked
from tests.visitor import Visit

STATIC = beside_or_inside("static")
PROMISED = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "script-src": "'self'",
    "connect-src": "'self'",
    "img-src": "'self' data:",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
NEVER_SENT = (
    "Server",
    "ETag",
    "Last-Modified",
    "Expires",
    "Access-Control-Allow-Origin",
)


@pytest.fixture
def database(sqlite: SQLite) -> SQLite:
    """What is said around an answer asks no database."""
    return sqlite


def kept(answer: TestResponse) -> bool:
    policy = answer.headers.get("Content-Security-Policy", "")
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";") if part)
    said = {name: answer.headers.get(name) for name in PROMISED}
    return said == PROMISED and parts == POLICY


def test_every_answer_carries_them(walked: Walked) -> None:
    assert [str(each) for each in walked.shown if not kept(each.answer)] == []


def test_every_kind_of_answer_was_seen(walked: Walked) -> None:
    assert {each.answer.status_code for each in walked.shown} >= {
        *(200, 303, 400, 403, 404, 405, 409, 410, 413, 422, 429, 500)
    }


@pytest.mark.parametrize(
    "path",
    sorted(str(it.relative_to(STATIC)) for it in STATIC.rglob("*") if it.is_file()),
)
@pytest.mark.parametrize("accepted", ["", "br", "gzip"])
def test_static_files_carry_them_too(path: str, accepted: str, visit: Visit) -> None:
    answer = visit().get(f"/static/{path}", headers={"Accept-Encoding": accepted})
    assert answer.status_code == 200
    assert kept(answer)


@pytest.mark.parametrize("path", ["nothing.css", "../pyproject.toml", "%2e%2e/LICENSE"])
def test_what_is_not_static_is_not_found_with_the_headers(
    path: str, visit: Visit
) -> None:
    answer = visit().get(f"/static/{path}")
    assert answer.status_code == 404
    assert kept(answer)


def test_an_address_without_its_slash_leads_on_with_the_headers(visit: Visit) -> None:
    answer = visit().get("/min")
    assert answer.status_code == 308
    assert kept(answer)


def test_a_fragment_carries_them_and_says_what_it_depends_on(
    visit: Visit, make: Make
) -> None:
    suggestion, reader = make.suggestion(), make.representative()
    url = f"/min/forslag/{suggestion.number}/ta"
    headers = {"HX-Request": "true"}
    for status in (200, 409):
        answer = visit(as_=reader).post(url, headers=headers)
        assert answer.status_code == status
        assert kept(answer)
        assert "HX-Request" in answer.headers["Vary"]


def test_nothing_tells_what_serves_or_when_a_page_changed(walked: Walked) -> None:
    telling = [
        it for it in walked.shown if set(NEVER_SENT) & set(it.answer.headers.keys())
    ]
    assert [str(each) for each in telling] == []


def test_static_files_hold_nothing_from_elsewhere() -> None:
    for path in STATIC.rglob("*"):
        if path.suffix in (".css", ".js"):
            assert foreign(path) == [], path


def foreign(path: Path) -> list[str]:
    """Addresses that a browser would fetch."""
    text = path.read_text()
    marks = ("url(http", "url('http", 'url("http', "@import", "url(//")
    return [mark for mark in marks if mark in text]

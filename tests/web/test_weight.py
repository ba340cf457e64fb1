"""Whoever counts the bytes of the house's network, and cannot read them."""

import re
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from kimvoice.core.db import db
from kimvoice.suggestions import codes
from kimvoice.suggestions.states import State, Verdict
from kimvoice.web.sides import WEIGHT
from kimvoice.web.tokens import Token
from tests.browser.serving import served
from tests.conftest import TravelTo
from tests.factories import Make
from tests.shown import Walked
from tests.suggestions.journey import (
    CHANGE,
    CHECK,
    CODE,
    FINISH,
    FORM,
    HELPED,
    MESSAGE,
    SEND,
    THREAD,
    WITHDRAW,
    check,
    come_back,
    follow,
)
from tests.visitor import Visit

LONGEST = {
    "short": "Hei.",
    "emoji": "🙂" * 1500,
    # HTML writes five bytes for each of them.
    "quotes": "\"'&" * 500,
}
GUIDE = Path(__file__).parents[2] / "docs/keeper.md"
PLAIN_WORDS = (
    "Kan se hvilken PC som snakket med oss, når, og omtrent hvor mye du skrev."
)


def test_every_page_of_the_open_side_weighs_the_same(walked: Walked) -> None:
    outside = [page for page in walked.pages if not page.is_inside]
    assert {str(it): len(it.answer.data) for it in outside} == {
        str(it): WEIGHT for it in outside
    }
    assert len(outside) > 300


def test_the_head_of_an_answer_weighs_the_same_too(walked: Walked) -> None:
    heads = {
        tuple((name, len(value)) for name, value in page.answer.headers)
        + (("status", len(page.answer.status)),)
        for page in walked.pages
        if not page.is_inside and page.answer.status_code != 405
    }
    assert len(heads) == 1


@pytest.mark.parametrize("text", LONGEST.values(), ids=LONGEST)
def test_the_way_of_an_author_has_one_weight_whatever_is_written(
    text: str, visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    author = visit()
    checked = check(author, text=text)
    assert text in unescape(checked.text)
    receipt = follow(author, checked, SEND)
    thread = come_back(author, long_talk(make, text))
    assert text in unescape(thread.text)
    pages = [
        author.get(FORM),
        checked,
        follow(author, checked, CHANGE, change="text"),
        receipt,
        follow(author, receipt, FINISH),
        author.get(CODE),
        come_back(author, codes.mint()),
        thread,
        follow(author, thread, MESSAGE, text=text),
        follow(author, thread, HELPED, helped="yes"),
        follow(author, thread, WITHDRAW),
        follow(author, thread, WITHDRAW, confirmed="1"),
        author.post(CHECK, {"text": ""}),
    ]
    assert [len(page.data) for page in pages] == [WEIGHT] * len(pages)


def long_talk(make: Make, text: str) -> str:
    """The code of a thread with two questions, two messages and an answer."""
    reader = make.representative()
    suggestion = make.suggestion(State.READING, text=text, by=reader)
    for nonce in ("first", "second"):
        suggestion.ask(reader, "Hvor tenkte du? " * 90)
        suggestion.receive(text, nonce, "2025-W47")
    suggestion.publish()
    suggestion.give(make.answer(Verdict.NO, explanation="Det er dyrt. " * 100))
    suggestion.approve_answer(reader)
    db.session.commit()
    return make.code(suggestion)


def test_a_page_that_is_longer_weighs_whole_steps(visit: Visit, make: Make) -> None:
    for _ in range(20):
        make.suggestion(State.PUBLISHED, text="🙂" * 1500)
    db.session.commit()
    page = visit().get("/forslag")
    assert len(page.data) > WEIGHT
    assert len(page.data) % WEIGHT == 0


def test_on_the_wire_a_known_code_looks_like_an_unknown_one(
    app: Flask, make: Make
) -> None:
    code = long_talk(make, LONGEST["emoji"])
    token = Token.new().seal()
    with served(app) as port:
        known = weighed(port, code, token)
        unknown = weighed(port, codes.mint(), token)
    assert "Det er dyrt." in known[0]
    assert "Koden åpner ingen sak nå" in unknown[0]
    assert known[1:] == unknown[1:]


def weighed(port: int, code: str, token: str) -> tuple[str, int, int]:
    """The page; its bytes, and those of its head."""
    house = HTTPConnection("127.0.0.1", port, timeout=30)
    house.request(
        "POST",
        THREAD,
        urlencode({"code": code, "token": token}),
        {
            "Origin": f"http://127.0.0.1:{port}",
            "Content-Type": "application/x-www-form-urlencoded",
        },
    )
    answer = house.getresponse()
    page = answer.read()
    house.close()
    head = f"{answer.status} {answer.reason}" + "".join(map(str, answer.getheaders()))
    return page.decode(), len(page), len(head)


def test_nothing_but_white_space_stands_after_the_end(visit: Visit) -> None:
    page = visit().get("/")
    assert re.search(r"</html> +\Z", page.text)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_length_that_is_said_is_the_one_that_is_sent(
    method: str, visit: Visit
) -> None:
    answer = visit().open(method, "/hjelp")
    assert answer.content_length == WEIGHT
    assert len(answer.data) == (WEIGHT if method == "GET" else 0)


def test_what_is_no_page_is_not_filled_up(visit: Visit) -> None:
    stylesheet = visit().get("/static/kimvoice.css")
    assert not stylesheet.data.endswith(b"  ")
    way_out = visit().post("/forlat")
    assert way_out.status_code == 303
    assert len(way_out.data) < 1000


def test_no_proxy_of_the_guide_packs_the_pages_again() -> None:
    """Packed, the white space weighs nothing."""
    assert re.search(r"^    gzip off;", GUIDE.read_text("utf-8"), re.MULTILINE)


def test_it_is_said_what_the_network_shows_all_the_same(visit: Visit) -> None:
    assert PLAIN_WORDS in without_breaks(visit().get("/hjelp/trygg-bruk"))


def without_breaks(page: TestResponse) -> str:
    return " ".join(page.text.split())

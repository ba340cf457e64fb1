"""Every threat ends somewhere: in a test that exists, or in a sentence that stands."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from kimvoice.core.db import Base
from kimvoice.suggestions import mailbox
from tests.anonymity.centre import PC
from tests.anonymity.threats import THREATS, Threat
from tests.anonymity.traces import copy_of
from tests.conftest import TravelTo
from tests.shown import Shown, Walked
from tests.suggestions import journey
from tests.suggestions.author import FRIDAY, Author
from tests.visitor import Visit, without_tokens

ROOT = Path(__file__).parents[2]
MOST = 39
"""Slips that any ten minutes may take."""
OPEN = ("/", journey.FORM, journey.CODE, "/forslag", "/hjelp/trygg-bruk")


def test_each_threat_of_the_research_is_here_once() -> None:
    assert [threat.number for threat in THREATS] == list(range(1, 29))


@pytest.mark.parametrize("threat", THREATS, ids=lambda it: it.link)
def test_it_ends_in_a_test_or_in_a_sentence(threat: Threat) -> None:
    assert threat.tests or threat.sentences
    for test in threat.tests:
        file, _, name = test.partition("::")
        tree = ast.parse((ROOT / file).read_text())
        defined = [it.name for it in tree.body if isinstance(it, ast.FunctionDef)]
        assert not name or name in defined, f"{test} is not there"
        assert [each for each in defined if each.startswith("test_")]


def test_the_note_says_each_thing_once() -> None:
    """Two versions of a limit cannot both hold."""
    note = (ROOT / "docs/anonymity.md").read_text("utf-8")
    said = re.findall(r"^(?:\| (.*?) \||- \*\*(.*?)\*\*)", note, re.MULTILINE)
    assert [it for it, count in Counter(said).items() if count > 1] == []


SAID = [
    pytest.param(*each, id=f"{it.number}-{each[1][:24]}")
    for it in THREATS
    for each in it.sentences
]


@pytest.mark.parametrize(("path", "sentence"), SAID)
def test_the_sentence_stands_on_its_page(
    path: str, sentence: str, walked: Walked
) -> None:
    pages = [it for it in walked.pages if (it.path, it.lang) == (path, "nb")]
    assert any(sentence in read_aloud(page) for page in pages)


def read_aloud(page: Shown) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.answer.text).split())


def test_no_page_leads_elsewhere_without_noreferrer(walked: Walked) -> None:
    for page in walked.pages:
        for link in re.findall(r'<a [^>]*href="https?://[^>]*>', page.answer.text):
            assert "noreferrer" in link, f"{page.path}: {link}"


def test_the_house_sends_nothing_but_the_mail_of_the_morning() -> None:
    """That one comes whether or not anything has (test_morning_mail.py)."""
    callers = {"smtplib", "urllib.request", "http.client", "socket", "requests"}
    found = {
        (file.relative_to(ROOT / "kimvoice").as_posix(), caller)
        for file in (ROOT / "kimvoice").rglob("*.py")
        for caller in imported_by(file) & callers
    }
    assert found == {("morning.py", "smtplib")}


def imported_by(file: Path) -> set[str]:
    """Modules, and what is taken out of them."""
    return {
        name
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (getattr(node, "module", None), *(it.name for it in node.names))
        if name
    }


def test_no_table_ties_a_person_to_words_without_a_name() -> None:
    """Whoever points to both is a reader or a leader at work, never an author."""
    pointing = {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if {key.column.table.name for key in column.foreign_keys} & {"people"}
        and (table.name.startswith("suggestion"))
    }
    assert pointing == {
        ("suggestions", "taken_by_id"),
        ("suggestions", "helper_id"),
        ("suggestion_entries", "by_id"),
        ("suggestion_answers", "by_id"),
        ("suggestion_answers", "approved_by_id"),
    }


def test_all_share_one_pace_from_whatever_address(
    app: Flask, travel_to: TravelTo
) -> None:
    """Who was never here before is refused too: nobody is counted by themself."""
    pc = PC(app, 1)
    sent = (send(pc, f"Forslag {number}") for number in range(MOST + 1))
    assert 429 in (answer.status_code for answer in sent)
    assert send(PC(app, 2), "Noe helt annet").status_code == 429


def send(pc: PC, text: str) -> TestResponse:
    return journey.follow(pc, journey.check(pc, text=text), journey.SEND)


@pytest.mark.parametrize("url", OPEN)
def test_two_browsers_get_the_same_pages(url: str, visit: Visit) -> None:
    agents = ("Mozilla/5.0 (Windows NT 10.0)", "Mozilla/5.0 (Linux; Android 9)")
    first, second = (visit().get(url, headers={"User-Agent": it}) for it in agents)
    assert without_tokens(first) == without_tokens(second)
    assert first.headers.to_wsgi_list() == second.headers.to_wsgi_list()


def test_reading_with_a_code_leaves_nothing(
    app: Flask, visit: Visit, travel_to: TravelTo
) -> None:
    author = Author().sends("Hei")
    travel_to(FRIDAY)
    mailbox.tick()
    before = copy_of(app).tables
    for _ in range(10):
        assert "Hei" in journey.come_back(visit(), author.code).text
    assert copy_of(app).tables == before

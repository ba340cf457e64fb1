"""Writing without a name: what the form takes, and what it says when it does not."""

import re
from html import unescape
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import Any

import pytest

from kimvoice.suggestions import mailbox
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.suggestions.author import all_suggestions
from tests.suggestions.journey import (
    CHANGE,
    CHECK,
    FORM,
    OPENED,
    SEND,
    TEXT,
    WRITTEN,
    check,
    code_on,
    come_back,
    follow,
    slips_waiting,
)
from tests.visitor import Visit, form_to

pytestmark = on_sqlite

STILL_HERE = "Teksten din står her ennå."


def test_a_suggestion_goes_from_the_form_to_the_receipt(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    make.representative()
    author = visit()
    checked = check(author)
    assert checked.status_code == 200
    assert slips_waiting() == 0, "nothing is stored before «Send»"
    receipt = follow(author, checked, SEND)
    assert receipt.status_code == 200
    assert len(code_on(receipt)) == 16
    assert "fredag 21. november kl. 12" in receipt.text
    assert "mandag 1. desember" in receipt.text
    assert slips_waiting() == 1
    assert all_suggestions() == []

    travel_to(OPENED)
    mailbox.tick()
    [suggestion] = all_suggestions()
    assert [entry.words for entry in suggestion.entries] == [TEXT]
    assert suggestion.week == "2025-W47"
    assert suggestion.department is None


def test_endre_brings_back_what_was_written(visit: Visit) -> None:
    author = visit()
    changed = follow(author, check(author, text="Før"), CHANGE, change="text")
    fields = form_to(CHECK, changed).fields
    assert (fields["text"], fields["audience"]) == ("Før", "everybody")
    again = follow(author, changed, CHECK, text="Etter")
    assert code_on(follow(author, again, SEND))
    assert slips_waiting() == 1


def test_a_department_of_ten_may_be_named(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    large = make.department("Kontoret", active=10)
    author = visit()
    checked = check(author, department=str(large.id))
    assert "Kontoret" in checked.text
    follow(author, checked, SEND)
    travel_to(OPENED)
    mailbox.tick()
    assert [it.department for it in all_suggestions()] == [large]


@pytest.mark.parametrize("url", [CHECK, SEND])
@pytest.mark.parametrize("forged", ["small", "999", "abc", "-1", "1 OR 1=1", "１"])
def test_a_department_that_is_not_offered_is_refused(
    forged: str, url: str, visit: Visit, make: Make
) -> None:
    small = make.department("Datadrift", active=9)
    assert "Datadrift" not in visit().get(FORM).text
    author = visit()
    fields = form_to(SEND, check(author)).fields
    department = str(small.id) if forged == "small" else forged
    answer = author.post(url, fields | {"department": department})
    assert answer.status_code == 422
    assert "Velg en avdeling fra lista, eller hele huset." in answer.text
    assert TEXT in answer.text
    assert slips_waiting() == 0


MISSING = "Skriv hva du vil si."
CHOOSE = "Velg hvem som kan lese ordene dine."


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": ""}, MISSING),
        ({"text": " \t\r\n  "}, MISSING),
        ({"text": "\0\0"}, MISSING),
        ({"text": "\u0007\u001b"}, MISSING),
        ({"text": "å" * 1501}, "Teksten kan ha høyst 1500 tegn. Du har skrevet 1501."),
        ({"text": "å" * 10_000}, "Du har skrevet 10000."),
        ({"text": "🙂" * 10_000}, "Du har skrevet 10000."),
        ({"audience": ""}, CHOOSE),
        ({"audience": "the whole world"}, CHOOSE),
        ({"audience": ["", ""]}, CHOOSE),
    ],
    ids=lambda it: str(it)[:30],
)
@pytest.mark.parametrize("url", [CHECK, SEND])
def test_what_cannot_be_sent_comes_back_with_a_sentence(
    changes: dict[str, Any], words: str, url: str, visit: Visit
) -> None:
    author = visit()
    fields = form_to(SEND, check(author)).fields
    answer = author.post(url, fields | changes)
    assert answer.status_code == 422
    assert answer.text.count(words) == 2, "in the summary and at the field"
    typed = (fields | changes)["text"]
    kept = form_to(CHECK, answer).fields["text"]
    assert kept == re.sub(r"[\0\7\x1b]", "", typed).strip()
    assert slips_waiting() == 0


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "</textarea><script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ 7 * 7 }} %(name)s {% raw %}",
        "🙂👩🏽‍🦽 hei 👋",
        "\u202eesrever\u202c שלום مرحبا",
        "a\u0000b",
        "æøå ÆØÅ ñ ß 漢字 ﷽",
        "linje 1\r\nlinje 2\rlinje 3\n\nlinje 4",
        "x" * 1500,
        "🙂" * 1500,
        "\n\nførst to tomme linjer",
    ],
    ids=lambda it: ascii(it)[:24],
)
def test_words_are_words_wherever_they_are_shown(
    text: str, visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    author, representative = visit(), make.representative()
    checked = check(author, text=text)
    code = code_on(follow(author, checked, SEND))
    travel_to(OPENED)
    mailbox.tick()
    [suggestion] = all_suggestions()
    number = suggestion.number
    said = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()
    assert [entry.words for entry in suggestion.entries] == [said]

    reader = visit(as_=representative)
    reader.post(f"/min/forslag/{number}/ta")
    reader.post(f"/min/forslag/{number}/legg-ut")
    for page in (
        checked,
        come_back(author, code),
        reader.get(f"/min/forslag/{number}"),
        author.get(f"/forslag/{number}"),
        author.get("/forslag"),
    ):
        assert said in unescape(page.text)
        assert "<script>alert" not in page.text
        assert "<img" not in page.text


def test_a_hundred_fields_more_do_no_harm(visit: Visit) -> None:
    more = {f"field{number}": "x" * 100 for number in range(100)}
    assert check(visit(), **more, number="1", week="2020-W01").status_code == 200


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b'{"text": "Hei", "audience": "everybody"}'),
        ("application/json", b'{"text": ["Hei"], "audience": {"a": 1}}'),
        ("application/json", b"[1, 2]"),
        ("application/json", b'{"text": '),
        ("text/plain", b"text=Hei&audience=everybody"),
        ("application/xml", b"<text>Hei</text>"),
        ("multipart/form-data", b"text=Hei"),
        ("", b"text=Hei"),
        ("application/x-www-form-urlencoded", b"\xff\xfe&text=%ff%00"),
    ],
    ids=str,
)
def test_another_kind_of_content_is_answered_in_words(
    kind: str, body: bytes, visit: Visit
) -> None:
    for url in (FORM, "/kode/sak"):
        answer = visit().post(url, body, content_type=kind)
        assert answer.status_code in (400, 422)
        assert slips_waiting() == 0


@pytest.mark.parametrize("name", ["picture", "text", "token", "department"])
def test_a_file_in_the_form_is_not_taken_in(
    name: str, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def to_disk(*_: object) -> None:
        raise AssertionError("what was sent reached the disk")

    monkeypatch.setattr(SpooledTemporaryFile, "rollover", to_disk)
    file = (BytesIO(b"x" * 300_000), "kari.jpg")
    answer = visit().post(
        CHECK, WRITTEN | {name: file}, content_type="multipart/form-data"
    )
    assert answer.status_code == (422 if name == "text" else 200)
    assert "kari.jpg" not in answer.text


@pytest.mark.parametrize("url", [FORM, CHECK, SEND, "/kode/sak", "/ferdig", "/forlat"])
def test_a_megabyte_is_too_long(url: str, visit: Visit) -> None:
    answer = visit().post(url, WRITTEN | {"text": "x" * 1_000_000})
    assert answer.status_code == 413
    assert "Teksten er for lang" in answer.text

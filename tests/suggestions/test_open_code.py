"""Coming back with the code: what the page takes, and how calmly it answers."""

import pytest

from kimvoice.core import slow
from kimvoice.core.db import db
from kimvoice.suggestions import codes, mailbox
from kimvoice.suggestions.states import State
from tests.conftest import TravelTo
from tests.factories import Make
from tests.suggestions.journey import (
    CODE,
    OPENED,
    OPENED_AGAIN,
    THREAD,
    code_on,
    come_back,
    follow,
    sent,
)
from tests.visitor import Visit, without_tokens

CLOSED = "Koden åpner ingen sak nå"


@pytest.mark.parametrize(
    "written",
    ["{}{}{}{}", "{} {} {} {}", "{}-{}-{}-{}", " {}  {}\t{} {} \n", "{}.{}.{}.{}"],
)
def test_a_code_may_be_typed_as_it_is_written_down(
    written: str, visit: Visit, make: Make
) -> None:
    suggestion = make.suggestion()
    typed = written.format(*codes.in_groups(make.code(suggestion)))
    page = come_back(visit(), typed)
    assert page.status_code == 200
    assert "Forslaget ditt" in page.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Skriv koden din."),
        ("  - ", "Skriv koden din."),
        ("482109375562140", "Koden skal ha 16 tall. Du har skrevet 15."),
        ("4" * 17, "Koden skal ha 16 tall. Du har skrevet 17."),
        ("4821 0937 5562 140O", "Koden har bare tall. Se på lappen en gang til."),
        ("４８２１０９３７５５６２１４００", "Koden har bare tall."),
        ("²" * 16, "Koden har bare tall."),
        ("<script>", "Koden har bare tall."),
        ("'; DROP TABLE", "Koden har bare tall."),
        ("wrong", "Et av tallene er feil. Se på lappen en gang til."),
        ("4" * 10_000, "Du har skrevet 10000."),
    ],
    ids=lambda it: ascii(it)[:20],
)
def test_a_code_that_cannot_be_one_is_answered_with_a_sentence(
    typed: str, words: str, visit: Visit
) -> None:
    if typed == "wrong":
        right = codes.mint()
        typed = right[:-1] + str((int(right[-1]) + 1) % 10)
    page = come_back(visit(), typed)
    assert page.status_code == 422
    assert page.text.count(words) == 2
    assert "<script>" not in page.text


def test_unknown_and_not_yet_emptied_look_the_same(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    waiting = code_on(sent(visit()))
    expired = make.suggestion(State.CLOSED)
    code = make.code(expired)
    expired.forget()
    db.session.commit()
    pages = [come_back(visit(), each) for each in (waiting, codes.mint(), code)]
    assert [page.status_code for page in pages] == [200, 200, 200]
    assert len({without_tokens(page) for page in pages}) == 1
    assert [dict(page.headers) for page in pages].count(dict(pages[0].headers)) == 3
    said = pages[0].text
    assert CLOSED in said
    assert "Sendte du den etter fredag 14. november kl. 12?" in said
    assert "til fredag 21. november" in said
    for each in (waiting, code):
        assert each not in said.replace(" ", "")


def test_a_waiting_code_opens_when_the_mailbox_was_emptied(
    visit: Visit, travel_to: TravelTo
) -> None:
    author = visit()
    code = code_on(sent(author))
    asked = author.get(CODE)
    assert CLOSED in follow(author, asked, THREAD, code=code).text
    travel_to(OPENED)
    mailbox.tick()
    assert "Kommet fram" in come_back(author, code).text


def test_the_third_at_once_is_asked_to_wait_a_little(
    visit: Visit, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slow, "PATIENCE", 0)
    author, code = visit(), make.code(make.suggestion())
    asked = author.get(CODE)
    for _ in range(slow.AT_ONCE):
        assert slow._places.acquire(blocking=False)
    try:
        busy = follow(author, asked, THREAD, code=code)
    finally:
        slow._places.release(slow.AT_ONCE)
    assert busy.status_code == 429
    assert "Mange bruker kode akkurat nå. Vent litt, og prøv igjen." in busy.text
    assert code not in busy.text
    assert follow(author, asked, THREAD, code=code).status_code == 200


@pytest.mark.parametrize("token", ["", "forged", "expired"])
def test_a_token_that_is_no_good_asks_for_the_code_again(
    token: str, visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    author, code = visit(), make.code(make.suggestion())
    asked = author.get(CODE)
    changes = {"code": code} | ({} if token == "expired" else {"token": token})
    if token == "expired":
        travel_to(OPENED_AGAIN)
    again = follow(author, asked, THREAD, **changes)
    assert again.status_code == 422
    assert "Det gikk lang tid. Skriv koden en gang til." in again.text
    assert code not in again.text
    assert follow(author, again, THREAD, code=code).status_code == 200


def test_wrong_codes_lock_nobody_out(visit: Visit, make: Make) -> None:
    author, code = visit(), make.code(make.suggestion())
    for _ in range(40):
        assert CLOSED in come_back(author, codes.mint()).text
    assert "Forslaget ditt" in come_back(author, code).text


@pytest.mark.parametrize("url", ["/kode?code={}", "/kode?kode={}", "/kode/sak?code={}"])
def test_a_code_in_an_address_opens_nothing(url: str, visit: Visit, make: Make) -> None:
    suggestion = make.suggestion()
    page = visit().get(url.format(make.code(suggestion)))
    assert page.status_code in (203, 410)
    assert "Forslaget ditt" not in page.text
    assert make.code(suggestion) not in page.text

"""The receipt: the same however often it is asked for, and gone when it should be."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from flask import Flask

from kimvoice import create_app
from kimvoice.config import Config
from kimvoice.core.db import db
from kimvoice.suggestions import mailbox
from kimvoice.suggestions.threads import EntryKind
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.suggestions.author import all_suggestions, words
from tests.suggestions.journey import (
    CLEARED,
    FINISH,
    MESSAGE,
    OPENED,
    SEND,
    TEXT,
    THREAD,
    check,
    code_on,
    come_back,
    follow,
    sent,
    slips_waiting,
)
from tests.visitor import Visit, Visitor, form_to

pytestmark = on_sqlite

LEAVE = "/forlat"
LATE = "Det gikk lang tid. Trykk på knappen en gang til."
STILL_HERE = "Teksten din står her ennå."


def test_the_same_form_twice_is_one_suggestion_with_one_code(
    visit: Visit, travel_to: TravelTo
) -> None:
    author = visit()
    checked = check(author)
    codes = {code_on(follow(author, checked, SEND)) for _ in range(2)}
    assert len(codes) == 1
    assert slips_waiting() == 1
    travel_to(OPENED)
    mailbox.tick()
    assert len(all_suggestions()) == 1


def test_twenty_at_once_are_one_suggestion(
    app: Flask, visit: Visit, travel_to: TravelTo
) -> None:
    fields = form_to(SEND, check(visit())).fields

    def send(_: int) -> str:
        return code_on(Visitor(app).post(SEND, fields))

    with ThreadPoolExecutor(20) as clicks:
        codes = set(clicks.map(send, range(20)))
    assert len(codes) == 1
    assert slips_waiting() == 1
    travel_to(OPENED)
    mailbox.tick()
    [suggestion] = all_suggestions()
    assert words(suggestion, EntryKind.SAID) == [TEXT]


def test_changed_words_under_the_same_code_stand_beside(
    visit: Visit, travel_to: TravelTo
) -> None:
    author = visit()
    checked = check(author, text="Før.")
    codes = {
        code_on(follow(author, checked, SEND, text=text))
        for text in ("Før.", "Etter.", "Før.", "Etter.")
    }
    assert len(codes) == 1
    assert slips_waiting() == 2
    travel_to(OPENED)
    mailbox.tick()
    [suggestion] = all_suggestions()
    assert sorted(words(suggestion, EntryKind.SAID)) == ["Etter.", "Før."]
    thread = come_back(author, codes.pop())
    assert "Forslaget, rettet" in thread.text


def test_no_two_forms_get_the_same_code(visit: Visit) -> None:
    assert len({code_on(sent(visit())) for _ in range(15)}) == 15


@pytest.mark.parametrize(
    ("later", "status"),
    [("10:00", 200), ("10:10", 200), ("10:11", 410), ("16:00", 410)],
)
def test_the_receipt_can_be_shown_again_for_ten_minutes(
    later: str, status: int, visit: Visit, travel_to: TravelTo
) -> None:
    author = visit()
    checked = check(author)
    code = code_on(follow(author, checked, SEND))
    travel_to(f"2025-11-17 {later}")
    again = follow(author, checked, SEND)
    assert again.status_code == status
    if status == 200:
        assert code_on(again) == code
    else:
        assert CLEARED in again.text
        assert code[:4] not in again.text
    assert slips_waiting() == 1


@pytest.mark.parametrize("way_out", [FINISH, LEAVE])
def test_what_was_emptied_is_never_shown_again(
    way_out: str, visit: Visit, travel_to: TravelTo
) -> None:
    author = visit()
    checked = check(author)
    receipt = follow(author, checked, SEND)
    gone = follow(author, receipt, way_out)
    assert gone.status_code == {FINISH: 200, LEAVE: 303}[way_out]
    for when in ("2025-11-17 10:00", "2025-11-17 12:00", "2025-11-19 09:59"):
        travel_to(when)
        again = follow(author, checked, SEND)
        assert again.status_code == 410
        assert CLEARED in again.text
    assert slips_waiting() == 1


@pytest.mark.parametrize("way_out", [FINISH, LEAVE])
def test_an_emptied_thread_is_not_shown_by_back_and_reload(
    way_out: str, visit: Visit, travel_to: TravelTo
) -> None:
    author = visit()
    code = code_on(sent(author))
    travel_to(OPENED)
    mailbox.tick()
    asked = author.get("/kode")
    thread = follow(author, asked, THREAD, code=code)
    assert TEXT in thread.text
    follow(author, thread, way_out)
    for url, page in ((THREAD, asked), (MESSAGE, thread)):
        again = follow(author, page, url, code=code, text="Hei")
        assert again.status_code == 410
        assert TEXT not in again.text
    assert TEXT in come_back(author, code).text, "the code itself opens it anew"


@pytest.mark.parametrize("minutes", [10, 11])
def test_a_thread_can_be_shown_again_for_ten_minutes(
    minutes: int, visit: Visit, travel_to: TravelTo
) -> None:
    author = visit()
    code = code_on(sent(author))
    travel_to(OPENED)
    mailbox.tick()
    asked = author.get("/kode")
    follow(author, asked, THREAD, code=code)
    travel_to(f"2025-11-21 12:{minutes}")
    again = follow(author, asked, THREAD, code=code)
    assert again.status_code == (200 if minutes == 10 else 410)


def test_exit_on_the_check_page_empties_what_was_written(visit: Visit) -> None:
    author = visit()
    checked = check(author)
    follow(author, checked, LEAVE)
    assert follow(author, checked, SEND).status_code == 410
    assert slips_waiting() == 0


def test_a_form_of_twenty_hours_is_still_sent(
    visit: Visit, travel_to: TravelTo
) -> None:
    author = visit()
    checked = check(author)
    travel_to("2025-11-18 06:00")
    assert follow(author, checked, SEND).status_code == 200
    assert slips_waiting() == 1


@pytest.mark.parametrize("token", ["expired", "", "forged", "AAAA", "å" * 50, "=" * 9])
def test_a_token_that_is_no_good_costs_one_click_and_no_words(
    token: str, visit: Visit, travel_to: TravelTo
) -> None:
    author = visit()
    checked = check(author)
    changes = {} if token == "expired" else {"token": token}
    if token == "expired":
        travel_to("2025-11-19 10:01")
    asked = follow(author, checked, SEND, **changes)
    assert asked.status_code == 422
    assert LATE in asked.text
    assert STILL_HERE in asked.text
    assert slips_waiting() == 0
    assert code_on(follow(author, asked, SEND))
    assert slips_waiting() == 1


def test_after_a_restart_one_click_more_sends_the_same_words(
    config: Config, visit: Visit, travel_to: TravelTo
) -> None:
    checked = check(visit())
    travel_to("2025-11-17 10:05")
    restarted = create_app(replace(config))
    author = Visitor(restarted)
    asked = follow(author, checked, SEND)
    assert asked.status_code == 422
    assert LATE in asked.text
    assert form_to(SEND, asked).fields["text"] == TEXT
    assert code_on(follow(author, asked, SEND))
    with restarted.app_context():
        db.session.remove()
        db.engine.dispose()
    assert slips_waiting() == 1


def test_a_receipt_from_before_a_restart_does_not_show_its_code(
    config: Config, visit: Visit, travel_to: TravelTo
) -> None:
    """The next one at the PC presses reload: nothing tells who they are."""
    author = visit()
    checked = check(author)
    code = code_on(follow(author, checked, SEND))
    travel_to("2025-11-17 10:05")
    restarted = create_app(replace(config))
    again = follow(Visitor(restarted), checked, SEND)
    assert again.status_code == 422
    assert code[:4] not in again.text.replace(" ", "")
    with restarted.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("token", ["", "forged", "x" * 5000])
@pytest.mark.parametrize("way_out", [FINISH, LEAVE])
def test_the_ways_out_are_open_without_a_token(
    token: str, way_out: str, visit: Visit
) -> None:
    answer = visit().post(way_out, {"token": token})
    assert answer.status_code == {FINISH: 200, LEAVE: 303}[way_out]

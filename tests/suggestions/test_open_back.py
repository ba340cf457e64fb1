"""The next person at the PC: Back and Reload send the pages of a form again."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from kimvoice import Config, create_app
from kimvoice.core.db import db
from tests.suggestions.journey import (
    CHECK,
    CLEARED,
    FINISH,
    FORM,
    SEND,
    TEXT,
    WRITTEN,
    code_on,
    follow,
    slips_waiting,
)
from tests.visitor import Visit, Visitor, form_to


def steps(author: Visitor, **changes: Any) -> list[tuple[str, dict[str, Any]]]:
    """What the browser sent for each page, and would send for Back and Reload."""
    drafted = form_to(CHECK, author.get(FORM)).fields | WRITTEN | changes
    checked = author.post(CHECK, drafted)
    return [(CHECK, drafted), (SEND, form_to(SEND, checked).fields)]


def again(author: Visitor, step: tuple[str, dict[str, Any]]) -> TestResponse:
    return author.post(*step)


@pytest.mark.parametrize("end", [FINISH, "/forlat"])
def test_after_the_end_no_page_of_the_form_comes_back(visit: Visit, end: str) -> None:
    author = visit()
    check, send = steps(author)
    receipt = again(author, send)
    author.post(end, {"token": form_to(FINISH, receipt).fields["token"]})
    for step in (send, check):
        page = again(author, step)
        assert page.status_code == 410
        assert CLEARED in page.text
        assert TEXT not in page.text


def test_who_leaves_the_check_page_leaves_nothing(visit: Visit) -> None:
    author = visit()
    check, send = steps(author)
    checked = again(author, check)
    author.post("/forlat", {"token": form_to("/forlat", checked).fields["token"]})
    assert again(author, check).status_code == 410
    assert again(author, send).status_code == 410
    assert slips_waiting() == 0


def test_who_leaves_a_form_with_a_mistake_leaves_nothing(visit: Visit) -> None:
    author = visit()
    draft = form_to(CHECK, author.get(FORM)).fields | {"text": TEXT}
    wrong = author.post(CHECK, draft)
    assert wrong.status_code == 422
    author.post("/forlat", {"token": form_to("/forlat", wrong).fields["token"]})
    assert TEXT not in author.post(CHECK, draft).text


def test_who_goes_back_and_sends_again_keeps_the_code(visit: Visit) -> None:
    author = visit()
    check, send = steps(author)
    code = code_on(again(author, send))
    once_more = follow(author, again(author, check), SEND)
    assert code_on(once_more) == code
    assert slips_waiting() == 1
    changed = author.post(CHECK, check[1] | {"text": "Etter lunsj, mener jeg."})
    assert code_on(follow(author, changed, SEND)) == code
    assert slips_waiting() == 2


def test_after_a_restart_no_old_page_leads_to_the_old_code(
    app: Flask, config: Config, visit: Visit, travel_to: Any
) -> None:
    author = visit()
    check, send = steps(author)
    code = code_on(again(author, send))
    db.session.remove()
    travel_to("2025-11-17 12:05")
    restarted = create_app(replace(config))
    for step in (send, check):
        later = Visitor(restarted)
        page = later.post(*step)
        if page.status_code == 200:
            assert code not in code_on(follow(later, page, SEND))
        assert code not in page.text
    with restarted.app_context():
        db.session.remove()
        db.engine.dispose()

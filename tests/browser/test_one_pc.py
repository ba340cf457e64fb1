"""One PC, one window: two people after each other, a form left open, a double click."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page, expect

from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.states import State
from tests.anonymity.effort import long
from tests.browser.conftest import House
from tests.browser.person import OPEN_AUDIENCE, Somebody
from tests.factories import Make
from tests.street import filled, gets
from tests.suggestions.journey import slips_waiting

READ = "Balalaika i kjelleren"
HALF_WRITTEN = "Okarinaen bak døra"
RECEIPT = "Takk! Forslaget er sendt"
SENT_OR_SENT_BEFORE = re.compile(
    r"Spørsmålet er sendt\.|Vi har allerede fått denne\. "
    r"Du trenger ikke å sende en gang til\."
)
"""A browser that is slow to leave the page sends the second click too."""


@pytest.mark.parametrize(
    ("scripts", "role"),
    [
        (True, "participant"),
        (False, "representative"),
        *([(True, "general_manager"), (True, "representative")] if long() else []),
    ],
    indirect=["scripts"],
)
def test_what_one_has_written_never_comes_to_the_next(
    role: str, phone: Page, house: House, make: Make, app: Flask
) -> None:
    first, second = make.representative(), getattr(make, role)()
    suggestion = make.suggestion(State.READING, text=READ, by=first)
    somebody = Somebody(phone, house.url)
    somebody.signs_in(first)
    somebody.goes_to(f"/min/forslag/{suggestion.number}/spor")
    phone.get_by_label("Hva vil du spørre om?").fill(HALF_WRITTEN)
    somebody.signs_out()
    somebody.signs_in(second)
    seen = "".join(every_page(somebody, app, suggestion))
    assert HALF_WRITTEN not in seen
    assert (READ in seen) is (role == "representative")


def every_page(somebody: Somebody, app: Flask, suggestion: Suggestion) -> Iterator[str]:
    for inside in (True, False):
        for rule in gets(app, inside=inside):
            is_complaint = rule.endpoint.startswith("complaints.")
            if rule.endpoint != "home.inside.leave" and not is_complaint:
                somebody.goes_to(filled(rule, suggestion.number))
                yield somebody.page.content()


def test_a_form_left_for_twenty_hours_is_taken(phone: Page, house: House) -> None:
    author = Somebody(phone, house.url)
    author.goes_to("/forslag/nytt")
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=20)):
        author.writes()
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=40)):
        author.sends()
    assert slips_waiting() == 1


def test_a_double_click_and_a_reload_are_one_suggestion(
    phone: Page, house: House
) -> None:
    author = Somebody(phone, house.url)
    author.goes_to("/forslag/nytt")
    phone.get_by_label("Hva vil du si?").fill(READ)
    phone.get_by_label(OPEN_AUDIENCE).check()
    phone.get_by_role("button", name="Se over forslaget").dblclick()
    author.reads("Se over forslaget")
    phone.get_by_role("button", name="Send forslaget").dblclick()
    author.reads(RECEIPT)
    code = re.sub(r"\D", "", phone.locator(".code").inner_text())
    phone.reload()
    author.reads(RECEIPT)
    assert re.sub(r"\D", "", phone.locator(".code").inner_text()) == code
    assert slips_waiting() == 1


def test_a_double_click_inside_asks_once(phone: Page, house: House, make: Make) -> None:
    reader = make.representative()
    suggestion = make.suggestion(State.READING, by=reader)
    somebody = Somebody(phone, house.url)
    somebody.signs_in(reader)
    asked = f"/min/forslag/{suggestion.number}"
    somebody.goes_to(f"{asked}/spor")
    phone.get_by_label("Hva vil du spørre om?").fill(HALF_WRITTEN)
    phone.get_by_role("button", name="Send spørsmålet").dblclick()
    expect(phone.get_by_role("main")).to_contain_text(SENT_OR_SENT_BEFORE)
    somebody.goes_to(asked)
    assert phone.content().count(HALF_WRITTEN) == 1

"""The next one at the PC: Back and Reload show neither words nor code."""

import pytest
from playwright.sync_api import Page

from kimvoice.suggestions.states import State
from tests.browser.conftest import House
from tests.browser.person import TEXT, Somebody, Watch
from tests.factories import Make

WAYS_OUT = {
    "Ferdig – tøm skjermen": "Skjermen er tømt",
    "Forlat siden": "I dag",
}


@pytest.mark.parametrize("way_out", WAYS_OUT)
def test_the_receipt_is_gone(way_out: str, phone: Page, house: House) -> None:
    author = Somebody(phone, house.url)
    code = author.says()
    author.presses(way_out)
    author.reads(WAYS_OUT[way_out])
    shown = author.goes_back()
    assert code[:4] not in shown.split("<main")[-1]
    assert TEXT not in shown


@pytest.mark.parametrize("way_out", WAYS_OUT)
def test_the_thread_is_gone(
    way_out: str, phone: Page, house: House, make: Make
) -> None:
    code = make.code(make.suggestion(State.PUBLISHED))
    author = Somebody(phone, house.url)
    author.comes_back(code)
    author.sees(TEXT)
    author.presses(way_out)
    author.reads(WAYS_OUT[way_out])
    shown = author.goes_back()
    assert TEXT not in shown
    assert code not in shown


@pytest.mark.parametrize("way_out", ["Logg ut", "Forlat siden"])
def test_the_inside_is_gone(
    way_out: str, phone: Page, house: House, make: Make
) -> None:
    reader, suggestion = make.representative(), make.suggestion()
    somebody = Somebody(phone, house.url)
    somebody.signs_in(reader)
    somebody.goes_to(f"/min/forslag/{suggestion.number}")
    somebody.sees(TEXT)
    phone.locator("a, button").filter(has_text=way_out).click()
    somebody.reads({"Logg ut": "Du er logget ut"}.get(way_out, "I dag"))
    shown = somebody.goes_back()
    assert TEXT not in shown
    assert reader.name not in shown


def test_nothing_is_kept_in_the_browser(phone: Page, house: House, make: Make) -> None:
    reader = make.representative()
    somebody = Somebody(phone, house.url)
    somebody.says()
    somebody.signs_in(reader)
    kept = phone.evaluate(
        "async () => [localStorage.length, sessionStorage.length,"
        " (await indexedDB.databases()).length]"
    )
    assert kept == [0, 0, 0]
    somebody.signs_out()
    assert [it for it in phone.context.cookies() if it["path"] != "/min"] == []


def test_the_open_side_runs_no_script(phone: Page, house: House, make: Make) -> None:
    code = make.code(make.suggestion(State.ANSWERED))
    watch = Watch().over(phone.context)
    somebody = Somebody(phone, house.url)
    for path in ("/", "/forslag", "/du-sa-vi-gjorde", "/hjelp"):
        somebody.goes_to(path)
    somebody.says()
    somebody.comes_back(code)
    assert watch.scripts == []
    watch.is_quiet(house.url)

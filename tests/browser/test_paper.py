"""Paper, by a real browser: what comes out of the printer, and who types it in."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from kimvoice.web import sides
from tests.browser.conftest import House
from tests.browser.person import TEXT, Somebody

EMPTIED = {"Ferdig – tøm skjermen": "Skjermen er tømt", "Forlat siden": "I dag"}


def sheets(page: Page) -> int:
    """How many sheets the printer gives."""
    paper = page.pdf(format="A4", prefer_css_page_size=True, print_background=False)
    return len(re.findall(rb"/Type\s*/Page\b", paper))


def prints(somebody: Somebody, how_many: str, lang: str = "nb") -> None:
    somebody.goes_to(f"/hjelp/papir/forslag?lang={lang}")
    somebody.page.locator(f'input[value="{how_many}"]').check()
    somebody.page.locator("main form button").click()
    somebody.page.locator(".sheet").last.wait_for()
    somebody.page.wait_for_load_state()


def code_on(page: Page) -> str:
    return re.sub(r"\D", "", page.locator(".paper-code").first.inner_text())


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_each_form_and_each_poster_is_one_sheet(
    lang: str, phone: Page, house: House
) -> None:
    somebody = Somebody(phone, house.url)
    prints(somebody, "5", lang)
    assert sheets(phone) == 5
    for path in ("/hjelp/papir/plakat", "/hjelp/rettigheter", "/hjelp/tillitsvalgt"):
        somebody.goes_to(f"{path}?lang={lang}")
        assert sheets(phone) == 1, path
    for path in ("/klage/skjema", "/hjelp/stemme"):
        somebody.goes_to(f"{path}?lang={lang}")
        assert sheets(phone) == 2, path


def test_what_fills_a_page_up_is_seen_neither_on_screen_nor_on_paper(
    new_context: Callable[..., BrowserContext],
    house: House,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = new_context(java_script_enabled=False).new_page()

    def looks(path: str) -> tuple[bytes, int, str]:
        page.goto(house.url + path)
        text = page.get_by_role("document").aria_snapshot()
        return page.screenshot(full_page=True), sheets(page), text

    for path in ("/", "/forslag/nytt", "/i-dag", "/tavle", "/tavle/papir"):
        filled = looks(path)
        with monkeypatch.context() as bare:
            bare.setattr(sides, "WEIGHT", 1)
            assert looks(path) == filled, path


@pytest.mark.parametrize("way_out", EMPTIED)
def test_the_codes_are_gone_for_the_next_one(
    way_out: str, phone: Page, house: House
) -> None:
    somebody = Somebody(phone, house.url)
    prints(somebody, "1")
    code = code_on(phone)
    somebody.presses(way_out)
    somebody.reads(EMPTIED[way_out])
    shown = re.sub(r"\D", "", somebody.goes_back())
    assert code not in shown


def test_a_slip_is_typed_in_under_its_own_code(phone: Page, house: House) -> None:
    somebody = Somebody(phone, house.url)
    prints(somebody, "1")
    code = code_on(phone)
    somebody.finishes()
    somebody.goes_to("/forslag/nytt")
    somebody.writes(TEXT)
    phone.get_by_text("Skriver du av en papirlapp?").click()
    phone.get_by_label("Koden på lappen").fill(code[:-1])
    somebody.presses("Send forslaget")
    somebody.sees("Koden skal ha 16 tall. Du har skrevet 15.")
    phone.get_by_label("Koden på lappen").fill(f"{code[:8]} {code[8:]}")
    assert somebody.sends() == code

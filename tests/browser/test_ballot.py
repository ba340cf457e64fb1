"""Two vote after each other in one browser: no page of the first comes to the next.

It is a browser as at work, which keeps pages for Back; its files are read afterwards.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, BrowserType, Error, Page, expect

from kimvoice.elections.states import State, Way
from tests.browser.conftest import PATIENCE, House
from tests.browser.inspection import NARROW
from tests.browser.person import Somebody, end_reading
from tests.browser.profile import Profile
from tests.electing import Electing, Held
from tests.factories import Make

BACK = 7
"""Pages from the end of a vote to before the sign-in."""
MARK = re.compile(r"[0-9A-F]{5}-[0-9A-F]{5}")


@pytest.fixture
def held(make: Make) -> Held:
    return Electing(make).election(State.OPEN, way=Way.NET)


@pytest.fixture
def profile(
    tmp_path: Path,
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    browser_context_args: dict[str, Any],
) -> Profile:
    options = browser_type_launch_args | browser_context_args
    return Profile(tmp_path / "profile", browser_type, options)


@pytest.fixture
def window(profile: Profile, house: House, scripts: bool) -> Iterator[BrowserContext]:
    profile.options["java_script_enabled"] = scripts
    with profile.opened() as window:
        window.set_default_timeout(PATIENCE)
        # Chromium keeps no page for Back that was the first of its window.
        window.new_page().goto(house.url + "/hjelp/trygg-bruk")
        yield window


def test_two_vote_after_each_other_and_nothing_is_left(
    window: BrowserContext, profile: Profile, house: House, held: Held
) -> None:
    phone = window.pages[-1]
    names = [it.person.name for it in held.election.candidates]
    first, second = held.others[:2]
    somebody = Somebody(phone, house.url)
    somebody.signs_in(first)
    chooses(somebody, held, names[0], names[2])
    phone.get_by_role("button", name="Send stemmen").dblclick()
    mark = has_voted(somebody, names)
    main = phone.get_by_role("main")
    main.get_by_role("button", name="Logg ut").click()
    somebody.reads("Du er logget ut")
    shown = goes_far_back(somebody)
    for secret in (mark, first.name, "Du stemmer på", "Du har stemt", *names):
        assert secret not in shown
    somebody.signs_in(second)
    chooses(somebody, held, "Blank stemme")
    somebody.presses("Send stemmen")
    assert has_voted(somebody, names) != mark
    shown = goes_far_back(somebody)
    for secret in (mark, first.name, "Du stemmer"):
        assert secret not in shown
    somebody.goes_to(f"/min/valg/{held.election.id}/stem")
    somebody.sees("Du har allerede stemt i dette valget.")
    window.close()
    assert profile.holding("ballot=", mark, *names) == {}
    kept = profile.rows("History", "SELECT title FROM urls WHERE url LIKE '%/stem'")
    assert kept == [("Stem – KIM voice",)]
    end_reading()
    assert held.election.urn is not None
    assert len(held.election.urn.sealed) == 2
    assert [it.person in (first, second) for it in held.election.roll].count(True) == 2


def chooses(somebody: Somebody, held: Held, *labels: str) -> None:
    """From one's own home to the page that asks once more."""
    somebody.follows("Stem: Valg av tillitsvalgt")
    page = somebody.page
    expect(page.locator("main :checked")).to_have_count(0)
    for label in labels:
        page.get_by_label(label).check()
    somebody.presses("Se over stemmen")
    somebody.reads("Se over stemmen")
    for label in labels:
        somebody.sees("Du stemmer blankt." if label == "Blank stemme" else label)
    # Back, and nothing is ticked; then the same again.
    with suppress(Error):
        page.go_back()
    page.wait_for_load_state()
    expect(page.locator("main :checked")).to_have_count(0)
    for label in labels:
        page.get_by_label(label).check()
    somebody.presses("Se over stemmen")
    somebody.reads("Se over stemmen")


def has_voted(somebody: Somebody, names: list[str]) -> str:
    """The urn mark, which stands behind a question."""
    somebody.reads("Du har stemt")
    main = somebody.page.get_by_role("main")
    closed = main.inner_text()
    assert MARK.search(closed) is None
    for name in names:
        assert name not in somebody.page.content()
    main.get_by_text("Vil du kontrollere urna selv?").click()
    mark = main.get_by_text("Urnemerket ditt er")
    expect(mark).to_be_visible()
    return "".join(MARK.findall(mark.inner_text()))


def goes_far_back(somebody: Somebody) -> str:
    return "".join(somebody.goes_back() for _step in range(BACK))


def test_the_ballot_is_reached_in_order_by_keyboard_and_fits_a_narrow_screen(
    narrow: Page, house: House, held: Held
) -> None:
    somebody = Somebody(narrow, house.url)
    somebody.signs_in(held.others[0])
    somebody.goes_to(f"/min/valg/{held.election.id}/stem")
    names = [it.person.name for it in held.election.candidates]
    narrow.locator("#ballot-0").focus()
    reached = []
    for _step in range(6):
        reached.append(narrow.evaluate(WHAT_HAS_FOCUS))
        narrow.keyboard.press("Tab")
    assert reached == [
        *names,
        "Blank stemme",
        "Se over stemmen",
        "Jeg vil stemme på papir",
    ]
    for pressed in ("Space", "Enter"):
        narrow.locator("#ballot-1").focus()
        narrow.keyboard.press(pressed)
    somebody.reads("Se over stemmen")
    somebody.sees(names[1])
    wide = narrow.evaluate("document.documentElement.scrollWidth")
    assert wide <= NARROW


WHAT_HAS_FOCUS = """() => {
  const it = document.activeElement;
  return (it.labels?.length ? it.labels[0] : it).innerText.trim();
}"""

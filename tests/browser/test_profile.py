"""The PC forgets: what a real profile of Chromium still holds afterwards.

Somebody writes or reads, and leaves. The next person at the PC presses Back, Forward
and Reload, lets the browser send the forms again, opens the closed tab again, and
starts the browser with «continue where you left off». Looked at are

- every page that comes back: its text, its source, the values of its fields
- local and session storage, IndexedDB, Cache Storage, service workers, cookies
- what the browser offers to fill in (Web Data, Login Data)
- every file of the profile, as `tests/browser/profile.py` says; `pytest -s` prints them
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from playwright.sync_api import BrowserContext, BrowserType, Error, Page

from kimvoice.suggestions.codes import in_groups
from kimvoice.suggestions.states import State
from kimvoice.web.memory import SHARED_REST
from tests.anonymity.effort import long
from tests.browser.conftest import PATIENCE, House
from tests.browser.person import Somebody
from tests.browser.profile import Profile
from tests.factories import Make

NEEDLE = "Xylofonen på loftet"
THREAD = "Balalaika i kjelleren"
HALF = "Okarinaen bak døra"
SHORT = ("Xylofon", "Balalaika", "Okarina")
KEPT_BY_PAGES = """async () => [
    localStorage.length, sessionStorage.length,
    (await indexedDB.databases()).length, (await caches.keys()).length,
    (await navigator.serviceWorker.getRegistrations()).length]"""
ALL_OF_IT = """() => document.documentElement.outerHTML
    + document.documentElement.innerText
    + [...document.querySelectorAll("input, textarea")].map(it => it.value).join(" ")"""
A_MOMENT = 800
CONTINUE = "--restore-last-session"


@pytest.fixture(params=["http", "https"] if long() else ["https"])
def called(request: pytest.FixtureRequest) -> House:
    how = "secure_house" if request.param == "https" else "house"
    house: House = request.getfixturevalue(how)
    return house


@pytest.fixture
def profile(
    tmp_path: Path,
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    browser_context_args: dict[str, Any],
) -> Iterator[Profile]:
    options = browser_type_launch_args | browser_context_args
    profile = Profile(tmp_path / "profile", browser_type, options)
    yield profile
    sys.stdout.write("\n  ".join(["\nThese files were read:", *sorted(profile.read)]))


@pytest.fixture
def window(profile: Profile, called: House) -> Iterator[BrowserContext]:
    with profile.opened() as window:
        window.set_default_timeout(PATIENCE)
        # Chromium keeps no page for Back that was the first of its window.
        window.new_page().goto(called.url + "/hjelp/trygg-bruk")
        yield window


class Next:
    """The next person at the same PC, in the same window."""

    def __init__(self, window: BrowserContext) -> None:
        self.window = window
        self.seen = ""

    def meets(self, *words: str) -> None:
        assert self.seen
        for each in words:
            assert each not in self.seen, each

    def is_nobody(self, house: House) -> None:
        page = self.window.new_page()
        page.goto(f"{house.url}/min/")
        assert page.get_by_role("heading", level=1).inner_text() == "Logg inn"

    def tries_everything(self) -> None:
        self.tries(self.window.pages[-1])
        self.tries(self.opens_the_closed_tab(), back=3)

    def tries(self, page: Page, back: int = 5) -> None:
        page.bring_to_front()
        for _ in range(back):
            self.looks(page, page.go_back)
        self.looks(page, page.go_forward)

    def looks(self, page: Page, go: Callable[..., object]) -> None:
        """Go there, read it, and let the browser send its form once more."""
        for way in (go, page.reload):
            try:
                way(timeout=A_MOMENT)
            except Error as error:
                # Chromium shows a form's answer again only when it is asked twice;
                # of a page that was kept alive playwright hears nothing.
                if "ERR_CACHE_MISS" in error.message:
                    page.wait_for_url("chrome-error://**", wait_until="commit")
            self.seen += self.reads(page)

    def reads(self, page: Page) -> str:
        for _ in range(20):
            with suppress(Error):  # the page changed while it was read
                root = page.locator(":root")
                return str(root.evaluate(ALL_OF_IT, timeout=A_MOMENT))
        raise AssertionError(page.url)

    def opens_the_closed_tab(self) -> Page:
        """«Reopen closed tab», as the list of tabs offers it."""
        left = self.window.pages[-1]
        title = left.title()
        tabs = self.window.new_page()
        left.close()
        tabs.goto("chrome://tab-search.top-chrome/")
        with self.window.expect_page() as opened:
            tabs.get_by_text(title).first.click()
        return opened.value


class Left:
    """A journey, and the way out of it; without one the window is just closed."""

    def __init__(self, somebody: Somebody, make: Make) -> None:
        self.somebody = somebody
        self.make = make

    def after_sending(self) -> tuple[str, ...]:
        return NEEDLE, *as_written(self.somebody.says(NEEDLE))

    def after_reading_by_code(self) -> tuple[str, ...]:
        code = self.make.code(self.make.suggestion(State.READING, text=THREAD))
        author, page = self.somebody, self.somebody.page
        author.comes_back(code)
        author.sees(THREAD)
        page.get_by_label("Skriv til de tillitsvalgte").fill(NEEDLE)
        author.presses("Send melding")
        author.presses("Se forslaget igjen")
        page.get_by_label("Skriv til de tillitsvalgte").fill(HALF)
        return NEEDLE, THREAD, HALF, *as_written(code)

    def after_reading_inside(self) -> tuple[str, ...]:
        reader = self.make.representative()
        suggestion = self.make.suggestion(State.READING, text=THREAD, by=reader)
        self.somebody.signs_in(reader)
        self.somebody.goes_to(f"/min/forslag/{suggestion.number}")
        self.somebody.sees(THREAD)
        self.somebody.follows("Spør om mer")
        self.somebody.page.get_by_label("Hva vil du spørre om?").fill(HALF)
        is_for_the_inside(self.somebody.page)
        return THREAD, HALF, reader.name

    def by(self, way_out: str) -> None:
        buttons = self.somebody.page.locator("a, button")
        buttons.filter(has_text=way_out).click()
        self.somebody.reads(WAYS_OUT[way_out])


WAYS_OUT = {
    "Ferdig – tøm skjermen": "Skjermen er tømt",
    "Forlat siden": "I dag",
    "Logg ut": "Du er logget ut",
}
JOURNEYS = [
    (Left.after_sending, "Ferdig – tøm skjermen"),
    (Left.after_reading_by_code, "Forlat siden"),
    (Left.after_reading_inside, "Logg ut"),
    (Left.after_reading_inside, "Forlat siden"),
]
JUST_CLOSED = [
    (Left.after_sending, ""),
    (Left.after_reading_by_code, ""),
]
Journey = Callable[[Left], tuple[str, ...]]


@pytest.mark.parametrize(("journey", "way_out"), JOURNEYS)
def test_nobody_sees_it_in_the_window_that_was_left(
    journey: Journey,
    way_out: str,
    window: BrowserContext,
    profile: Profile,
    called: House,
    make: Make,
) -> None:
    page = window.pages[-1]
    left = Left(Somebody(page, called.url), make)
    words = journey(left)
    left.by(way_out)
    assert window.cookies() == []
    assert page.evaluate(KEPT_BY_PAGES) == [0, 0, 0, 0, 0]
    after = Next(window)
    after.tries_everything()
    after.meets(*words)
    after.is_nobody(called)
    window.close()
    # At Back Chromium writes what a form sent, from its memory, into those alone.
    for path in profile.holding(*words, *SHORT):
        assert path.startswith("Default/Sessions"), path


@pytest.mark.parametrize(
    ("called", "journey", "way_out"),
    [("http", *each) for each in JUST_CLOSED] + [("https", *each) for each in JOURNEYS],
    indirect=["called"],
)
def test_no_file_holds_it_when_the_window_is_closed(
    journey: Journey,
    way_out: str,
    window: BrowserContext,
    profile: Profile,
    called: House,
    make: Make,
) -> None:
    left = Left(Somebody(window.pages[-1], called.url), make)
    words = journey(left)
    if way_out:
        left.by(way_out)
    window.close()
    is_clean(profile, *words)
    with profile.opened(CONTINUE) as restored:
        after = Next(restored)
        for page in restored.pages:
            after.tries(page)
        after.meets(*words)
        after.is_nobody(called)
    is_clean(profile, *words)


@pytest.mark.parametrize("called", ["http"], indirect=True)
def test_who_only_closes_the_window_is_signed_in_until_it_has_rested(
    window: BrowserContext, profile: Profile, called: House, make: Make
) -> None:
    """The limit that «Trygg bruk» tells of: sign out, then close the window."""
    words = Left(Somebody(window.pages[-1], called.url), make).after_reading_inside()
    window.close()
    is_clean(profile, *words)
    rested = datetime.now(UTC) + SHARED_REST + timedelta(minutes=1)
    with time_machine.travel(rested), profile.opened(CONTINUE) as restored:
        after = Next(restored)
        for page in restored.pages:
            after.tries(page)
        after.meets(*words)
        after.is_nobody(called)


def is_clean(profile: Profile, *words: str) -> None:
    assert profile.holding(*words, *SHORT) == {}
    # The browser may offer a user name (docs/anonymity.md), and nothing else.
    kept = profile.rows("Web Data", "SELECT DISTINCT name FROM autofill")
    assert set(kept) <= {("user_name",)}
    assert profile.rows("Login Data", "SELECT username_value FROM logins") == []
    # The addresses stay; and they show that the search finds something.
    assert "Default/History" in profile.holding("/hjelp/trygg-bruk")


def is_for_the_inside(page: Page) -> None:
    [cookie] = page.context.cookies()
    assert (cookie["path"], cookie["httpOnly"]) == ("/min", True)
    assert cookie["sameSite"] == "Lax"
    assert cookie["secure"] is page.url.startswith("https")


def as_written(code: str) -> list[str]:
    """As it is typed, as it is shown, and as a form sends it."""
    return [code, f"{code[:8]} {code[8:]}", " ".join(in_groups(code))]

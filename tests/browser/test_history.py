"""What Chromium's own history says of somebody who used a code, or wrote."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import BrowserType

from kimvoice.suggestions.states import State
from tests.browser.conftest import PATIENCE, House
from tests.browser.person import Somebody
from tests.browser.profile import Profile
from tests.factories import Make

Act = Callable[[Somebody], object]
Kept = set[tuple[object, ...]]
SENT = ("withdraw", "helped", "act=message", "act=send")
ADDRESSES = "SELECT url, title FROM urls"


@pytest.fixture
def kept_of(
    house: House,
    tmp_path_factory: pytest.TempPathFactory,
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    browser_context_args: dict[str, Any],
) -> Callable[[Act], Kept]:
    """The history of a new PC at which this was done."""
    options = browser_type_launch_args | browser_context_args

    def kept(act: Act) -> Kept:
        profile = Profile(tmp_path_factory.mktemp("pc"), browser_type, options)
        with profile.opened() as window:
            window.set_default_timeout(PATIENCE)
            act(Somebody(window.new_page(), house.url))
        assert profile.holding(*SENT) == {}
        return set(profile.rows("History", ADDRESSES))

    return kept


def looks(somebody: Somebody) -> None:
    somebody.reads("Forslaget ditt")


def writes_more(somebody: Somebody) -> None:
    somebody.page.get_by_label("Skriv til de tillitsvalgte").fill("Takk.")
    somebody.presses("Send melding")
    somebody.reads("Meldingen ligger i postkassa")


def says_it_helped(somebody: Somebody) -> None:
    somebody.page.get_by_label("Delvis").check()
    somebody.page.get_by_role("button", name="Send", exact=True).click()
    somebody.reads("Takk for svaret")


def withdraws(somebody: Somebody) -> None:
    somebody.presses("Trekk forslaget")
    somebody.reads("Vil du trekke forslaget?")
    somebody.presses("Trekk forslaget")
    somebody.reads("Forslaget blir trukket")


def test_the_history_of_a_pc_tells_nothing_of_what_was_done_with_a_code(
    kept_of: Callable[[Act], Kept], make: Make, house: House
) -> None:
    title = "Se svar med kode – KIM voice"
    pages = {(f"{house.url}/kode", title), (f"{house.url}/kode/sak", title)}
    for act in (looks, writes_more, says_it_helped, withdraws):
        code = make.code(make.suggestion(State.ANSWERED))
        come_and_do = partial(comes_back_and, act, code)
        assert kept_of(come_and_do) == pages, act.__name__


def comes_back_and(act: Act, code: str, somebody: Somebody) -> None:
    somebody.comes_back(code)
    act(somebody)


def test_the_history_of_a_pc_does_not_tell_that_a_form_was_sent(
    kept_of: Callable[[Act], Kept], house: House
) -> None:
    page = (f"{house.url}/forslag/nytt", "Si fra uten navn – KIM voice")
    assert kept_of(only_writes) == kept_of(Somebody.says) == {page}


def only_writes(somebody: Somebody) -> None:
    somebody.goes_to("/forslag/nytt")
    somebody.writes()

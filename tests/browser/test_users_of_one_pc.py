"""Three people write at one PC, one after another: whose suggestion is which?

Whoever takes the PC afterwards, and has read all suggestions of the round, looks for
each of them in the files of the profile, and lays what is found beside the order in
which people sat there. Without a defence he links them all.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
from flask import Flask, Response, redirect, request
from playwright.sync_api import BrowserType

from kimvoice.suggestions.codes import in_groups
from kimvoice.suggestions.states import State
from kimvoice.web import headers
from tests.anonymity.scoring import Linking, counted
from tests.browser.conftest import PATIENCE, House
from tests.browser.person import Somebody
from tests.browser.profile import Profile
from tests.factories import Make

USERS, ALL = 3, 48

UNWRITTEN = re.compile(r'<input type="password" value="-"[^>]*>')


@dataclass
class Round:
    """What came out of the mailbox; `signs` are all that would tell one in a file."""

    signs: dict[bytes, int]
    sent_here: list[int]
    """In the order in which people sat at this PC: the truth."""


def written_at(house: House, make: Make, profile: Profile) -> Round:
    drawn = Random(5)
    words = ["".join(drawn.choices("bdfgklmnprst", k=10)) for _ in range(ALL)]
    signs = {word.encode(): at for at, word in enumerate(words)}
    with profile.opened() as window:
        window.set_default_timeout(PATIENCE)
        somebody = Somebody(window.new_page(), house.url)
        for at in range(USERS):
            code = somebody.says(f"Jeg savner {words[at]} her.")
            signs[code.encode()] = signs[" ".join(in_groups(code)).encode()] = at
            somebody.finishes()
    for at in range(USERS, ALL):
        other = make.suggestion(State.READING, text=f"Jeg savner {words[at]} her.")
        signs[make.code(other).encode()] = at
    return Round(signs, list(range(USERS)))


def linked(profile: Profile, written: Round) -> Linking:
    """The n-th of those who sat here wrote the n-th of what is found, or any."""
    found = in_order(profile, written.signs)
    others = [it for it in range(ALL) if it not in found]
    guess = [*found, *Random(3).sample(others, USERS)][:USERS]
    right = sum(map(int.__eq__, guess, written.sent_here))
    return counted(right, [1 / ALL] * USERS)


def in_order(profile: Profile, signs: dict[bytes, int]) -> list[int]:
    """As they stand in most files that hold them all; else as files were written."""
    orders = Counter[tuple[int, ...]]()
    alone: dict[int, int] = {}
    for name, content in profile.contents():
        if content.startswith(b"SQLite format 3"):
            continue  # its tables come apart, with their rows in order
        found = tuple(dict.fromkeys(signs[it] for it in spelled(content, signs)))
        orders[found] += 1
        for it in found:
            written = (profile.folder / name).stat().st_mtime_ns
            alone[it] = min(written, alone.get(it, written))
    whole = [
        order for order, _count in orders.most_common() if len(order) == len(alone)
    ]
    return list(whole[0]) if whole else sorted(alone, key=lambda it: alone[it])


def spelled(content: bytes, signs: dict[bytes, int]) -> Iterator[bytes]:
    """Signs are letters and digits: as UTF-8, or with a zero behind each."""
    either = rb"(?:" + b"|".join(signs) + rb")"
    wide = [b"".join(bytes([sign, 0]) for sign in it) for it in signs]
    for it in re.finditer(either + b"|" + b"|".join(wide), content):
        yield it.group().replace(b"\0", b"")


def _keep_nothing_back(patch: pytest.MonkeyPatch, _app: Flask) -> None:
    patch.delitem(headers.HEADERS, "Cache-Control")


def _let_forms_be_written(_patch: pytest.MonkeyPatch, app: Flask) -> None:
    @app.after_request
    def without(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.set_data(UNWRITTEN.sub("", response.get_data(as_text=True)))
        return response


def _code_in_the_address(_patch: pytest.MonkeyPatch, app: Flask) -> None:
    """A receipt that has an address, as most sites do after a form."""
    kept: dict[str, bytes] = {}

    @app.before_request
    def show() -> Response | None:
        page = kept.get(request.args.get("kode", ""))
        return Response(page) if page else None

    @app.after_request
    def lead_on(response: Response) -> Any:
        page = response.get_data(as_text=True)
        shown = re.search(r'class="code">(.*?)</p>', page, re.DOTALL)
        if request.method != "POST" or not shown:
            return response
        code = re.sub(r"<[^>]*>|\D", "", shown[1])
        kept[code] = response.get_data()
        return redirect(f"/forslag/nytt?kode={code}", 303)


Switch = Callable[[pytest.MonkeyPatch, Flask], None]
WITHOUT = {
    "no-store on every page": _keep_nothing_back,
    "a password field that keeps forms out of session files": _let_forms_be_written,
    "no code in an address": _code_in_the_address,
}


@pytest.fixture
def profile(
    tmp_path: Path,
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    browser_context_args: dict[str, Any],
) -> Profile:
    options = browser_type_launch_args | browser_context_args
    return Profile(tmp_path / "profile", browser_type, options)


def test_the_files_of_a_pc_link_nobody(
    house: House, make: Make, profile: Profile
) -> None:
    written = written_at(house, make, profile)
    assert in_order(profile, written.signs) == []
    assert not linked(profile, written).beats_chance
    assert "Default/History" in profile.holding("/forslag/nytt")


@pytest.mark.parametrize("defence", WITHOUT)
def test_without_it_the_files_link_them_all(
    defence: str,
    app: Flask,
    house: House,
    make: Make,
    profile: Profile,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    WITHOUT[defence](monkeypatch, app)
    written = written_at(house, make, profile)
    linking = linked(profile, written)
    assert linking.is_clear, f"{linking}, found {in_order(profile, written.signs)}"

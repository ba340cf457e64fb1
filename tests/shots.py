"""`make shots`: pictures of the demo's pages, to be looked at before a commit.

Every page of the open side, what each role has inside, and the journey of a
suggestion: light and dark on a wide screen, on a phone, and as it prints. They go
into shots/, which git ignores.
"""

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, Page, Response, sync_playwright

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.networks import read
from kimvoice.core.settings import HOUSE_NETWORKS
from kimvoice.demo import demo, people
from kimvoice.people.models import Person, RoleKind
from tests.browser.conftest import CHROMIUM, PHONE, QUIET, WIDE
from tests.browser.person import OPEN_AUDIENCE, TEXT
from tests.browser.serving import served
from tests.visitor import SIGN_IN

FOLDER = Path(__file__).parent.parent / "shots"
ROLES = (
    RoleKind.PARTICIPANT,
    RoleKind.REPRESENTATIVE,
    RoleKind.DEPUTY,
    RoleKind.WORK_LEADER,
    RoleKind.COORDINATOR,
    RoleKind.GENERAL_MANAGER,
    RoleKind.ADMINISTRATOR,
)
DOWNLOADED = "/min/valg/kontrollprogram"
NOT_LOOKED_AT = ("/min/forlat", "/min/logg-ut", SIGN_IN, DOWNLOADED)
"""What ends the session, and what is shown to strangers only."""


@dataclass(frozen=True)
class Camera:
    page: Page
    url: str

    def visits(self, path: str) -> bool:
        """Whether there is a page for this visitor."""
        answer: Response | None = self.page.goto(self.url + path)
        return answer is not None and answer.ok and self.page.url == self.url + path

    def takes(self, name: str) -> None:
        """The page as it stands, in all four ways."""
        self.page.emulate_media(media="print")
        self._shoot("print", name)
        self.page.emulate_media(media="screen", color_scheme="dark")
        self._shoot("dark", name)
        self.page.emulate_media(media="screen", color_scheme="light")
        self._shoot("light", name)
        self.page.set_viewport_size(PHONE)
        self._shoot("phone", name)
        self.page.set_viewport_size(WIDE)

    def _shoot(self, way: str, name: str) -> None:
        file = FOLDER / way / f"{name}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=file, full_page=True)


def main() -> None:
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if chromium is None:
        sys.exit(f"None of {', '.join(CHROMIUM)} is on PATH.")
    shutil.rmtree(FOLDER, ignore_errors=True)
    with tempfile.TemporaryDirectory() as instance:
        app = demo.open_demo(Path(instance), today=None, fresh=False)
        with served(app) as port, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
            take_all(app, browser, f"http://127.0.0.1:{port}")
            browser.close()
    taken = len(list(FOLDER.rglob("*.png")))
    sys.stdout.write(f"{taken} pictures in {FOLDER}\n")


def take_all(app: Flask, browser: Browser, url: str) -> None:
    with app.app_context():
        code = demo.code_to_try()
        names = {kind: _somebody(kind) for kind in ROLES}
    stranger = Camera(browser.new_page(), url)
    pages = list(_pages(app))
    _walk(stranger, "open", [it for it in pages if "/min" not in it] + [SIGN_IN])
    _suggest(stranger)
    _follow(stranger, code)
    for kind, user_name in names.items():
        camera = Camera(browser.new_context().new_page(), url)
        _sign_in(camera, user_name)
        _walk(camera, kind.value, [it for it in pages if "/min" in it])
        _first_suggestion(camera, kind.value)
    _from_elsewhere(app, stranger)


def _pages(app: Flask) -> Iterator[str]:
    """Every address without a variable that can be read."""
    for rule in app.url_map.iter_rules():
        readable = "GET" in (rule.methods or ()) and not rule.arguments
        if readable and str(rule) not in NOT_LOOKED_AT:
            yield str(rule)


def _walk(camera: Camera, whose: str, paths: list[str]) -> None:
    for path in paths:
        if camera.visits(path):
            camera.takes(f"{whose}{_as_name(path)}")


def _suggest(camera: Camera) -> None:
    camera.visits("/forslag/nytt")
    camera.page.get_by_role("button", name="Se over forslaget").click()
    camera.takes("journey-1-faulty")
    camera.page.get_by_label("Hva vil du si?").fill(TEXT)
    camera.page.get_by_label(OPEN_AUDIENCE).check()
    camera.page.get_by_role("button", name="Se over forslaget").click()
    camera.takes("journey-2-check")
    camera.page.get_by_role("button", name="Send forslaget").click()
    camera.takes("journey-3-receipt")


def _follow(camera: Camera, code: str) -> None:
    camera.visits("/kode")
    camera.page.get_by_label("Koden din").fill(code)
    camera.page.get_by_role("button", name="Se svar").click()
    camera.takes("journey-4-thread")


def _sign_in(camera: Camera, user_name: str) -> None:
    camera.visits(SIGN_IN)
    camera.page.locator("main input[type=text]").first.fill(user_name)
    words = camera.page.locator("main input[type=password]").first
    words.fill(people.passphrase(user_name))
    camera.page.locator("main input[value=shared]").check()
    words.press("Enter")
    camera.page.wait_for_url(re.compile("/min/$"))


def _first_suggestion(camera: Camera, whose: str) -> None:
    camera.visits("/min/forslag")
    link = camera.page.locator("main .doors a[href^='/min/forslag/']").first
    if link.count():
        link.click()
        camera.takes(f"{whose}-min-forslag-one")


def _from_elsewhere(app: Flask, camera: Camera) -> None:
    with app.app_context():
        HOUSE_NETWORKS.choose(read(["192.0.2.0/24"]), "Keeper", clock.today())
        db.session.commit()
    camera.visits("/")
    camera.takes("open-elsewhere")


def _somebody(kind: RoleKind) -> str:
    """Who holds as little else as can be."""
    return min(Person.holding(kind), key=lambda it: len(it.current_roles)).user_name


def _as_name(path: str) -> str:
    return "-" + (path.strip("/").replace("/", "-") or "home")


if __name__ == "__main__":
    main()

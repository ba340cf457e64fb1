"""Somebody at a browser, who presses what is written on the buttons."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Error, Page, Request, Response, expect

from kimvoice.core.db import db
from kimvoice.people.models import Person
from tests.visitor import PASSPHRASE

TEXT = "Samlingen kan være etter lunsj."
OPEN_AUDIENCE = "Alle på KIM-senterets nett"


@dataclass
class Somebody:
    page: Page
    url: str

    def goes_to(self, path: str) -> None:
        end_reading()
        self.page.goto(self.url + path)

    def follows(self, words: str) -> None:
        end_reading()
        main = self.page.get_by_role("main")
        with answered(self.page):
            main.get_by_role("link", name=words).first.click()

    def opens_a_suggestion(self) -> None:
        end_reading()
        main = self.page.get_by_role("main")
        with answered(self.page):
            main.get_by_role("link", name=re.compile(r"^Forslag \d")).first.click()

    def presses(self, words: str) -> None:
        end_reading()
        with answered(self.page):
            self.page.get_by_role("button", name=words).click()

    def reads(self, words: str) -> None:
        """`words` are the page's heading."""
        heading = self.page.get_by_role("heading", level=1)
        expect(heading).to_have_text(words)

    def sees(self, words: str) -> None:
        expect(self.page.get_by_role("main")).to_contain_text(words)

    def goes_on(self, step: int) -> None:
        """To the next of the six steps of a complaint."""
        self.presses("Gå videre")
        self.sees(f"Steg {step} av 6")

    def writes(self, text: str = TEXT) -> None:
        self.page.get_by_label("Hva vil du si?").fill(text)
        self.page.get_by_label(OPEN_AUDIENCE).check()
        self.presses("Se over forslaget")
        self.reads("Se over forslaget")

    def sends(self) -> str:
        """The code on the receipt."""
        self.presses("Send forslaget")
        self.reads("Takk! Forslaget er sendt")
        return re.sub(r"\D", "", self.page.locator(".code").inner_text())

    def finishes(self) -> None:
        self.presses("Ferdig – tøm skjermen")
        self.reads("Skjermen er tømt")

    def says(self, text: str = TEXT) -> str:
        self.goes_to("/forslag/nytt")
        self.writes(text)
        return self.sends()

    def comes_back(self, code: str) -> None:
        self.goes_to("/kode")
        self.page.get_by_label("Koden din").fill(f"{code[:8]} {code[8:]}")
        self.presses("Se svar")
        self.reads("Forslaget ditt")

    def signs_in(self, person: Person) -> None:
        name = person.user_name
        first = person.first_name
        self.goes_to("/min/logg-inn")
        self.page.get_by_label("Brukernavn").fill(name)
        self.page.get_by_label("Passord", exact=True).fill(PASSPHRASE)
        self.page.get_by_label("En felles PC").check()
        self.presses("Logg inn")
        self.reads(f"Hei, {first}!")

    def signs_out(self) -> None:
        self.presses("Logg ut")
        self.reads("Du er logget ut")

    def goes_back(self) -> str:
        """What Back and then Reload show."""
        shown = ""
        for look in (self.page.go_back, self.page.reload):
            # Chromium shows a form's answer again only when it is asked twice.
            with suppress(Error):
                look()
            self.page.wait_for_load_state()
            shown += self.page.locator("html").inner_text()
        return shown


@contextmanager
def answered(page: Page) -> Iterator[None]:
    """What is pressed within has been answered by the house, and is shown.

    A click alone returns before: who asks the house next would be ahead of it, and an
    address opened next would take the question back."""
    with page.expect_event("response", is_last_word) as answer:
        yield
    answer.value.finished()
    page.wait_for_load_state("domcontentloaded")


def is_last_word(response: Response) -> bool:
    """Of a page, or of a part of one that a script asked for."""
    asks = response.request.is_navigation_request()
    by_script = "hx-request" in response.request.headers
    return (asks or by_script) and "location" not in response.headers


def end_reading() -> None:
    """The test reads rows too; on SQLite the house could not write meanwhile."""
    db.session.commit()


@dataclass
class Watch:
    """What the browser asks for, and what it carries along."""

    requests: list[Request] = field(default_factory=list)

    def over(self, context: BrowserContext) -> "Watch":
        context.on("request", lambda request: self.requests.append(request))
        return self

    def is_quiet(self, url: str) -> None:
        """Nothing left the house, and the open side was shown no sign-in."""
        assert self.requests
        for request in self.requests:
            assert request.url.startswith((f"{url}/", "data:")), request.url
            path = urlsplit(request.url).path
            carried = request.all_headers()
            if not path.startswith(("/min/", "/min?")) and path != "/min":
                assert "cookie" not in carried, path
                assert "authorization" not in carried, path

    @property
    def scripts(self) -> list[str]:
        return [it.url for it in self.requests if it.resource_type == "script"]

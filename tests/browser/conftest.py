"""Journeys in a real Chromium, against a real server, as a person would go."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from kimvoice import create_app
from kimvoice.config import Config
from kimvoice.core.db import db
from kimvoice.people.models import Person
from tests.anonymity.effort import long
from tests.browser.inspection import NARROW
from tests.browser.person import Somebody
from tests.browser.serving import https_before, served
from tests.database import SQLite
from tests.requirements import lacking

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A house with a name of its own, that only this browser knows.
    "--host-resolver-rules=MAP voice.test 127.0.0.1",
]
PHONE: ViewportSize = {"width": 390, "height": 844}
PATIENCE = 10_000
WIDE: ViewportSize = {"width": 1280, "height": 900}
expect.set_options(timeout=PATIENCE)
Opens = Callable[[Person], Somebody]


@dataclass(frozen=True)
class House:
    """A house that stands open; `url` is how this journey calls it."""

    url: str
    port: int

    def called(self, host: str) -> "House":
        """The same house under another name: `house.called("voice.test")`."""
        scheme = self.url.split(":")[0]
        return replace(self, url=f"{scheme}://{host}:{self.port}")


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any],
) -> dict[str, Any]:
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        lacking("browser", f"none of {', '.join(CHROMIUM)} is on PATH")
    return browser_type_launch_args | {"executable_path": found, "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A phone, in Norwegian, that takes the certificate we made ourselves."""
    return browser_context_args | {
        "viewport": PHONE,
        "locale": "nb-NO",
        "ignore_https_errors": True,
    }


@pytest.fixture(scope="session")
def base_url() -> None:
    """Every house has its own; the plugin's way of saying so warns under pytest 9."""


@pytest.fixture
def database(sqlite: SQLite) -> SQLite:
    """A browser sees no difference between the databases."""
    return sqlite


@pytest.fixture
def house(app: Flask) -> Iterator[House]:
    """The test's own app, served over http; `make` fills the same house."""
    with served(app) as port:
        yield House(f"http://localhost:{port}", port)


@pytest.fixture
def secure_house(config: Config) -> Iterator[House]:
    """The same house behind a proxy that speaks https."""
    app = create_app(replace(config, proxies=1))
    with served(app, proxies=1) as behind, https_before(behind) as port:
        yield House(f"https://localhost:{port}", port)
    with app.app_context():
        db.engine.dispose()


in_short_without = pytest.mark.parametrize(
    "scripts", [True, False] if long() else [False], indirect=True
)
"""The longest journeys: with scripts in the long form alone, as shorter ones go through
pages of the same kind with them."""


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext], scripts: bool) -> Page:
    """A page on a phone; every journey that asks for it is made twice."""
    context = new_context(java_script_enabled=scripts)
    context.set_default_timeout(PATIENCE)
    return context.new_page()


@pytest.fixture
def desktop(phone: Page) -> Page:
    """The same on the shared PC."""
    phone.set_viewport_size(WIDE)
    return phone


@pytest.fixture
def narrow(new_context: Callable[..., BrowserContext]) -> Page:
    context = new_context()
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.set_viewport_size({"width": NARROW, "height": PHONE["height"]})
    return page


@pytest.fixture
def opens(
    new_context: Callable[..., BrowserContext], scripts: bool, house: House
) -> Opens:
    """Everybody at a device of their own."""

    def opens(person: Person) -> Somebody:
        context = new_context(java_script_enabled=scripts)
        context.set_default_timeout(PATIENCE)
        somebody = Somebody(context.new_page(), house.url)
        somebody.signs_in(person)
        return somebody

    return opens

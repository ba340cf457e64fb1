"""Every page on the narrowest phone, and for everybody who cannot see it as we do."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from kimvoice import create_app
from kimvoice.core.db import db
from kimvoice.suggestions.states import State
from tests.browser.inspection import Inspection
from tests.browser.person import Somebody
from tests.browser.serving import served
from tests.cast import Cast, assemble, teller
from tests.database import SQLite, house_config
from tests.factories import Make
from tests.street import filled, gets

MENDED = "Du må rette dette"


@dataclass
class Furnished:
    app: Flask
    make: Make
    cast: Cast
    cases: dict[str, int]
    codes: dict[str, str]
    url: str


@pytest.fixture(scope="module")
def furnished(
    sqlite: SQLite, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Furnished]:
    """A house that nothing in this file changes but by adding slips."""
    with _standing(sqlite, tmp_path_factory.mktemp("house") / "instance") as house:
        yield house


@contextmanager
def _standing(sqlite: SQLite, instance: Path) -> Iterator[Furnished]:
    with sqlite.lend(instance) as url:
        app = create_app(house_config(instance, url))
        with app.app_context():
            make = Make()
            cast = assemble(make)
            tell = teller(make, cast)
            told = {case: tell(case) for case in (*State, "late")}
            told["done"].approve_answer(cast["colleague"])
            cases = {str(case): it.number for case, it in told.items()}
            codes = {str(case): make.code(it) for case, it in told.items()}
            db.session.commit()
            with served(app) as port:
                there = f"http://localhost:{port}"
                yield Furnished(app, make, cast, cases, codes, there)
            db.session.remove()
            db.engine.dispose()


def paths(house: Furnished, *, inside: bool) -> Iterator[str]:
    """Those of one complaint have a test of their own."""
    for rule in gets(house.app, inside=inside):
        if "number" not in rule.arguments:
            if rule.endpoint != "home.inside.leave":
                yield filled(rule, 1)
        elif rule.endpoint.startswith("complaints."):
            continue
        elif rule.endpoint.endswith(".show"):
            yield from (filled(rule, number) for number in house.cases.values())
        else:
            case = "answered" if rule.rule.endswith("ikke-gjort") else "reading"
            case = "published" if rule.rule.endswith("svar") else case
            yield filled(rule, house.cases[case])


def test_pages_from_the_street(narrow: Page, furnished: Furnished) -> None:
    with Inspection(narrow) as inspection:
        for path in paths(furnished, inside=False):
            narrow.goto(furnished.url + path)
            inspection.look(path)


def test_pages_that_answer_a_form(narrow: Page, furnished: Furnished) -> None:
    author = Somebody(narrow, furnished.url)
    with Inspection(narrow) as inspection:
        author.goes_to("/forslag/nytt")
        author.presses("Se over forslaget")
        author.sees(MENDED)
        inspection.look("form, empty")
        author.writes("Et ord som er lengre enn skjermen: " + "samling" * 20)
        inspection.look("check")
        author.sends()
        inspection.look("receipt")
        author.finishes()
        inspection.look("finished")
        author.goes_to("/kode")
        author.presses("Se svar")
        author.sees(MENDED)
        inspection.look("code, empty")
        for case, code in furnished.codes.items():
            author.comes_back(code)
            inspection.look(f"thread, {case}")
        author.comes_back(furnished.codes["answered"])
        author.presses("Send melding")
        author.sees(MENDED)
        inspection.look("message, empty")
        author.comes_back(furnished.codes["answered"])
        author.presses("Trekk forslaget")
        author.reads("Vil du trekke forslaget?")
        inspection.look("withdraw")


def test_pages_that_lead_in(narrow: Page, furnished: Furnished) -> None:
    reader = furnished.cast["representative"]
    somebody = Somebody(narrow, furnished.url)
    narrow.clock.install()
    code = furnished.make.slip_for(furnished.make.newcomer())
    with Inspection(narrow) as inspection:
        somebody.goes_to(f"/min/start/{code}")
        inspection.look("is it you")
        somebody.presses("Ja")
        somebody.presses("Lag passordet")
        somebody.sees(MENDED)
        inspection.look("first passphrase, empty")
        somebody.signs_in(reader)
        narrow.clock.fast_forward("25:05")
        narrow.get_by_role("dialog").wait_for()
        inspection.look("do you want to stay")
        number = furnished.cases["reading"]
        somebody.goes_to(f"/min/forslag/{number}/spor")
        narrow.get_by_label("Hva vil du spørre om?").fill("Hvor tenkte du?")
        reader.sign_out_everywhere()
        somebody.presses("Send spørsmålet")
        somebody.reads("Logg inn")
        inspection.look("sent too late")


def test_pages_inside(narrow: Page, furnished: Furnished) -> None:
    """Each title once. A representative is a participant, and sees all that any of them
    sees; before anybody signs in, each address leads to the same page."""
    somebody, seen = Somebody(narrow, furnished.url), set[str]()
    with Inspection(narrow) as inspection:
        for role in ("representative", "manager"):
            narrow.context.clear_cookies()
            somebody.signs_in(furnished.cast[role])
            for path in paths(furnished, inside=True):
                narrow.goto(furnished.url + path)
                if narrow.title() not in seen:
                    inspection.look(f"{role}, {path}")
                seen.add(narrow.title())

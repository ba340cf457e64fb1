"""A telephone with an app that shows numbers."""

import re
from dataclasses import dataclass
from datetime import timedelta

from pyotp import TOTP
from werkzeug.test import TestResponse

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.people.models import Person
from kimvoice.people.second_factors import RecoveryCode, SecondFactor, draw_secret
from tests.visitor import Visitor, form_to

DOOR, NUMBER = "/min/logg-inn", "/min/logg-inn/tall"
SET_UP, CHANGE = "/min/innstillinger/app", "/min/innstillinger/app/endre"


@dataclass
class App:
    secret: str

    def number(self, steps: int = 0) -> str:
        """What it shows now, or so many half minutes later."""
        shown = clock.real_now() + timedelta(seconds=30 * steps)
        return str(TOTP(self.secret).at(shown))

    def wrong(self) -> str:
        """What it shows neither now nor near."""
        near = {self.number(steps) for steps in range(-3, 4)}
        return next(it for it in map(str, range(100_000, 999_999)) if it not in near)


def app_of(person: Person) -> App:
    """Set up as by hand; there is no sheet yet."""
    secret = draw_secret()
    SecondFactor.set_up(person, secret)
    db.session.commit()
    return App(secret)


def sheet_of(person: Person) -> list[str]:
    codes = RecoveryCode.draw(person, b"a page of theirs")
    db.session.commit()
    return codes


def key_on(page: TestResponse) -> App:
    """As somebody would type it from the page of the set-up."""
    [key] = re.findall(r'class="app-key">(.+?)</span> </span>', page.text, re.S)
    return App(re.sub(r"<[^>]+>|\s", "", key))


def codes_on(page: TestResponse) -> list[str]:
    return re.findall(r"<li>(\d{5} \d{5})</li>", page.text)


def with_number(visitor: Visitor, page: TestResponse, code: str) -> TestResponse:
    """Type it into the page that asks for it."""
    return visitor.post(NUMBER, form_to(NUMBER, page).fields | {"code": code})

"""A complaint that somebody else has typed for the complainant."""

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from sqlalchemy import select
from werkzeug.test import TestResponse

from kimvoice.complaints.exclusions import Exclusion
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Confirmation, Manner, Subject
from kimvoice.core.db import db
from kimvoice.people.models import Person
from tests.visitor import PASSPHRASE, Visitor, forms


def typed_in(
    by: Person,
    helper: Person,
    delivered: date | None = None,
    *,
    how: Confirmation = Confirmation.SIGNATURE,
    witness: str = "",
    without: tuple[Exclusion, ...] = (),
    manner: Manner = Manner.HERE,
) -> Complaint:
    [role, *_] = [it for it in by.roles if it.department]
    complaint = Complaint.draft(
        by,
        Subject.NOBODY,
        manner,
        department=role.department,
        nonce=secrets.token_bytes(16),
        exclusions=list(without),
    )
    complaint.type_in(helper, delivered)
    complaint.vouch(how, witness)
    complaint.send("Jeg fikk ikke pause på tirsdag.")
    db.session.add(complaint)
    db.session.commit()
    return complaint


START = "/min/hjelp-en-deltaker"
SEND = f"{START}/send"
TEXT = "Jeg fikk ikke pause på tirsdag."
ANSWERS: tuple[dict[str, Any], ...] = (
    {"happened": TEXT},
    {"wish": ""},
    {"subject": "nobody"},
    {},
    {"manner": "here", "phone": ""},
)
ON_PASSPHRASE = {"confirmation": "passphrase", "passphrase": PASSPHRASE}


@dataclass
class Helping:
    """Somebody who types for a participant, page by page, as a browser does."""

    visitor: Visitor
    page: TestResponse

    @classmethod
    def begin(cls, helper: Visitor, whom: Person | str, **said: Any) -> Self:
        name = whom if isinstance(whom, str) else whom.name
        asked = {"helped": name, "way": "together"} | said
        return cls(helper, helper.post(START, asked))

    def press(self, url: str, **filled: Any) -> TestResponse:
        self.page = self.visitor.post(url, self.form | filled)
        return self.page

    def page_by_page(self) -> TestResponse:
        for step, answers in enumerate(ANSWERS, start=1):
            self.press(f"{START}/{step + 1}", **answers)
        return self.page

    def go_to(self, step: int, **changes: Any) -> TestResponse:
        """Answered so far, as most would; the page itself chooses who reads first."""
        said: dict[str, Any] = {}
        for answers in ANSWERS[: step - 1]:
            said |= answers
        if step > 4:
            self.press(f"{START}/4", **said | changes)
        return self.press(f"{START}/{step}", **said | changes)

    def send(self, **vouched: Any) -> TestResponse:
        return self.press(SEND, **vouched)

    @property
    def form(self) -> dict[str, Any]:
        """What the browser would send from this page, whatever button is pressed."""
        found = [it for it in forms(self.page) if it.action.startswith(START)]
        return found[0].fields


def complaints() -> list[Complaint]:
    db.session.expire_all()
    return list(db.session.scalars(select(Complaint)).unique())


def at_the_end(visitor: Visitor, by: Person, **said: Any) -> Helping:
    helping = Helping.begin(visitor, by, **said)
    assert helping.go_to(6).status_code == 200
    return helping

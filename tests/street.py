"""The part of the walk (tests/tour.py) that anybody can make from the street."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Outcome
from kimvoice.complaints.tombstones import Figures
from kimvoice.core import clock, settings
from kimvoice.core.db import db
from kimvoice.core.pieces import LENGTH
from kimvoice.suggestions import codes, mailbox
from kimvoice.suggestions.lists import PUBLISHED
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.said_and_done import SHELVES
from kimvoice.suggestions.states import State, Verdict
from kimvoice.web.errors import WORDS
from kimvoice.web.tokens import Token
from tests.cast import assemble, teller
from tests.factories import Make, mailbox_holds
from tests.shown import Shown
from tests.suggestions.journey import (
    CHANGE,
    CHECK,
    HELPED,
    MESSAGE,
    SEND,
    THREAD,
    WITHDRAW,
)
from tests.visitor import Visitor

PUT_IN = {
    "<slug>": "deltakerforum",
    "<int(max=999999):department>": "1",
    "<name>": "thread_weeks",
    "<any(ordinart, supplering, styret):kind>": "ordinart",
}
ACTED_UPON = ("reading", "published", "answered")


@dataclass
class Street:
    """The open side, and what there is to see in the house."""

    app: Flask
    lang: str
    shown: list[Shown] = field(default_factory=list)
    cases: dict[str, Suggestion] = field(default_factory=dict)
    complaints: dict[str, Complaint] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    """What an administrator keeps in order, by the name it has in addresses."""
    closed: frozenset[str] = frozenset()
    """What an earlier walk found closed to a role: it is tried once."""

    def __post_init__(self) -> None:
        self.make = Make()
        self.street = Visitor(self.app)

    def see(self, name: str, answer: TestResponse) -> TestResponse:
        self.shown.append(Shown(name, self.lang, answer))
        return answer

    def get(self, name: str, url: str) -> TestResponse:
        joint = "&" if "?" in url else "?"
        return self.see(name, self.street.get(f"{url}{joint}lang={self.lang}"))

    def post(self, name: str, url: str, **data: Any) -> TestResponse:
        address = urlsplit(url)._replace(query=f"lang={self.lang}").geturl()
        return self.see(name, self.street.post(address, data))

    def empty_house(self) -> None:
        mailbox.start_over()
        db.session.commit()
        self.open_pages("empty house, ")

    def without_representatives(self) -> None:
        """The coordinator reads until somebody is elected; promises got stricter."""
        today = clock.today()
        coordinator = self.make.coordinator()
        settings.READING_COORDINATOR.choose(coordinator.user_name, "Prøve", today)
        settings.CONTACT.choose("Prøve Prøvesen", "Prøve", today)
        settings.CONTACT_PHONE.choose("00 00 00 00", "Prøve", today)
        settings.SMALLEST_DEPARTMENT.choose(10, "Prøve", today)
        settings.THREAD_WEEKS.choose(25, "Prøve", today)
        db.session.commit()
        self.open_pages("coordinator reads, ")

    def open_pages(self, when: str) -> None:
        for rule in gets(self.app, inside=False):
            for name, number in self.numbered(rule):
                self.get(f"{when}GET {name}", filled(rule, number))

    def leafing(self) -> None:
        """Lists longer than a page, what can be chosen in them, and where they end."""
        for days_ago in range(LENGTH):
            answered = self.make.suggestion(State.PUBLISHED)
            given_on = clock.today() - timedelta(days=days_ago)
            answered.give(self.make.answer(Verdict.NO, given_on=given_on))
            answered.approve_answer(self.cast["colleague"])
        db.session.commit()
        for url, shelves in (("/forslag", PUBLISHED), ("/du-sa-vi-gjorde", SHELVES)):
            for shelf in shelves:
                self.get(f"{url} {shelf.word}", f"{url}?status={shelf.word}")
            for key in ("2025-W46-000000", "2025-11-10", "1999-W01-000000", "nå"):
                self.get(f"{url} from {key}", f"{url}?etter={key}")
            self.get(f"{url}, the end", f"{url}?etter=1999-01-01")
        for number in (2, 3, 99):
            self.get(f"board, side {number}", f"/tavle?side={number}")
        self.post("who is who, one department", "/tillitsvalgte", department="1")

    def writing(self) -> None:
        good = {"text": "Mer kaffe.", "audience": "everybody", "department": ""}
        self.post("form, empty", CHECK, text=" ")
        self.post("form, too long", CHECK, **good | {"text": "å" * 1501})
        self.post("form, forged", CHECK, **good | {"department": "99"})
        self.post("form, back", CHANGE, **good, change="text")
        self.post("check", CHECK, **good)
        token = Token.new(codes.mint()).seal()
        self.post("receipt", SEND, **good, token=token)
        self.post("receipt, again", SEND, **good, token=token)
        self.post("receipt, token lost", SEND, **good, token="forged")
        self.post("finished", "/ferdig", token=token)
        self.post("receipt, cleared", SEND, **good, token=token)
        self.post("check, name", CHECK, **good | {"text": "Kari sa det."})
        for typed in ("12a4", "1234 5678", "1234 5678 1234 5678"):
            wrong = good | {"paper_code": typed}
            self.post(f"paper code «{typed}»", SEND, **wrong, token=token)
        with self.full_mailbox():
            self.post("check, mailbox full", SEND, **good, token=self.token("received"))

    def printing(self) -> None:
        url, token = "/hjelp/papir/forslag", Token.new().seal()
        self.post("paper, nothing chosen", url, token=token, how_many="3")
        self.post("paper, one", url, token=token, how_many="1")
        self.post("paper, five", url, token=token, how_many="5")
        self.post("paper, finished", "/ferdig", token=token)
        self.post("paper, cleared", url, token=token, how_many="5")

    def returning(self) -> None:
        for typed in ("", "12a4", "1234 5678", "1234 5678 1234 5678"):
            self.post(f"code «{typed}»", THREAD, code=typed)
        late = codes.mint()
        self.post("code, token lost", THREAD, code=late, token="forged")
        self.post("code, unknown", THREAD, code=late, token=Token.new().seal())
        for case in self.cases:
            self.post(f"thread, {case}", THREAD, token=self.token(case))
        token = self.token("answered")
        own = self.make.code(self.cases["answered"])
        self.post("message", MESSAGE, token=token, text="Takk for svaret.")
        self.post("message, name", MESSAGE, token=token, text="Kari sa det.")
        self.post("message, change", MESSAGE, token=token, change="text")
        self.post("message, empty", MESSAGE, token=token, text="")
        self.post("message, own code", MESSAGE, token=token, text=own)
        self.post("message, too late", MESSAGE, token="forged", text="Hei.")
        self.post("helped", HELPED, token=token, helped="partly")
        self.post("helped, nothing chosen", HELPED, token=token)
        self.post("withdraw", WITHDRAW, token=token)
        self.post("withdraw, sure", WITHDRAW, token=token, confirmed="1")
        gone = self.token("withdrawn")
        self.post("message, withdrawn", MESSAGE, token=gone, text="Hei.")
        self.post("withdraw, withdrawn", WITHDRAW, token=gone)
        with self.full_mailbox():
            self.post("message, full", MESSAGE, token=token, text="Hei igjen.")

    def mistakes(self, prefix: str) -> None:
        for status in WORDS:
            self.get(f"{prefix} {status}", f"{prefix}/{status}")
        self.post(f"{prefix} method", "/hjelp" if prefix == "/prove" else "/min/")
        foreign = self.street.post(
            f"/ferdig?lang={self.lang}", headers={"Origin": "http://elsewhere.test"}
        )
        self.see("foreign form", foreign)

    # What there is to see

    def tell_all(self) -> None:
        self.cast = assemble(self.make)
        leader = self.cast["leader"]
        self.kept = {
            "person_id": self.cast["participant"].id,
            "role_id": leader.roles[0].id,
            "department_id": self.cast.department.id,
        }
        tell = teller(self.make, self.cast)
        self.cases = {case: tell(case) for case in (*State, "late", "helped", "summed")}
        asked = self.cases["asked"] = tell("reading")
        asked.ask(self.cast["representative"], "Hvor tenkte du?")
        short = self.cases["short"] = tell("summed")
        short.publish_summary()
        overdue = self.cases["overdue"] = tell("published")
        overdue.published_week = "2025-W30"
        for verdict in Verdict:
            answered = self.cases[verdict.value] = tell("published")
            answered.give(self.make.answer(verdict))
            answered.approve_answer(self.cast["colleague"])
        for case in ("done", "not_done"):
            self.cases[case].approve_answer(self.cast["colleague"])
        self.figures()
        db.session.commit()

    def figures(self) -> None:
        """Of complaints: too few, in part, and all that there is to tell."""
        closed: dict[str, Any] = {"frozen_on": clock.today()}
        in_part = closed | {"sent": 7, "all_in_time": False}
        split = dict.fromkeys((it.value for it in Outcome), 0) | {"upheld": 6}
        everything = closed | {"sent": 6, "all_in_time": True} | split
        told = {"2024-1": closed, "2024-2": in_part, "2025-1": everything}
        db.session.add_all(Figures(half_year=it, **told[it]) for it in told)

    def numbered(self, rule: Rule) -> Iterator[tuple[str, int]]:
        kept = rule.arguments & set(self.kept)
        if "number" not in rule.arguments:
            yield rule.rule, self.kept[kept.pop()] if kept else 0
            return
        if rule.endpoint.startswith("complaints."):
            # The others are opened by those they are for (tests/complaining.py).
            if rule.endpoint.endswith(".show"):
                yield rule.rule, self.complaints["k-received"].number
            return
        looks = rule.endpoint.endswith(".show")
        for case in self.cases if looks else set(self.cases) & set(ACTED_UPON):
            yield f"{rule.rule} {case}", self.cases[case].number

    def token(self, case: str) -> str:
        return Token.new(self.make.code(self.cases[case])).seal()

    @contextmanager
    def full_mailbox(self) -> Iterator[None]:
        """Room for a single slip, which lies there already."""
        for room in (1, settings.MAILBOX_ROOM.default):
            mailbox_holds(room)
            if room == 1:
                yield


def gets(app: Flask, *, inside: bool) -> list[Rule]:
    return [
        rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and rule.rule.startswith("/min") == inside
        and not rule.endpoint.startswith(("static", "prove"))
        and rule.endpoint not in BY_HAND
        and not (rule.endpoint.startswith("elections.") and rule.arguments)
    ]


BY_HAND = (
    "start.open_slip",
    "own.inside.new_code",
    "own.asked_role.answer",
    "complaints.support.answer",
    "elections.files.program",
)
"""Addresses that name something else than a suggestion (tests/way_in.py); and one that
a browser lays down as a file (tests/elections/test_files.py)."""


def filled(rule: Rule, number: int) -> str:
    url = re.sub("<int.*?>", str(number), rule.rule)
    for place, put_in in PUT_IN.items():
        url = url.replace(place, put_in)
    assert "<" not in url, f"say in tests/tour.py what to put into {rule.rule}"
    return url

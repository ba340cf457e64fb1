"""No byte of a complaint for those who never read it, or who do no longer.

One complaint goes all the way up. Each who had it keeps every page of it open, as a
tab that was forgotten; then it is somebody else's. Each goes through the whole house,
and sends every form of their old pages.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from kimvoice.complaints.exclusions import Exclusion
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Ground, Reader, Verdict
from kimvoice.core.db import db
from kimvoice.people.models import Person, RoleKind
from tests.complaints.own_page import on_sqlite
from tests.complaints.supporting import support
from tests.complaints.test_conflict import addresses, fetched, of_one
from tests.factories import LONG_AGO, Ladder, Make
from tests.street import filled, gets
from tests.visitor import Form, Visit, Visitor, forms, without_tokens

YESTERDAY = date(2025, 11, 16)
NEEDLE = "nål i høystakk"
TYPED = "Dette skrev jeg selv."
KNOWN = ("words", "number", "name")
WORDS = {"words": TYPED, "reason": TYPED, "verdict": "not_upheld"}


@dataclass
class Others:
    """Everybody who is not to see it, with the pages that they have open."""

    complaint: Complaint
    twin: Person
    """Stands wherever the complainant does, and has not complained."""
    people: dict[str, Person]
    visitors: dict[str, Visitor]
    open_tabs: dict[str, list[Form]] = field(default_factory=dict)

    @property
    def it(self) -> Complaint:
        db.session.refresh(self.complaint)
        return self.complaint

    def reads(self, who: str) -> None:
        """Takes it on, and opens every page that there is of it."""
        person, visitor = self.people[who], self.visitors[who]
        assert self.it.handler == person, who
        url = f"/min/klage/{self.it.number}"
        pages = [visitor.get(url)]
        assert visitor.post(f"{url}/jeg-kan-svare").status_code == 303
        doors = [it.rule.rsplit(">", 1)[1] for it in of_one(visitor.client.application)]
        pages += [visitor.get(url + door) for door in dict.fromkeys(doors)]
        assert self.leaves_open(who, pages) > 5

    def supports(self, who: str) -> None:
        """Reads all of it, and is the support person until the complainant ends it."""
        support(self.it, self.people[who])
        page = self.visitors[who].get(f"/min/klage/{self.it.number}")
        write = self.visitors[who].get(f"/min/klage/{self.it.number}/skriv-stotte")
        assert self.leaves_open(who, [page, write]) > 1
        self.it.end_support(self.it.complainant)
        db.session.commit()

    def leaves_open(self, who: str, pages: list[TestResponse]) -> int:
        assert any(NEEDLE in page.text for page in pages)
        found = [form for page in pages for form in forms(page)]
        url = f"/min/klage/{self.it.number}"
        self.open_tabs[who] = [it for it in found if it.action.startswith(url)]
        return len(self.open_tabs[who])

    def answers(self, who: str) -> None:
        it, person = self.it, self.people[who]
        it.note(person, f"{NEEDLE}, notatet", Reader.HANDLERS)
        it.give(person, Verdict.NOT_UPHELD, reason=f"{NEEDLE}, svaret")
        it.escalate(f"{NEEDLE}, på nytt")
        db.session.commit()

    @property
    def tabs(self) -> Iterator[tuple[str, Form]]:
        for who, forms_of_one in self.open_tabs.items():
            yield from ((who, form) for form in forms_of_one)

    def tells_of_it(self, page: TestResponse) -> list[str]:
        text = without_tokens(page) + str(page.headers)
        told = {
            "words": NEEDLE in text,
            "number": bool(self._number.search(text)),
            "name": text.count(self.it.complainant.name) != text.count(self.twin.name),
        }
        assert tuple(told) == KNOWN
        return [what for what in KNOWN if told[what]]

    @property
    def _number(self) -> re.Pattern[str]:
        """Not as a piece of something longer that was drawn."""
        return re.compile(rf"(?<![\w.-]){self.complaint.number}(?!\w)")


@pytest.fixture
def others(make: Make, ladder: Ladder, by: Person, visit: Visit) -> Others:
    """Whoever can read it in another way comes in here, and loses that in `left`."""
    by.name, twin = "Nål Nålesen", make.participant(department=ladder.department)
    twin.name = "Tvil Tvilesen"
    ladder.chair.leave(YESTERDAY)
    stand_in = make.person(RoleKind.STAFF_MEMBER)
    stand_in.take_role(
        RoleKind.GENERAL_MANAGER, since=LONG_AGO, stands_in_for=ladder.manager
    )
    ladder.deputy_chair.take_role(RoleKind.STAFF_MEMBER, since=LONG_AGO)
    people = {
        "leader": ladder.leader,
        "coordinator": ladder.coordinator,
        "stand-in": stand_in,
        "deputy chair": ladder.deputy_chair,
        "administrator": make.person(RoleKind.ADMINISTRATOR),
        "support person": make.participant(department=make.department()),
    }
    complaint = make.complaint(by=by, text=f"{NEEDLE}, hva", wish=f"{NEEDLE}, ønsket")
    visitors = {who: visit(as_=person) for who, person in people.items()}
    them = Others(complaint, twin, people, visitors)
    go_all_the_way_up(them)
    left(them, make)
    return them


def go_all_the_way_up(others: Others) -> None:
    others.reads("leader")
    others.supports("support person")
    leader = Exclusion.of(others.people["leader"], Ground.NEAR)
    others.it.exclude([leader])
    db.session.commit()
    for who in ("coordinator", "stand-in"):
        others.reads(who)
        others.answers(who)
    others.reads("deputy chair")


def left(others: Others, make: Make) -> None:
    """The jobs that let them read it are over."""
    for who, kind in (
        ("stand-in", RoleKind.GENERAL_MANAGER),
        ("deputy chair", RoleKind.BOARD_DEPUTY),
    ):
        held = [it for it in others.people[who].roles if it.kind is kind]
        held[0].end(YESTERDAY)
    chair = make.person(RoleKind.BOARD_CHAIR)
    assert others.it.handler == chair


def with_it(page: TestResponse, number: int) -> str:
    return without_tokens(page).replace(str(number), "N")


# The whole house


@on_sqlite
def test_nobody_else_meets_a_byte_of_it_anywhere(
    app: Flask, others: Others, visit: Visit
) -> None:
    [supported] = others.it.supports
    urls = list(addresses(app, others.people["leader"], asked=supported.id))
    assert len(urls) == len(fetched(app)) - 2
    for who, visitor in others.visitors.items():
        for url in urls:
            assert others.tells_of_it(visitor.get(url)) == [], (who, url)
    for rule in gets(app, inside=False):
        page = others.visitors["leader"].get(filled(rule, 1))
        assert others.tells_of_it(page) == [], rule
    assert who_has_it_meets_it(others, visit)


def who_has_it_meets_it(others: Others, visit: Visit) -> bool:
    """So the walk would find it."""
    it = others.it
    assert it.handler is not None
    chair = visit(as_=it.handler)
    chair.post(f"/min/klage/{it.number}/jeg-kan-svare")
    page = chair.get(f"/min/klage/{it.number}")
    in_list = others.tells_of_it(chair.get("/min/innboks"))
    return others.tells_of_it(page) == [*KNOWN] and "number" in in_list


@on_sqlite
def test_its_addresses_are_those_of_nothing(app: Flask, others: Others) -> None:
    number = others.it.number
    free = number - 1 if number > 10_000 else number + 1
    doors = [it.rule for it in of_one(app) if "GET" in (it.methods or ())]
    for (who, visitor), door in product(others.visitors.items(), doors):
        its, nothing = (
            visitor.get(door.replace("<int(max=99999):number>", str(it)))
            for it in (number, free)
        )
        assert its.status_code == 404, (who, door)
        assert without(number, its) == without(free, nothing), (who, door)


def without(number: int, page: TestResponse) -> str:
    return without_tokens(page).replace(str(number), "N")


# A tab that was forgotten


@on_sqlite
def test_a_form_of_before_does_nothing_and_tells_nothing(others: Others) -> None:
    number, before = others.it.number, len(others.it.entries)
    for who, form in others.tabs:
        for more in ({}, WORDS, WORDS | {"send": "yes"}):
            data = typed_anew(form) | more
            answer = others.visitors[who].post(form.action, data)
            ends = form.action.endswith("avslutt-stotte")
            refused = (303,) if ends else (404, 409)
            assert answer.status_code in refused, (who, form.action)
            shown = without(number, answer)
            assert NEEDLE not in shown, (who, form.action)
            assert others.it.complainant.name not in shown, (who, form.action)
            assert (TYPED in shown) == gets_back(who, form, data), (who, form.action)
    assert len(others.it.entries) == before
    assert others.it.log_break is None


def gets_back(who: str, form: Form, data: dict[str, Any]) -> bool:
    """One's own words; but not when the complainant has taken it away."""
    asks = form.kinds.keys() & WORDS.keys() - {"verdict"}
    return who != "leader" and bool(asks) and TYPED in data.values()


def typed_anew(form: Form) -> dict[str, Any]:
    """But for what the page itself had put in."""
    return {name: its for name, its in form.fields.items() if NEEDLE not in str(its)}

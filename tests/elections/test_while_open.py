"""While people vote nothing in the house tells that one more has voted (DESIGN 6)."""

import logging
import re
from dataclasses import dataclass
from typing import Any, TypeAlias

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from kimvoice import morning
from kimvoice.checks import house as checks
from kimvoice.core.db import db
from kimvoice.elections.counters import ElectionCounter
from kimvoice.elections.states import ProposalKind, State, Way
from kimvoice.people.models import Person, RoleKind
from tests.anonymity.effort import long
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.electing import Electing, Held
from tests.factories import LONG_AGO, Make
from tests.morning.post_office import open_office
from tests.morning.told import sends_by
from tests.visitor import Visit, Visitor, forms, without_tokens

DRAWN = "/min/innstillinger/app"
"""What app and house are to share is drawn whenever the page is shown."""
LEAVES = ("/min/forlat", "/min/logg-ut")
OWN = ("/min/valg/{}/stem", "/min/lagret-om-meg")
"""They alone say that a vote is sent: to the voter, who asks."""
LEAFED = re.compile("/min/($|valg|innboks|lagret|hvem)")
"""In the short form: where others than administrators are shown anything at all."""


ELSEWHERE = ("leader", "staff", "coordinator", "manager", "elsewhere", "planner")
"""Who has no part in the election; the table of doors says what they are refused."""
BESIDE = ("officer", "counter", "other voter")
"""In the short form: whose pages are read once more when a slip is given on paper."""
REFUSED = re.compile("40[34] ")
Seen: TypeAlias = dict[tuple[str, str], str]


def is_tried(who: str, url: str) -> bool:
    if who == "street":
        return not url.startswith("/min")
    if who == "administrator":
        return url.startswith("/min/admin") or url == "/min/"
    if who in ELSEWHERE:
        return url in ("/min/", "/min/valg") or url[-1].isdigit()
    return bool(LEAFED.match(url))


@dataclass
class House:
    held: Held
    visitors: dict[str, Visitor]
    app: Flask
    ids: dict[str, Any]

    @classmethod
    def furnished(
        cls, app: Flask, make: Make, electing: Electing, visit: Visit
    ) -> "House":
        """With a proposal that waits, and one vote sent before."""
        held = electing.election(State.OPEN, way=Way.NET)
        election, department = held.election, held.election.department
        electing.vote(held, held.voters[-1])
        election.propose(
            ProposalKind.NEW_CODE, held.voters[3], "Glemt.", held.officers[1]
        )
        election.ask_about(held.others[1], held.officers[1])
        counter = make.participant()
        election.counters.append(ElectionCounter(person=counter))
        leading = held.officers[2]
        leading.take_role(RoleKind.WORK_LEADER, department, since=LONG_AGO)
        planner = make.participant()
        planner.take_role(RoleKind.ELECTION_OFFICER, since=LONG_AGO)
        db.session.commit()
        cast = {
            "street": None,
            "officer": held.officers[1],
            "leading officer": leading,
            "counter": counter,
            "voter": held.others[0],
            "other voter": held.others[1],
            "candidate": held.candidates[0],
            "elsewhere": make.participant(),
            "planner": planner,
            "leader": make.work_leader(department),
            "staff": make.person(RoleKind.STAFF_MEMBER),
            "coordinator": make.coordinator(),
            "manager": make.person(RoleKind.GENERAL_MANAGER),
            "administrator": make.person(RoleKind.ADMINISTRATOR),
        }
        voter = held.others[0]
        ids = {
            "number": election.id,
            "which": election.proposals[0].id,
            "person_id": voter.id,
            "role_id": voter.roles[0].id,
            "department_id": election.department_id,
            "department": election.department_id,
            "name": "thread_weeks",
            "kind": "ordinart",
        }
        db.session.commit()
        visitors = {who: visit(as_=person) for who, person in cast.items()}
        return cls(held, visitors, app, ids)

    @property
    def voter(self) -> Person:
        return self.held.others[0]

    def shown(self) -> Seen:
        """By whom and where: status, headers and all that is on the page."""
        return {
            (who, url): as_shown(visitor.get(url))
            for who, visitor in self.visitors.items()
            for url in self.addresses
            if long() or is_tried(who, url)
        }

    def again(self, before: Seen, *whose: str) -> Seen:
        """In the short form not of pages that were refused, and of those alone."""
        shown = (it for it in before if not REFUSED.match(before[it]))
        tried = before if long() else [it for it in shown if it[0] in whose]
        return {it: as_shown(self.visitors[it[0]].get(it[1])) for it in tried}

    @property
    def addresses(self) -> list[str]:
        found = map(self.filled, self.app.url_map.iter_rules())
        return sorted({it for it in found if it} - {DRAWN, *LEAVES})

    def filled(self, rule: Rule) -> str | None:
        """None for what is not fetched, or is not there in this house."""
        its = rule.arguments - set(rule.defaults or ())
        elsewhere = "number" in its and not rule.rule.startswith("/min/valg")
        if "GET" not in (rule.methods or ()) or not its <= self.ids.keys() or elsewhere:
            return None
        url = rule.rule
        for name in its:
            url = re.sub(rf"<([^<>]*:)?{name}>", str(self.ids[name]), url)
        return url


def as_shown(answer: TestResponse) -> str:
    headers = [
        (name, re.sub("nonce-[^']+", "nonce", value.split("=")[0]))
        for name, value in answer.headers
        if name != "Content-Length"
    ]
    return f"{answer.status_code} {headers} {without_tokens(answer)}"


CHANGES = {"election_roll": ("got_slip", "on_net"), "urns": ("version", "slips")}


def rows() -> dict[str, list[Any]]:
    """All that is stored, but the roll's marks and what lies in the urn."""
    db.session.rollback()
    found = {}
    for table in db.metadata.sorted_tables:
        hidden = CHANGES.get(table.name, ())
        columns = [it for it in table.columns if it.name not in hidden]
        query = select(*columns).order_by(*table.primary_key.columns)
        found[table.name] = [tuple(it) for it in db.session.execute(query)]
    return found


def findings() -> list[str]:
    return [f"{it.what} {it.to_do}" for it in checks.findings()]


def send_vote(house: House) -> None:
    """On the voter's own pages, as a browser does."""
    url = f"/min/valg/{house.held.election.id}/stem"
    voter = house.visitors["voter"]
    assert voter.post(url, {"ballot": ["1"]}).location == url
    [sending] = [it for it in forms(voter.get(url)) if "token" in it.fields]
    assert "Du har stemt" in voter.post(url, sending.fields).text


def give_slip(house: House) -> None:
    house.held.election.give_slip(house.held.others[1])
    db.session.commit()


def marked(house: House) -> list[Person]:
    return [it.person for it in house.held.election.roll if it.is_marked]


@on_sqlite
def test_a_vote_sends_no_mail_and_the_mail_of_the_morning_is_the_same(
    app: Flask, make: Make, electing: Electing, travel_to: TravelTo
) -> None:
    """Those who owe answers get it each day; nobody else is reminded of anything."""
    held = electing.election(State.OPEN, way=Way.NET)
    coordinator = make.coordinator()
    coordinator.email = held.voters[0].email = "a@example.org"
    db.session.commit()
    sent: list[str] = []
    with open_office() as office:
        sends_by(app, office.mail)
        for day in (18, 19):
            travel_to(f"2025-11-{day} 09:00")
            electing.open_it(held.election)
            db.session.commit()
            electing.vote(held, held.voters[day - 18])
            db.session.commit()
            assert len(office.letters) == len(sent)
            morning.send_when_due()
            sent.append(office.letters[-1].words)
        assert office.reached == ["a@example.org"] * len(office.letters)
    assert len(sent) == len(office.letters)
    assert sent[0] == sent[1]


@on_sqlite
def test_every_page_of_everybody_is_the_same_before_and_after_a_vote(
    app: Flask,
    make: Make,
    electing: Electing,
    visit: Visit,
    travel_to: TravelTo,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Rows, log and `kimvoice check` too. So with a slip of paper: that a name was
    asked about is a line of the protocol, that one was given is none."""
    house = House.furnished(app, make, electing, visit)
    before, stored, found = house.shown(), rows(), findings()
    assert len(before) > 250
    own: set[tuple[str, str]] = set()
    for who, act, whose in (
        ("voter", send_vote, tuple(house.visitors)),
        ("other voter", give_slip, BESIDE),
    ):
        marks = len(marked(house))
        with caplog.at_level(logging.INFO):
            act(house)
        assert len(marked(house)) == marks + 1
        assert not [it for it in caplog.records if it.name.startswith("kimvoice")]
        assert (rows(), findings()) == (stored, found)
        after = house.again(before, *whose)
        own |= {(who, it.format(house.held.election.id)) for it in OWN}
        assert {it for it in after if before[it] != after[it]} <= own

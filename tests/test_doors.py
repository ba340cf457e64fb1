"""Every door of the house, and what it answers to whom.

`200` shows a page, `303` has done something and goes on, `in` sends to the sign-in.
The table stands in tests/doors.py; a route that is missing there fails a test here.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from secrets import token_hex
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask, current_app
from sqlalchemy import Column, Table, select
from werkzeug.test import TestResponse

from kimvoice.account.second import SHARED
from kimvoice.complaints.models import Complaint
from kimvoice.core import clock, days
from kimvoice.core.db import db
from kimvoice.core.settings import CLOSING_DAYS
from kimvoice.forum.measures import Measure
from kimvoice.forum.meeting_states import MeetingState
from kimvoice.forum.models import Matter
from kimvoice.forum.states import BodyKind, Origin, Verdict
from kimvoice.people.models import RoleKind
from kimvoice.people.new_codes import NewCode
from kimvoice.people.role_requests import RoleRequest
from kimvoice.people.second_factors import draw_secret
from kimvoice.suggestions import codes
from kimvoice.suggestions.models import Suggestion
from kimvoice.web.tokens import Token
from tests.account.leaving import left
from tests.admin.office import newcomer
from tests.anonymity.effort import long
from tests.app import DOOR, NUMBER, App, app_of
from tests.cast import (
    LIKE_ANOTHER,
    ROLES,
    Cast,
    Complainer,
    Teller,
    assemble,
    complainer,
    teller,
)
from tests.doors import COMPLAINED, WRITTEN, Door, doors
from tests.elections.doors import doors as of_elections
from tests.factories import Make
from tests.forum import doors as matters
from tests.forum.meetings_at import meeting_in, sent_to
from tests.travelling import answer, lay_out, meet, of_kind, raised
from tests.visitor import PASSPHRASE, Visit, Visitor, form_to, without_tokens

FROM_ELSEWHERE: list[dict[str, str | None]] = [
    {"Origin": "http://elsewhere.test"},
    {"Origin": "https://localhost"},
    {"Origin": "http://localhost:8080"},
    {"Origin": "null"},
    {"Origin": None},
    {"Origin": None, "Sec-Fetch-Site": "cross-site"},
    {"Origin": None, "Sec-Fetch-Site": "same-site"},
    {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
]
OF_MATTERS = ("promised", "reported", "worded", *matters.RAISED, *MeetingState)
KEPT = ("person", "role", "department", "corrected", "wanted", "gone", *OF_MATTERS)
ENDS_THE_SESSION = (
    "/min/logg-inn",
    "/min/logg-ut",
    "/min/forlat",
    "/min/innstillinger/passord",
    "/min/innstillinger/logg-ut-overalt",
    "/min/innstillinger/app",
    "/min/logg-inn/tall",
)


DOORS = doors()
POSTS = [door for door in DOORS if door.method == "POST"]


@pytest.fixture
def cast(make: Make) -> Cast:
    return assemble(make)


@pytest.fixture
def tell(make: Make, cast: Cast) -> Teller:
    return teller(make, cast)


@dataclass
class Knocking:
    """Goes to a door with all that it asks for."""

    make: Make
    tell: Teller
    complain: Complainer
    cast: Cast
    seen: dict[str, Suggestion | Complaint] = field(default_factory=dict)

    def prepare(self, door: Door) -> tuple[str, dict[str, Any]]:
        """The address, and what to send: a suggestion of its own for each POST."""
        found = self.found(door)
        asked = self.asked() if "<asked>" in door.path else None
        number = asked.id if asked else self.kept(door.case) or found.number
        if "/stotte/<" in door.path and isinstance(found, Complaint):
            return f"/min/stotte/{found.supports[-1].id}", {"answer": "yes"}
        url = re.sub("<.+?>", str(number), door.path)
        if isinstance(found, Complaint):
            return url, self.complained(url, found)
        if url.startswith("/min/admin/rettelser/"):
            return url, {"words": "Navnet er rettet."}
        return url, self.written(url, found)

    def complained(self, url: str, complaint: Complaint) -> dict[str, Any]:
        """What a door of the complaint's asks for."""
        end = url.rsplit("/", 1)[1]
        today = clock.today()
        made: dict[str, Any] = {
            "er-det-gjort": {"position": "1", "kept": "yes"},
            "hvem-skal-ikke-lese": {"people": [str(self.cast["coordinator"].id)]},
            "la-noen-lese-igjen": {
                "exclusion": [str(each.id) for each in complaint.exclusions]
            },
            "mer-tid": {
                "until": days.working_day_after(complaint.current.answer_by),
                "reason": "Jeg må spørre flere.",
            },
            "samtale": {"on": today},
            "stotte": {
                "whom": "other",
                "name": self.cast["colleague"].name,
                "contact": "at_work",
            },
        }
        return COMPLAINED.get(end) or made.get(end, {})

    def written(self, url: str, suggestion: Suggestion) -> dict[str, Any]:
        """What is sent there; much of it is made for this one time."""
        end = url.rsplit("/", 1)[1]
        known = WRITTEN.get(url) or WRITTEN.get(end) or {}
        data = {name: self.filled(value) for name, value in known.items()}
        if url.startswith(("/min/ny-kode/", "/min/ny-rolle/")):
            return {"answer": "yes"}
        if url.startswith(("/min/valg/", "/min/admin/stengte-dager")):
            return self.held_election() | self.closed_day()
        if sent := self.to_a_meeting(url, end):
            return sent
        if url.startswith("/kode"):
            return data | {"token": Token.new(self.make.code(suggestion)).seal()}
        made: dict[str, Callable[[], dict[str, str]]] = {
            "lapper": self.slips_form,
            "ny-dato": self.later_form,
            "frister": self.ladder_form,
            "send": lambda: {"nonce": token_hex(16)},
            "hjelp": lambda: {"helper": str(self.cast["coordinator"].id)},
            "nytt#send": lambda: {"token": Token.new(codes.mint()).seal()},
            "logg-inn": lambda: {
                "user_name": self.cast["participant"].user_name,
                "token": Token.new().seal(),
            },
            "klager": self.unclaimed,
            "tall": self.number_form,
            "app": self.app_form,
            "start": lambda: {"code": self.make.slip_for(self.make.newcomer())},
        }
        return data | (made[end]() if end in made else {})

    def to_a_meeting(self, url: str, end: str) -> dict[str, Any]:
        """What the doors of bodies and matters ask for; nothing for all others."""
        of_visit = url.startswith("/min/behandling/") and end in matters.ENDS
        if url == "/min/sak/ny" or of_visit:
            return matters.written(end, self.cast)
        if url.startswith("/min/moter/"):
            return self.meeting()
        if url.startswith("/min/mote/"):
            return sent_to(int(url.split("/")[3]), end)
        if url.endswith("/plass/ta-bort"):
            return {"seat": str(of_kind(BodyKind.KIM_FORUM).seats[-1].id)}
        return {}

    def later_form(self) -> dict[str, str]:
        until = clock.today() + timedelta(days=90)
        return {"until": until.isoformat(), "why": "Den ene er syk."}

    def slips_form(self) -> dict[str, str]:
        newcomer(self.make)
        return {"token": Token.new().seal()}

    def unclaimed(self) -> dict[str, str]:
        """Typed for the participant, who had never signed in."""
        complaint = self.complain("k-sent")
        complaint.claimed = False
        db.session.commit()
        return {"number": str(complaint.number)}

    def number_form(self) -> dict[str, str]:
        """Of somebody whose passphrase was right."""
        person = self.make.participant()
        app, visitor = app_of(person), Visitor(current_app)
        typed = {"user_name": person.user_name, **WRITTEN[DOOR]}
        asked = form_to(NUMBER, visitor.submit(DOOR, typed)).fields
        return {"token": asked["token"], "code": app.number()}

    def app_form(self) -> dict[str, str]:
        """As on a page of the set-up."""
        app = App(draw_secret())
        token = Token.new(app.secret).seal(SHARED)
        return {"token": token, "code": app.number(), "passphrase_now": PASSPHRASE}

    def ladder_form(self) -> dict[str, str]:
        """As it stands."""
        visitor = Visitor(current_app)
        visitor.sign_in(self.cast["administrator"])
        url = "/min/admin/frister"
        fields = form_to(url, visitor.get(url)).fields
        return {name: said for name, said in fields.items() if name != "csrf_token"}

    def asked(self) -> NewCode:
        """The coordinator is asked to say yes."""
        return self.make.new_code(
            by=self.cast["administrator"], second=self.cast["coordinator"]
        )

    def wanted(self) -> RoleRequest:
        """The coordinator is asked to say yes to a role for somebody."""
        person, by = self.make.person(RoleKind.STAFF_MEMBER), self.cast["administrator"]
        return self.make.wanted(
            person,
            RoleKind.SAFETY_REPRESENTATIVE,
            by=by,
            second=self.cast["coordinator"],
        )

    def held_election(self) -> dict[str, str]:
        assert self.cast.department.id == 1
        return {
            "held_on": "14.11.2025",
            "representative": str(self.cast["participant"].id),
            "witness_1": "Vitne Vitnesen",
            "witness_2": "Sett Sannsen",
            "confirmed": "1",
        }

    def closed_day(self) -> dict[str, str]:
        """One that is closed, and days on that may be closed as well."""
        closed = clock.today() + timedelta(days=60)
        CLOSING_DAYS.choose(frozenset({closed}), "Prøve", clock.today())
        db.session.commit()
        first, last = (closed + timedelta(days=days) for days in (7, 14))
        return {
            "day": closed.isoformat(),
            "first": first.isoformat(),
            "last": last.isoformat(),
        }

    def meeting(self) -> dict[str, str]:
        """One that is planned and has a matter to lay out, and a day for another."""
        days_ahead = (days.working_day_after(clock.today(), it) for it in (9, 19, 29))
        soon, later, last = days_ahead
        forum = of_kind(BodyKind.PARTICIPANT_FORUM)
        meeting = forum.next_meeting or meet(forum, soon)
        if all(it.day != last for it in forum.meetings):
            meet(forum, last)
        matter = Matter.raised(forum, "Pauser", "", Origin.MORNING_ASSEMBLY)
        db.session.commit()
        return {
            "first": later.isoformat(),
            "rhythm": "once",
            "starts": "10.00",
            "length": "60",
            "day": last.isoformat(),
            "meeting": str(meeting.id),
            "chosen": str(matter.root.id),
        }

    def kept(self, what: str) -> int | str | None:
        """The id of somebody or something that an administrator keeps in order."""
        if what in matters.RAISED:
            return matters.made(what, self.cast)
        makers: dict[str, Callable[[], int]] = {
            "person": lambda: self.make.participant().id,
            "gone": lambda: left(self.make.participant()).id,
            "corrected": lambda: self.make.correction().person_id,
            "role": lambda: self.make.work_leader().roles[0].id,
            "department": lambda: self.make.department().id,
            "wanted": lambda: self.wanted().id,
            "promised": lambda: self.promised().id,
            "reported": lambda: self.promised(reported=True).id,
            "worded": lambda: self.promised().answer_id,
            **{it.value: partial(self.met, it) for it in MeetingState},
        }
        return makers[what]() if what in makers else None

    def met(self, state: MeetingState) -> int:
        leader, participant = self.cast["representative"], self.cast["participant"]
        meeting = meeting_in(state, leader, participant)
        db.session.commit()
        return meeting.id

    def promised(self, *, reported: bool = False) -> Measure:
        """By the forum: the leader does it."""
        matter = raised(by=self.cast["participant"])
        lay_out(matter.root.body)
        measure = answer(matter.root, Verdict.YES).measures[0]
        measure.doer = self.cast["leader"]
        if reported:
            measure.report_done("Planen henger på veggen.")
        db.session.commit()
        return measure

    def filled(self, value: str) -> str:
        known = {
            "<department>": self.cast.department.id,
            "<second>": self.cast["manager"].id,
            "<participant>": self.cast["participant"].name,
            "<another>": self.cast["coordinator"].id,
        }
        return str(known.get(value, value))

    def found(self, door: Door) -> Suggestion | Complaint:
        """What is only looked at may be looked at twice."""
        case = "answered" if door.case in ("", *KEPT) else door.case
        make = self.complain if case.startswith("k-") else self.tell
        if door.method == "POST" and door.case not in OF_MATTERS:
            return make(case)
        if case not in self.seen:
            self.seen[case] = make(case)
        return self.seen[case]

    def knock(self, visitor: Visitor, door: Door, **options: Any) -> TestResponse:
        url, data = self.prepare(door)
        if door.method == "GET":
            return visitor.get(url)
        return visitor.post(url, data, **options)

    def who_may(self, door: Door) -> str:
        """Somebody whom the door lets do what it is for, or anybody."""
        able = (it for it in reversed(ROLES) if door.answers[it] in "200 203 204 303")
        return next(able, "participant")


@pytest.fixture
def knocking(make: Make, tell: Teller, cast: Cast) -> Knocking:
    return Knocking(make, tell, complainer(make, cast), cast)


def databases_for(role: str) -> tuple[str, ...]:
    """In the short form one walks on both: a door asks the same of either."""
    both = long() or role == "leader"
    return ("sqlite", "postgresql") if both else ("sqlite",)


WALKS = [
    (role, name)
    for role in ROLES
    for name in databases_for(role)
    if long() or role not in LIKE_ANOTHER
]
on_one = pytest.mark.parametrize("database", databases_for("deputy"), indirect=True)


@pytest.mark.parametrize(("role", "database"), WALKS, indirect=["database"])
def test_every_door_answers_as_the_table_says(
    role: str, visit: Visit, cast: Cast, knocking: Knocking
) -> None:
    person, visitor = cast.people[role], visit(cast.people[role])
    answers = {}
    for door in DOORS:
        own = visit(person) if door.path in ENDS_THE_SESSION else visitor
        answers[str(door)] = told(knocking.knock(own, door))
    assert answers == {str(door): door.answers[role] for door in DOORS}


def told(answer: TestResponse) -> str:
    if answer.location and urlsplit(answer.location).path == "/min/logg-inn":
        return "in"
    return str(answer.status_code)


def test_no_door_is_missing_from_the_table(app: Flask) -> None:
    address = app.url_map.bind("localhost")
    in_table = {
        address.match(door.address("10001"), door.method)[0] + f" {door.method}"
        for door in DOORS
    } | {
        address.match(door.anywhere, door.method)[0] + f" {door.method}"
        for door in of_elections()
    }
    in_house = {
        f"{rule.endpoint} {method}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert in_table == in_house


def test_looking_changes_nothing(visit: Visit, cast: Cast, knocking: Knocking) -> None:
    urls = [knocking.prepare(door)[0] for door in DOORS if door.method == "GET"]
    for role in {role for role, _database in WALKS}:
        visitor, before = visit(cast.people[role]), everything_stored()
        for url in urls:
            visitor.get(url)
        assert everything_stored() == before, role


@on_one
def test_a_form_from_inside_without_its_token_changes_nothing(
    visit: Visit, cast: Cast, knocking: Knocking
) -> None:
    for role, posts in prepared(knocking).items():
        visitor = visit(cast.people[role])
        before = everything_stored(), without_tokens(visitor.get("/min/"))
        for url, data in posts:
            if url.startswith("/min"):
                for token in ("", "forged"):
                    visitor.post(url, data | {"csrf_token": token})
        after = everything_stored(), without_tokens(visitor.get("/min/"))
        assert after == before, role


@on_one
def test_a_form_from_elsewhere_is_refused(
    visit: Visit, cast: Cast, knocking: Knocking
) -> None:
    for role, posts in prepared(knocking).items():
        visitor, before = visit(cast.people[role]), everything_stored()
        for url, data in posts:
            for headers in FROM_ELSEWHERE:
                answer = visitor.post(url, data, headers=headers)
                assert answer.status_code == 403, (url, headers)
                assert "Skjemaet kom fra en annen side." in answer.text
        assert everything_stored() == before, role


def prepared(knocking: Knocking) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """What each role may send, all of it ready before anybody knocks."""
    posts: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for door in POSTS:
        posts.setdefault(knocking.who_may(door), []).append(knocking.prepare(door))
    return posts


@on_one
def test_a_browser_that_sends_no_origin_may_say_that_the_page_was_ours(
    visit: Visit, cast: Cast, knocking: Knocking
) -> None:
    headers = {"Origin": None, "Sec-Fetch-Site": "same-origin"}
    for door in POSTS:
        role = knocking.who_may(door)
        answer = knocking.knock(visit(cast.people[role]), door, headers=headers)
        assert told(answer) == door.answers[role], door


def everything_stored() -> dict[str, list[str]]:
    """But who has opened a complaint, and how that list ends: it is left by looking."""
    db.session.rollback()
    tables = (it for it in db.metadata.sorted_tables if it.name != "complaint_log")
    return {
        table.name: sorted(
            map(repr, db.session.execute(select(*but_the_head(table))).all())
        )
        for table in tables
    }


def but_the_head(table: Table) -> list[Column[Any]]:
    return [it for it in table.columns if it.name != "log_head"]

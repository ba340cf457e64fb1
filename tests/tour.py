"""A walk through the whole house, which keeps every answer it was given.

Made once in each language, in a house of its own; test_pages.py and tests/web read
what came back.
"""

from http import HTTPStatus
from pathlib import Path
from typing import NoReturn

from flask import Flask, abort
from sqlalchemy import select

from kimvoice import create_app
from kimvoice.complaints.models import Complaint
from kimvoice.core import choices
from kimvoice.core.db import db
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.models import Matter
from kimvoice.people.models import Department, Person
from kimvoice.suggestions.answers import Answer
from kimvoice.suggestions.inbox import SHELVES
from kimvoice.suggestions.states import Verdict
from kimvoice.suggestions.threads import Entry
from kimvoice.web.errors import WORDS
from kimvoice.web.tokens import Token
from tests.anonymity.effort import long
from tests.cast import LIKE_ANOTHER
from tests.complaints.typed import HEAVY
from tests.database import SQLite, house_config
from tests.leading import MINE, THEIRS
from tests.minuting import MY_TEXT, THEIR_TEXT, Minuting
from tests.shown import Walked
from tests.street import filled, gets
from tests.visitor import Visitor
from tests.voting import WRITTEN
from tests.way_in import LATE

LANGUAGES = ("nb", "en")
SECRET = "what nobody may read"


LONG = ("words", "explanation", "doer", "asked_in_short", "answered_in_short", "why")


LISTS = {
    "right": "Ny Prøve; Sirkulus; deltaker",
    "wrong": "; Sirkulus; deltaker\n=1;;\nKari 010170 12345\nUna; Sirkus; vara",
}


class Tour(Minuting):
    def walk(self) -> "Tour":
        _lay_traps(self.app)
        self.empty_house()
        self.without_representatives()
        self.tell_all()
        self.complain()
        self.open_pages("")
        self.leafing()
        self.writing()
        self.printing()
        self.returning()
        self.mistakes("/prove")
        self.signing_in()
        self.first_time()
        self.own_settings()
        self.correcting()
        self.new_code()
        self.new_role()
        self.sent_too_late()
        self.second_factor()
        self.no_role_left()
        for role, person in self.cast.people.items():
            self.inside(role, person)
        self.complaining()
        self.leafing_inside()
        self.mending()
        self.leading()
        self.promising()
        self.acting()
        self.drawing_up()
        self.administering()
        self.voting()
        self.leaving()
        return self

    def inside(self, role: str, person: Person | None) -> None:
        visitor = self.visitor(person)
        briefly = role in LIKE_ANOTHER and not long()
        for rule in gets(self.app, inside=True):
            passed_by = briefly and rule.arguments
            if rule.endpoint != "home.inside.leave" and not passed_by:
                for address, number in self.numbered(rule):
                    name = f"{role}, GET {address}"
                    if name not in self.closed:
                        self.see(name, visitor.get(filled(rule, number)))

    def leafing_inside(self) -> None:
        for role in ("representative", "deputy", "manager"):
            visitor = self.visitor(self.cast[role])
            for shelf in SHELVES:
                url = f"/min/forslag?status={shelf.word}"
                self.see(f"{role}, {shelf.word}", visitor.get(url))
            for key in ("2025-W46-000000", "1999-W01-000000", "nå"):
                url = f"/min/forslag?etter={key}"
                self.see(f"{role}, from {key}", visitor.get(url))

    def promising(self) -> None:
        new = self.visitor(self.make.representative(promised=False))
        door = "/min/forslag/taushetsplikt"
        self.see("home, before the promise", new.get("/min/"))
        self.see("promise", new.get(door))
        self.see("promise, no tick", new.post(door))
        self.see("promise, token lost", new.post(door, {"csrf_token": "x"}))
        self.see("promise, given", new.post(door, {"promised": "y"}))
        self.see("promise, afterwards", new.get(door))

    def acting(self) -> None:
        reader = self.visitor(self.cast["representative"])
        manager = self.visitor(self.cast["manager"])
        for who, case, act in (
            (reader, "reading", "spor"),
            (reader, "reading", "ikke-legg-ut"),
            (reader, "reading", "avslutt"),
            (reader, "reading", "sammendrag"),
            (reader, "reading", "hjelp"),
            (manager, "published", "svar"),
            (manager, "answered", "ikke-gjort"),
        ):
            url = f"/min/forslag/{self.cases[case].number}/{act}"
            self.see(f"{act}, empty", who.post(url))
            self.see(f"{act}, too long", who.post(url, dict.fromkeys(LONG, "å" * 1501)))
        for verdict in Verdict:
            url = f"/min/forslag/{self.cases['published'].number}/svar"
            answer = {"verdict": verdict.value, "done_by": "i dag", "look_again": "nå"}
            self.see(f"answer {verdict}, lacking", manager.post(url, answer))
        taken = f"/min/forslag/{self.cases['published'].number}/ta"
        self.see("take, too late", reader.post(taken))
        waiting = f"/min/forslag/{self.cases['received'].number}"
        self.see("take, token lost", reader.post(f"{waiting}/ta", {"csrf_token": "x"}))
        reader.post(f"{waiting}/ta")
        self.see("taken", reader.get(waiting))
        for status in WORDS:
            self.see(f"inside {status}", reader.get(f"/min/prove/{status}"))

    def administering(self) -> None:
        keeper = self.visitor(self.cast["administrator"])
        for name in choices.REGISTER:
            url = f"/min/admin/innstillinger/{name}"
            self.see(f"setting {name}", keeper.get(url))
            for typed in ("", "x\0", "å" * 10_000, "9" * 5_000, "10.0.0.0/24"):
                self.see(
                    f"setting {name}, {typed:.9}", keeper.post(url, {"value": typed})
                )
        weeks = "/min/admin/innstillinger/thread_weeks"
        self.see("stricter", keeper.post(weeks, {"value": "20"}))
        self.see(
            "stricter, changed", keeper.post(weeks, {"value": "20", "change": "1"})
        )
        keeper.post(weeks, {"value": "20", "confirmed": "1"})
        self.see("stricter to come", keeper.get(weeks))
        closed = "/min/admin/stengte-dager"
        for typed in ("", "i dag", "17.11.2025", "1.1.9999", "25.12.2025"):
            self.see(f"closing, {typed}", keeper.post(closed, {"first": typed}))
        backwards = {"first": "22.12.2025", "last": "1.12.2025"}
        self.see("closing, backwards", keeper.post(closed, backwards))
        keeper.post(closed, {"first": "22.12.2025", "last": "2.1.2026"})
        self.see("closed", keeper.get(closed))
        self.see("reopened twice", keeper.post(f"{closed}/ta-bort", {"day": "x"}))
        self.arranging_steps(keeper)
        self.electing(keeper)
        self.keeping_people()

    def electing(self, keeper: Visitor) -> None:
        url = f"/min/valg/registrer/{self.cast.department.id}"
        self.see("election", keeper.get(url))
        self.see("election, empty", keeper.post(url))
        held = {
            "held_on": "14.11.2025",
            "representative": str(self.cast["participant"].id),
            "deputy": str(self.cast["deputy"].id),
            "witness_1": "Prøve Vitnesen",
            "witness_2": "Prøve Sannsen",
        }
        forged = held | {"representative": "99999", "held_on": "1.1.0001"}
        self.see("election, forged", keeper.post(url, forged))
        alone = held | {"witness_2": "prøve  vitnesen"}
        self.see("election, one witness", keeper.post(url, alone))
        self.see("election, checked", keeper.post(url, held))
        keeper.post(url, held | {"confirmed": "1"})
        self.see("election, twice", keeper.post(url, held | {"confirmed": "1"}))
        self.see("elections", keeper.get("/min/valg/registrer"))
        self.get("who is who after an election", "/tillitsvalgte")

    def keeping_people(self) -> None:
        office, admin = self.visitor(self.cast["administrator"]), "/min/admin"
        person = f"{admin}/personer/{self.kept['person_id']}"
        role = f"{admin}/roller/{self.kept['role_id']}"
        place = f"{admin}/avdelinger/{self.kept['department_id']}"
        for door in (
            *(f"{person}/{act}" for act in ("navn", "rolle", "avslutt", "ny-kode")),
            f"{person}/e-post",
            *(f"{role}/{act}" for act in ("avslutt", "vikar")),
            *(f"{admin}/{it}" for it in ("personer/ny", "avdelinger", "import")),
            f"{place}/navn",
            f"{admin}/lapper",
        ):
            blank = {"name": "", "since": "", "until": "nå", "last_day": ""}
            blank |= {"email": "kari"}
            self.see(f"{door}, empty", office.post(door, blank))
            self.see(f"{door}, token lost", office.post(door, {"csrf_token": "x"}))
        self.pasting(office, admin)
        self.handing_out(office, person, admin)
        own = f"{admin}/personer/{self.cast['administrator'].id}/avslutt"
        self.see("last to leave", office.post(own, {"last_day": "1.1.2020"}))
        odd = self.make.person(name="<script>\"'&amp; " + "W" * 200).id
        self.see("odd name", office.get(f"{admin}/personer/{odd}"))

    def pasting(self, office: Visitor, admin: str) -> None:
        for name, text in LISTS.items():
            for door in ("import", "avdelinger"):
                for wish in ("", "save"):
                    data = {"pasted": text, "do": wish}
                    answer = office.post(f"{admin}/{door}", data)
                    self.see(f"{door} {name}, {wish or 'look'}", answer)

    def handing_out(self, office: Visitor, person: str, admin: str) -> None:
        second = self.cast["manager"].id
        office.post(f"{person}/ny-kode", {"second": second})
        self.see("asked for a code", office.get(person))
        chosen = {"whom": "everybody", "token": Token.new().seal()}
        self.see("slips", office.post(f"{admin}/lapper", chosen))
        self.see("slips, chosen from", office.get(f"{admin}/lapper"))
        self.see("people, imported", office.get(f"{admin}/personer"))

    def leaving(self) -> None:
        visitor = self.visitor(self.cast["participant"])
        out = visitor.post("/min/logg-ut")
        self.see("sign out", out)
        self.see("signed out", visitor.get(out.location))
        self.post("exit", "/forlat", token=self.token("published"))
        self.see("exit inside", visitor.get("/min/forlat"))


def walk_in_both_languages(sqlite: SQLite, folder: Path) -> Walked:
    """Every answer, and what in it was written by people."""
    walked = Walked([], set())
    for lang in LANGUAGES:
        with sqlite.lend(folder / lang) as url:
            app = create_app(house_config(folder / lang, url))
            with app.app_context():
                tour = Tour(app, lang, closed=walked.closed)
                walked.shown.extend(tour.walk().shown)
                walked.written.update(written_by_people())
                db.session.remove()
                db.engine.dispose()
    return walked


def written_by_people() -> set[str]:
    words = {line for text in LISTS.values() for line in text.splitlines()}
    words |= {"Prøve", "00 00 00 00", "Mer kaffe.", "Hei igjen."}
    words |= {"Kari sa det.", HEAVY.strip(), *WRITTEN, MY_TEXT, THEIR_TEXT}
    words |= {MINE, THEIRS}
    words.add(LATE)
    for kind in (Person, Department):
        words |= set(db.session.scalars(select(kind.name)))
    for entry in db.session.scalars(select(Entry)):
        words.add(entry.words)
    for answer in db.session.scalars(select(Answer)):
        words |= {str(value) for value in vars(answer).values()}
    for matter in db.session.scalars(select(Matter)):
        words |= {matter.title, matter.text}
    for meeting in db.session.scalars(select(Meeting)):
        words |= {meeting.why_not_held, *(it.said for it in meeting.items)}
    return words | written_in_complaints()


def written_in_complaints() -> set[str]:
    words: set[str] = set()
    for complaint in db.session.scalars(select(Complaint)):
        words |= {complaint.happened_words, complaint.wish_words}
        words.add(complaint.witness_words)
        words |= {it.words for it in complaint.entries}
        for given in complaint.answers:
            words |= {given.measure_words, given.doer_words, given.reason_words}
    return words


def _lay_traps(app: Flask) -> None:
    """Addresses that fail as anything in the house may fail."""

    def fail(status: int) -> NoReturn:
        if status == HTTPStatus.INTERNAL_SERVER_ERROR:
            raise RuntimeError(SECRET)
        abort(status)

    app.add_url_rule("/prove/<int:status>", "prove.open", fail)
    app.add_url_rule("/min/prove/<int:status>", "prove.inside", fail)

"""The part of the walk (tests/tour.py) that leads in: slips, doors, what came late."""

from datetime import timedelta

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.people import duties, second_factors
from kimvoice.people.models import Person, RoleKind
from tests.app import CHANGE, SET_UP, key_on, with_number
from tests.factories import LONG_AGO
from tests.street import Street
from tests.visitor import PASSPHRASE, Visitor, form_to

DOOR = "/min/logg-inn"
PEOPLE = "/min/admin/personer"
START = "/min/start"
LATE = "Hva mente du med dette?"


class WayIn(Street):
    def visitor(self, person: Person | None) -> Visitor:
        visitor = Visitor(self.app)
        visitor.post("/min/sprak", {"lang": self.lang})
        if person is not None:
            visitor.sign_in(person)
        return visitor

    def signing_in(self) -> None:
        visitor = self.visitor(None)
        self.see("sign in", visitor.get(DOOR))
        self.see("sign in, token lost", visitor.post(DOOR, {"csrf_token": "x"}))
        self.see("sign in, page gone", visitor.post(DOOR))
        self.see("sign in, empty", visitor.submit(DOOR))
        typed = {"user_name": "ingen", "passphrase": "feil", "place": "own"}
        for _ in range(6):
            refused = visitor.submit(DOOR, typed)
        self.see("sign in, locked", refused)
        typed |= {"user_name": self.cast["chair"].user_name}
        self.see("sign in, wrong passphrase", visitor.submit(DOOR, typed))

    def first_time(self) -> None:
        visitor, newcomer = self.visitor(None), self.make.newcomer()
        code = self.make.slip_for(newcomer)
        self.see("start, empty", visitor.post(START))
        self.see("start, wrong code", visitor.post(START, {"code": "ABCD"}))
        visitor.post(START, {"code": code})
        self.see("is it you", visitor.get(START))
        visitor.post(f"{START}/deg", {"answer": "yes"})
        choose = f"{START}/passord"
        self.see("first passphrase", visitor.get(choose))
        self.see("first passphrase, short", visitor.post(choose, {"passphrase": "x"}))
        visitor.post(choose, {"passphrase": PASSPHRASE})
        visitor.token = ""
        self.see("where, empty", visitor.post(f"{START}/sted"))
        late = self.visitor(None)
        late.get(f"{START}/{code}")
        self.see("start, used code", late.get(START))

    def own_settings(self) -> None:
        visitor, change = self.visitor(self.cast["chair"]), "/min/innstillinger/passord"
        self.see("settings, empty", visitor.post(change))
        typed = {"passphrase_now": "feil", "passphrase_new": PASSPHRASE}
        self.see("settings, wrong passphrase", visitor.post(change, typed))

    def correcting(self) -> None:
        visitor, url = self.visitor(self.cast["deputy"]), "/min/lagret-om-meg"
        self.see("correction, empty", visitor.post(f"{url}/rett", {"words": " "}))
        visitor.post(f"{url}/rett", {"words": "Hei igjen."})
        again = visitor.post(f"{url}/rett", {"words": "Mer kaffe."})
        self.see("correction, again", again)
        self.see("correction, asked", visitor.get(url))
        office = self.visitor(self.cast["administrator"])
        waiting = f"/min/admin/rettelser/{self.cast['deputy'].id}"
        self.see("correction, read", office.get(waiting))
        self.see("correction, empty answer", office.post(waiting))
        office.post(waiting, {"words": "Hei igjen."})
        late = office.post(waiting, {"words": "Mer kaffe."})
        self.see("correction, answered twice", late)
        self.see("correction, answered", visitor.get(url))
        self.see("home, corrected", visitor.get("/min/"))

    def new_code(self) -> None:
        second, by = self.cast["coordinator"], self.cast["administrator"]
        asked = self.make.new_code(by=by, second=second)
        url, visitor = f"/min/ny-kode/{asked.id}", self.visitor(second)
        self.see("home, asked for a new code", visitor.get("/min/"))
        self.see("new code", visitor.get(url))
        self.see("new code, no answer", visitor.post(url))
        self.see("new code, yes", visitor.post(url, {"answer": "yes"}))
        self.see("new code, answered", visitor.get(url))
        asked.printed_on = clock.today()
        db.session.commit()
        self.see("home, new code", self.visitor(asked.person).get("/min/"))

    def new_role(self) -> None:
        second, by = self.cast["coordinator"], self.cast["administrator"]
        person = self.make.person(RoleKind.STAFF_MEMBER)
        asked = self.make.wanted(person, by=by, second=second)
        url, visitor = f"/min/ny-rolle/{asked.id}", self.visitor(second)
        self.see("home, asked for a role", visitor.get("/min/"))
        self.see(
            "person, asked for a role", self.visitor(by).get(f"{PEOPLE}/{person.id}")
        )
        self.see("new role", visitor.get(url))
        self.see("new role, no answer", visitor.post(url))
        self.see("new role, yes", visitor.post(url, {"answer": "yes"}))
        self.see("new role, answered", visitor.get(url))
        self.see("inbox, new role", visitor.get("/min/innboks"))
        role = next(it for it in person.roles if it.kind is RoleKind.COORDINATOR)
        duties.end(role, clock.today() - timedelta(days=1))
        db.session.commit()
        self.see("who reads, ended", visitor.get("/min/hvem-kan-lese-klager"))

    def sent_too_late(self) -> None:
        reader = self.make.representative(self.cast.department)
        suggestion = self.make.suggestion(by=reader)
        suggestion.take(reader)
        db.session.commit()
        visitor, url = self.visitor(reader), f"/min/forslag/{suggestion.number}/spor"
        form = form_to(url, visitor.get(url))
        reader.sign_out_everywhere()
        late = visitor.post(url, form.fields | {"words": LATE})
        self.see("sent too late", late)
        typed = {"user_name": reader.user_name, "place": "shared", "passphrase": "feil"}
        door = form_to(DOOR, late)
        wrong = visitor.post(DOOR, door.fields | typed)
        self.see("sent too late, wrong passphrase", wrong)
        door = form_to(DOOR, wrong)
        right = door.fields | typed | {"passphrase": PASSPHRASE}
        resumed = self.see("resumed", visitor.post(DOOR, right))
        again = form_to(url, resumed)
        self.see("resumed, the form", visitor.post(url, again.fields))

    def second_factor(self) -> None:
        reader = self.make.representative(self.cast.department)
        visitor = self.visitor(reader)
        page = self.see("second factor", visitor.get(SET_UP))
        self.see("second factor, empty", visitor.post(SET_UP))
        app = key_on(page)
        typed = {"passphrase_now": PASSPHRASE, "code": app.wrong()}
        wrong = visitor.post(SET_UP, form_to(SET_UP, page).fields | typed)
        self.see("second factor, wrong number", wrong)
        typed["code"] = app.number()
        sheet = visitor.post(SET_UP, form_to(SET_UP, wrong).fields | typed)
        self.see("second factor, sheet", sheet)
        self.see("second factor, change", visitor.get(CHANGE))
        self.see("second factor, change, empty", visitor.post(CHANGE))
        door = self.visitor(None)
        typed = {"user_name": reader.user_name, "place": "own"}
        typed["passphrase"] = PASSPHRASE
        asked = door.submit(DOOR, typed)
        self.see("number", asked)
        self.see("number, empty", with_number(door, asked, ""))
        self.see("number, wrong", with_number(door, asked, app.wrong()))
        self.slip_and_number(reader)
        second_factors.reset(reader)
        db.session.commit()
        self.see("home, second factor reset", self.visitor(reader).get("/min/"))

    def slip_and_number(self, person: Person) -> None:
        by, second = self.cast["administrator"], self.cast["coordinator"]
        asked = self.make.new_code(by=by, second=second, person=person)
        asked.agree(second)
        visitor = self.visitor(None)
        visitor.get(f"{START}/{self.make.slip_for(person)}")
        visitor.post(f"{START}/deg", {"answer": "yes"})
        choose = f"{START}/passord"
        self.see("new passphrase and number", visitor.get(choose))
        self.see("new passphrase and number, empty", visitor.post(choose))

    def no_role_left(self) -> None:
        person = self.make.participant()
        for role in person.roles:
            role.ends = LONG_AGO
        db.session.commit()
        typed = {
            "user_name": person.user_name,
            "passphrase": PASSPHRASE,
            "place": "own",
        }
        self.see("sign in, no role", self.visitor(None).submit(DOOR, typed))
        self.make.complaint(by=person)
        self.see("home, after leaving", self.visitor(person).get("/min/"))

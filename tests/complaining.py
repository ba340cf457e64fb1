"""The part of the walk (tests/tour.py) that complains, and answers complaints."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from kimvoice.complaints import standstill
from kimvoice.complaints.exclusions import Exclusion
from kimvoice.complaints.log import Deed
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import State
from kimvoice.core import clock, days, jobs, settings
from kimvoice.core.db import db
from tests.cast import SENT_SO
from tests.complaints.cases import FURTHER, further
from tests.complaints.helped import START as HELPING
from tests.complaints.typed import (
    ASKED,
    COURSE,
    FAULTS,
    FILED,
    GOOD,
    HANDLERS,
    HEAVY,
    NEED_NO_WORDS,
    ON_PAPER,
    PROMISE,
    TOO_LONG,
)
from tests.supported import Supported
from tests.visitor import Visitor, form_to


@dataclass
class Complaining(Supported):
    def complain(self) -> None:
        """The first: everybody tries its number."""
        send = further(self.make, self.cast)
        self.complaints["k-received"] = send("k-received")

    def complain_of_all(self) -> None:
        send = further(self.make, self.cast)
        for case in sorted({*SENT_SO, *FURTHER} - {"k-resting", "k-received"}):
            self.complaints[case] = send(case)
        for role in ("participant", "leader", "coordinator", "chair"):
            visitor = self.known_as(self.cast[role])
            for url in ("/min/", "/min/klager", "/min/innboks"):
                self.see(f"{role} has complaints, {url}", visitor.get(url))

    def complaining(self) -> None:
        self.filing()
        self.helping()
        self.sent()
        self.complain_of_all()
        self.looking("")
        received = self.complaints["k-received"]
        own, url = self.door(received, "kvittering")
        self.see("receipt", own.get(url))
        self.standing_still()
        self.moved()
        for case, act in ASKED:
            self.asked(case, act)
        self.checking()
        self.losing()
        self.supporting()
        self.whole_course()
        self.logged()

    # Filing

    def filing(self) -> None:
        visitor = self.known_as(self.cast["participant"])
        for step in range(1, 7):
            self.see(f"file {step}", visitor.post(f"{FILED}/{step}", GOOD))
        for number, (step, wrong) in enumerate(FAULTS):
            answer = visitor.post(f"{FILED}/{step + 1}", GOOD | wrong)
            self.see(f"file {step}, wrong {number}", answer)
        for name, address in (("page", "2"), ("send", "send"), ("draft", "utkast")):
            lost = visitor.post(f"{FILED}/{address}", GOOD | {"csrf_token": "x"})
            self.see(f"file, {name}, token lost", lost)
        every = [str(it.id) for it in Exclusion.can_name()]
        for name, whom in (
            ("the board", {"subject": "board"}),
            ("by phone", {"manner": "by_phone", "phone": "00 00 00 00"}),
            ("a person", {"subject": "participant", "about": "Prøve"}),
            ("nobody left", {"near": every}),
        ):
            for step in (4, 6):
                page = visitor.post(f"{FILED}/{step}", GOOD | {"first": "4"} | whom)
                self.see(f"file {step}, {name}", page)

    def helping(self) -> None:
        """Somebody types for the participant: together, and from paper."""
        helper, door = self.known_as(self.cast["coordinator"]), HELPING
        whom = {"helped": self.cast["participant"].name, "way": "together"}
        paper = whom | {"way": "on_paper", "delivered": "1.10.2025"}
        for name, wrong in (
            ("empty", {}),
            ("nobody", whom | {"helped": "Prøve"}),
            ("long ago", paper | {"delivered": "1.10.2024"}),
            ("token lost", whom | {"csrf_token": "x"}),
        ):
            self.see(f"help, {name}", helper.post(door, wrong))
        told = GOOD | whom | {"first": "4"}
        for step in range(1, 7):
            self.see(f"help {step}", helper.post(f"{door}/{step}", told))
        about = told | {"subject": "coordinator"}
        self.see("help, about oneself", helper.post(f"{door}/4", about))
        paper |= told | {
            "way": "on_paper",
            "delivered": "17.11.2025",
            "nonce": "1" * 32,
        }
        late = paper | {"delivered": "20.10.2025", "nonce": "2" * 32}
        sealed = told | {"manner": "on_paper", "nonce": "3" * 32}
        witness = {"confirmation": "witness", "witness": "Prøve Vitnesen"}
        for name, said in (
            ("unsaid", told),
            ("without passphrase", told | {"confirmation": "passphrase"}),
            ("with witness", told | witness),
            ("in an envelope", sealed | witness),
            ("unsigned", paper),
            ("from paper", paper | {"signed": "y"}),
            ("late from paper", late | {"signed": "y"}),
        ):
            self.see(f"help, {name}", helper.post(f"{door}/send", said))
        mine = self.known_as(self.cast["participant"])
        self.see("home, helped", mine.get("/min/"))
        for name, typed in (("empty", ""), ("no number", "x"), ("nobody's", "10000")):
            answer = mine.post("/min/klager", {"number": typed})
            self.see(f"claim, {name}", answer)
        helped = select(Complaint).where(Complaint.helper_id.is_not(None))
        for number, it in enumerate(db.session.scalars(helped).unique()):
            self.complaints[f"helped {number}"] = it
        newcomer = {"helped": self.make.newcomer().name, "nonce": "4" * 32}
        new = helper.post(f"{door}/send", told | witness | newcomer)
        self.see("help, a newcomer", new)

    def sent(self) -> None:
        visitor = self.known_as(self.cast["participant"])
        self.onward("draft saved", visitor, visitor.post(f"{FILED}/utkast", GOOD))
        self.see("draft or new", visitor.get(f"{FILED}/1"))
        self.see("draft", visitor.get(f"{FILED}/utkast"))
        kept = visitor.post(f"{FILED}/kast", {"csrf_token": "x"})
        self.see("draft, token lost", kept)
        self.onward("draft gone", visitor, visitor.post(f"{FILED}/kast"))
        self.see("send, wrong", visitor.post(f"{FILED}/send", {"happened": "x"}))
        for times in ("once", "twice"):
            answer = visitor.post(f"{FILED}/send", GOOD | {"first": "2"})
            self.onward(f"sent {times}", visitor, answer)

    def onward(self, name: str, visitor: Visitor, answer: TestResponse) -> None:
        """To where it leads, where it says what was done."""
        self.see(name, answer)
        if answer.location:
            self.see(f"{name}, said", visitor.get(answer.location))

    # Looking

    def looking(self, when: str, *cases: str) -> None:
        for case in cases or self.complaints:
            it = self.complaints[case]
            url = f"/min/klage/{it.number}"
            own = self.known_as(it.complainant)
            self.see(f"own, {case}{when}", own.get(url))
            if case in ON_PAPER:
                self.see(f"print, {case}", own.get(f"{url}/skriv-ut"))
                self.see(f"log, {case}", own.get(f"{url}/hvem"))
            if it.handler and it.state is not State.WITHDRAWN:
                handler = self.known_as(it.handler)
                self.see(f"handler, {case}{when}", handler.get(url))

    def standing_still(self) -> None:
        before = clock.today() - timedelta(weeks=2)
        job = jobs.Done(job=standstill.JOB, slot=before.isoformat())
        db.session.add(job)
        db.session.commit()
        self.looking(", standstill", "k-late", "k-received")
        db.session.delete(job)
        db.session.commit()

    def moved(self) -> None:
        """The house is closed on days that nobody knew of."""
        today = clock.today()
        closed = frozenset(today + timedelta(days=it) for it in (1, 2))
        for when, chosen in ((", moved", closed), ("", frozenset())):
            settings.CLOSING_DAYS.choose(chosen, "Prøve", today)
            db.session.commit()
            if when:
                self.looking(when, "k-sent", "k-received", "k-taken")

    # Acting

    def door(self, it: Complaint, act: str) -> tuple[Visitor, str]:
        who = it.handler if act in HANDLERS else it.complainant
        return self.known_as(who), f"/min/klage/{it.number}/{act}"

    def asked(self, case: str, act: str) -> None:
        """The page of an act, and what is wrong with what was sent from it."""
        visitor, url = self.door(self.complaints[case], act)
        name = f"{act}, {case}"
        self.see(name, visitor.get(url))
        if (case, act) not in NEED_NO_WORDS:
            self.see(f"{name}, empty", visitor.post(url, {"words": ""}))
        if act not in ("til-side", "trekk"):
            long = dict.fromkeys(TOO_LONG, "å" * 4001)
            self.see(f"{name}, too long", visitor.post(url, long))
        if act in ("skriv", "notat"):
            lost = visitor.post(url, {"csrf_token": "x"})
            self.see(f"{name}, token lost", lost)

    def checking(self) -> None:
        visitor, url = self.door(self.complaints["k-received"], "svar")
        for verdict in ("upheld", "partly_upheld", "not_upheld"):
            given = PROMISE | {"verdict": verdict}
            self.see(f"answer {verdict}", visitor.post(url, given))
            lacking = visitor.post(url, {"verdict": verdict})
            self.see(f"answer {verdict}, lacking", lacking)
        self.see("answer, change", visitor.post(url, PROMISE | {"change": "yes"}))
        past = PROMISE | {"done_by": "1.1.2020"}
        self.see("answer, in the past", visitor.post(url, past))
        heavy = visitor.post(url, PROMISE | {"measure": HEAVY})
        self.see("answer, heavy", heavy)
        late, url = self.door(self.complaints["on paper"], "svar")
        self.see("answer, twice", late.post(url, PROMISE))
        self.see("envelope", late.get(url.replace("svar", "konvolutt")))

    def losing(self) -> None:
        """Written while the complaint went away."""
        for case, leave in (
            ("k-taken", Complaint.withdraw),
            ("k-late", Complaint.climb),
        ):
            it = self.complaints[case]
            it.take_on(self.cast["leader"])
            db.session.commit()
            visitor, url = self.door(it, "svar")
            form = form_to(url, visitor.get(url))
            leave(it)
            db.session.commit()
            late = visitor.post(url, form.fields | PROMISE)
            self.see(f"answer lost, {case}", late)

    def whole_course(self) -> None:
        it = further(self.make, self.cast)("k-sent")
        for number, (act, said) in enumerate(COURSE):
            visitor, url = self.door(it, act)
            data = {name: self.filled_in(value, it) for name, value in said.items()}
            self.onward(f"done {number}, {act}", visitor, visitor.post(url, data))
            db.session.refresh(it)
        self.complaints["whole"] = it
        self.looking("", "whole")

    def logged(self) -> None:
        """By everybody, twice, by somebody who is erased, and changed by another."""
        it, leader = self.complaints["whole"], self.cast["leader"]
        own, url = self.door(it, "hvem")
        for by in (leader, leader, it.complainant):
            for deed in Deed:
                it.enter(deed, by, second=self.cast["manager"])
        for line in it.log[-2 * len(Deed) : -len(Deed)]:
            for person in (leader, self.cast["manager"]):
                line.forget(person)
        db.session.commit()
        self.see("log, of everything", own.get(url))
        it.log[1].deed = Deed.SAW
        db.session.commit()
        self.see("log, changed", own.get(url))

    def filled_in(self, value: Any, it: Complaint) -> Any:
        match value:
            case "<chair>":
                return str(self.cast["chair"].id)
            case "<exclusion>":
                return str(it.exclusions[0].id)
            case "<later>":
                day = days.working_day_after(it.current.answer_by, 5)
                return f"{day:%d.%m.%Y}"
        return value

    # Who answers, and when

    def arranging_steps(self, keeper: Visitor) -> None:
        url = "/min/admin/frister"
        stands = form_to(url, keeper.get(url)).fields
        for name, wrong in (
            ("empty", dict.fromkeys(stands, "")),
            ("too many days", {"work_leader_answer": "31", "appeal_weeks": "99"}),
            ("backwards", {"work_leader_confirm": "9", "work_leader_answer": "3"}),
            ("bodies", {"outside_bodies": "NAV"}),
            ("changed by another", {"seen": "0"}),
            ("token lost", {"csrf_token": "x"}),
        ):
            self.see(f"steps, {name}", keeper.post(url, stands | wrong))
        fewer = {name: it for name, it in stands.items() if name != "coordinator"}
        self.see("steps, fewer", keeper.post(url, fewer))
        self.see("steps, said", keeper.get(url))

"""The part of the walk (tests/tour.py) in which somebody is asked for support."""

from dataclasses import dataclass, field

from kimvoice.complaints.models import Complaint
from kimvoice.core.db import db
from kimvoice.people.models import Person
from tests.complaints.cases import received
from tests.complaints.supporting import FILLED, ask, support
from tests.visitor import Visitor, form_to
from tests.way_in import WayIn

YES = {"answer": "yes"}


@dataclass
class Supported(WayIn):
    known: dict[int, Visitor] = field(default_factory=dict)

    def known_as(self, person: Person | None) -> Visitor:
        assert person is not None
        if person.id not in self.known:
            self.known[person.id] = self.visitor(person)
        return self.known[person.id]

    def supporting(self) -> None:
        it = received(self.make, self.cast)
        self.asking(it)
        self.answering(it)
        self.reading(it)
        self.ending(it)

    def asking(self, it: Complaint) -> None:
        own, url = self.known_as(it.complainant), f"/min/klage/{it.number}/stotte"
        self.see("support", own.get(url))
        for name, wrong in (
            ("empty", dict.fromkeys(FILLED, "")),
            ("the leader", {"name": self.cast["leader"].name}),
            ("too long", {"name": "å" * 201, "phone": "å" * 41}),
            ("what is not there", {"whom": "x", "parts": ["x"], "contact": "x"}),
            ("no number", {"phone": "1"}),
            ("token lost", {"csrf_token": "x"}),
        ):
            self.see(f"support, {name}", own.post(url, FILLED | {"name": ""} | wrong))
        known = FILLED | {"name": self.cast["colleague"].name}
        for times in ("once", "twice"):
            self.see(f"support asked {times}", own.post(url, known))
        self.see("support, waiting", own.get(url))

    def answering(self, it: Complaint) -> None:
        db.session.refresh(it)
        friend = self.known_as(self.cast["colleague"])
        url = f"/min/stotte/{it.supports[0].id}"
        for name, page in (
            ("home", "/min/"),
            ("inbox", "/min/innboks"),
            ("asked", url),
        ):
            self.see(f"asked for support, {name}", friend.get(page))
        self.see("support, no answer", friend.post(url, {}))
        self.see("support, a no", friend.post(url, {"answer": "no"}))
        self.see("support, a late yes", friend.post(url, {"answer": "yes"}))
        own = self.known_as(it.complainant)
        for act in ("", "/stotte"):
            self.see(f"after a no {act}", own.get(f"/min/klage/{it.number}{act}"))
        self.see("home, after a no", own.get("/min/"))

    def reading(self, it: Complaint) -> None:
        friend, here = self.cast["representative"], f"/min/klage/{it.number}"
        url = f"/min/stotte/{ask(it, friend).id}"
        yes = self.known_as(friend).post(url, YES)
        self.see("support, a yes", yes)
        self.see("support, said", self.known_as(friend).get(yes.location))
        self.see("support, a second yes", self.known_as(friend).post(url, YES))
        for page in ("/min/", "/min/innboks", here, f"{here}/skriv-stotte"):
            name = page.replace(here, "the complaint")
            self.see(f"supporting, {name}", self.known_as(friend).get(page))
        for text in ("", "å" * 4001, "Vi kommer begge.", "Vi kommer begge."):
            told = self.known_as(friend).post(f"{here}/skriv-stotte", {"words": text})
            self.see(f"supporting, {len(text)} signs", told)
        self.read_by_all(it)

    def read_by_all(self, it: Complaint) -> None:
        here = f"/min/klage/{it.number}"
        for part in ("reads_complaint", "reads_answers", "reads_messages"):
            setattr(it.supports[-1], part, True)
        it.give(self.cast["leader"], **self.make.upheld())
        db.session.commit()
        for role in ("participant", "leader", "representative"):
            page = self.known_as(self.cast[role]).get(here)
            self.see(f"with support, {role}", page)
        own = self.known_as(it.complainant)
        for act in ("stotte", "skriv", "skriv-ut"):
            self.see(f"with support, {act}", own.get(f"{here}/{act}"))
        note = self.known_as(self.cast["leader"]).get(f"{here}/notat")
        self.see("with support, a note", note)

    def ending(self, it: Complaint) -> None:
        here = f"/min/klage/{it.number}"
        friend = self.known_as(self.cast["representative"])
        form = form_to(f"{here}/skriv-stotte", friend.get(f"{here}/skriv-stotte"))
        own = self.known_as(it.complainant)
        for times in ("once", "twice"):
            self.see(f"support ended {times}", own.post(f"{here}/avslutt-stotte"))
        late = friend.post(f"{here}/skriv-stotte", form.fields | {"words": "Hei."})
        self.see("support, written too late", late)
        self.see("support, ended", own.get(f"{here}/stotte"))
        support(it, self.cast["deputy"], all_of_it=False)
        deputy = self.known_as(self.cast["deputy"])
        self.see("support, nothing to read", deputy.get(here))
        lost = deputy.post(f"{here}/avslutt-stotte", {"csrf_token": "x"})
        self.see("support, end, token lost", lost)

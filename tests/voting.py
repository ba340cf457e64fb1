"""The part of the walk (tests/tour.py) that elects.

Each page of an election in each state, for whom it is; each form empty, too long, and
when its token is lost.
"""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.elections.counters import ElectionCounter
from kimvoice.elections.objections import ElectionComplaint
from kimvoice.elections.states import ProposalKind, State
from kimvoice.people.models import Person, RoleKind
from tests.complaining import Complaining
from tests.electing import Electing, Held
from tests.visitor import Visitor, form_to

PAGES = """
draft       officer    protokoll
nomination  voter      oppslag manntall resultat
nomination  candidate  stille trekk
nomination  officer    tellere protokoll
listed      voter      oppslag manntall
listed      candidate  trekk
listed      officer    oppslag papir seddel opptelling manntall protokoll
listed      counter    papir
open        officer    seddel papir manntall
open        counter    opptelling
closed      voter      resultat
closed      officer    avkryssing seddel resultat protokoll/valgstyret
tied        voter      resultat
tied        officer    loddtrekning loddtrekning/lapper avkryssing resultat
tied        counter    opptelling
counted     voter      resultat
counted     officer    resultat avkryssing protokoll protokoll/valgstyret
published   voter      resultat protokoll
published   officer    resultat klager avkryssing protokoll/valgstyret
final       voter      resultat klage protokoll
final       officer    klager protokoll/valgstyret
"""
"""Beside the page of the election itself, which everybody opens."""

FORMS = """
nomination  voter      kandidat stille
listed      officer    tellere manntall/rett pa-nytt
open        counter    seddel
closed      counter    opptelling
tied        officer    loddtrekning/tid loddtrekning/skriv-inn
published   voter      klage
"""
BUTTONS = """
nomination  candidate  nei
listed      candidate  trekk
counted     officer    resultat
published   officer    resultat
"""
TOO_LONG = {"text": 201, "textarea": 4001}
STATEMENT, REASON = "Jeg er god til å lytte.", "Hun sluttet i oktober."
OBJECTION, REPLY = "Urna sto åpen i pausen.", "Vi har snakket med alle tre."
PLACE, ROUND = "Pauserommet", "Valgrunde høsten 2026"
WRITTEN = {STATEMENT, REASON, OBJECTION, REPLY, PLACE, ROUND}
LOT = {
    "drawer": "Prøve Trekkesen",
    "witness_1": "Prøve Vitnesen",
    "witness_2": "Prøve Sannsen",
}


def lines(table: str) -> list[tuple[State, str, list[str]]]:
    rows = (line.split() for line in table.splitlines() if line)
    return [(State(state), who, paths) for state, who, *paths in rows]


class OneCommittee(Electing):
    """Sits for every round: fewer people sign in."""

    def committee(self) -> list[Person]:
        return self._members

    @cached_property
    def _members(self) -> list[Person]:
        return super().committee()


@dataclass
class Voting(Complaining):
    def voting(self) -> None:
        self.elections = OneCommittee(self.make)
        self.counter, self.outsider = self.make.participant(), self.make.participant()
        self.held: dict[State, Held] = {
            it: self.hold(it) for it in State if it is not State.ANNULLED
        }
        for state in self.held:
            self.looked_at(state)
        self.open_each_page()
        self.send_each_form()
        self.planning_a_round()
        self.asked_to_stand()
        self.without_a_vote()
        self.correcting_the_roll()
        self.giving_slips()
        self.counting()
        self.drawing_lots()
        self.objecting()
        self.in_office()
        self.holding_anew()

    def open_each_page(self) -> None:
        for state, who, paths in lines(PAGES):
            for path in paths:
                visitor, url = self.at(state, who, path)
                self.see(f"{state}, {who}, {path}", visitor.get(url))

    def send_each_form(self) -> None:
        for state, who, paths in lines(FORMS):
            for path in paths:
                self.mistyped(f"{state}, {who}, {path}", *self.at(state, who, path))
        for state, who, paths in lines(BUTTONS):
            for path in paths:
                visitor, url = self.at(state, who, path)
                lost = visitor.post(url, {"csrf_token": "x"})
                self.see(f"{state}, {path}, token lost", lost)

    def hold(self, state: State, candidates: int = 3) -> Held:
        held = self.elections.election(state, candidates=candidates)
        held.election.counters.append(ElectionCounter(person=self.counter))
        db.session.commit()
        return held

    def who(self, held: Held, who: str) -> Person:
        return {
            "voter": held.voters[-1],
            "candidate": held.voters[0],
            "officer": held.officers[0],
            "counter": self.counter,
            "outsider": self.outsider,
        }[who]

    def at(self, state: State, who: str, path: str = "") -> tuple[Visitor, str]:
        held = self.held[state]
        return self.known_as(self.who(held, who)), self.url(held, path)

    def url(self, held: Held, path: str = "") -> str:
        return f"/min/valg/{held.election.id}" + (f"/{path}" if path else "")

    def looked_at(self, state: State) -> None:
        everybody = ("officer", "voter", "candidate", "counter", "outsider")
        for who in everybody if state is not State.DRAFT else ("officer",):
            visitor, url = self.at(state, who)
            self.see(f"{state}, {who}", visitor.get(url))
        visitor, _url = self.at(state, "voter")
        self.see(f"{state}, home", visitor.get("/min/"))

    def mistyped(self, name: str, visitor: Visitor, url: str) -> None:
        form = form_to(url, self.see(name, visitor.get(url)))
        kept = {it: form.fields[it] for it in form.fields if it == "csrf_token"}
        typed = [it for it, kind in form.kinds.items() if kind in TOO_LONG]
        long = {it: "å" * TOO_LONG[form.kinds[it]] for it in typed}
        for fault, data in (
            ("empty", kept | dict.fromkeys(typed, "")),
            ("too long", form.fields | long),
            ("token lost", form.fields | {"csrf_token": "x"}),
        ):
            self.see(f"{name}, {fault}", visitor.post(url, data))

    # The officers' round

    def planning_a_round(self) -> None:
        officer, rounds = (
            self.known_as(self.elections.committee()[0]),
            "/min/valg/runde",
        )
        self.see("elections of an officer", officer.get("/min/valg"))
        self.see("home of an officer", officer.get("/min/"))
        self.see("another round", officer.get(f"{rounds}/ny"))
        for kind in ("supplering", "styret"):
            self.see(f"round, {kind}", officer.get(f"{rounds}/ny/{kind}"))
        self.mistyped("round", officer, f"{rounds}/ny/ordinart")
        draft = f"{rounds}/{self.held[State.DRAFT].election.round.id}"
        running = f"{rounds}/{self.held[State.LISTED].election.round.id}"
        for url in (draft, running, f"{draft}/kunngjor", f"{draft}/slett"):
            self.see(f"round, {url}", officer.get(url))
        self.mistyped("round, changed", officer, f"{draft}/endre")
        self.mistyped("round, replacing", officer, f"{running}/bytt")
        for act in ("kunngjor", "slett"):
            lost = officer.post(f"{draft}/{act}", {"csrf_token": "x"})
            self.see(f"round, {act}, token lost", lost)
        changed = officer.post(f"{draft}/kunngjor", {"plan": "x"})
        self.see("round, changed meanwhile", changed)
        self.onward("round, announced", officer, officer.submit(f"{draft}/kunngjor"))

    def correcting_the_roll(self) -> None:
        held = self.held[State.OPEN]
        one, other = (self.known_as(it) for it in held.officers[:2])
        struck = {
            "kind": ProposalKind.STRIKE.value,
            "name": held.voters[5].name,
            "reason": REASON,
        }
        url = self.url(held, "manntall/rett")
        for name, wrong in (("nobody", "Prøve"), ("in a name", struck["name"])):
            asked = one.post(url, struck | {"name": wrong})
            self.onward(f"roll, {name}", one, asked)
        [proposal] = held.election.open_proposals
        look = self.url(held, f"avgjor/{proposal.id}")
        for who, visitor in (("the first", one), ("the second", other)):
            self.see(f"agree, {who}", visitor.get(look))
            self.see(f"asked to agree, {who}", visitor.get(self.url(held)))
        lost = other.post(f"{look}/ja", {"csrf_token": "x"})
        self.see("agree, token lost", lost)
        self.onward("agreed", other, other.post(f"{look}/ja"))
        self.see("agreed before", other.get(look))
        self.see("agree, twice", other.post(f"{look}/nei"))

    # Who stands

    def asked_to_stand(self) -> None:
        held = self.held[State.NOMINATION]
        own, url = self.known_as(held.voters[4]), self.url(held)
        held.election.nominate(held.voters[4])
        db.session.commit()
        self.see("asked to stand", own.get(url))
        self.see("home, asked to stand", own.get("/min/"))
        self.onward("declined", own, own.post(f"{url}/nei"))
        self.onward("stands", own, own.post(f"{url}/stille", {"statement": STATEMENT}))

    def without_a_vote(self) -> None:
        """Nobody, one, and two who agree."""
        for number in (0, 1, 2):
            held = self.hold(State.LISTED, candidates=number)
            officer = self.known_as(held.officers[0])
            voter, url = self.known_as(held.voters[-1]), self.url(held)
            for path in ("", "/resultat"):
                self.see(f"{number} stand, officer{path}", officer.get(url + path))
            self.see(f"{number} stand, notice", voter.get(f"{url}/oppslag"))
            self.see(f"{number} stand, voter", voter.get(url))
            if number == 1:
                lost = voter.post(f"{url}/avstemning", {"csrf_token": "x"})
                self.see("ask for a vote, token lost", lost)
                asked = voter.post(f"{url}/avstemning")
                self.onward("asked for a vote", voter, asked)
        self.agreeing(held)

    def agreeing(self, held: Held) -> None:
        url, first = self.url(held, "enige"), str(held.candidates[0].id)
        one, other = (self.known_as(it) for it in held.candidates)
        self.mistyped("agree on the order", one, url)
        for name, visitor in (("one", one), ("the other", other)):
            said = visitor.post(url, {"first": first})
            self.onward(f"order agreed, {name}", visitor, said)
        self.see("order, agreed before", one.get(url))

    # The vote

    def giving_slips(self) -> None:
        held = self.held[State.OPEN]
        visitor, url = self.at(State.OPEN, "counter", "seddel")
        voter = held.voters[0]
        asked = {"name": voter.name}
        given = asked | {"give": str(voter.id)}
        self.see("slip, asked", visitor.post(url, asked))
        self.onward("slip, given", visitor, visitor.post(url, given))
        self.see("slip, given twice", visitor.post(url, given))
        self.see("slip, nobody's", visitor.post(url, {"name": "Prøve"}))

    def counting(self) -> None:
        held = self.held[State.CLOSED]
        one, url = self.at(State.CLOSED, "counter", "opptelling")
        other = self.known_as(held.officers[1])
        got = {"votes_1": "4", "votes_2": "2", "votes_3": "1"}
        right = {"slips": "8", "blanks": "1", "rejected": "0"} | got
        for name, wrong in (
            ("letters", {"slips": "åtte"}),
            ("more slips", {"slips": "9"}),
            ("fewer slips", {"slips": "7", "votes_1": "3"}),
            ("marks", {"votes_1": "8"}),
        ):
            self.see(f"count, {name}", one.post(url, right | wrong))
        for name, visitor, figures in (
            ("first", one, right),
            ("differs", other, right | {"blanks": "0", "rejected": "1"}),
            ("again", one, right),
            ("agrees", other, right),
        ):
            self.onward(f"count, {name}", visitor, visitor.post(url, figures))

    def drawing_lots(self) -> None:
        held = self.held[State.TIED]
        officer, url = self.at(State.TIED, "officer", "loddtrekning")
        now = clock.now()
        when = {"on": f"{now:%d.%m.%Y}", "at": f"{now:%H.%M}", "where": PLACE}
        self.see("lot, needed", officer.post(f"{url}/uten"))
        self.onward("lot, planned", officer, officer.post(f"{url}/tid", when))
        voter, _url = self.at(State.TIED, "voter")
        self.see("lot, planned, voter", voter.get(self.url(held)))
        drawn = LOT | {"first": str(held.election.equals[0].person_id)}
        draw = f"{url}/skriv-inn"
        same = drawn | {"witness_2": LOT["drawer"]}
        self.see("lot, a witness twice", officer.post(draw, same))
        self.see("lot, checked", officer.post(draw, drawn))
        self.see("lot, changed", officer.post(draw, drawn | {"change": "1"}))
        sure = drawn | {"confirmed": "1"}
        self.onward("lot, drawn", officer, officer.post(draw, sure))
        self.see("lot, twice", officer.post(draw, sure))
        self.see("lot, drawn, voter", voter.get(self.url(held)))
        result = self.url(held, "resultat")
        self.see("lot, result", officer.get(result))
        self.onward("result, published", officer, officer.post(result))
        self.see("result, lot", voter.get(result))
        self.see("protocol, lot", voter.get(self.url(held, "protokoll")))

    # Afterwards

    def objecting(self) -> None:
        held = self.held[State.PUBLISHED]
        voter, url = self.at(State.PUBLISHED, "voter", "klage")
        officer, _url = self.at(State.PUBLISHED, "officer")
        self.onward("objected", voter, voter.post(url, {"words": OBJECTION}))
        self.see("objected twice", voter.post(url, {"words": OBJECTION}))
        self.see("objections", officer.get(f"{url}r"))
        [sent] = db.session.scalars(select(ElectionComplaint))
        answered = f"{url}r/{sent.id}"
        self.mistyped("objection", officer, answered)
        reply = {"decision": "stands", "reason": REPLY}
        self.onward("objection answered", officer, officer.post(answered, reply))
        self.see("objection answered before", officer.get(answered))
        self.see("objection answered twice", officer.post(answered, reply))
        self.see("own objection, answered", voter.get(url))
        self.see("objections, answered", officer.get(self.url(held, "resultat")))

    def in_office(self) -> None:
        elected = self.make.representative()
        own, door = self.known_as(elected), "/min/valg/verv"
        self.see("first day in office", own.get(door))
        self.see("home of a representative", own.get("/min/"))
        self.mistyped("step down", own, f"{door}/slutt")
        [office] = [it for it in elected.roles if it.kind is RoleKind.REPRESENTATIVE]
        leaves = {"office": str(office.id), "last_day": f"{clock.today():%d.%m.%Y}"}
        self.see("step down, check", own.post(f"{door}/slutt", leaves))
        self.mistyped(
            "recorded for the board",
            self.known_as(self.elections.committee()[0]),
            "/min/valg/registrer/styret",
        )

    def holding_anew(self) -> None:
        held = self.held[State.COUNTED]
        one, other = (self.known_as(it) for it in held.officers[:2])
        url = self.url(held, "pa-nytt")
        self.onward("anew, asked", one, one.post(url, {"reason": REASON}))
        [proposal] = held.election.open_proposals
        look = self.url(held, f"avgjor/{proposal.id}")
        self.see("anew, the second", other.get(look))
        self.onward("anew, agreed", other, other.post(f"{look}/ja"))
        db.session.refresh(held.election)
        assert held.election.standing is State.ANNULLED
        self.held[State.ANNULLED] = held
        self.looked_at(State.ANNULLED)
        voter, result = self.at(State.ANNULLED, "voter", "resultat")
        self.see("annulled, result", voter.get(result))
        self.see("annulled, protocol", voter.get(self.url(held, "protokoll")))
        for who, visitor in (("voter", voter), ("officer", one)):
            self.see(f"elections, {who}", visitor.get("/min/valg"))
        self.get("who is who, elections running", "/tillitsvalgte")

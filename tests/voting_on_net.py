"""The part of the walk (tests/tour.py) that elects on the net, as tests/voting.py does.

One election from the officers' words to the result: each page for whom it is, too early
and too late, each form empty, wrong, and when its token is lost.
"""

import re
from dataclasses import dataclass

from werkzeug.test import TestResponse

from kimvoice.core.db import db
from kimvoice.elections.states import State, Way
from tests.electing import Held
from tests.visitor import Visitor, forms
from tests.voting import REASON, Voting

ON_PAPER = 4
"""Given slips; and one of them comes back."""
COUNTED = (
    *("opptelling", "resultat", "protokoll", "protokoll/fil"),
    *("protokoll/valgstyret", "protokoll/valgstyret/fil"),
)
OF_OFFICERS = ("urna", "seddel", "papirsedler", "urnemerker", "apne", "avkryssing")


@dataclass
class VotingOnNet(Voting):
    def voting(self) -> None:
        super().voting()
        held = self.elections.election(State.LISTED, way=Way.NET)
        self.on_net = {"voter": held.voters[-1], "outsider": self.outsider}
        self.words_of(held)
        self.sealing(held)
        self.looked_at_on_net(held, "listed")
        self.elections.open_it(held.election)
        db.session.commit()
        self.looked_at_on_net(held, "open")
        self.sending(held)
        self.beside(held)
        self.allowing_a_code(held)
        self.elections.close_it(held.election)
        db.session.commit()
        self.looked_at_on_net(held, "closed")
        self.typing_in(held)
        self.hanging_up(held)
        self.opening(held)
        self.shredding(held)

    def looked_at_on_net(self, held: Held, when: str) -> None:
        url = self.url(held)
        for who, person in self.on_net.items():
            visitor = self.known_as(person)
            for path in ("", "/stem", "/urnemerker", "/oppslag"):
                name = f"net, {when}, {who}{path}"
                self.see(name, visitor.get(url + path))
            self.see(f"net, {when}, {who}, home", visitor.get("/min/"))
        officer = self.known_as(held.officers[0])
        self.see(f"net, {when}, officer", officer.get(url))
        self.see(f"net, {when}, officer, round", officer.get(self.of_round(held)))
        for path in OF_OFFICERS:
            self.see(f"net, {when}, officer, {path}", officer.get(f"{url}/{path}"))

    def of_round(self, held: Held, path: str = "") -> str:
        return f"/min/valg/runde/{held.election.round.id}{path}"

    def again(
        self, name: str, visitor: Visitor, url: str, page: TestResponse, **more: object
    ) -> TestResponse:
        """What the page's form sends, with what is typed besides."""
        return self.see(name, visitor.post(url, fields_of(url, page) | more))

    # Before the vote

    def words_of(self, held: Held) -> None:
        """The first officer's on the screen; what the others got is known."""
        one, *others = held.officers
        officer, url = self.known_as(one), self.of_round(held, "/ord")
        ready = self.see("words, ready", officer.get(url))
        self.see("words, sheet", officer.get(f"{url}/ark"))
        self.see("words, token lost", officer.post(url, {"csrf_token": "x"}))
        shown = self.again("words, shown", officer, url, ready)
        drawn = re.findall(r'<li lang="nb" translate="no">(\w+)</li>', shown.text)
        held.words[one.id] = drawn
        asked = self.again("words, asked for two", officer, url, shown)
        wrong = {"code_2": "xyz", "code_5": drawn[0]}
        asked = self.again("words, wrong", officer, url, asked, **wrong)
        right = {"code_2": drawn[1], "code_5": drawn[4]}
        kept = officer.post(url, fields_of(url, asked) | right)
        self.onward("words, kept", officer, kept)
        self.see("words, had", officer.get(url))
        self.see("urn, words lack", officer.get(self.url(held, "urna")))
        for each in others:
            self.elections.give_words(held, each)
        db.session.commit()

    def sealing(self, held: Held) -> None:
        officer, url = self.known_as(held.officers[0]), self.url(held, "urna")
        self.see("urn, to be sealed", officer.get(url))
        self.see("urn, token lost", officer.post(url, {"csrf_token": "x"}))
        self.onward("urn, sealed", officer, officer.submit(url))
        self.see("urn, sealed twice", officer.post(url))

    # While it is open

    def sending(self, held: Held) -> None:
        voter, url = self.known_as(held.voters[-1]), self.url(held, "stem")
        for name, chosen in (
            ("nobody", []),
            ("three", ["1", "2", "3"]),
            ("name and blank", ["1", "blank"]),
            ("of another list", ["9"]),
        ):
            self.chosen(name, voter, url, ballot=chosen)
        self.chosen("token lost", voter, url, csrf_token="x", ballot=["1"])
        blank = self.chosen("blank", voter, url, ballot=["blank"])
        checked = self.chosen("checked", voter, url, ballot=["2"])
        for name in ("sent", "sent twice"):
            self.again(f"ballot, voter, {name}", voter, url, checked)
        self.again("ballot, voter, another sent", voter, url, blank)
        self.see("ballot, voter, has voted", voter.get(url))
        outsider = self.known_as(self.outsider)
        self.see("ballot, outsider", outsider.post(url, {"ballot": ["1"]}))

    def chosen(
        self, name: str, voter: Visitor, url: str, **said: object
    ) -> TestResponse:
        """The answer to the click leads back to the same address."""
        voter.post(url, said)
        return self.see(f"ballot, voter, {name}", voter.get(url))

    def beside(self, held: Held) -> None:
        officer, url = self.known_as(held.officers[0]), self.url(held, "seddel")
        self.see("slip, beside, voted", officer.post(url, named(held, -1)))
        asked = self.see("slip, beside, may", officer.post(url, named(held, 0)))
        token = re.findall(r'name="give" value="([^"]+)"', asked.text)[0]
        given = officer.post(url, named(held, 0) | {"give": token})
        self.see("slip, beside, given", given)
        for person in held.voters[1:ON_PAPER]:
            held.election.give_slip(person)
        db.session.commit()

    def allowing_a_code(self, held: Held) -> None:
        one, other = (self.known_as(it) for it in held.officers[:2])
        url = self.url(held, "ny-kode")
        self.mistyped("new code", one, url)
        asked = one.post(url, named(held, 5) | {"reason": REASON})
        self.onward("new code, asked", one, asked)
        [proposal] = held.election.open_proposals
        look = self.url(held, f"avgjor/{proposal.id}")
        self.see("new code, the second", other.get(look))
        self.onward("new code, agreed", other, other.post(f"{look}/ja"))

    # When it is over

    def typing_in(self, held: Held) -> None:
        officer, url = self.known_as(held.officers[0]), self.url(held, "papirsedler")
        reader = {"reader": str(held.officers[1].id)}
        self.see("paper, no reader", officer.post(url))
        slip = self.see("paper, begun", officer.post(url, reader))
        slip = self.again("paper, nothing", officer, url, slip)
        for name, chosen in (("too many", ["1", "2", "3"]), ("laid in", ["1"])):
            slip = self.again(f"paper, {name}", officer, url, slip, ballot=chosen)
        for chosen in (["2"], ["blank"]):
            slip = self.again("paper, another", officer, url, slip, ballot=chosen)

    def hanging_up(self, held: Held) -> None:
        """One slip has not come back."""
        officer, url = self.known_as(held.officers[0]), self.url(held, "urnemerker")
        self.see("marks, one slip lacks", officer.post(url))
        other = self.known_as(held.officers[1])
        checked = officer.post(url, {"searched": "y"})
        self.onward("marks, paper checked", officer, checked)
        self.see("marks, checked by another", other.get(url))
        self.onward("marks, hung up", other, other.post(url, {"searched": "y"}))
        self.see("marks, twice", officer.post(url, {"searched": "y"}))
        self.looked_at_on_net(held, "marks hang")

    def opening(self, held: Held) -> None:
        url = self.url(held, "apne")
        for at, name in ((0, "the first"), (1, "the second")):
            person = held.officers[at]
            officer, drawn = self.known_as(person), held.words[person.id]
            for fault, typed in (
                ("nothing", {}),
                ("no words", words(["xyz"] * 6)),
                ("wrong", words(drawn[::-1])),
            ):
                self.see(f"opening, {name}, {fault}", officer.post(url, typed))
            opened = officer.post(url, words(drawn))
            self.onward(f"opening, {name}", officer, opened)
            self.see(f"opening, {name}, twice", officer.post(url, words(drawn)))
        assert held.election.standing in (State.COUNTED, State.TIED)
        self.looked_at_on_net(held, "counted")
        for path in COUNTED:
            self.see(f"net, counted, {path}", officer.get(self.url(held, path)))
        self.see("program that counts", officer.get("/min/valg/kontrollprogram"))

    def shredding(self, held: Held) -> None:
        url = self.of_round(held, "/makulering")
        for at in (0, 1):
            officer = self.known_as(held.officers[at])
            self.see("shredding", officer.get(url))
            self.see("shredding, token lost", officer.post(url, {"csrf_token": "x"}))
            self.onward("shredded", officer, officer.submit(url))
        self.see("shredded twice", officer.post(url))


def fields_of(url: str, page: TestResponse) -> dict[str, str]:
    """Of the form at the address, whichever act it is for."""
    here = (it for it in forms(page) if it.leads_to.partition("#")[0] == url)
    return next(here).fields


def named(held: Held, at: int) -> dict[str, str]:
    return {"name": held.voters[at].name}


def words(drawn: list[str]) -> dict[str, str]:
    return {f"passphrase_{at}": word for at, word in enumerate(drawn, start=1)}

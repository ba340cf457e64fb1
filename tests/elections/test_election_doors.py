"""Every door of the elections, and what each answers to whom (doors.py here)."""

import re
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from urllib.parse import urlsplit

import pytest
from werkzeug.test import TestResponse

from kimvoice.core.db import db
from kimvoice.elections.counters import ElectionCounter
from kimvoice.elections.states import State
from kimvoice.people.models import Person, RoleKind
from tests.complaints.own_page import on_sqlite
from tests.electing import Electing, Held
from tests.elections.doors import WHO, ElectionDoor, doors
from tests.factories import Make
from tests.visitor import Visit, Visitor

DONE = "303"
NEXT = re.compile("Neste steg( i [^:]+)?: [^<]+</strong>\\s+Hvem: |Valget er ferdig")
REFUSED = (403, 404, 409)


TAKEN = attrgetter("taken")
DOORS = {
    taken: list(those) for taken, those in groupby(sorted(doors(), key=TAKEN), TAKEN)
}
"""By the election that they take: while nothing is done, it serves all of them."""


@dataclass
class Knocking:
    make: Make
    electing: Electing
    visit: Visit
    elsewhere: dict[str, Visitor] = field(default_factory=dict)
    inside: dict[str, Visitor] = field(default_factory=dict)
    held: Held | None = None
    silent: list[str] = field(default_factory=list)
    """Pages of an election that don't say what happens next."""

    def answers(self, door: ElectionDoor) -> dict[str, str]:
        """Those who are refused come first, and all to the same election."""
        given = dict.fromkeys(WHO, "")
        for who in sorted(WHO, key=lambda it: door.answers[it] == DONE):
            if not self.inside:
                self.begin(door)
            answer = self.knock(door, who)
            given[who] = _said(answer)
            if door.taken and answer.mimetype == "text/html" and not says_next(answer):
                self.silent.append(f"{who}: {door}")
            if given[who] == DONE:
                self.inside = {}
        return given

    def knock(self, door: ElectionDoor, who: str) -> TestResponse:
        visitor, url = (self.elsewhere | self.inside)[who], door.address(self.held)
        if door.method == "GET":
            return visitor.get(url)
        return visitor.post(url, door.sent(self.held))

    def begin(self, door: ElectionDoor) -> None:
        self.elsewhere = self.elsewhere or self.let_in(elsewhere(self.make))
        if door.state:
            self.held = self.electing.election(State(door.state), way=door.way)
        self.inside = self.let_in(cast(self.make, self.held))

    def let_in(self, people: dict[str, Person | None]) -> dict[str, Visitor]:
        known = {it: self.visit(as_=it) for it in set(people.values())}
        return {who: known[person] for who, person in people.items()}


def elsewhere(make: Make) -> dict[str, Person | None]:
    return {
        "visitor": None,
        "elsewhere": make.participant(),
        "leader": make.work_leader(),
        "administrator": make.person(RoleKind.ADMINISTRATOR),
    }


def cast(make: Make, held: Held | None) -> dict[str, Person | None]:
    """One of each; where there is no election, of a house without any."""
    if held is None:
        officer = make.person(RoleKind.ELECTION_OFFICER)
        somebody = make.participant()
        return {
            "voter": somebody,
            "candidate": somebody,
            "officer": officer,
            "counter": somebody,
        }
    counter = make.participant()
    held.election.counters.append(ElectionCounter(person=counter))
    db.session.commit()
    return {
        "voter": held.others[0],
        "candidate": held.candidates[0],
        "officer": held.officers[0],
        "counter": counter,
    }


@on_sqlite
@pytest.mark.parametrize("taken", DOORS)
def test_every_door_of_an_election_answers_as_the_table_says(
    taken: str, make: Make, electing: Electing, visit: Visit
) -> None:
    knocking = Knocking(make, electing, visit)
    given = {str(door): knocking.answers(door) for door in DOORS[taken]}
    assert given == {str(door): door.answers for door in DOORS[taken]}
    assert knocking.silent == [], "what happens next, and who must do it"


def says_next(answer: TestResponse) -> bool:
    """Once, and also where a form was refused; else nothing of the election is seen."""
    said = len(NEXT.findall(answer.text))
    return said == 1 or answer.status_code in REFUSED or bool(answer.location)


def _said(answer: TestResponse) -> str:
    if answer.location and urlsplit(answer.location).path == "/min/logg-inn":
        return "in"
    return str(answer.status_code)

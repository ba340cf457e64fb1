"""Every door of the elections, and what each answers to whom (doors.py here)."""

from urllib.parse import urlsplit

import pytest
from werkzeug.test import TestResponse

from kimvoice.core.db import db
from kimvoice.elections.counts import ElectionCounter
from kimvoice.elections.states import State
from kimvoice.people.models import Person, RoleKind
from tests.complaints.own_page import on_sqlite
from tests.electing import Electing, Held
from tests.elections.doors import WHO, ElectionDoor, doors
from tests.factories import Make
from tests.visitor import Visit

DONE = "303"


def held_at(door: ElectionDoor, electing: Electing) -> Held | None:
    if not door.state:
        return None
    return electing.election(State(door.state), way=door.way)


def cast(make: Make, held: Held | None) -> dict[str, Person | None]:
    """One of each; where there is no election, of a house without any."""
    people: dict[str, Person | None] = {
        "visitor": None,
        "elsewhere": make.participant(),
        "leader": make.work_leader(),
        "administrator": make.person(RoleKind.ADMINISTRATOR),
    }
    if held is None:
        officer = make.person(RoleKind.ELECTION_OFFICER)
        somebody = make.participant()
        return (
            people
            | dict.fromkeys(("voter", "candidate", "counter"), somebody)
            | {"officer": officer}
        )
    counter = make.participant()
    held.election.counters.append(ElectionCounter(person=counter))
    db.session.commit()
    return people | {
        "voter": held.others[0],
        "candidate": held.candidates[0],
        "officer": held.officers[0],
        "counter": counter,
    }


@on_sqlite
@pytest.mark.parametrize("door", doors(), ids=str)
def test_every_door_of_an_election_answers_as_the_table_says(
    door: ElectionDoor, make: Make, electing: Electing, visit: Visit
) -> None:
    """Those who are refused come first, and all to the same election."""
    given = dict.fromkeys(WHO, "")
    held = held_at(door, electing)
    people = cast(make, held)
    for who in sorted(WHO, key=lambda it: door.answers[it] == DONE):
        if door.answers[who] == DONE and DONE in given.values():
            held = held_at(door, electing)
            people = cast(make, held)
        visitor = visit(people[who])
        url = door.address(held)
        if door.method == "GET":
            answer = visitor.get(url)
        else:
            answer = visitor.post(url, door.sent(held))
        given[who] = _said(answer)
    assert given == door.answers


def _said(answer: TestResponse) -> str:
    if answer.location and urlsplit(answer.location).path == "/min/logg-inn":
        return "in"
    return str(answer.status_code)

"""Officers who act in the same moment: one is done, the other is told why not."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from kimvoice.core.db import begin_adding, begin_writing, db
from kimvoice.elections.models import Election
from kimvoice.elections.proposals import Proposal
from kimvoice.elections.rounds import ElectionRound
from kimvoice.elections.states import ProposalKind, State
from kimvoice.people.models import Person, RoleKind
from tests.anonymity.effort import long
from tests.complaints.test_races import at_once
from tests.electing import Electing
from tests.factories import LONG_AGO, Make
from tests.visitor import Visit, Visitor

TRIES = 25 if long() else 3
Act = Callable[[], None]
on_postgresql = pytest.mark.parametrize("database", ["postgresql"], indirect=True)
"""On SQLite one writes at a time: there is nothing to see."""


def announcing(number: int) -> Act:
    """As the view does it: nobody else plans meanwhile."""

    def act() -> None:
        begin_adding(ElectionRound)
        db.session.get_one(ElectionRound, number).announce()
        db.session.commit()

    return act


def deciding(
    number: int, which: int, by: int, verb: Callable[[Election, Proposal, Person], None]
) -> Act:
    def act() -> None:
        begin_writing()
        election = Election.locked(number)
        assert election is not None
        proposal = election.proposal(which)
        assert proposal is not None
        verb(election, proposal, db.session.get_one(Person, by))
        db.session.commit()

    return act


def test_of_two_rounds_in_one_department_one_is_announced(
    app: Flask, make: Make, electing: Electing
) -> None:
    officers = electing.committee()
    for _ in range(TRIES):
        department = make.department(active=1)
        drafts = [electing.round(department, officers=officers) for _ in range(2)]
        numbers = [it.id for it in drafts]
        said = at_once(app, *map(announcing, numbers))
        assert [it[:13] for it in sorted(said)] == ["", "Et annet valg"]
        announced = [db.session.get_one(ElectionRound, it) for it in numbers]
        assert sorted(it.is_draft for it in announced) == [False, True]


def test_of_a_yes_and_a_no_one_counts(app: Flask, electing: Electing) -> None:
    for _ in range(TRIES):
        held = electing.election(State.LISTED, voters=4)
        struck = held.others[0]
        held.election.propose(ProposalKind.STRIKE, struck, "Feil.", held.officers[0])
        db.session.commit()
        number, [asked] = held.election.id, held.election.proposals
        one, other = (it.id for it in held.officers[1:])
        which = asked.id
        said = at_once(
            app,
            deciding(number, which, one, Election.agree_to),
            deciding(number, which, other, Election.refuse),
        )
        assert sorted(map(bool, said)) == [False, True]
        election = db.session.get_one(Election, number)
        assert election.is_on_roll(struck) is not election.proposals[0].agreed


def test_two_officers_leave_at_once_and_the_committee_is_three(
    app: Flask, make: Make, electing: Electing
) -> None:
    held = electing.election(State.LISTED)
    number = held.election.round.id
    coming = make.person(RoleKind.ELECTION_OFFICER).id

    def leaving(person: int) -> Act:
        def act() -> None:
            begin_adding(ElectionRound)
            planned = db.session.get_one(ElectionRound, number)
            people = (db.session.get_one(Person, it) for it in (person, coming))
            planned.replace(*people)
            db.session.commit()

        return act

    one, other = (it.id for it in held.officers[1:])
    said = at_once(app, leaving(one), leaving(other))
    assert sorted(map(bool, said)) == [False, True]
    assert len(db.session.get_one(ElectionRound, number).officers) == 3


@on_postgresql
def test_nobody_stands_while_they_come_into_the_committee(
    app: Flask, make: Make, electing: Electing, visit: Visit
) -> None:
    """Through the doors: the election is locked while its committee changes."""
    for _ in range(TRIES):
        held = electing.election(State.NOMINATION)
        both, number = held.others[0], held.election.id
        both.take_role(RoleKind.ELECTION_OFFICER, since=LONG_AGO)
        db.session.commit()
        planner, leaving = visit(held.officers[0]), held.officers[1].id
        form = {"leaving": str(leaving), "coming": str(both.id)}
        url, person = f"/min/valg/runde/{held.election.round.id}/bytt", both.id

        def standing(number: int = number, person: int = person) -> None:
            begin_writing()
            election = Election.locked(number)
            assert election is not None
            election.stand(db.session.get_one(Person, person))
            db.session.commit()

        def replacing(
            planner: Visitor = planner, url: str = url, form: Any = form
        ) -> None:
            planner.post(url, form)

        at_once(app, standing, replacing)
        election = db.session.get_one(Election, number)
        candidates = {it.person_id for it in election.candidates}
        assert not candidates & {it.id for it in election.officers}

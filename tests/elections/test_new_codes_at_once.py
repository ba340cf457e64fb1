"""A slip is printed in the moment in which something else is decided."""

from collections.abc import Callable

from flask import Flask

from kimvoice.admin import printing
from kimvoice.core.db import begin_writing, db
from kimvoice.elections.models import Election
from kimvoice.elections.states import State, Way
from kimvoice.people.invitations import Invitation
from kimvoice.people.models import Person
from tests.anonymity.effort import long
from tests.complaints.test_races import at_once
from tests.electing import Electing
from tests.elections.test_new_codes import TWO_MUST, agree, agreed_code, newcomer
from tests.factories import Make

TRIES = 25 if long() else 3


def printing_for(number: int) -> Callable[[], None]:
    def act() -> None:
        begin_writing()
        [person] = printing.locked([number])
        Invitation.issue(person)
        db.session.commit()

    return act


def sealing(number: int, by: int) -> Callable[[], None]:
    def act() -> None:
        begin_writing()
        election = Election.locked(number)
        assert election is not None
        election.seal_urn(db.session.get_one(Person, by))
        db.session.commit()

    return act


def test_of_two_who_print_with_one_yes_one_prints(
    app: Flask, electing: Electing
) -> None:
    held = electing.election(State.OPEN, way=Way.NET)
    number = newcomer(held).id
    for _ in range(TRIES):
        agree(held, db.session.get_one(Person, number))
        said = sorted(at_once(app, *[printing_for(number)] * 2), key=len)
        assert said[0] == ""
        assert TWO_MUST in said[1]


def test_a_code_printed_while_the_urn_is_sealed_is_void_or_was_not_made(
    app: Flask, electing: Electing, make: Make
) -> None:
    for _ in range(TRIES):
        held = electing.election(State.LISTED, way=Way.NET)
        for officer in held.officers:
            electing.give_words(held, officer)
        person = held.voters[0].id
        agreed_code(make, held.voters[0])
        by = held.officers[0].id
        said = at_once(app, sealing(held.election.id, by), printing_for(person))
        assert said[0] == ""
        assert said[1] == "" or TWO_MUST in said[1]
        db.session.expire_all()
        assert held.election.is_on_net
        assert db.session.get(Invitation, person) is None

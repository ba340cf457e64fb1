"""Two acts in the same moment, as in test_races.py: of support, on both databases."""

from collections.abc import Callable

import pytest
from flask import Flask

from kimvoice.complaints import policy
from kimvoice.complaints.exclusions import Exclusion
from kimvoice.complaints.log import Deed
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Ground, State
from kimvoice.core.db import begin_writing, db
from kimvoice.people.models import Person
from tests.anonymity.effort import long
from tests.complaints.supporting import ask, support
from tests.complaints.test_races import at_once
from tests.factories import Ladder, Make

TRIES = 50 if long() else 5
ACTS: dict[str, Callable[[Complaint, Person, Person], None]] = {
    "yes": lambda it, friend, _by: it.agree_to_support(friend),
    "no": lambda it, friend, _by: it.decline_support(friend),
    "end": lambda it, _friend, by: it.end_support(by),
    "leave": lambda it, friend, _by: it.end_support(friend),
    "write": lambda it, friend, _by: it.write_in_support(friend, "Vi kommer begge."),
    "exclude": lambda it, friend, _by: it.exclude([Exclusion.of(friend, Ground.NEAR)]),
    "ask": lambda it, friend, _by: it.ask_for_support(
        friend, (), it.supports[0].contact
    ),
}
RACES = [
    # before, at once, in how many can both be done
    ("asked", ("yes", "end"), (1, 2)),
    ("asked", ("yes", "yes"), (1, 1)),
    ("asked", ("yes", "no"), (1, 1)),
    ("asked", ("yes", "exclude"), (1, 2)),
    ("agreed", ("write", "end"), (1, 2)),
    ("agreed", ("write", "exclude"), (1, 2)),
    ("agreed", ("leave", "end"), (1, 1)),
    ("ended", ("ask", "ask"), (1, 1)),
]


@pytest.mark.parametrize(("before", "sides", "done"), RACES)
def test_of_two_in_the_same_moment_none_is_half_done(
    before: str,
    sides: tuple[str, str],
    done: tuple[int, int],
    app: Flask,
    make: Make,
    ladder: Ladder,
    by: Person,
) -> None:
    friend = make.participant()
    for number in [led_to(before, make, by, friend) for _ in range(TRIES)]:
        said = at_once(app, *[acting(it, number, friend.id, by.id) for it in sides])
        assert done[0] <= said.count("") <= done[1], said
        assert all(word.endswith(".") for word in said if word)
        db.session.rollback()
        complaint = db.session.get_one(Complaint, number)
        its = [side for side, word in zip(sides, said, strict=True) if not word]
        check(complaint, friend, its)


def led_to(before: str, make: Make, by: Person, friend: Person) -> int:
    complaint = make.complaint(State.RECEIVED, by=by)
    (ask if before == "asked" else support)(complaint, friend)
    if before == "ended":
        complaint.end_support(by)
    db.session.commit()
    return complaint.number


def acting(side: str, number: int, friend: int, by: int) -> Callable[[], None]:
    """As a view does it: locked, one verb, commit."""

    def act() -> None:
        begin_writing()
        complaint = Complaint.locked(number)
        assert complaint is not None
        people = [db.session.get_one(Person, each) for each in (friend, by)]
        ACTS[side](complaint, *people)
        db.session.commit()

    return act


def check(complaint: Complaint, friend: Person, done: list[str]) -> None:
    """One open at most, one line for each act, and nothing to see when it ended."""
    assert len([it for it in complaint.supports if it.is_open]) <= 1
    deeds = [it.deed for it in complaint.log]
    assert [it.line for it in complaint.log] == list(range(len(deeds)))
    assert deeds.count(Deed.WRITE) == done.count("write")
    assert deeds.count(Deed.ENDED_SUPPORT) == done.count("leave")
    if {"end", "leave", "exclude", "no"} & {*done}:
        assert not policy.may_see(friend, complaint)
        assert not any(it.is_open for it in complaint.supports)

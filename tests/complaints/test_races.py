"""Two acts in the same moment: one is done, the other is told why not, no word is lost.

Each pair is played fifty times in the long form, on both databases, in threads of their
own that find the complaint as a view does: locked, and by the one query.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle

import pytest
from flask import Flask
from sqlalchemy import func, select

from kimvoice.complaints import daily, policy, standstill
from kimvoice.complaints.exclusions import Exclusion
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Act, Ground, State
from kimvoice.core.db import begin_writing, db
from kimvoice.core.errors import RuleBroken
from kimvoice.core.jobs import Done
from kimvoice.people.models import Person
from tests.anonymity.effort import long
from tests.complaints.test_states import VERBS
from tests.conftest import TravelTo
from tests.factories import Ladder, Make

FIFTY = 50
TRIES = FIFTY if long() else 10
CLIMBS = "2025-12-04 10:00"
"""What was received on Monday 17 November climbs on this day."""
NOT_THERE = "not there"
Runs = Callable[[int], str]


@dataclass(frozen=True)
class Race:
    state: State
    sides: tuple[str, str]
    when: str = "2025-11-18 10:00"
    both: bool = False
    """The second can be done after the first: then it is, and nothing is lost."""


RACES = {
    "answer against climbing": Race(State.RECEIVED, ("answer", "climb"), CLIMBS),
    "accept against ask on": Race(State.ANSWERED, ("accept", "escalate")),
    "withdraw against answer": Race(State.RECEIVED, ("answer", "withdraw"), both=True),
    "two answers": Race(State.RECEIVED, ("answer", "answer")),
    "appeal against answer": Race(State.RECEIVED, ("answer", "escalate"), CLIMBS),
    "step aside against exclude": Race(State.RECEIVED, ("step_aside", "exclude")),
    "stop against climbing": Race(State.RECEIVED, ("stay", "climb"), CLIMBS, both=True),
    "two step aside": Race(State.RECEIVED, ("step_aside", "step_aside")),
}
OWN = ("accept", "escalate", "withdraw", "exclude", "stay")


@pytest.mark.parametrize("name", RACES)
def test_of_two_in_the_same_moment_one_is_first(
    name: str,
    app: Flask,
    make: Make,
    travel_to: TravelTo,
    request: pytest.FixtureRequest,
) -> None:
    race, ladder = RACES[name], make.ladder()
    numbers = prepare(make, ladder, race.state)
    travel_to(race.when)
    leader, turn = ladder.leader.id, cycle([0, 1])
    unread = race.state is not State.ANSWERED
    wins = Counter[str]()
    for number in numbers:
        first = next(turn)
        sides = race.sides[first], race.sides[1 - first]
        said = at_once(
            app, *[acting(it, number, leader, unanswered=unread) for it in sides]
        )
        results = list(zip(sides, said, strict=True))
        done = [side for side, word in results if not word]
        assert len(done) == 1 or (race.both and len(done) == 2), results
        check(number, done, results)
        wins[" and ".join(sorted(done))] += 1
    assert wins.total() == TRIES
    request.node.user_properties.append((name, dict(wins)))


def prepare(make: Make, ladder: Ladder, state: State) -> list[int]:
    by = make.participant(department=ladder.department)
    complaints = [make.complaint(state, by=by) for _ in range(TRIES)]
    return [it.number for it in complaints]


def acting(
    side: str, number: int, leader: int, *, unanswered: bool = False
) -> Callable[[], None]:
    """As a view does it: find, may I, one verb, commit."""

    def act() -> None:
        begin_writing()
        complaint = Complaint.locked(number)
        assert complaint is not None
        person = db.session.get_one(Person, leader)
        if side not in (*OWN, "climb") and not policy.may_handle(person, complaint):
            raise LookupError(NOT_THERE)
        if side == "exclude":
            complaint.exclude([Exclusion.of(person, Ground.NEAR)])
        elif side == "escalate":
            complaint.escalate(unanswered=unanswered)
        else:
            VERBS[Act(side)](complaint, person)
        db.session.commit()

    return act


def check(number: int, done: list[str], results: list[tuple[str, str]]) -> None:
    db.session.rollback()
    complaint = db.session.get_one(Complaint, number)
    acts = Counter(entry.act.value for entry in complaint.entries)
    lines = [entry.line for entry in complaint.entries]
    assert lines == list(range(len(lines)))
    assert acts["climb"] == (1 if {"climb", "step_aside", "exclude"} & {*done} else 0)
    for act in {side for side, _ in results} - {"climb"}:
        before = 1 if complaint.answers and act == "answer" and act not in done else 0
        assert acts[act] == done.count(act) + before
    assert len(complaint.answers) == acts["answer"]
    for answer in complaint.answers:
        assert answer.measure_words == "Vi lager en ny vaktliste."
    for _, word in results:
        assert word in ("", NOT_THERE) or word.endswith(".")


# All at once


def at_once(app: Flask, *acts: Callable[[], None]) -> list[str]:
    """What each was told; nothing when it was done. The first has a tiny start."""
    said = [""] * len(acts)
    start = threading.Barrier(len(acts))
    db.session.rollback()

    def run(place: int) -> None:
        with app.app_context():
            start.wait()
            try:
                acts[place]()
            except RuleBroken as refusal:
                said[place] = str(refusal)
            except LookupError as missing:
                said[place] = str(missing)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(it,)) for it in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def test_fifty_answer_at_once_and_one_answer_is_given(
    app: Flask, make: Make, travel_to: TravelTo
) -> None:
    ladder = make.ladder()
    by = make.participant(department=ladder.department)
    number = make.complaint(State.RECEIVED, by=by).number
    fifty = [acting("answer", number, ladder.leader.id) for _ in range(FIFTY)]
    said = [word for group in in_groups(fifty) for word in at_once(app, *group)]
    assert said.count("") == 1
    assert not any(word == NOT_THERE for word in said)
    db.session.rollback()
    complaint = db.session.get_one(Complaint, number)
    assert len([it for it in complaint.entries if it.act is Act.ANSWER]) == 1


def in_groups(
    acts: list[Callable[[], None]], size: int = 10
) -> Iterator[list[Callable[[], None]]]:
    return (acts[at : at + size] for at in range(0, len(acts), size))


def test_of_hosts_that_end_a_day_at_once_each_thing_is_done_once(
    app: Flask, make: Make, travel_to: TravelTo
) -> None:
    """Each climbs and one is deleted, while five hosts run the same day."""
    ladder = make.ladder()
    numbers = prepare(make, ladder, State.SENT)
    gone = make.complaint(State.WITHDRAWN, by=make.participant()).number
    travel_to("2026-02-18 10:00")
    said = at_once(app, *[daily.run_when_due] * 5)
    assert said == [""] * 5
    db.session.rollback()
    assert db.session.get(Complaint, gone) is None
    for number in numbers:
        entries = db.session.get_one(Complaint, number).entries
        assert [entry.act for entry in entries] == [Act.CLIMB]
    runs = select(func.count()).where(Done.job == standstill.JOB)
    assert db.session.scalar(runs) == 1

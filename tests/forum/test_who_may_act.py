"""Whoever does what to a matter, in whatever state: done, or refused, nothing written.

What may be done, and by whom, is written here once more on purpose.
"""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product

import pytest

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.bodies import Body
from kimvoice.forum.measures import Measure
from kimvoice.forum.policy import may_do, may_do_measure
from kimvoice.forum.states import (
    Act,
    Elsewhere,
    MeasureAct,
    MeasureState,
    State,
    Verdict,
)
from kimvoice.people.models import Person
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.forum.places import HEARD, NEW, Place, where_it_began, where_it_was_sent
from tests.travelling import Travelling, answer, given, in_a_month, meet

MONTH = timedelta(days=30)
BEFORE_IT = {Act.SCHEDULE, Act.POSTPONE, Act.FIND_OUT, Act.FORWARD, Act.ANSWER}
APART = {Act.MERGE, Act.POINT_ELSEWHERE}
BEGAN: dict[str, set[Act]] = {
    NEW: {Act.SCHEDULE, Act.POSTPONE, Act.WITHDRAW, *APART},
    State.RECEIVED: BEFORE_IT | APART,
    State.ON_AGENDA: BEFORE_IT | APART,
    State.NEEDS_MORE: BEFORE_IT | APART,
    State.FORWARDED: {Act.POINT_ELSEWHERE},
    HEARD: BEFORE_IT | {Act.POINT_ELSEWHERE},
    State.READ_OUT: set(),
    State.MERGED: {Act.UNDO},
    State.ELSEWHERE: set(),
    State.WITHDRAWN: set(),
}
SENT: dict[str, set[Act]] = {
    State.RECEIVED: BEFORE_IT,
    State.ON_AGENDA: BEFORE_IT,
    State.NEEDS_MORE: BEFORE_IT,
    State.FORWARDED: set(),
    State.ANSWERED: {Act.READ_OUT, Act.ASK_AGAIN},
    State.READ_OUT: {Act.ASK_AGAIN},
    State.ELSEWHERE: set(),
}
LEADERS, ASKERS = {"chair", "deputy"}, {"chair of who asked", "deputy of who asked"}
WHO: dict[Act, set[str]] = {
    **dict.fromkeys((*BEFORE_IT, *APART, Act.UNDO), LEADERS),
    **dict.fromkeys((Act.READ_OUT, Act.ASK_AGAIN), ASKERS),
    Act.WITHDRAW: {"raiser"},
    Act.LOOK_AGAIN: LEADERS,
    **dict.fromkeys((Act.PASS_BACK, Act.SUM_UP, Act.WAIT_AGAIN), set[str]()),
}
VERBS: dict[Act, Callable[[Place, Person], None]] = {
    Act.POSTPONE: lambda it, by: it.visit.postpone(
        by, it.visit.due + MONTH, "Vi venter."
    ),
    Act.FIND_OUT: lambda it, by: it.visit.find_out(by, "Pris", "Ari", in_a_month()),
    Act.FORWARD: lambda it, by: it.visit.forward(by, next_of(it), "Og dere?"),
    Act.ANSWER: lambda it, by: it.visit.answer(by, given(by)),
    Act.READ_OUT: lambda it, by: it.visit.read_out(by),
    Act.ASK_AGAIN: lambda it, by: it.visit.ask_again(by, "Hva med en kort pause?"),
    Act.LOOK_AGAIN: lambda it, by: it.visit.look_again(by),
    Act.MERGE: lambda it, by: it.visit.matter.merge_into(it.other, by),
    Act.UNDO: lambda it, by: it.visit.matter.part(by),
    Act.POINT_ELSEWHERE: lambda it, by: it.visit.matter.point_elsewhere(
        by, Elsewhere.COMPLAINT, ""
    ),
}
"""Those that hear who does them."""
UNASKED: dict[Act, Callable[[Place], None]] = {
    Act.SCHEDULE: lambda it: it.visit.schedule(it.visit.body.meetings[-1]),
    Act.WITHDRAW: lambda it: it.visit.matter.withdraw(),
}
"""Of these the policy alone is asked who."""


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    return Travelling.furnished(make)


@on_sqlite
@pytest.mark.parametrize("state", BEGAN)
def test_where_it_began_these_do_this_and_no_others(
    house: Travelling, make: Make, state: str
) -> None:
    try_everything(where_it_began(house, make, state), state, BEGAN[state])


@on_sqlite
@pytest.mark.parametrize("state", SENT)
def test_where_it_was_sent_these_do_this_and_no_others(
    house: Travelling, make: Make, state: str
) -> None:
    try_everything(where_it_was_sent(house, make, state), state, SENT[state])


def try_everything(place: Place, state: str, acts: set[Act]) -> None:
    if not place.visit.body.meetings:
        meet(place.visit.body)
    db.session.commit()
    received = state in (NEW, HEARD)
    assert place.visit.state == (State.RECEIVED if received else state)
    for act, (role, person) in product(Act, place.people.items()):
        right = act in acts and role in WHO[act]
        assert may_do(person, act, place.visit) is right, (act, role)
        if act in VERBS and (act in acts or place.visit.is_root):
            assert is_done(VERBS[act], place, person) is right, (act, role)
    for act, verb in UNASKED.items():
        if place.visit.is_root or act is Act.SCHEDULE:
            assert is_done(verb, place) is (act in acts), act


def is_done(verb: Callable[..., None], *what: object) -> bool:
    """And taken back. What is refused has written nothing."""
    try:
        verb(*what)
    except RuleBroken:
        assert not [*db.session.new, *filter(db.session.is_modified, db.session.dirty)]
        return False
    db.session.rollback()
    return True


def next_of(place: Place) -> list[Body]:
    return place.visit.body.next_bodies[:1]


# What was promised


PROMISED: dict[MeasureState, set[MeasureAct]] = {
    MeasureState.PROMISED: {
        MeasureAct.REPORT_DONE,
        MeasureAct.POSTPONE,
        MeasureAct.GIVE_UP,
    },
    MeasureState.REPORTED: {MeasureAct.CONFIRM, MeasureAct.DISPUTE},
    MeasureState.DONE: {MeasureAct.DISPUTE},
    MeasureState.NOT_DONE: set(),
}
DOERS = {"doer", "chair", "deputy"}
WHO_PROMISED: dict[MeasureAct, set[str]] = {
    **dict.fromkeys(PROMISED[MeasureState.PROMISED], DOERS),
    **dict.fromkeys(PROMISED[MeasureState.REPORTED], ASKERS),
}
DONE: dict[MeasureAct, Callable[[Measure], None]] = {
    MeasureAct.REPORT_DONE: lambda it: it.report_done("Planen henger oppe."),
    MeasureAct.POSTPONE: lambda it: it.postpone(it.due + MONTH, "Vi venter på folk."),
    MeasureAct.GIVE_UP: lambda it: it.give_up("Det ble for dyrt."),
    MeasureAct.CONFIRM: lambda it: it.confirm(),
    MeasureAct.DISPUTE: lambda it: it.dispute("Den henger ikke der."),
}
LED: dict[MeasureState, tuple[MeasureAct, ...]] = {
    MeasureState.PROMISED: (),
    MeasureState.REPORTED: (MeasureAct.REPORT_DONE,),
    MeasureState.DONE: (MeasureAct.REPORT_DONE, MeasureAct.CONFIRM),
    MeasureState.NOT_DONE: (MeasureAct.GIVE_UP,),
}


@on_sqlite
@pytest.mark.parametrize("state", MeasureState)
def test_of_what_was_promised_these_say_this_and_no_others(
    house: Travelling, make: Make, state: MeasureState
) -> None:
    place = where_it_was_sent(house, make, State.ON_AGENDA)
    doer = make.participant(department=house.kafe)
    answer(place.visit, Verdict.YES).measures[0].doer = doer
    measure = place.visit.answers[0].measures[0]
    for act in LED[state]:
        DONE[act](measure)
    db.session.commit()
    for act, (role, person) in product(
        MeasureAct, [*place.people.items(), ("doer", doer)]
    ):
        right = act in PROMISED[state] and role in WHO_PROMISED[act]
        assert may_do_measure(person, act, measure) is right, (act, role)
    for act in MeasureAct:
        assert is_done(DONE[act], measure) is (act in PROMISED[state]), act


@on_sqlite
def test_who_promised_never_says_alone_that_it_was_done(house: Travelling) -> None:
    """Where the only one who leads the body that asked is the doer, somebody above."""
    matter = house.published()
    measure = answer(matter.root, Verdict.YES).measures[0]
    house.deputy.leave(date(2025, 11, 1))
    measure.report_done("Gjort.")
    db.session.commit()
    assert measure.doer == house.representative
    assert not may_do_measure(house.representative, MeasureAct.CONFIRM, measure)
    assert may_do_measure(house.manager, MeasureAct.CONFIRM, measure)

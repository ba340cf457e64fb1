"""What can happen to a complaint in each state; all else is refused.

Each (state, act) is tried with the verb; by whom, test_who_may_act.py.
"""

from collections.abc import Callable
from datetime import date

import pytest

from kimvoice.complaints.exclusions import Exclusion
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import (
    FLOW,
    Act,
    Ground,
    Kept,
    Reader,
    State,
)
from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.core.flow import AS_BEFORE
from kimvoice.people.models import Person, RoleKind
from tests.complaints.leading import LONG_AGO, lead
from tests.factories import Ladder, Make

Acting = Callable[[Complaint, Person], object]
NEVER_PROMISED = (State.SENT, Act.REPORT)
"""The table lets it be, but nothing was answered yet."""


def spare(it: Complaint) -> list[Exclusion]:
    """Somebody who does not answer it anyway."""
    assert it.complainant.coordinator is not None
    return [Exclusion.of(it.complainant.coordinator, Ground.NEAR)]


def climbs(it: Complaint, _by: Person) -> None:
    if not it.climb():
        raise RuleBroken("It does not climb.")


def report(it: Complaint, _by: Person) -> None:
    if not it.answers:
        raise RuleBroken("Nothing was promised.")
    it.report(it.answers[0], it.complainant, Kept.YES)


VERBS: dict[Act, Acting] = {
    Act.WRITE: lambda it, _by: it.write("Det var på tirsdag."),
    Act.STAY: lambda it, _by: it.stay(),
    Act.MOVE_BY_ITSELF: lambda it, _by: it.move_by_itself(),
    Act.ESCALATE: lambda it, _by: it.escalate("Jeg er ikke enig."),
    Act.ACCEPT: lambda it, _by: it.accept(),
    Act.REOPEN: lambda it, _by: it.reopen(),
    Act.WITHDRAW: lambda it, _by: it.withdraw(),
    Act.UNDO: lambda it, _by: it.undo(),
    Act.EXCLUDE: lambda it, _by: it.exclude(spare(it)),
    Act.READMIT: lambda it, _by: it.readmit(it.exclusions[0]),
    Act.TAKE_ON: lambda it, by: it.take_on(by),
    Act.STEP_ASIDE: lambda it, by: it.step_aside(by),
    Act.CONFIRM: lambda it, by: it.confirm(by, "Jeg har fått den."),
    Act.NOTE: lambda it, by: it.note(by, "Ring NAV.", Reader.HANDLERS),
    Act.TALK: lambda it, by: it.talk(by, clock.today()),
    Act.ASK: lambda it, by: it.ask(by, "Når var det?"),
    Act.EXTEND: lambda it, by: it.extend(by, date(2025, 12, 15), "Vi venter."),
    Act.ANSWER: lambda it, by: it.give(by, **Make.upheld()),
    Act.REPORT: report,
    Act.CLIMB: climbs,
}


def make_possible(complaint: Complaint, act: Act) -> None:
    """What the act asks for beside the state."""
    complaint.current.stays = act is Act.MOVE_BY_ITSELF
    if act is Act.TAKE_ON:
        complaint.current.taken_on_by_id = None
    late = act in (Act.CLIMB, Act.ESCALATE) and complaint.awaits_answer
    if late:
        complaint.awaited_since -= LONG_AGO
        step = complaint.current
        assert step.started_on is not None
        step.started_on -= LONG_AGO
        step.promised_confirm_by = step.promised_answer_by = step.started_on


@pytest.fixture
def by(make: Make, ladder: Ladder) -> Person:
    person = make.participant(department=ladder.department)
    person.coordinator = make.person(RoleKind.STAFF_MEMBER)
    db.session.commit()
    return person


def test_there_is_a_verb_for_each_act() -> None:
    assert set(VERBS) == set(Act)


@pytest.mark.parametrize("state", State)
def test_what_the_table_omits_is_refused_and_the_rest_leads_where_it_says(
    state: State, make: Make, ladder: Ladder, by: Person
) -> None:
    # Whoever steps aside is not the last one at the step.
    others = make.work_leader(ladder.department), make.coordinator()
    complaint = lead(make, state, by, make.person())
    assert others
    person = complaint.handler or by
    before = picture(complaint)
    found = {}
    for act in Act:
        make_possible(complaint, act)
        try:
            VERBS[act](complaint, person)
            db.session.flush()
            found[act] = complaint.state
        except RuleBroken:
            assert complaint.state is before[0]
        db.session.rollback()
        assert picture(complaint) == before
    expected = {
        act: State.RECEIVED if lasting is AS_BEFORE else lasting
        for (left, act), lasting in FLOW.table.items()
        if left is state and (left, act) != NEVER_PROMISED
    }
    if state is State.WITHDRAWN:
        expected[Act.UNDO] = State.ESCALATED
    assert found == expected


def picture(complaint: Complaint) -> tuple[State, int, int, int]:
    return (
        complaint.state,
        complaint.position,
        len(complaint.entries),
        len(complaint.exclusions),
    )


def test_the_clock_alone_never_closes_a_complaint() -> None:
    ends = {to for (_, act), to in FLOW.table.items() if act is Act.CLIMB}
    assert ends == {State.ESCALATED}
    assert not any(FLOW.allows(State.WAITING, act) for act in (Act.ACCEPT, Act.REOPEN))


@pytest.mark.parametrize(
    "act",
    [
        Act.STAY,
        Act.ACCEPT,
        Act.WITHDRAW,
        Act.EXCLUDE,
        Act.WRITE,
        Act.CONFIRM,
        Act.ASK,
        Act.EXTEND,
        Act.ANSWER,
        Act.NOTE,
        Act.TALK,
        Act.ESCALATE,
    ],
)
def test_done_twice_it_is_done_once(act: Act, make: Make, by: Person) -> None:
    """A double click: the second is refused with a reason."""
    begin = {
        Act.ACCEPT: State.ANSWERED,
        Act.CONFIRM: State.SENT,
        Act.ESCALATE: State.ANSWERED,
    }
    state = begin.get(act, State.RECEIVED)
    complaint = lead(make, state, by, make.person())
    person = complaint.handler
    assert person is not None
    before = len(complaint.entries)
    VERBS[act](complaint, person)
    with pytest.raises(RuleBroken):
        VERBS[act](complaint, person)
    assert len(complaint.entries) == before + 1

"""Every act in every state by everybody: who may, and when."""

from kimvoice.core.db import db
from kimvoice.elections.counters import ElectionCounter
from kimvoice.elections.policy import WHO, may_do
from kimvoice.elections.states import Act, State
from kimvoice.people.models import Person, RoleKind
from tests.complaints.own_page import on_sqlite
from tests.electing import Electing, Held
from tests.factories import LONG_AGO, Make

E, C, V, S, N = "officer", "counter", "voter", "candidate", "nominee"
EVERYBODY = (E, C, V, S, N, "elsewhere", "leader", "administrator", "planner", "left")

# Written out anew, so that a slip in the table or in the policy is seen here.
MAY: dict[State, dict[Act, set[str]]] = {
    State.DRAFT: {
        Act.CHANGE: {E, "administrator", "planner"},
        Act.ANNOUNCE: {E},
    },
    State.NOMINATION: {
        Act.NOMINATE: {V, S, N},
        Act.STAND: {V, S, N},
        Act.DECLINE: {S, N},
        Act.WITHDRAW: {S},
        Act.ANNUL: {E},
    },
    State.LISTED: {
        Act.CORRECT: {E},
        Act.WITHDRAW: {S},
        Act.AGREE: {S},
        Act.ASK_FOR_VOTE: {V, S, N},
        Act.PUBLISH: {E},
        Act.ANNUL: {E},
    },
    State.OPEN: {Act.CORRECT: {E}, Act.GIVE_SLIP: {E, C}, Act.ANNUL: {E}},
    State.CLOSED: {
        Act.CORRECT: {E},
        Act.GIVE_SLIP: {E, C},
        Act.COUNT: {E, C},
        Act.ANNUL: {E},
    },
    State.TIED: {Act.PLAN_DRAW: {E}, Act.DRAW: {E}, Act.ANNUL: {E}},
    State.COUNTED: {Act.PUBLISH: {E}, Act.ANNUL: {E}},
    State.PUBLISHED: {Act.COMPLAIN: {V, S, N}, Act.DECIDE: {E}, Act.ANNUL: {E}},
    State.FINAL: {},
    State.ANNULLED: {},
}
"""A nominee was asked and has not answered; once it is frozen, that is forgotten."""


def cast(make: Make, held: Held) -> dict[str, Person]:
    counter, left = make.participant(), held.voters[-1]
    held.election.counters.append(ElectionCounter(person=counter))
    planner = make.participant()
    planner.take_role(RoleKind.ELECTION_OFFICER, since=LONG_AGO)
    nominee = held.others[1]
    if held.election.state is State.NOMINATION:
        held.election.nominate(nominee)
    for role in left.roles:
        role.starts = role.ends = LONG_AGO
    db.session.commit()
    return {
        E: held.officers[1],
        C: counter,
        V: held.others[0],
        S: held.candidates[0],
        N: nominee,
        "elsewhere": make.participant(),
        "leader": make.work_leader(),
        "administrator": make.person(RoleKind.ADMINISTRATOR),
        "planner": planner,
        "left": left,
    }


@on_sqlite
def test_every_act_in_every_state_by_everybody(make: Make, electing: Electing) -> None:
    for state in State:
        held = at(electing, state)
        people = cast(make, held)
        assert held.election.standing is state
        for act in Act:
            may = {it for it in people if may_do(people[it], act, held.election)}
            assert may == MAY[state].get(act, set()), (state, act)
        assert set(people) == set(EVERYBODY)


def at(electing: Electing, state: State) -> Held:
    if state is State.TIED:
        return electing.election(state, votes=(3, 2, 2), blanks=0)
    if state is not State.ANNULLED:
        return electing.election(state)
    held = electing.election(State.LISTED)
    held.election.state = state
    return held


def test_every_act_is_somebodys() -> None:
    assert set(WHO) == set(Act)
    assert set(MAY) == set(State)


@on_sqlite
def test_an_officer_may_vote_but_never_stand(make: Make, electing: Electing) -> None:
    held = electing.election(State.NOMINATION)
    officer = held.officers[1]
    department = held.election.department
    officer.take_role(RoleKind.PARTICIPANT, department, since=LONG_AGO)
    db.session.commit()
    assert may_do(officer, Act.NOMINATE, held.election)
    assert not may_do(officer, Act.STAND, held.election)


@on_sqlite
def test_a_candidate_marks_and_counts_nothing(electing: Electing) -> None:
    held = electing.election(State.CLOSED)
    candidate = held.candidates[0]
    held.election.counters.append(ElectionCounter(person=candidate))
    assert not may_do(candidate, Act.COUNT, held.election)
    assert not may_do(candidate, Act.GIVE_SLIP, held.election)

"""Every act at every stage of an election on the net, by everybody."""

from kimvoice.core.db import db
from kimvoice.elections.counters import ElectionCounter
from kimvoice.elections.policy import may_do
from kimvoice.elections.states import Act, State, Way
from kimvoice.people.models import Person, RoleKind
from tests.complaints.own_page import on_sqlite
from tests.electing import Electing, Held
from tests.elections.test_who_may import MAY as ON_PAPER
from tests.factories import LONG_AGO, Make

E, L, C = "officer", "officer who leads the department", "counter"
V, S = "voter", "candidate"
COMMITTEE = {E, L}
CHANGED = {Act.CORRECT: {E}, Act.ALLOW_CODE: {E}, Act.ANNUL: COMMITTEE}
BESIDE_PAPER = {Act.CORRECT: {E}, Act.ANNUL: COMMITTEE}
LISTED = {**BESIDE_PAPER, Act.WITHDRAW: {S}, Act.AGREE: {S}, Act.ASK_FOR_VOTE: {V, S}}
LISTED |= {Act.PUBLISH: COMMITTEE}

# Written out anew, so that a slip in the tables or in the policy is seen here.
MAY: dict[str, dict[Act, set[str]]] = {
    "listed, no words yet": {**LISTED, Act.SEAL: COMMITTEE},
    "listed, sealed": {**LISTED, Act.ALLOW_CODE: {E}},
    "listed, sealed for one who left": {
        **LISTED,
        Act.ALLOW_CODE: {E},
        Act.SEAL: COMMITTEE,
    },
    "open, never sealed": {
        **BESIDE_PAPER,
        Act.GIVE_SLIP: {E, C},
        Act.SEAL: COMMITTEE,
    },
    "open": {**CHANGED, Act.GIVE_SLIP: {E, C}, Act.VOTE: {V, S}},
    "closed, never sealed": {
        **BESIDE_PAPER,
        Act.GIVE_SLIP: {E, C},
        Act.COUNT: {E, C},
    },
    "closed": {**CHANGED, Act.LAY_IN: {E}, Act.CLOSE_URN: COMMITTEE},
    "closed, marks hung up": {Act.UNLOCK: COMMITTEE, Act.ANNUL: COMMITTEE},
    "closed, one has typed": {Act.UNLOCK: COMMITTEE, Act.ANNUL: COMMITTEE},
}
LIKE_PAPER = (State.TIED, State.COUNTED, State.PUBLISHED, State.FINAL)


NEVER_SEALED = ("open, never sealed", "closed, never sealed")


def at(electing: Electing, stage: str) -> Held:
    """As far as the first committee leads it."""
    state = State(stage.split(",")[0])
    if state is State.LISTED or stage in NEVER_SEALED:
        held = electing.election(State.LISTED, way=Way.NET)
    else:
        held = electing.election(state, way=Way.NET)
    if stage == "listed, sealed for one who left":
        electing.seal(held)
    if stage in NEVER_SEALED:
        electing.open_it(held.election)
    if stage == "closed, never sealed":
        electing.close_it(held.election)
    _open(electing, held, stage)
    return held


def _open(electing: Electing, held: Held, stage: str) -> None:
    if stage in ("closed, marks hung up", "closed, one has typed"):
        held.election.close_urn(held.officers[2])
    if stage == "closed, one has typed":
        electing.unlock(held, held.officers[2])


def cast(make: Make, electing: Electing, held: Held, stage: str) -> dict[str, Person]:
    """The second of the committee has been replaced."""
    election, department = held.election, held.election.department
    leading, replaced, officer = held.officers
    coming = make.participant()
    coming.take_role(RoleKind.ELECTION_OFFICER, since=LONG_AGO)
    counter, planner = make.participant(), make.participant()
    election.counters.append(ElectionCounter(person=counter))
    planner.take_role(RoleKind.ELECTION_OFFICER, since=LONG_AGO)
    leading.take_role(RoleKind.WORK_LEADER, department, since=LONG_AGO)
    db.session.flush()
    election.round.replace(replaced, coming)
    if stage == "listed, sealed for one who left":
        electing.give_words(held, coming)
    if stage == "listed, sealed":
        held.officers[1] = coming
        electing.seal(held)
    left = held.voters[-1]
    for role in left.roles:
        role.starts = role.ends = LONG_AGO
    db.session.commit()
    return {
        E: officer,
        L: leading,
        C: counter,
        V: held.others[0],
        S: held.candidates[0],
        "replaced officer": replaced,
        "elsewhere": make.participant(),
        "leader": make.work_leader(department),
        "manager": make.person(RoleKind.GENERAL_MANAGER),
        "staff": make.person(RoleKind.STAFF_MEMBER),
        "administrator": make.person(RoleKind.ADMINISTRATOR),
        "planner": planner,
        "left": left,
    }


@on_sqlite
def test_every_act_at_every_stage_on_the_net_by_everybody(
    make: Make, electing: Electing
) -> None:
    for stage, may_now in MAY.items():
        held = at(electing, stage)
        people = cast(make, electing, held, stage)
        assert held.election.standing is State(stage.split(",")[0])
        for act in Act:
            may = {it for it in people if may_do(people[it], act, held.election)}
            assert may == may_now.get(act, set()), (stage, act)


@on_sqlite
def test_once_it_is_counted_it_is_as_on_paper(make: Make, electing: Electing) -> None:
    for state in LIKE_PAPER:
        votes = (3, 2, 2) if state is State.TIED else ()
        held = electing.election(state, way=Way.NET, votes=votes)
        people = {E: held.officers[1], V: held.others[0], S: held.candidates[0]}
        for act in Act:
            may = {it for it in people if may_do(people[it], act, held.election)}
            assert may == ON_PAPER[state].get(act, set()) & people.keys(), (state, act)


@on_sqlite
def test_an_officer_who_stands_elsewhere_is_an_officer_here(electing: Electing) -> None:
    held = electing.election(State.OPEN, way=Way.NET)
    officer = held.officers[1]
    other = electing.election(department=officer.roles[0].department)
    other.election.stand(officer, "")
    db.session.commit()
    assert other.election.is_candidate(officer)
    for act in Act:
        same = may_do(held.officers[2], act, held.election)
        assert may_do(officer, act, held.election) == same, act
    assert not may_do(officer, Act.GIVE_SLIP, other.election)


@on_sqlite
def test_an_officer_of_the_department_votes_as_anybody_on_the_roll(
    electing: Electing, make: Make
) -> None:
    department = make.department()
    officer = make.participant(department=department)
    officer.take_role(RoleKind.ELECTION_OFFICER, since=LONG_AGO)
    held = electing.election(State.LISTED, way=Way.NET, department=department)
    held.election.round.replace(held.officers[2], officer)
    held.officers[2] = officer
    electing.seal(held)
    electing.open_it(held.election)
    db.session.commit()
    assert may_do(officer, Act.VOTE, held.election)
    assert may_do(officer, Act.GIVE_SLIP, held.election)
    slip = electing.vote(held, officer, held.candidates[0])
    assert held.election.holds_slip(slip)

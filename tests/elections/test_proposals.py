"""What one officer proposes, and another must agree to."""

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.objections import ElectionComplaint
from kimvoice.elections.proposals import Proposal
from kimvoice.elections.states import Deed, ProposalKind, State, Way
from kimvoice.people.models import Person, RoleKind
from tests.complaints.own_page import on_sqlite
from tests.electing import DAY, Electing, Held
from tests.factories import Make
from tests.visitor import Visit

ENROL, STRIKE, ANNUL = ProposalKind.ENROL, ProposalKind.STRIKE, ProposalKind.ANNUL


def proposed(held: Held, kind: ProposalKind, person: Person | None = None) -> Proposal:
    held.election.propose(kind, person, "Feil i lista.", held.officers[0])
    db.session.flush()
    return held.election.proposals[-1]


def test_two_officers_correct_the_roll(electing: Electing, make: Make) -> None:
    held = electing.election(State.LISTED)
    forgotten = make.participant(department=held.election.department)
    assert not held.election.is_on_roll(forgotten)
    asked = proposed(held, ENROL, forgotten)
    assert not held.election.is_on_roll(forgotten)
    held.election.agree_to(asked, held.officers[1])
    assert held.election.is_on_roll(forgotten)

    struck = proposed(held, STRIKE, forgotten)
    held.election.agree_to(struck, held.officers[2])
    assert not held.election.is_on_roll(forgotten)
    again = proposed(held, ENROL, forgotten)
    held.election.agree_to(again, held.officers[1])
    db.session.commit()
    assert held.election.voters.count(forgotten) == 1
    assert len(held.election.roll) == len(held.voters) + 1


@on_sqlite
def test_the_protocol_names_who_and_the_committee_alone_reads_why(
    electing: Electing,
) -> None:
    held = electing.election(State.LISTED)
    gone = held.others[0]
    held.election.agree_to(proposed(held, STRIKE, gone), held.officers[1])
    line = held.election.events[-1]
    assert line.deed is Deed.ROLL_CORRECTED
    names = [gone.name, held.officers[0].name, held.officers[1].name]
    assert [it.name for it in line.people] == names
    assert line.facts == {"enrolled": False}
    assert line.figures == {"reason": "Feil i lista."}


@on_sqlite
def test_the_second_officer_is_another_and_decides_nothing_about_himself(
    electing: Electing,
) -> None:
    held = electing.election(State.LISTED)
    asked = proposed(held, STRIKE, held.others[0])
    with pytest.raises(RuleBroken, match="En annen"):
        held.election.agree_to(asked, held.officers[0])
    with pytest.raises(RuleBroken, match="En annen"):
        held.election.refuse(asked, held.officers[0])
    with pytest.raises(RuleBroken, match="deg selv"):
        held.election.agree_to(asked, held.others[0])
    with pytest.raises(RuleBroken, match="deg selv"):
        held.election.propose(STRIKE, held.others[0], "Feil.", held.others[0])
    held.election.refuse(asked, held.officers[1])
    assert held.election.is_on_roll(held.others[0])
    with pytest.raises(RuleBroken, match="gjort"):
        held.election.agree_to(asked, held.officers[2])


@on_sqlite
def test_who_got_a_slip_or_stands_is_not_struck(electing: Electing) -> None:
    held = electing.election(State.OPEN)
    with_slip, without = held.others[:2]
    held.election.give_slip(with_slip)
    asked = proposed(held, STRIKE, without)
    held.election.give_slip(without)
    for refused, sentence in (
        (with_slip, "fått seddel"),
        (held.candidates[0], "trekke seg først"),
    ):
        with pytest.raises(RuleBroken, match=sentence):
            held.election.propose(STRIKE, refused, "Feil.", held.officers[0])
    with pytest.raises(RuleBroken, match="fått seddel"):
        held.election.agree_to(asked, held.officers[1])


@on_sqlite
def test_who_is_enrolled_can_vote_here_and_nowhere_else(
    electing: Electing, make: Make
) -> None:
    held = electing.election(State.LISTED)
    department = make.department()
    planned = electing.round(department, officers=held.officers)
    elsewhere = make.participant(department=department)
    [other] = planned.elections
    other.round = held.election.round
    db.session.commit()
    for refused, sentence in (
        (held.others[0], "står i manntallet"),
        (make.work_leader(), "kan ikke stemme"),
        (elsewhere, "Stryk navnet der først"),
    ):
        with pytest.raises(RuleBroken, match=sentence):
            held.election.propose(ENROL, refused, "Glemt.", held.officers[0])


@on_sqlite
def test_the_same_waits_once(electing: Electing) -> None:
    held = electing.election(State.LISTED)
    proposed(held, STRIKE, held.others[0])
    with pytest.raises(RuleBroken, match="venter alt"):
        proposed(held, STRIKE, held.others[0])
    proposed(held, STRIKE, held.others[1])


@on_sqlite
def test_a_proposal_lapses_when_it_can_no_longer_be(electing: Electing) -> None:
    held = electing.election(State.CLOSED, voters=9)
    asked = proposed(held, STRIKE, held.others[-1])
    assert held.election.open_proposals == [asked]
    electing._count(held, (4, 2, 1), 1)
    assert held.election.standing is State.COUNTED
    assert held.election.open_proposals == []
    with pytest.raises(RuleBroken, match="gjort"):
        held.election.agree_to(asked, held.officers[1])


CAN_BE_ANNULLED = {
    State.NOMINATION,
    State.LISTED,
    State.OPEN,
    State.CLOSED,
    State.COUNTED,
    State.PUBLISHED,
}


@on_sqlite
def test_an_election_is_held_anew_until_it_is_final(electing: Electing) -> None:
    for state in (it for it in State if it not in (State.TIED, State.ANNULLED)):
        held = electing.election(state)
        if state not in CAN_BE_ANNULLED:
            with pytest.raises(RuleBroken):
                proposed(held, ANNUL)
            continue
        held.election.agree_to(proposed(held, ANNUL), held.officers[1])
        assert held.election.standing is State.ANNULLED
        assert held.election.events[-1].deed is Deed.ANNULLED


def test_while_two_officers_decide_it_is_not_final(electing: Electing) -> None:
    held = electing.election(State.PUBLISHED)
    asked = proposed(held, ANNUL)
    held.election.published_on = clock.today() - 30 * DAY
    assert not held.election.round.is_over
    held.election.refuse(asked, held.officers[1])
    db.session.commit()
    assert list(map(str, [held.election.standing])) == ["final"]


@on_sqlite
def test_who_has_complained_about_the_election_does_not_annul_it(
    electing: Electing,
) -> None:
    held = electing.election(State.PUBLISHED)
    one, other, third = held.officers
    held.election.complaints.append(ElectionComplaint.of(one, "Feil.", clock.today()))
    db.session.commit()
    with pytest.raises(RuleBroken, match="deg selv"):
        held.election.propose(ANNUL, None, "Feil.", one)
    held.election.propose(ANNUL, None, "Feil.", other)
    db.session.flush()
    [asked] = held.election.open_proposals
    with pytest.raises(RuleBroken, match="deg selv"):
        held.election.agree_to(asked, one)
    held.election.agree_to(asked, third)


@on_sqlite
def test_a_struck_representative_is_enrolled_for_the_board(
    electing: Electing, make: Make
) -> None:
    held = electing.election(State.LISTED)
    held.election.department = None
    elected = make.person(RoleKind.REPRESENTATIVE, department=make.department())
    db.session.commit()
    held.election.agree_to(proposed(held, ENROL, elected), held.officers[1])
    assert held.election.is_on_roll(elected)


@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("state", [State.OPEN, State.CLOSED])
def test_annulled_before_the_count_nobody_learns_who_had_voted(
    electing: Electing, visit: Visit, way: Way, state: State
) -> None:
    held = electing.election(state, way=way)
    election, (one, two, _three) = held.election, held.officers
    if state is State.OPEN and way is Way.NET:
        electing.vote(held, held.voters[0])
    elif state is State.OPEN:
        election.give_slip(held.voters[0])
    election.propose(ProposalKind.ANNUL, None, "Kassa sto åpen", one)
    election.agree_to(election.open_proposals[0], two)
    db.session.commit()
    assert election.marks == 0
    own_copy = f"/min/valg/{election.id}/protokoll/valgstyret"
    said = visit(as_=one).get(own_copy).text
    assert "Derfor har vi slettet hvem som stemte." in said

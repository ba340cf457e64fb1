"""Who leaves, moves, is struck or replaced while people vote on the net."""

from datetime import date

import pytest

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.policy import may_do
from kimvoice.elections.states import Act, Deed, State, Way
from kimvoice.people import erasure, second_factors
from kimvoice.people.invitations import Invitation
from kimvoice.people.models import RoleKind
from kimvoice.people.second_factors import SecondFactor, SecondFactorReset
from tests.complaints.own_page import on_sqlite
from tests.electing import Electing
from tests.elections.test_new_codes import TWO_MUST, said
from tests.factories import LONG_AGO, Make
from tests.visitor import Visit


@on_sqlite
def test_who_leaves_while_it_is_open_votes_no_more_and_the_mark_stays(
    electing: Electing,
) -> None:
    held = electing.election(State.OPEN, way=Way.NET)
    voted, left = held.others[:2]
    electing.vote(held, voted)
    for person in (voted, left):
        person.roles[0].starts = person.roles[0].ends = LONG_AGO
    db.session.commit()
    assert not may_do(left, Act.VOTE, held.election)
    assert [it.person for it in held.election.roll if it.is_marked] == [voted]
    electing.close_it(held.election)
    held.election.close_urn(held.officers[0])
    for officer in held.officers[:2]:
        electing.unlock(held, officer)
    assert held.election.blanks == held.election.slips == 1


@on_sqlite
def test_who_moves_to_another_department_votes_where_the_roll_has_the_name(
    electing: Electing, make: Make
) -> None:
    held = electing.election(State.OPEN, way=Way.NET)
    person = held.others[0]
    person.roles[0].department = make.department()
    db.session.commit()
    assert may_do(person, Act.VOTE, held.election)


@on_sqlite
def test_a_role_given_or_ended_while_it_is_open_changes_neither_roll_nor_committee(
    electing: Electing, make: Make
) -> None:
    """An administrator does that alone; roll and committee change by the protocol."""
    held = electing.election(State.OPEN, way=Way.NET)
    voter, officer = held.others[0], held.officers[1]
    new = make.participant(department=held.election.department)
    voter.take_role(RoleKind.STAFF_MEMBER, since=LONG_AGO)
    for role in officer.roles:
        if role.kind is RoleKind.ELECTION_OFFICER:
            role.starts = role.ends = LONG_AGO
    db.session.commit()
    assert not may_do(new, Act.VOTE, held.election)
    assert may_do(voter, Act.VOTE, held.election)
    assert may_do(officer, Act.ALLOW_CODE, held.election)


@on_sqlite
def test_whose_second_factor_is_taken_away_is_let_in_by_the_passphrase_alone(
    electing: Electing,
) -> None:
    """By the keeper, who tells the person for 30 days; it is no way in for another."""
    held = electing.election(State.OPEN, way=Way.NET)
    person = held.others[0]
    SecondFactor.set_up(person, second_factors.draw_secret())
    db.session.commit()
    second_factors.reset(person)
    db.session.commit()
    assert SecondFactorReset.told_to(person)
    assert db.session.get(Invitation, person.id) is None
    with pytest.raises(RuleBroken, match=TWO_MUST):
        Invitation.issue(person)


@on_sqlite
def test_of_who_has_voted_nobody_learns_by_proposing_to_strike(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.OPEN, way=Way.NET)
    election, (voted, other) = held.election, held.others[:2]
    electing.vote(held, voted)
    one, two = (visit(as_=it) for it in held.officers[1:])
    here = f"/min/valg/{election.id}"
    answers = [
        one.post(
            f"{here}/manntall/rett",
            {"kind": "strike", "name": person.name, "reason": "Sluttet."},
        )
        for person in (voted, other)
    ]
    assert [it.status_code for it in answers] == [303, 303]
    lines = len(election.events)
    of_voted, of_other = election.proposals
    refused = two.post(f"{here}/avgjor/{of_voted.id}/ja")
    assert refused.status_code == 409
    assert "har allerede stemt" in said(refused)
    asked = election.events[-1]
    assert (len(election.events), asked.deed) == (lines + 1, Deed.NAME_ASKED)
    assert [it.person_id for it in asked.people] == [held.officers[2].id]
    assert two.post(f"{here}/avgjor/{of_other.id}/ja").status_code == 303
    assert not election.is_on_roll(other)
    assert election.is_on_roll(voted)
    assert not may_do(other, Act.VOTE, election)


@on_sqlite
def test_a_replaced_officer_is_out_at_the_next_click(
    electing: Electing, make: Make, visit: Visit
) -> None:
    held = electing.election(State.OPEN, way=Way.NET)
    leaving = held.officers[2]
    coming = make.participant()
    coming.take_role(RoleKind.ELECTION_OFFICER, since=LONG_AGO)
    here = f"/min/valg/{held.election.id}"
    session = visit(as_=leaving)
    assert session.get(f"{here}/ny-kode").status_code == 200
    held.election.round.replace(leaving, coming)
    for door in ("ny-kode", "manntall/rett", "protokoll"):
        assert session.get(f"{here}/{door}").status_code == 403
    sent = session.post(f"{here}/ny-kode", {"name": held.voters[0].name, "reason": "x"})
    assert sent.status_code == 403
    assert visit(as_=coming).get(f"{here}/ny-kode").status_code == 200


@on_sqlite
def test_who_is_erased_after_voting_leaves_a_mark_without_a_name(
    electing: Electing,
) -> None:
    held = electing.election(State.OPEN, way=Way.NET)
    voted = held.others[0]
    electing.vote(held, voted)
    voted.roles[0].starts, voted.roles[0].ends = LONG_AGO, date(2020, 2, 1)
    db.session.commit()
    erasure.erase(voted)
    db.session.commit()
    assert [it.person_id for it in held.election.roll if it.is_marked] == [voted.id]
    assert not held.election.is_disputed
    assert len(held.election.voters) == len(held.voters)
    assert held.election.protocol_break is None

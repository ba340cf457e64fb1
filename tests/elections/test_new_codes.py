"""Who holds a slip could vote as another: on the net two officers answer for it."""

import pytest
from werkzeug.test import TestResponse

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.policy import may_do, may_second
from kimvoice.elections.proposals import Proposal
from kimvoice.elections.states import Act, Deed, ProposalKind, State, Way
from kimvoice.people.invitations import Invitation
from kimvoice.people.models import Person, RoleKind
from kimvoice.people.new_codes import NewCode
from tests.complaints.own_page import on_sqlite
from tests.electing import Electing, Held
from tests.factories import LONG_AGO, Make
from tests.visitor import Visit

TWO_MUST = "To valgansvarlige må si ja"


def said(answer: TestResponse) -> str:
    return " ".join(answer.text.split())


def newcomer(held: Held) -> Person:
    person = held.others[0]
    person.passphrase_hash = ""
    db.session.commit()
    return person


def agree(held: Held, person: Person) -> Proposal:
    """Of the committee the second asks, and the third says yes."""
    _first, second, third = held.officers
    held.election.propose(ProposalKind.NEW_CODE, person, "Hen sto her.", second)
    db.session.flush()
    proposal = held.election.proposals[-1]
    held.election.agree_to(proposal, third)
    db.session.commit()
    return proposal


def agreed_code(make: Make, person: Person) -> NewCode:
    asked = NewCode.ask(person, make.person(RoleKind.ADMINISTRATOR), make.coordinator())
    db.session.add(asked)
    asked.agree(asked.second)
    db.session.commit()
    return asked


@on_sqlite
def test_from_sealing_until_the_urn_is_closed_nobody_gets_a_slip(
    electing: Electing, make: Make
) -> None:
    for state in (State.LISTED, State.OPEN, State.CLOSED):
        held = electing.election(state, way=Way.NET)
        if state is State.LISTED:
            assert Invitation.issue(newcomer(held))
            electing.seal(held)
        with pytest.raises(RuleBroken, match=TWO_MUST):
            Invitation.issue(newcomer(held))
        with pytest.raises(RuleBroken, match=TWO_MUST):
            agreed_code(make, held.voters[0])
        assert Invitation.issue(make.newcomer())
    held.election.close_urn(held.officers[0])
    assert Invitation.issue(newcomer(held))
    assert agreed_code(make, held.voters[0])


@on_sqlite
def test_where_all_vote_on_paper_slips_are_as_before(electing: Electing) -> None:
    held = electing.election(State.OPEN)
    assert Invitation.issue(newcomer(held))
    assert not held.election.can(Act.ALLOW_CODE)


@on_sqlite
def test_a_yes_from_before_the_sealing_prints_nothing_after_it(
    electing: Electing, make: Make
) -> None:
    held = electing.election(State.LISTED, way=Way.NET)
    person = held.voters[0]
    agreed_code(make, person)
    electing.seal(held)
    with pytest.raises(RuleBroken, match=TWO_MUST):
        Invitation.issue(person)
    agree(held, person)
    assert Invitation.issue(person)


def test_at_sealing_new_codes_are_worthless_and_first_slips_are_not(
    electing: Electing, make: Make
) -> None:
    held = electing.election(State.LISTED, way=Way.NET)
    first = Invitation.issue(newcomer(held))
    agreed_code(make, held.voters[0])
    again = Invitation.issue(held.voters[0])
    stranger = make.participant()
    agreed_code(make, stranger)
    elsewhere = Invitation.issue(stranger)
    electing.seal(held)
    db.session.commit()
    assert Invitation.found(first)
    assert Invitation.found(elsewhere)
    assert Invitation.found(again) is None


def test_the_yes_of_two_officers_counts_for_one_slip(
    electing: Electing, make: Make
) -> None:
    held = electing.election(State.OPEN, way=Way.NET)
    person = held.voters[0]
    agree(held, person)
    agreed_code(make, person)
    assert Invitation.issue(person)
    db.session.commit()
    assert NewCode.told_to(person)
    with pytest.raises(RuleBroken, match=TWO_MUST):
        Invitation.issue(person)
    with pytest.raises(RuleBroken, match=TWO_MUST):
        Invitation.issue(held.voters[1])
    agree(held, person)
    assert len([it for it in held.election.proposals if it.agreed]) == 1


@on_sqlite
def test_the_protocol_says_that_a_code_is_allowed_and_the_committee_for_whom(
    electing: Electing,
) -> None:
    held = electing.election(State.OPEN, way=Way.NET)
    person = held.voters[0]
    agree(held, person)
    [event] = [it for it in held.election.events if it.deed is Deed.CODE_ALLOWED]
    assert event.facts == {}
    assert event.figures == {"reason": "Hen sto her."}
    assert [it.person_id for it in event.people] == [
        person.id,
        *(it.id for it in held.officers[1:]),
    ]
    held.election.forget()
    assert event.people[0].is_forgotten
    assert not event.people[1].is_forgotten
    assert held.election.protocol_break is None


@on_sqlite
def test_two_officers_agree_about_somebody_else(electing: Electing, make: Make) -> None:
    held = electing.election(State.OPEN, way=Way.NET)
    election, (leader, second, third) = held.election, held.officers
    kind, person = ProposalKind.NEW_CODE, held.voters[0]
    leader.take_role(RoleKind.WORK_LEADER, election.department, since=LONG_AGO)
    db.session.commit()
    assert not may_do(leader, Act.ALLOW_CODE, election)
    with pytest.raises(RuleBroken, match="står ikke i manntallet"):
        election.propose(kind, make.participant(), "x", second)
    with pytest.raises(RuleBroken, match="gjelder deg selv"):
        election.propose(kind, second, "x", second)
    election.propose(kind, person, "x", second)
    db.session.flush()
    [waiting] = election.open_proposals
    with pytest.raises(RuleBroken, match="En annen valgansvarlig"):
        election.agree_to(waiting, second)
    assert not may_second(leader, waiting)
    with pytest.raises(RuleBroken, match="venter alt"):
        election.propose(kind, person, "x", third)
    election.refuse(waiting, third)
    with pytest.raises(RuleBroken, match=TWO_MUST):
        Invitation.issue(person)
    agree(held, person)
    with pytest.raises(RuleBroken, match="To har sagt ja"):
        election.propose(kind, person, "x", second)


@on_sqlite
def test_who_was_seated_after_the_sealing_allows_no_code(
    electing: Electing, make: Make
) -> None:
    """Else one administrator could seat two, and let them agree."""
    held = electing.election(State.OPEN, way=Way.NET)
    election, (_first, second, third) = held.election, held.officers
    coming = make.participant()
    coming.take_role(RoleKind.ELECTION_OFFICER, since=LONG_AGO)
    db.session.flush()
    election.round.replace(third, coming)
    kind = ProposalKind.NEW_CODE
    with pytest.raises(RuleBroken, match="etter at urna ble låst"):
        election.propose(kind, held.voters[0], "x", coming)
    election.propose(kind, held.voters[0], "x", second)
    db.session.flush()
    with pytest.raises(RuleBroken, match="etter at urna ble låst"):
        election.agree_to(election.proposals[-1], coming)
    assert election.proposals[-1].agreed is None


@on_sqlite
def test_who_was_seated_after_the_sealing_does_not_correct_the_roll(
    electing: Electing, make: Make
) -> None:
    """Struck, given a slip, enrolled again: so two friends would vote as another."""
    held = electing.election(State.OPEN, way=Way.NET)
    election, (_first, second, third) = held.election, held.officers
    coming = make.participant()
    coming.take_role(RoleKind.ELECTION_OFFICER, since=LONG_AGO)
    new, voted = make.participant(department=election.department), held.others[1]
    electing.vote(held, voted)
    election.round.replace(third, coming)
    asked = [(ProposalKind.STRIKE, held.others[0]), (ProposalKind.ENROL, new)]
    for kind, person in (*asked, (ProposalKind.STRIKE, voted)):
        with pytest.raises(RuleBroken, match="etter at urna ble låst"):
            election.propose(kind, person, "x", coming)
        election.propose(kind, person, "x", second)
        db.session.flush()
        with pytest.raises(RuleBroken, match="etter at urna ble låst"):
            election.agree_to(election.proposals[-1], coming)
        assert election.proposals[-1].agreed is None
    assert Deed.NAME_ASKED not in [it.deed for it in election.events]


@on_sqlite
def test_of_two_elections_each_must_agree(electing: Electing) -> None:
    held = electing.election(State.OPEN, way=Way.NET)
    person = newcomer(held)
    other = electing.election(State.OPEN, way=Way.NET)
    other.election.roll[0].person = person
    db.session.commit()
    agree(held, person)
    with pytest.raises(RuleBroken, match=TWO_MUST):
        Invitation.issue(person)
    agree(other, person)
    assert Invitation.issue(person)
    db.session.flush()
    assert not [it for each in (held, other) for it in each.election.proposals]


def test_who_is_enrolled_while_it_is_open_brings_no_new_code_along(
    electing: Electing, make: Make
) -> None:
    held = electing.election(State.OPEN, way=Way.NET)
    late = make.participant(department=held.election.department)
    agreed_code(make, late)
    code = Invitation.issue(late)
    _first, second, third = held.officers
    held.election.propose(ProposalKind.ENROL, late, "Begynte i går.", second)
    db.session.flush()
    held.election.agree_to(held.election.proposals[-1], third)
    db.session.commit()
    assert Invitation.found(code) is None
    with pytest.raises(RuleBroken, match=TWO_MUST):
        agreed_code(make, late)


@on_sqlite
def test_the_administrator_is_told_who_must_say_yes(
    electing: Electing, make: Make, visit: Visit
) -> None:
    held = electing.election(State.OPEN, way=Way.NET)
    person, second = held.voters[0], make.coordinator()
    new = newcomer(held)
    keeper = visit(as_=make.person(RoleKind.ADMINISTRATOR))
    own = f"/min/admin/personer/{person.id}"
    for url in (own, f"/min/admin/personer/{new.id}"):
        page = said(keeper.get(url))
        assert TWO_MUST in page
        assert "Be om ny kode" not in page
        assert "Skriv ut en lapp" not in page
    asked = keeper.post(f"{own}/ny-kode", {"second": str(second.id)})
    assert asked.status_code == 409
    assert TWO_MUST in said(asked)
    slips = keeper.get("/min/admin/lapper")
    assert "to valgansvarlige må si ja først" in said(slips)
    assert "Ingen trenger lapp" not in said(slips)
    assert new.name not in said(slips)
    sent = keeper.post("/min/admin/lapper", {"whom": "everybody"})
    assert sent.status_code == 409
    assert "to valgansvarlige må si ja først" in said(sent)
    agree(held, new)
    assert new.name in said(keeper.get("/min/admin/lapper"))


@on_sqlite
def test_two_officers_do_it_on_their_own_pages(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.OPEN, way=Way.NET)
    election, person = held.election, held.others[0]
    one, other = (visit(as_=it) for it in held.officers[1:])
    here = f"/min/valg/{election.id}"
    assert "Ny kode i valget" in said(one.get(here))
    empty = one.post(f"{here}/ny-kode", {"name": "", "reason": ""})
    assert empty.status_code == 422
    summary = said(empty).split("Du må rette dette", 1)[1]
    assert summary.index("Skriv navnet") < summary.index("Skriv hvorfor")
    typed = {"name": "Ukjent Ukjentsen", "reason": "<b>\U0001f600\0"}
    assert one.post(f"{here}/ny-kode", typed).status_code == 422
    sent = one.submit(f"{here}/ny-kode", {"name": person.name, "reason": "Glemt."})
    assert sent.status_code == 303
    [proposal] = election.proposals
    look = f"{here}/avgjor/{proposal.id}"
    assert "Ny kode i valget" in said(other.get(look))
    assert one.post(f"{look}/ja").status_code == 403
    assert other.submit(f"{look}/ja", page=look).status_code == 303
    assert other.post(f"{look}/ja").status_code == 409
    assert proposal.agreed
    assert "kan få ny kode. To valgansvarlige var enige" in said(
        one.get(f"{here}/protokoll")
    )
    assert person.name not in said(one.get(f"{here}/protokoll"))
    assert f"Ny kode til {person.name}" in said(one.get(f"{here}/protokoll/valgstyret"))


@on_sqlite
def test_the_page_of_codes_is_there_while_it_can_be_used(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.LISTED, way=Way.NET)
    officer = visit(as_=held.officers[1])
    here = f"/min/valg/{held.election.id}"
    assert "Ny kode i valget" not in said(officer.get(here))
    assert officer.get(f"{here}/ny-kode").status_code == 409
    electing.seal(held)
    assert officer.get(f"{here}/ny-kode").status_code == 200
    assert visit(as_=held.voters[0]).get(f"{here}/ny-kode").status_code == 403

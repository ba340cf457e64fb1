"""What officers, administrators and leaders could learn or do, and may not."""

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.daily import forget_when_due
from kimvoice.elections.recorded import RecordedElection
from kimvoice.elections.roll import RollEntry
from kimvoice.elections.states import ProposalKind, State
from kimvoice.people.models import RoleKind
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.electing import DAY, Electing
from tests.factories import LONG_AGO, Make
from tests.reading import read
from tests.visitor import Visit, Visitor

pytestmark = on_sqlite


def words(visitor: Visitor, url: str) -> str:
    answer = visitor.get(url)
    assert answer.status_code == 200, answer.text
    return read(answer.text).page.words


def test_who_writes_why_it_is_held_anew_knows_who_reads_it(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.PUBLISHED)
    election, first, second = held.election, *held.officers[:2]
    election.complain(held.others[0], "Kassa sto åpen.")
    db.session.commit()
    here = f"/min/valg/{election.id}"
    asked = visit(as_=first)
    assert "Har noen klaget på valget, får de det som svar." in words(
        asked, f"{here}/pa-nytt"
    )
    assert "Bare valgstyret leser det" not in words(asked, f"{here}/pa-nytt")
    asked.post(f"{here}/pa-nytt", {"reason": "Kassa var ikke låst."})
    visit(as_=second).post(f"{here}/avgjor/{election.proposals[0].id}/ja", {})
    answered = words(visit(as_=held.others[0]), f"{here}/klage")
    assert "Kassa var ikke låst." in answered


def test_an_officer_who_leads_the_department_never_learns_who_came(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.OPEN)
    election, [leader, other, _third] = held.election, held.officers
    leader.take_role(RoleKind.WORK_LEADER, election.department, since=LONG_AGO)
    came = held.others[0]
    election.give_slip(came)
    db.session.commit()
    here, leads = f"/min/valg/{election.id}", visit(as_=leader)
    strike = {"kind": "strike", "name": came.name, "reason": "Feil avdeling."}
    assert leads.post(f"{here}/manntall/rett", strike).status_code == 403
    electing.close_it(election)
    db.session.commit()
    assert leads.get(f"{here}/avkryssing").status_code == 403
    own = words(leads, f"{here}/protokoll/valgstyret")
    assert came.name in own
    assert "Fikk seddel" not in own
    assert "avkryssing" not in leads.get(here).text
    seen = words(visit(as_=other), f"{here}/protokoll/valgstyret")
    assert "Fikk seddel" in seen


@pytest.mark.parametrize("state", [State.NOMINATION, State.TIED, State.PUBLISHED])
def test_nobody_writes_in_another_election_beside_one_that_is_under_way(
    electing: Electing, make: Make, state: State
) -> None:
    held = electing.election(state)
    if state is State.PUBLISHED:
        held.election.published_on = clock.today() - DAY
        db.session.commit()
    written = RecordedElection(
        department=held.election.department,
        held_on=clock.today(),
        representative=held.others[0],
        witness_1="Ole Nordmann",
        witness_2="Anne Nordmann",
        recorded_by=make.person(RoleKind.ADMINISTRATOR),
        recorded_on=clock.today(),
    )
    with pytest.raises(RuleBroken, match="Det er valg her nå"):
        written.give_roles(names_shown=True)
    db.session.rollback()


def test_nobody_seats_themself_in_a_committee(
    electing: Electing, make: Make, visit: Visit
) -> None:
    held = electing.election(State.COUNTED)
    planned, leaving = held.election.round, held.officers[0]
    administrator = make.person(RoleKind.ADMINISTRATOR, RoleKind.ELECTION_OFFICER)
    form = {"leaving": str(leaving.id), "coming": str(administrator.id)}
    url = f"/min/valg/runde/{planned.id}/bytt"
    assert visit(as_=administrator).post(url, form).status_code == 422
    assert leaving in planned.officers
    assert visit(as_=held.officers[1]).post(url, form).status_code == 303


def test_two_officers_without_the_role_are_replaced_one_by_one(
    electing: Electing, make: Make
) -> None:
    held = electing.election(State.LISTED)
    planned, gone = held.election.round, held.officers[1:]
    for person in gone:
        [role] = [it for it in person.roles if it.kind is RoleKind.ELECTION_OFFICER]
        role.end(clock.today() - DAY)
    db.session.commit()
    for person in gone:
        planned.replace(person, make.person(RoleKind.ELECTION_OFFICER))
    assert not set(gone) & set(planned.officers)


def test_who_said_no_is_forgotten_also_when_the_list_is_never_drawn(
    electing: Electing,
) -> None:
    held = electing.election(State.NOMINATION, candidates=0)
    election, [first, second, _third] = held.election, held.officers
    for person in held.voters[:2]:
        election.nominate(person)
    election.decline(held.voters[0])
    election.propose(ProposalKind.ANNUL, None, "Feil dato.", first)
    db.session.flush()
    election.agree_to(election.proposals[0], second)
    db.session.commit()
    assert election.nominees == []
    election.events[-1].done_on = clock.today() - 40 * DAY
    db.session.commit()
    forget_when_due()
    assert election.proposals == []


@pytest.mark.parametrize("public", [True, False])
def test_everybody_knows_beforehand_who_reads_the_votes_per_name(
    electing: Electing, visit: Visit, public: bool
) -> None:
    held = electing.election(State.LISTED, figures_public=public)
    voter, here = visit(as_=held.others[0]), f"/min/valg/{held.election.id}"
    told = "Alle kan se hvor mange stemmer hver fikk" if public else "Bare valgstyret"
    for url in (here, f"{here}/oppslag"):
        assert told in words(voter, url), url


def test_nobody_is_said_to_have_complained_where_an_officer_has_doubts(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.PUBLISHED)
    election = held.election
    election.propose(ProposalKind.ANNUL, None, "Kassa sto åpen.", held.officers[0])
    election.published_on = clock.today() - 20 * DAY
    db.session.commit()
    shown = words(visit(as_=held.others[0]), f"/min/valg/{election.id}")
    assert "Valgstyret ser på om valget må holdes på nytt" in shown
    assert "klagen" not in shown
    assert "en klage" not in shown


def test_no_page_says_that_two_have_counted_where_nobody_has(
    electing: Electing, visit: Visit
) -> None:
    for state in (State.DRAFT, State.NOMINATION, State.LISTED):
        held = electing.election(state)
        officer = visit(as_=held.officers[0])
        for room in ("opptelling", "seddel"):
            shown = words(officer, f"/min/valg/{held.election.id}/{room}")
            assert "To har talt" not in shown
            assert "Sedlene er delt ut" not in shown


def test_the_committee_sees_who_is_passed_over_before_it_publishes(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.COUNTED)
    election = held.election
    winner = election.those_elected[0]
    winner.take_role(RoleKind.STAFF_MEMBER, since=LONG_AGO)
    db.session.commit()
    page = f"/min/valg/{election.id}/resultat"
    said = f"{winner.name} stilte, men kan ikke velges lenger"
    assert said in words(visit(as_=held.officers[0]), page)
    assert winner.name not in words(visit(as_=held.others[0]), page)


def test_who_complains_after_asking_for_a_new_election_does_not_decide_it(
    electing: Electing,
) -> None:
    held = electing.election(State.PUBLISHED)
    election, [asks, answers, third] = held.election, held.officers
    election.roll.append(RollEntry.of(asks))
    election.propose(ProposalKind.ANNUL, None, "Kassa sto åpen.", asks)
    election.complain(asks, "Kassa sto åpen.")
    db.session.commit()
    [first] = election.proposals
    with pytest.raises(RuleBroken, match="har klaget selv"):
        election.agree_to(first, answers)
    election.refuse(first, answers)
    election.propose(ProposalKind.ANNUL, None, "Kassa sto åpen.", third)
    db.session.commit()
    election.agree_to(election.proposals[-1], answers)
    assert election.standing is State.ANNULLED


def test_who_wrote_in_the_lot_does_not_lay_out_its_result(electing: Electing) -> None:
    """Else one alone could invent who drew, and who watched."""
    held = electing.election(State.TIED, votes=(3, 2, 2), blanks=0)
    one, other, _third = held.officers
    held.election.draw(
        [held.election.equals[0].person],
        drawer="Kari Trekkesen",
        witnesses=("Ola Vitnesen", "Siv Vitnesen"),
        by=one,
    )
    with pytest.raises(RuleBroken, match="En annen legger ut"):
        held.election.publish(one)
    held.election.publish(other)
    assert held.election.standing is State.PUBLISHED


def test_nobody_reads_of_a_complaint_while_others_may_still_complain(
    electing: Electing, visit: Visit, travel_to: TravelTo
) -> None:
    held = electing.election(State.PUBLISHED)
    place = f"/min/valg/{held.election.id}/protokoll"
    before = visit(as_=held.voters[3]).get(place).text
    held.election.complain(held.voters[0], "Jeg fikk ikke seddel.")
    until = held.election.complaints_until
    db.session.commit()
    assert said(visit(as_=held.voters[3]).get(place).text) == said(before)
    own_copy = visit(as_=held.officers[0]).get(f"{place}/valgstyret").text
    assert "fått en klage" in own_copy
    assert until
    travel_to(f"{until + DAY} 10:00")
    assert "fått en klage" in visit(as_=held.voters[3]).get(place).text


def said(page: str) -> str:
    return page[page.index("<main") : page.index("</main")]


def test_who_is_employed_does_not_stand(electing: Electing) -> None:
    held = electing.election(State.NOMINATION)
    employed = held.voters[-1]
    employed.take_role(RoleKind.STAFF_MEMBER, since=clock.today())
    with pytest.raises(RuleBroken, match="ansatt"):
        held.election.stand(employed)


def test_the_general_manager_does_not_learn_who_came(
    electing: Electing, make: Make
) -> None:
    held, manager = electing.election(State.LISTED), make.general_manager()
    with pytest.raises(RuleBroken, match="leder"):
        held.election.appoint(manager)

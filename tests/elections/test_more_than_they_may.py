"""What officers, administrators and leaders could learn or do, and may not."""

from kimvoice.core.db import db
from kimvoice.elections.states import State
from kimvoice.people.models import RoleKind
from tests.complaints.own_page import on_sqlite
from tests.electing import Electing
from tests.factories import LONG_AGO
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

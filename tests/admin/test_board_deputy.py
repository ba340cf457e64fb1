"""The chair's deputy: by list, by hand, and as the one beside the chair."""

import pytest

from kimvoice.admin.roster import Known, look_through
from kimvoice.core.db import db
from kimvoice.people import duties
from kimvoice.people.models import Person, RoleKind
from tests.conftest import TravelTo
from tests.factories import Make
from tests.visitor import Visit, Visitor

ROLES = "/min/admin/roller"


@pytest.fixture
def office(visit: Visit, make: Make, travel_to: TravelTo) -> Visitor:
    return visit(as_=make.person(RoleKind.ADMINISTRATOR))


def chairs_gap() -> str:
    db.session.expire_all()
    [duty] = [it for it in duties.all_duties() if it.kind is RoleKind.BOARD_CHAIR]
    return str(duty.gap or "")


def test_a_list_may_name_the_deputy() -> None:
    found = look_through(
        "navn;avdeling;rolle\nKari Testesen;;Nestleder i styret", Known()
    )
    assert [row.kind for row in found.new] == [RoleKind.BOARD_DEPUTY]
    assert found.wrong == []


def test_the_role_is_given_by_hand(office: Visitor, make: Make) -> None:
    person = make.person(RoleKind.STAFF_MEMBER)
    url = f"/min/admin/personer/{person.id}/rolle"
    assert "nestleder i styret" in office.get(url).text
    data = {"role": "board_deputy", "since": "17.11.2025"}
    assert office.submit(url, data).status_code == 303
    assert person.holds(RoleKind.BOARD_DEPUTY)


def test_the_deputy_fills_the_gap_beside_the_chair(office: Visitor, make: Make) -> None:
    assert chairs_gap() == "Ingen har denne oppgaven nå."
    chair = make.person(RoleKind.BOARD_CHAIR)
    assert chairs_gap() == "Vikar mangler."
    chair.take_role(RoleKind.BOARD_DEPUTY, since=chair.roles[0].starts)
    assert chairs_gap() == "Vikar mangler."
    deputy = make.person(RoleKind.BOARD_DEPUTY)
    assert chairs_gap() == ""
    page = office.get(ROLES).text
    assert f"<bdi>{deputy.name}</bdi></a>, nestleder i styret, fra" in page


def test_gaps_are_the_same_whether_or_not_a_complaint_waits(
    office: Visitor, make: Make, visit: Visit
) -> None:
    ladder = make.ladder()
    by: Person = make.participant(department=ladder.department)
    before = office.get(ROLES).text.split("<main")[1].split("</main>")[0]
    assert "Vikar mangler." in before
    assert "Her står det aldri om noe venter på dem." in before
    make.complaint(by=by)
    assert before in office.get(ROLES).text

"""Whatever an administrator presses, an elected office stays as it was given."""

from datetime import date

import pytest

from kimvoice.admin.people_acts import WITH_PERSON, WITH_ROLE
from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.elections import offices
from kimvoice.people.models import Person, RoleKind
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.elections.test_recorded import record
from tests.factories import Make
from tests.visitor import Visit

pytestmark = on_sqlite
ENDS_ALL = ("leave", "erase")
"""What the whole person leaves, the offices go with."""
FILLED = {
    "last_day": "17.11.2025",
    "since": "17.11.2025",
    "until": "20.11.2025",
    "name": "Et Nytt Navn",
    "email": "prove@example.org",
}


@pytest.fixture
def elected(make: Make, travel_to: TravelTo) -> Person:
    """Representative, and in the board."""
    department = make.department("Sirkulus")
    person = make.participant(department=department)
    record(department, person, held_on=date(2025, 11, 3))
    record(None, person, held_on=date(2025, 11, 10))
    return person


def as_given(person: Person) -> list[tuple[RoleKind, date, date | None]]:
    db.session.expire_all()
    return [(it.kind, it.starts, it.ends) for it in offices.of(person)]


@pytest.mark.parametrize("act", WITH_ROLE)
def test_no_act_with_a_role_touches_an_elected_one(
    visit: Visit, make: Make, elected: Person, act: str
) -> None:
    keeper, staff = visit(as_=make.person(RoleKind.ADMINISTRATOR)), make.coordinator()
    before = as_given(elected)
    for role in offices.of(elected):
        url = f"/min/admin/roller/{role.id}/{WITH_ROLE[act].url}"
        sent = FILLED | {"who": str(staff.id)}
        assert keeper.post(url, sent).status_code == 409
    assert as_given(elected) == before
    page = keeper.get(f"/min/admin/personer/{elected.id}").text
    assert page.count('/avslutt"') == 2  # of the participant's role, and all access


@pytest.mark.parametrize("act", [it for it in WITH_PERSON if it not in ENDS_ALL])
def test_no_act_with_a_person_touches_an_elected_office(
    visit: Visit, make: Make, elected: Person, act: str
) -> None:
    keeper = visit(as_=make.person(RoleKind.ADMINISTRATOR))
    before = as_given(elected)
    url = f"/min/admin/personer/{elected.id}/{WITH_PERSON[act].url}"
    for kind in RoleKind if act == "give_role" else [RoleKind.PARTICIPANT]:
        keeper.post(url, FILLED | {"role": kind.value, "department": ""})
    assert as_given(elected) == before
    assert not elected.holds(RoleKind.STAFF_MEMBER, RoleKind.COORDINATOR)


@pytest.mark.parametrize("kind", [RoleKind.REPRESENTATIVE, RoleKind.BOARD_MEMBER])
def test_no_form_gives_a_participant_an_elected_office(
    visit: Visit, make: Make, elected: Person, kind: RoleKind
) -> None:
    other = make.participant()
    keeper = visit(as_=make.person(RoleKind.ADMINISTRATOR))
    url = f"/min/admin/personer/{other.id}/rolle"
    answer = keeper.post(url, FILLED | {"role": kind.value, "department": ""})
    assert answer.status_code in (409, 422)
    assert offices.of(other) == []


def test_ending_all_access_ends_the_office_with_it(
    visit: Visit, make: Make, elected: Person
) -> None:
    keeper = visit(as_=make.person(RoleKind.ADMINISTRATOR))
    url = f"/min/admin/personer/{elected.id}/avslutt"
    assert keeper.post(url, {"last_day": "17.11.2025"}).status_code == 303
    assert {ends for _kind, _starts, ends in as_given(elected)} == {clock.today()}

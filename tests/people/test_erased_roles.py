"""Of an erased person no role is shown: that one stays would tell of a complaint."""

from datetime import date

import pytest

from kimvoice.core.db import db
from kimvoice.people import erasure, who_reads
from kimvoice.people.models import Person, RoleKind
from tests.admin.office import administrator
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Ladder, Make
from tests.visitor import Visit


@pytest.fixture
def ladder(make: Make, travel_to: TravelTo) -> Ladder:
    return make.ladder()


@pytest.fixture
def two(make: Make, ladder: Ladder) -> list[Person]:
    """Both erased; a complaint is about the first."""
    two = [make.coordinator() for _each in range(2)]
    for person in two:
        role = person.roles[0]
        role.stands_in_for, role.given_by = ladder.coordinator, ladder.manager
        role.ends = date(2024, 1, 1)
    by = make.participant(department=ladder.department)
    make.complaint(by=by, about=two[0])
    return two


def erase(two: list[Person]) -> None:
    for person in two:
        erasure.erase(person)
    db.session.commit()


@pytest.mark.parametrize("act", ["avslutt", "vikar"])
@on_sqlite
def test_no_page_of_a_role_tells_whom_a_complaint_is_about(
    make: Make, two: list[Person], visit: Visit, act: str
) -> None:
    pages = [f"/min/admin/roller/{it.roles[0].id}/{act}" for it in two]
    erase(two)
    assert [bool(it.roles) for it in two] == [True, False]
    office = visit(as_=administrator(make))
    for page in pages:
        assert office.get(page).status_code == 404
        assert office.post(page).status_code == 404


@on_sqlite
def test_no_list_of_readers_tells_whom_a_complaint_is_about(
    make: Make, ladder: Ladder, two: list[Person]
) -> None:
    for person in two:
        person.roles[0].kind = RoleKind.COORDINATOR
    erase(two)
    two[0].roles[0].ends = date(2025, 11, 16)
    assert {it.person for it in who_reads.ended()}.isdisjoint(two)


@on_sqlite
def test_no_page_of_ones_own_tells_whom_a_complaint_is_about(
    ladder: Ladder, two: list[Person], visit: Visit
) -> None:
    page = "/min/lagret-om-meg"
    mine = [visit(as_=it) for it in (ladder.coordinator, ladder.manager)]
    said = ("Vikar for deg", "Du har gitt roller til andre")
    for visitor, words in zip(mine, said, strict=True):
        assert words in visitor.get(page).text
    erase(two)
    for visitor, words in zip(mine, said, strict=True):
        assert words not in visitor.get(page).text

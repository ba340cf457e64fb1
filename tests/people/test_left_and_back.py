"""Who has left: no slip by one alone, no yes that comes too late, no early erasure."""

from datetime import date, timedelta

import pytest

from kimvoice.admin import printing
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.people import erasure
from kimvoice.people.invitations import Invitation
from kimvoice.people.models import Person, RoleKind
from kimvoice.people.new_codes import needs_second
from kimvoice.people.role_requests import RoleRequest
from tests.account.leaving import leaves
from tests.admin.office import administrator
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Ladder, Make
from tests.visitor import Visit

MONDAY = date(2025, 11, 17)


@pytest.fixture
def ladder(make: Make, travel_to: TravelTo) -> Ladder:
    return make.ladder()


@pytest.fixture
def office(make: Make, ladder: Ladder) -> Person:
    return administrator(make)


@on_sqlite
def test_a_role_given_by_one_after_leaving_brings_no_slip_by_one(
    make: Make, ladder: Ladder, office: Person, visit: Visit
) -> None:
    person = make.newcomer(ladder.department)
    assert not needs_second(person)
    leaves(person)
    given = visit(as_=office).submit(
        f"/min/admin/personer/{person.id}/rolle", {"role": "staff_member"}
    )
    assert given.status_code == 303
    assert person.is_here
    assert person not in [each.person for each in printing.candidates()]
    with pytest.raises(RuleBroken, match="En annen må si ja"):
        Invitation.issue(person)
    shown = visit(as_=office).get(f"/min/admin/personer/{person.id}").text
    assert "En annen må si ja til ny kode." in shown
    asked = make.new_code(by=office, second=ladder.manager, person=person)
    asked.agree(ladder.manager)
    assert Invitation.issue(person)


@on_sqlite
def test_a_last_day_written_in_late_brings_no_earlier_erasure(
    ladder: Ladder, travel_to: TravelTo
) -> None:
    """Who could read what stays to be seen, whatever day was written."""
    ladder.leader.leave(date(2024, 1, 1))
    db.session.commit()
    assert not erasure.can_be_erased(ladder.leader)
    travel_to("2026-12-17 10:00")
    assert erasure.can_be_erased(ladder.leader)


@pytest.mark.parametrize("door", ["personer/{person}/avslutt", "roller/{role}/avslutt"])
@on_sqlite
def test_what_is_asked_ends_with_the_roles(
    make: Make, ladder: Ladder, office: Person, visit: Visit, door: str
) -> None:
    person = make.person(RoleKind.STAFF_MEMBER)
    asked = make.wanted(person, by=office, second=ladder.manager)
    page = f"/min/ny-rolle/{asked.id}"
    url = door.format(person=person.id, role=person.roles[0].id)
    ended = visit(as_=office).submit(f"/min/admin/{url}", {"last_day": "16.11.2025"})
    assert ended.status_code == 303
    late = visit(as_=ladder.manager).post(page, {"answer": "yes"})
    assert late.status_code == 404
    assert not person.is_here


@on_sqlite
def test_a_role_that_ends_leaves_what_is_asked_while_another_goes_on(
    make: Make, ladder: Ladder, office: Person, visit: Visit
) -> None:
    person = make.person(RoleKind.STAFF_MEMBER, RoleKind.ELECTION_OFFICER)
    asked = make.wanted(person, by=office, second=ladder.manager)
    url = f"/min/admin/roller/{person.roles[1].id}/avslutt"
    visit(as_=office).submit(url, {"last_day": "16.11.2025"})
    assert RoleRequest.open_for(person) == [asked]


@on_sqlite
def test_who_left_after_the_question_gets_no_role_by_the_yes(
    make: Make, ladder: Ladder, office: Person, travel_to: TravelTo
) -> None:
    person = make.person(RoleKind.STAFF_MEMBER)
    person.roles[0].ends = MONDAY
    asked = make.wanted(person, by=office, second=ladder.manager)
    travel_to("2025-11-18 10:00")
    with pytest.raises(RuleBroken, match="har sluttet etter spørsmålet"):
        asked.agree(ladder.manager)


@on_sqlite
def test_who_is_new_or_comes_back_gets_the_role_by_the_yes(
    make: Make, ladder: Ladder, office: Person
) -> None:
    new, back = make.person(), make.person(RoleKind.STAFF_MEMBER)
    back.leave(MONDAY - timedelta(days=30))
    back.roles[0].ended_on = MONDAY - timedelta(days=30)
    for person in (new, back):
        make.wanted(person, by=office, second=ladder.manager).agree(ladder.manager)
        assert person.holds(RoleKind.COORDINATOR)


@on_sqlite
def test_the_yes_gives_nothing_when_who_asked_is_no_administrator_now(
    make: Make, ladder: Ladder, office: Person
) -> None:
    administrator(make)
    person = make.person(RoleKind.STAFF_MEMBER)
    asked = make.wanted(person, by=office, second=ladder.manager)
    leaves(office)
    with pytest.raises(RuleBroken, match="ikke administrator nå"):
        asked.agree(ladder.manager)
    assert not person.holds(RoleKind.COORDINATOR)


@on_sqlite
def test_the_only_one_who_says_yes_gets_no_more_from_one_alone(
    make: Make, travel_to: TravelTo
) -> None:
    office, only = administrator(make), make.coordinator()
    more = RoleRequest.of(only, RoleKind.GENERAL_MANAGER, None, MONDAY, by=office)
    with pytest.raises(RuleBroken, match="Ingen andre kan si ja nå"):
        more.give_or_ask(None)
    db.session.rollback()
    other = make.person(RoleKind.STAFF_MEMBER)
    kind = RoleKind.SAFETY_REPRESENTATIVE
    make.wanted(other, kind, by=office, second=only).agree(only)
    make.wanted(only, RoleKind.GENERAL_MANAGER, by=office, second=other).agree(other)
    assert only.holds(RoleKind.GENERAL_MANAGER)

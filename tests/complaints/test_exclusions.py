"""Who can be named as somebody for whom a complaint shall not exist."""

from datetime import date

import pytest
from sqlalchemy import select

from kimvoice.complaints.exclusions import Exclusion
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Ground, Subject
from kimvoice.core.db import db
from kimvoice.people.models import Person, Role, RoleKind
from tests.complaints.filing import SEND, begin
from tests.conftest import TravelTo
from tests.factories import LONG_AGO, Make
from tests.visitor import Visit

MONDAY = "2025-11-17 10:00"
YESTERDAY = date(2025, 11, 16)


def test_all_with_a_task_can_be_named_and_no_participant_by_that_alone(
    make: Make,
) -> None:
    ladder = make.ladder()
    staff = make.person(RoleKind.STAFF_MEMBER)
    elected = make.participant()
    elected.take_role(RoleKind.BOARD_MEMBER, since=LONG_AGO)
    both = make.participant()
    both.take_role(RoleKind.COORDINATOR, since=LONG_AGO)
    make.participant().take_role(RoleKind.ADMINISTRATOR, since=LONG_AGO)
    db.session.commit()
    tasks = (RoleKind.ADMINISTRATOR, RoleKind.SAFETY_REPRESENTATIVE)
    tasked = {make.person(kind) for kind in tasks}
    named = Exclusion.can_name()
    everybody = {
        ladder.leader,
        ladder.coordinator,
        ladder.manager,
        ladder.chair,
        ladder.deputy_chair,
        staff,
        both,
        *tasked,
    }
    assert set(named) == everybody
    assert [each.name for each in named] == sorted(each.name for each in named)


def role_of(person: Person, kind: RoleKind) -> Role:
    return next(each for each in person.roles if each.kind is kind)


def test_whoever_is_meant_by_a_role_stays_meant_when_its_end_is_back_dated(
    make: Make, travel_to: TravelTo
) -> None:
    """«Skriv gårsdagens dato hvis det skal gjelde nå», and then another job."""
    travel_to(MONDAY)
    ladder = make.ladder()
    by = make.participant(department=ladder.department)
    complaint = make.complaint(by=by, about=RoleKind.WORK_LEADER)
    role_of(ladder.leader, RoleKind.WORK_LEADER).end(YESTERDAY)
    ladder.leader.take_role(RoleKind.GENERAL_MANAGER, since=date(2025, 11, 17))
    db.session.commit()
    assert complaint.excludes(ladder.leader)


def test_somebody_who_is_named_stands_as_high_when_the_role_is_back_dated(
    make: Make, travel_to: TravelTo
) -> None:
    travel_to(MONDAY)
    ladder = make.ladder()
    by = make.participant(department=ladder.department)
    complaint = make.complaint(by=by, about=ladder.coordinator)
    assert complaint.handler == ladder.manager
    role_of(ladder.coordinator, RoleKind.COORDINATOR).end(YESTERDAY)
    make.coordinator()
    assert complaint.height == 2
    assert complaint.handler == ladder.manager


def about_my_leader(by: Person) -> Complaint:
    exclusions = Exclusion.about(Subject.WORK_LEADER, None, by)
    return Complaint(complainant_id=by.id, exclusions=exclusions)


def test_my_leader_is_also_the_one_of_last_week_and_who_stood_in(
    make: Make, travel_to: TravelTo
) -> None:
    travel_to(MONDAY)
    ladder = make.ladder()
    by = make.participant(department=ladder.department)
    long_gone, gone, stood_in = make.person(), make.person(), make.person()
    for person, last in (
        (long_gone, date(2025, 5, 16)),
        (gone, date(2025, 5, 17)),
        (stood_in, date(2025, 11, 13)),
    ):
        person.take_role(
            RoleKind.WORK_LEADER, ladder.department, since=LONG_AGO, until=last
        )
    role_of(stood_in, RoleKind.WORK_LEADER).stands_in_for = ladder.leader
    db.session.commit()
    complaint = about_my_leader(by)
    meant = [ladder.leader, gone, stood_in]
    everybody = [*meant, long_gone, ladder.coordinator]
    assert [it for it in everybody if complaint.excludes(it)] == meant


def test_my_leader_leads_any_department_that_i_have_been_in(
    make: Make, travel_to: TravelTo
) -> None:
    travel_to(MONDAY)
    here, there, before, never = [make.ladder() for _ in range(4)]
    by = make.participant(department=here.department)
    ends = {there: date(2025, 11, 14), before: date(2025, 5, 1)}
    for house, last in ends.items():
        by.take_role(RoleKind.PARTICIPANT, house.department, since=LONG_AGO, until=last)
    db.session.commit()
    complaint = about_my_leader(by)
    meant = [it for it in (here, there, before, never) if complaint.excludes(it.leader)]
    assert meant == [here, there]


def test_the_leaders_of_two_departments_stand_on_two_lines(
    make: Make, travel_to: TravelTo, visit: Visit
) -> None:
    travel_to(MONDAY)
    here, there = make.ladder(), make.department()
    by = make.participant(department=here.department)
    by.take_role(RoleKind.PARTICIPANT, there, since=LONG_AGO)
    db.session.commit()
    filing = begin(visit, by, subject="work_leader")
    filing.page_by_page()
    filing.press(SEND)
    visitor = visit(as_=by)
    [complaint] = db.session.scalars(select(Complaint)).unique()
    address = f"/min/klage/{complaint.number}"
    assert len(complaint.exclusions) == 2
    line = "Alle som er arbeidsleder"
    for page in ("", "/hvem-skal-ikke-lese", "/la-noen-lese-igjen"):
        assert visitor.get(address + page).text.count(line) == 2, page
    complaint.readmit(complaint.exclusions[0])
    assert len(complaint.exclusions) == 1


def test_who_stepped_aside_is_not_let_in_with_the_others(
    make: Make, travel_to: TravelTo
) -> None:
    travel_to(MONDAY)
    ladder = make.ladder()
    complaint = make.complaint(by=make.participant(department=ladder.department))
    complaint.step_aside(ladder.leader)
    complaint.exclude([Exclusion.of(ladder.leader, Ground.ABOUT)])
    complaint.readmit(complaint.can_be_readmitted[0])
    assert complaint.excludes(ladder.leader)


@pytest.mark.parametrize(
    "words",
    ["Kari Testesen", "  kari   TESTESEN ", "Det er Kari Testesen, på kjøkkenet."],
)
def test_a_participant_who_is_named_and_can_answer_is_meant(
    words: str, make: Make, travel_to: TravelTo, visit: Visit
) -> None:
    travel_to(MONDAY)
    ladder = make.ladder()
    ladder.leader.name = "Kari Testesen"
    by = make.participant(department=ladder.department)
    filing = begin(visit, by, subject="participant", about=words)
    filing.go_to(6)
    filing.press(SEND)
    [complaint] = db.session.scalars(select(Complaint)).unique()
    assert complaint.handler == ladder.coordinator
    assert [it.ground for it in complaint.exclusions] == [Ground.ABOUT]


@pytest.mark.parametrize("words", ["", "Kari", "Kari Testesensen", "Åkari Testesen"])
def test_a_part_of_a_name_is_nobody(
    words: str, make: Make, travel_to: TravelTo
) -> None:
    travel_to(MONDAY)
    ladder = make.ladder()
    ladder.leader.name = "Kari Testesen"
    by = make.participant(department=ladder.department)
    assert Exclusion.about(Subject.PARTICIPANT, None, by, words) == []

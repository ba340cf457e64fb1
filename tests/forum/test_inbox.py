"""What waits for whom, and never what somebody may not see."""

from datetime import date

import pytest

from kimvoice.core.db import db
from kimvoice.forum import heads as heads
from kimvoice.forum.bodies import Seat
from kimvoice.forum.inbox import Waiting, waiting_for
from kimvoice.forum.models import Matter
from kimvoice.forum.states import Elsewhere, Seating, Verdict
from kimvoice.people import reach
from kimvoice.people.models import RoleKind
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.questions import asked_of_the_database
from tests.travelling import Travelling, answer, lay_out, meet

pytestmark = on_sqlite
NOTHING = Waiting([], [], [], [], [], [], [], [], [])


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    return Travelling.furnished(make)


def to_board(house: Travelling) -> Matter:
    return house.at(house.kim_forum, house.team, house.board)


def test_a_matter_waits_for_whoever_leads_where_it_lies(house: Travelling) -> None:
    visit = house.at(house.meeting_of(house.kafe)).considerations[-1]
    assert waiting_for(house.work_leader).to_answer == [visit]
    for nobody in (house.other_leader, house.manager, house.chair, house.participant):
        assert waiting_for(nobody) == NOTHING


def test_before_its_first_agenda_it_waits_for_who_leads_and_nobody_else(
    house: Travelling,
) -> None:
    visit = house.raised().root
    assert waiting_for(house.representative).to_answer == [visit]
    for nobody in (house.participant, house.work_leader, house.manager):
        assert waiting_for(nobody) == NOTHING


def test_a_deputy_is_told_from_the_seventh_working_day(
    house: Travelling, travel_to: TravelTo
) -> None:
    visit = to_board(house).considerations[-1]
    assert visit.expected == date(2026, 2, 23)
    travel_to("2026-03-03 10:00")
    assert waiting_for(house.chair).to_answer == [visit]
    assert waiting_for(house.board_deputy) == NOTHING
    travel_to("2026-03-04 10:00")
    assert waiting_for(house.board_deputy).to_answer == [visit]


def test_a_deputy_is_told_at_once_when_it_is_about_the_chair(
    house: Travelling,
) -> None:
    matter = to_board(house)
    matter.about.append(house.chair)
    db.session.flush()
    assert waiting_for(house.board_deputy).to_answer == [matter.considerations[-1]]
    assert waiting_for(house.chair) == NOTHING


def test_an_answer_waits_where_it_was_asked_and_with_who_raised_it(
    house: Travelling, travel_to: TravelTo
) -> None:
    matter = house.at(house.kim_forum)
    answer(matter.considerations[-1])
    reading = waiting_for(house.representative)
    assert reading.to_read_out == [matter.considerations[-1]]
    assert waiting_for(house.participant).answered == [matter]
    assert waiting_for(house.manager) == NOTHING
    travel_to("2025-12-18 10:00")
    assert waiting_for(house.participant) == NOTHING


def test_a_promise_asks_its_doer_and_then_who_asked(
    house: Travelling, travel_to: TravelTo
) -> None:
    matter = house.at(house.kim_forum)
    [measure] = answer(matter.considerations[-1], Verdict.YES).measures
    assert waiting_for(house.manager).promised == [measure]
    travel_to("2025-12-17 10:00")
    assert waiting_for(house.manager).to_do == [measure]
    measure.report_done("Planen henger oppe.")
    assert waiting_for(house.representative).to_confirm == [measure]
    assert waiting_for(house.manager) == NOTHING
    measure.confirm()
    assert waiting_for(house.representative).to_confirm == []


def test_an_agenda_is_asked_for_in_the_last_week(
    house: Travelling, travel_to: TravelTo
) -> None:
    meeting = meet(house.forum, date(2025, 11, 25))
    meet(house.forum, date(2025, 12, 2))
    house.raised()
    assert waiting_for(house.representative).to_lay_out == []
    travel_to("2025-11-18 10:00")
    assert waiting_for(house.representative).to_lay_out == [meeting]
    assert waiting_for(house.deputy) == NOTHING
    lay_out(house.forum)
    assert waiting_for(house.representative).to_lay_out == []


def test_an_agenda_that_would_be_empty_is_not_asked_for(house: Travelling) -> None:
    meet(house.forum)
    assert waiting_for(house.representative) == NOTHING


def test_what_is_stopped_waits_for_nobody(house: Travelling) -> None:
    matter = house.at(house.kim_forum)
    answer(matter.considerations[-1], Verdict.YES)
    matter.point_elsewhere(house.representative, Elsewhere.COMPLAINT, "Du kan klage.")
    db.session.flush()
    for person in (house.representative, house.manager, house.participant):
        assert waiting_for(person) == NOTHING


def test_it_asks_as_much_of_few_matters_as_of_many(house: Travelling) -> None:
    def asked() -> int:
        db.session.commit()
        with asked_of_the_database() as statements:
            waiting_for(house.manager)
        return len(statements)

    for _ in range(2):
        answer(house.at(house.kim_forum).considerations[-1], Verdict.YES)
        house.at(house.kim_forum, house.team)
    few = asked()
    for _ in range(5):
        answer(house.at(house.kim_forum).considerations[-1], Verdict.YES)
        house.at(house.kim_forum, house.team)
    assert asked() == few


# The mail of the morning


def test_who_leads_a_body_is_told_each_morning_but_no_participant(
    house: Travelling, make: Make
) -> None:
    helper, participant = make.person(RoleKind.STAFF_MEMBER), make.participant()
    team = house.team
    for person in (helper, participant):
        assert not reach.can_have_email(person)
        seat = Seat(seating=Seating.CHAIR, person=person, starts=date(2025, 11, 18))
        team.seats.append(seat)
    db.session.flush()
    assert (reach.can_have_email(helper), reach.is_told(helper)) == (True, False)
    for seat in team.seats:
        seat.starts = None
    db.session.flush()
    assert reach.is_told(helper)
    told = reach.by_envelope()
    assert helper in told
    assert {participant, house.representative, house.deputy}.isdisjoint(told)
    assert not reach.can_have_email(participant)

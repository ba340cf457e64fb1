"""Late is counted in working days, and more people hear of it as they pass."""

from collections.abc import Callable
from datetime import date

import pytest

from kimvoice.core import clock
from kimvoice.core.settings import CLOSING_DAYS
from kimvoice.forum.agenda import late, late_for
from kimvoice.forum.bodies import Body
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.overdue import Audience
from kimvoice.forum.states import State
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.travelling import Travelling, answer

pytestmark = on_sqlite
TOLD: dict[Audience, Callable[[Travelling], Body]] = {
    Audience.EVERYBODY: lambda house: house.forum,
    Audience.LEADERSHIP_TEAM: lambda house: house.team,
    Audience.BOARD: lambda house: house.board,
}


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    return Travelling.furnished(make)


@pytest.fixture
def asked(house: Travelling) -> Consideration:
    """Of a department meeting that never meets: ten working days to answer."""
    return house.at(house.meeting_of(house.kafe)).considerations[-1]


def told(house: Travelling, asked: Consideration) -> set[Audience]:
    return {each for each, body in TOLD.items() if asked in late_for(body(house))}


@pytest.mark.parametrize(
    ("day", "days_late", "audience"),
    [
        ("2025-12-01", 0, 0),
        ("2025-12-02", 1, 1),
        ("2025-12-09", 6, 1),
        ("2025-12-10", 7, 2),
        ("2026-01-05", 20, 2),
        ("2026-01-06", 21, 3),
    ],
)
def test_more_are_told_as_working_days_pass_and_christmas_counts_for_none(
    house: Travelling,
    asked: Consideration,
    travel_to: TravelTo,
    day: str,
    days_late: int,
    audience: int,
) -> None:
    assert asked.expected == date(2025, 12, 1)
    travel_to(f"{day} 10:00")
    assert asked.days_late == days_late
    assert told(house, asked) == set(list(Audience)[:audience])


def test_a_body_does_not_remind_itself_of_what_it_owes(
    house: Travelling, asked: Consideration, travel_to: TravelTo
) -> None:
    travel_to("2025-12-02 10:00")
    assert asked in late_for(house.kim_forum)
    assert asked not in late_for(asked.body)


def test_a_day_that_is_closed_afterwards_moves_the_date_on(
    asked: Consideration, travel_to: TravelTo
) -> None:
    closed = frozenset({date(2025, 12, 1)})
    CLOSING_DAYS.choose(closed, "Prøve", counts_from=clock.today())
    assert asked.due_originally == date(2025, 12, 1)
    assert asked.expected == date(2025, 12, 2)
    travel_to("2025-12-02 10:00")
    assert not asked.is_late
    answer(asked)
    assert asked.was_in_time


def test_a_new_date_stops_the_reminders_and_hides_no_delay(
    house: Travelling, asked: Consideration, travel_to: TravelTo
) -> None:
    travel_to("2025-12-02 10:00")
    asked.postpone(house.work_leader, date(2025, 12, 12), "")
    assert told(house, asked) == set()
    assert (asked.due_originally, asked.due) == (date(2025, 12, 1), date(2025, 12, 12))
    travel_to("2025-12-11 10:00")
    answer(asked)
    assert not asked.was_in_time


def test_an_answer_that_nobody_reads_out_is_late_at_the_body_that_asked(
    house: Travelling, asked: Consideration, travel_to: TravelTo
) -> None:
    answer(asked)
    assert (asked.state, asked.lies_with) == (State.ANSWERED, house.forum)
    assert house.forum.next_meeting
    assert asked.expected == house.forum.next_meeting.day == date(2025, 11, 18)
    travel_to("2025-11-18 10:00")
    assert late() == []
    travel_to("2025-11-19 10:00")
    assert late() == [asked]


def test_who_sent_a_matter_on_waits_and_is_not_late(
    house: Travelling, asked: Consideration, travel_to: TravelTo
) -> None:
    asked.forward(house.work_leader, [house.kim_forum], "Kan dere?")
    [_root, sent, at_kim_forum] = asked.matter.considerations
    travel_to("2026-01-05 10:00")
    assert sent.expected == at_kim_forum.expected < clock.today()
    assert late() == [at_kim_forum]


def test_what_stands_on_no_agenda_is_late_for_nobody(
    house: Travelling, travel_to: TravelTo
) -> None:
    unseen = house.raised().root
    travel_to("2026-03-02 10:00")
    assert unseen.is_late
    assert late() == []

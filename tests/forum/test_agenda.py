"""The agenda: looked over, laid out for everybody, and read on paper."""

from datetime import date

import pytest

from kimvoice.forum.agenda import Agenda
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.meetings import Meeting
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.travelling import Travelling, lay_out, meet


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    return Travelling.furnished(make)


def standing_on(meeting: Meeting) -> list[Consideration | None]:
    return [it.visit for it in meeting.points if it.is_matter]


@on_sqlite
def test_an_earlier_meeting_takes_nothing_off_an_agenda_that_is_laid_out(
    house: Travelling,
) -> None:
    later = meet(house.forum, date(2025, 12, 2))
    promised = house.published()
    house.raised(title="Benker")
    earlier = meet(house.forum)
    assert promised.root not in Agenda.of(earlier).to_add
    lay_out(house.forum)
    assert promised.root in standing_on(later)
    assert promised.root not in standing_on(earlier)


@on_sqlite
def test_what_was_left_over_stands_first_also_once_it_is_laid_out(
    house: Travelling, travel_to: TravelTo
) -> None:
    fresh, left_over = house.raised().root, house.raised(title="Benker").root
    Agenda.of(meet(house.forum)).lay_out([left_over])
    travel_to("2025-11-20 10:00")
    meeting = meet(house.forum)
    agenda = Agenda.of(meeting)
    assert (agenda.carried, agenda.to_add) == ([left_over], [fresh])
    lay_out(house.forum)
    assert standing_on(meeting) == [left_over, fresh]

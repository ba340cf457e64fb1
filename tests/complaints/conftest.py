"""The people of a complaint: who can get it, and who sends it."""

import pytest

from kimvoice.people.models import Person
from tests.conftest import TravelTo
from tests.factories import Ladder, Make


@pytest.fixture
def ladder(make: Make, travel_to: TravelTo) -> Ladder:
    return make.ladder()


@pytest.fixture
def by(make: Make, ladder: Ladder) -> Person:
    return make.participant(department=ladder.department)

"""The people of a complaint: who can get it, and who sends it."""

import pytest

from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Reader, State
from kimvoice.core.db import db
from kimvoice.people.models import Person
from tests.complaints.supporting import INTERNAL, NOTE, WISH
from tests.conftest import TravelTo
from tests.factories import Ladder, Make
from tests.visitor import Visit, Visitor


@pytest.fixture
def ladder(make: Make, travel_to: TravelTo) -> Ladder:
    return make.ladder()


@pytest.fixture
def by(make: Make, ladder: Ladder) -> Person:
    return make.participant(department=ladder.department)


@pytest.fixture
def friend(make: Make) -> Person:
    """Somebody who has no part in it, and could be a support person."""
    return make.participant()


@pytest.fixture
def helper(make: Make) -> Person:
    return make.representative(make.department())


@pytest.fixture
def sitting(visit: Visit, helper: Person, ladder: Ladder) -> Visitor:
    """The helper, beside whom the participant sits."""
    return visit(as_=helper)


@pytest.fixture
def answered(make: Make, ladder: Ladder, by: Person) -> Complaint:
    """With an answer, a message to the complainant, and one among the handlers."""
    it = make.complaint(State.RECEIVED, by=by, wish=WISH)
    it.note(ladder.leader, NOTE, Reader.COMPLAINANT)
    it.note(ladder.leader, INTERNAL, Reader.HANDLERS)
    it.give(ladder.leader, **make.upheld())
    db.session.commit()
    return it

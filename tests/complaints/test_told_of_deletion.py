"""Who sent it and who answers it see when it is deleted; a month before, unasked."""

from datetime import date, timedelta

import pytest

from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Kept, State
from kimvoice.core.db import db
from kimvoice.people.models import Person
from kimvoice.web.language import full_day
from tests.complaints.handling import here
from tests.conftest import TravelTo
from tests.factories import Ladder, Make
from tests.visitor import Visit

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""Dates that are computed, and pages that tell them."""
HOME = "/min/"


def told(it: Complaint) -> str:
    return (
        f"Slettes {full_day(it.deleted_on)}."  # type: ignore[arg-type]
        f" Borte fra sikkerhetskopier {full_day(it.gone_from_backups_on)}."  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("state", [State.CLOSED, State.WITHDRAWN])
def test_the_complainant_sees_the_day(
    state: State, make: Make, by: Person, visit: Visit
) -> None:
    it = make.complaint(state, by=by)
    assert told(it) in visit(as_=by).get(here(it)).text


def test_so_does_the_one_who_answers_it(
    make: Make, by: Person, ladder: Ladder, visit: Visit
) -> None:
    it = make.complaint(State.CLOSED, by=by)
    assert told(it) in visit(as_=ladder.leader).get(here(it)).text


@pytest.mark.parametrize("state", [State.SENT, State.RECEIVED, State.ANSWERED])
def test_no_day_is_told_while_something_is_owed(
    state: State, make: Make, by: Person, ladder: Ladder, visit: Visit
) -> None:
    it = make.complaint(state, by=by)
    for person in (by, ladder.leader):
        assert "Slettes" not in visit(as_=person).get(here(it)).text


def test_a_month_before_the_complainant_sees_it_at_home(
    make: Make, by: Person, ladder: Ladder, visit: Visit, travel_to: TravelTo
) -> None:
    """Also where «Er det gjort?» was answered long ago; nobody else sees it."""
    it = make.complaint(State.CLOSED, by=by)
    it.answers[0].complainant_says = it.answers[0].decider_says = Kept.YES
    db.session.commit()
    assert it.deleted_on is not None
    words = f"Slettes {full_day(it.deleted_on)}."
    for before, seen in ((31, False), (30, True), (1, True), (0, False)):
        travel_to(f"{it.deleted_on - timedelta(days=before)} 10:00")
        assert (words in visit(as_=by).get(HOME).text) is seen, before
        assert words not in visit(as_=ladder.leader).get(HOME).text


def test_the_day_of_deletion_is_the_one_after_the_last(
    make: Make, by: Person, travel_to: TravelTo
) -> None:
    it = make.complaint(State.CLOSED, by=by)
    assert it.kept_until == date(2026, 11, 17)
    assert it.deleted_on == date(2026, 11, 18)
    assert it.gone_from_backups_on == date(2026, 12, 18)
    assert it.is_soon_deleted is False
    travel_to(f"{it.deleted_on - timedelta(days=31)} 10:00")
    assert it.is_soon_deleted is False
    travel_to(f"{it.deleted_on - timedelta(days=30)} 10:00")
    assert it.is_soon_deleted is True

"""What was said to somebody stands, whatever the house chooses afterwards."""

from datetime import date, timedelta

import pytest

from kimvoice.complaints import policy
from kimvoice.complaints.ladder import (
    APPEAL_WEEKS,
    COMPLAINT_MONTHS,
    LADDER,
    WITHDRAWN_MONTHS,
    Rung,
)
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import State
from kimvoice.core.db import db
from kimvoice.people.models import RoleKind
from kimvoice.suggestions import openings
from tests.conftest import TravelTo
from tests.factories import Make

SHORT = (Rung(RoleKind.WORK_LEADER, 1, 2), Rung(RoleKind.BOARD_CHAIR, 1, 2))


def in_state(make: Make, state: State) -> Complaint:
    house = make.ladder()
    return make.complaint(state, by=make.participant(department=house.department))


def test_a_complaint_keeps_its_steps_and_dates(make: Make, travel_to: TravelTo) -> None:
    complaint = in_state(make, State.SENT)
    before = [(it.role, it.confirm_days, it.answer_days) for it in complaint.steps]
    dates = complaint.current.confirm_by, complaint.current.answer_by
    LADDER.choose(SHORT, "Keeper", openings.counts_from(LADDER))
    db.session.commit()
    travel_to("2025-11-18 10:00")
    assert LADDER.value() == SHORT
    after = [(it.role, it.confirm_days, it.answer_days) for it in complaint.steps]
    assert after == before
    assert dates == (complaint.current.confirm_by, complaint.current.answer_by)
    assert len(in_state(make, State.SENT).steps) == 2


def test_who_was_given_weeks_to_ask_on_keeps_them(
    make: Make, travel_to: TravelTo
) -> None:
    APPEAL_WEEKS.choose(6, "Keeper", date(2025, 11, 1))
    complaint = in_state(make, State.ANSWERED)
    assert complaint.appeal_by == date(2025, 12, 29)
    APPEAL_WEEKS.choose(3, "Keeper", openings.counts_from(APPEAL_WEEKS))
    db.session.commit()
    assert complaint.appeal_by == date(2025, 12, 29)
    travel_to("2025-12-10 10:00")
    assert complaint.standing is State.ANSWERED
    assert complaint.appeal_by == date(2025, 12, 29)


def test_whose_time_is_over_is_not_shown_before_the_job_deletes_it(
    make: Make, travel_to: TravelTo
) -> None:
    done = in_state(make, State.CLOSED)
    by, leader = done.complainant, done.handler
    assert leader is not None
    kept_until = done.kept_until
    assert kept_until is not None
    for person in (by, leader):
        assert list(db.session.scalars(policy.visible_to(person)).unique()) == [done]
    travel_to(f"{kept_until} 23:00")
    assert policy.own(by) == policy.waiting_for(leader) == [done]
    travel_to(f"{kept_until + timedelta(days=1)} 00:01")
    assert policy.own(by) == policy.waiting_for(leader) == []
    for person in (by, leader):
        assert list(db.session.scalars(policy.visible_to(person))) == []


def test_what_is_done_is_deleted_on_the_day_that_was_told(
    make: Make, travel_to: TravelTo
) -> None:
    done = in_state(make, State.CLOSED)
    withdrawn = in_state(make, State.WITHDRAWN)
    told = done.kept_until, withdrawn.kept_until
    assert told == (date(2026, 11, 17), date(2026, 2, 17))
    for setting, months in ((COMPLAINT_MONTHS, 36), (WITHDRAWN_MONTHS, 12)):
        setting.choose(months, "Keeper", openings.counts_from(setting))
    db.session.commit()
    travel_to("2025-12-10 10:00")
    assert (done.kept_until, withdrawn.kept_until) == told
    assert in_state(make, State.CLOSED).kept_until == date(2028, 12, 10)


@pytest.mark.parametrize("state", [State.CLOSED, State.ANSWERED])
def test_it_is_not_deleted_before_its_last_promise_is_asked_after(
    state: State, make: Make, travel_to: TravelTo
) -> None:
    complaint = in_state(make, state)
    complaint.answers[0].done_by = date(2027, 1, 4)
    db.session.commit()
    travel_to("2025-12-15 10:00")
    assert complaint.kept_until == date(2027, 2, 3)
    travel_to("2027-02-03 10:00")
    assert not complaint.is_to_be_deleted
    travel_to("2027-02-04 10:00")
    assert complaint.is_to_be_deleted

"""A complaint from the day it is sent: an owner and a date at every moment."""

import pytest

from kimvoice.complaints import daily, policy
from kimvoice.complaints.states import Manner, Reader, State, Verdict
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from tests.conftest import TravelTo
from tests.factories import Make


def test_the_work_leader_of_the_department_gets_it_first(
    make: Make, travel_to: TravelTo
) -> None:
    ladder = make.ladder()
    other = make.work_leader()
    complaint = make.complaint(by=make.participant(department=ladder.department))
    assert complaint.handler == ladder.leader
    assert policy.waiting_for(ladder.leader) == [complaint]
    assert policy.waiting_for(other) == []


def test_it_starts_above_whom_it_is_about(make: Make, travel_to: TravelTo) -> None:
    ladder = make.ladder()
    by = make.participant(department=ladder.department)
    complaint = make.complaint(by=by, about=ladder.coordinator)
    assert complaint.handler == ladder.manager
    assert [step.skipped is not None for step in complaint.steps] == [1, 1, 0, 0]


def test_it_climbs_three_working_days_after_its_date(
    make: Make, travel_to: TravelTo
) -> None:
    ladder = make.ladder()
    by = make.participant(department=ladder.department)
    complaint = make.complaint(State.RECEIVED, by=by)
    # Monday 17 November 2025, ten working days: Monday 1 December
    assert complaint.due is not None
    assert complaint.due.isoformat() == "2025-12-01"
    for day in ("2025-12-01", "2025-12-02", "2025-12-03"):
        travel_to(f"{day} 10:00")
        daily.run_when_due()
    assert complaint.handler == ladder.leader
    travel_to("2025-12-04 10:00")
    daily.run_when_due()
    assert complaint.handler == ladder.coordinator
    assert complaint.state is State.ESCALATED


def test_the_chairs_deputy_reads_what_is_about_the_chair(
    make: Make, travel_to: TravelTo
) -> None:
    ladder = make.ladder()
    by = make.participant(department=ladder.department)
    complaint = make.complaint(by=by, about=ladder.chair)
    assert complaint.handler == ladder.deputy_chair


def test_words_are_read_again_after_a_restart(make: Make, travel_to: TravelTo) -> None:
    ladder = make.ladder()
    by = make.participant(department=ladder.department)
    complaint = make.complaint(State.ANSWERED, by=by, wish="Pause.")
    complaint.note(ladder.leader, "Ring NAV.", Reader.HANDLERS)
    complaint.write("Takk.")
    db.session.commit()
    db.session.expire_all()
    assert complaint.wish_words == "Pause."
    assert [it.words for it in complaint.entries if it.sealed] == [
        "Jeg har fått klagen din.",
        "Ring NAV.",
        "Takk.",
    ]
    assert complaint.answers[0].measure_words == "Vi lager en ny vaktliste."


def test_a_no_needs_its_reason(make: Make, travel_to: TravelTo) -> None:
    ladder = make.ladder()
    by = make.participant(department=ladder.department)
    complaint = make.complaint(State.RECEIVED, by=by, manner=Manner.ON_PAPER)
    with pytest.raises(RuleBroken):
        complaint.give(ladder.leader, Verdict.NOT_UPHELD)


def test_withdrawn_it_is_gone_for_the_handler_until_that_is_undone(
    make: Make, travel_to: TravelTo
) -> None:
    ladder = make.ladder()
    by = make.participant(department=ladder.department)
    complaint = make.complaint(State.RECEIVED, by=by)
    complaint.withdraw()
    db.session.commit()
    assert policy.waiting_for(ladder.leader) == []
    travel_to("2025-11-20 10:00")
    complaint.undo()
    db.session.commit()
    assert policy.waiting_for(ladder.leader) == [complaint]
    assert complaint.standing is State.RECEIVED
    assert complaint.due is not None
    assert complaint.due.isoformat() == "2025-12-04"

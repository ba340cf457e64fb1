"""The job that moves complaints has not run: nothing is lost, nothing comes at once."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from kimvoice.complaints import daily, policy, standstill, sweeping
from kimvoice.complaints.drafts import Draft
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Act, State
from kimvoice.core import jobs
from kimvoice.core.db import db
from kimvoice.core.jobs import Done
from kimvoice.people.models import Person
from tests.conftest import TravelTo
from tests.factories import Ladder, Make

# Sent on Monday 17 November 2025: confirmed by Thursday 20, else it climbs on Tuesday
# 25. By the coordinator: until Friday 28, else it climbs on Wednesday 3 December.
SENT = date(2025, 11, 17)


@pytest.fixture
def complaint(make: Make, ladder: Ladder) -> Complaint:
    return make.complaint(by=make.participant(department=ladder.department))


def days_from(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=it) for it in range((last - first).days + 1))


def run(travel_to: TravelTo, first: str, last: str) -> None:
    for day in days_from(date.fromisoformat(first), date.fromisoformat(last)):
        travel_to(f"{day} 00:01")
        daily.run_when_due()


def course(complaint: Complaint) -> list[tuple[str, str, int]]:
    db.session.rollback()
    return [
        (it.act.value, it.done_on.isoformat(), it.position) for it in complaint.entries
    ]


def test_run_every_day_it_climbs_on_the_day_that_was_told(
    complaint: Complaint, travel_to: TravelTo
) -> None:
    told = {}
    for day in days_from(SENT, date(2025, 12, 29)):
        travel_to(f"{day} 00:01")
        daily.run_when_due()
        told[complaint.position] = complaint.climbs_on
    assert told == {
        1: date(2025, 11, 25),
        2: date(2025, 12, 3),
        3: date(2025, 12, 11),
        4: None,
    }
    assert course(complaint) == [
        ("climb", "2025-11-25", 1),
        ("climb", "2025-12-03", 2),
        ("climb", "2025-12-11", 3),
    ]


def test_after_thirty_days_each_thing_happens_once(
    complaint: Complaint, travel_to: TravelTo
) -> None:
    """Started again on Wednesday 17 December, as often as anybody likes."""
    run(travel_to, "2025-11-17", "2025-11-17")
    for day in days_from(date(2025, 12, 17), date(2026, 1, 9)):
        for hour in ("00:01", "08:00", "08:00", "23:59"):
            travel_to(f"{day} {hour}")
            daily.run_when_due()
    # Two whole working days: Thursday 18, Friday 19. The next step has its own days.
    assert course(complaint) == [("climb", "2025-12-22", 1), ("climb", "2026-01-06", 2)]
    slots = select(Done.slot, func.count()).where(Done.job == standstill.JOB)
    counted = {n for _, n in db.session.execute(slots.group_by(Done.slot))}
    assert counted == {1}


def test_nothing_climbs_for_two_whole_working_days_wherever_it_starts_again(
    complaint: Complaint, travel_to: TravelTo
) -> None:
    run(travel_to, "2025-11-17", "2025-11-17")
    started_and_free = {
        "2025-12-17": "2025-12-22",
        "2025-12-19": "2025-12-29",
        "2025-12-20": "2025-12-29",
        "2025-12-21": "2025-12-29",
        "2025-12-24": "2026-01-02",
    }
    found = {}
    for day in started_and_free:
        travel_to(f"{day} 10:00")
        still = standstill.today()
        assert still is not None
        found[day] = still.until.isoformat()
        assert complaint.climbs_on == still.until
        db.session.rollback()
    # From Friday 19: Monday 22, Tuesday 23, and 24 to 28 the house is closed.
    assert found == started_and_free


def test_one_working_day_that_was_missed_is_no_standstill(
    complaint: Complaint, travel_to: TravelTo
) -> None:
    run(travel_to, "2025-11-17", "2025-11-23")
    # Monday 24 is missed: it climbs on Tuesday 25 as told.
    travel_to("2025-11-25 10:00")
    assert standstill.today() is None
    daily.run_when_due()
    assert course(complaint) == [("climb", "2025-11-25", 1)]


def test_a_weekend_and_a_friday_that_were_missed_are_no_standstill(
    complaint: Complaint, travel_to: TravelTo
) -> None:
    run(travel_to, "2025-11-17", "2025-11-20")
    travel_to("2025-11-24 10:00")
    assert standstill.today() is None


def test_two_working_days_that_were_missed_are_a_standstill(
    complaint: Complaint, travel_to: TravelTo
) -> None:
    run(travel_to, "2025-11-17", "2025-11-21")
    # Monday 24 and Tuesday 25 are missed.
    run(travel_to, "2025-11-26", "2025-12-05")
    assert course(complaint) == [("climb", "2025-12-01", 1)]


def test_easter_is_no_standstill(complaint: Complaint, travel_to: TravelTo) -> None:
    run(travel_to, "2026-04-01", "2026-04-01")
    travel_to("2026-04-08 10:00")
    assert standstill.today() is None


def test_a_new_house_has_not_stood_still(
    complaint: Complaint, travel_to: TravelTo
) -> None:
    travel_to("2026-03-02 10:00")
    assert standstill.today() is None


def test_what_is_told_on_each_day_without_the_job_is_what_would_happen(
    complaint: Complaint, ladder: Ladder, travel_to: TravelTo
) -> None:
    """Thirty days: the pages are right on each of them, and nobody wrote a row."""
    run(travel_to, "2025-11-17", "2025-11-19")
    before = rows()
    for day in days_from(date(2025, 11, 20), date(2025, 12, 19)):
        travel_to(f"{day} 10:00")
        assert complaint.handler == ladder.leader
        assert policy.waiting_for(ladder.leader) == [complaint]
        assert complaint.due == date(2025, 11, 20)
        assert complaint.is_late == (day > date(2025, 11, 20))
        assert complaint.can_escalate == complaint.is_late
        still = standstill.today()
        # Two working days are missed on Saturday 22.
        assert (still is not None) == (day > date(2025, 11, 21))
        told = complaint.climbs_on
        assert told is not None
        assert told == max(date(2025, 11, 25), still.until if still else told)
        db.session.rollback()
    assert rows() == before


def test_the_day_told_at_the_restart_is_the_day_it_happens(
    complaint: Complaint, travel_to: TravelTo
) -> None:
    run(travel_to, "2025-11-17", "2025-11-19")
    travel_to("2025-12-10 10:00")
    told = complaint.climbs_on
    run(travel_to, "2025-12-10", "2025-12-20")
    assert course(complaint)[0] == ("climb", str(told), 1)


def test_who_has_left_is_gone_from_that_day_also_without_the_job(
    complaint: Complaint, ladder: Ladder, travel_to: TravelTo
) -> None:
    run(travel_to, "2025-11-17", "2025-11-17")
    ladder.leader.leave(date(2025, 11, 18))
    db.session.commit()
    travel_to("2025-11-18 23:59")
    assert complaint.handler == ladder.leader
    db.session.rollback()
    travel_to("2025-11-19 00:00")
    assert complaint.handler == ladder.coordinator
    assert policy.waiting_for(ladder.leader) == []
    assert complaint.due == date(2025, 11, 24)
    daily.run_when_due()
    assert complaint.current.role.value == "coordinator"
    assert complaint.due == date(2025, 11, 24)
    assert course(complaint) == [("climb", "2025-11-19", 1)]


def test_whoever_begins_today_has_it_today(
    make: Make, ladder: Ladder, complaint: Complaint, travel_to: TravelTo
) -> None:
    """The work leader is away, and somebody stands in from Wednesday."""
    deputy = make.person()
    deputy.take_role(
        ladder.leader.roles[0].kind,
        ladder.department,
        since=date(2025, 11, 19),
        until=date(2025, 11, 20),
        stands_in_for=ladder.leader,
    )
    db.session.commit()
    reads = {"18": ladder.leader, "19": deputy, "20": deputy, "21": ladder.leader}
    for day, person in reads.items():
        travel_to(f"2025-11-{day} 10:00")
        assert complaint.handler == person
        db.session.rollback()


def test_it_rests_and_is_deleted_once_after_its_months(
    make: Make, ladder: Ladder, travel_to: TravelTo
) -> None:
    by = make.participant(department=ladder.department)
    kept = make.complaint(State.RECEIVED, by=by).number
    rested = make.complaint(State.ANSWERED, by=by).number
    withdrawn = make.complaint(State.WITHDRAWN, by=by).number
    Draft.save(by, {"happened": ["Noe."]})
    db.session.commit()
    left = {}
    for day in ("2025-12-01", "2025-12-02", "2026-02-17", "2026-02-18"):
        left[day] = after_the_job(travel_to, day)
    # Answered on 17 November, rests from 9 December.
    for day in ("2026-12-09", "2026-12-10"):
        left[day] = after_the_job(travel_to, day)
    everything = {kept, rested, withdrawn}
    assert left == {
        "2025-12-01": (everything, 1),
        "2025-12-02": (everything, 0),
        "2026-02-17": (everything, 0),
        "2026-02-18": ({kept, rested}, 0),
        "2026-12-09": ({kept, rested}, 0),
        "2026-12-10": ({kept}, 0),
    }


def after_the_job(travel_to: TravelTo, day: str) -> tuple[set[int], int]:
    travel_to(f"{day} 10:00")
    daily.run_when_due()
    numbers = set(db.session.scalars(select(Complaint.number)))
    drafts = db.session.scalar(select(func.count()).select_from(Draft))
    return numbers, drafts or 0


def test_what_one_day_left_undone_the_next_minute_does(
    make: Make,
    ladder: Ladder,
    travel_to: TravelTo,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The house falls over in the middle of the job."""
    by = make.participant(department=ladder.department)
    several = [make.complaint(by=by) for _ in range(3)]
    climb, climbed = Complaint.climb, Counter[int]()

    def once(complaint: Complaint) -> bool:
        if climbed.total():
            raise ConnectionError
        climbed[complaint.number] += 1
        return climb(complaint)

    monkeypatch.setattr(Complaint, "climb", once)
    travel_to("2025-11-25 10:00")
    with pytest.raises(ConnectionError):
        daily.run_when_due()
    db.session.rollback()
    monkeypatch.undo()
    for _ in range(3):
        daily.run_when_due()
    assert [it.position for it in several] == [2, 2, 2]
    assert all([entry.act for entry in it.entries] == [Act.CLIMB] for it in several)


def test_pages_that_could_not_be_given_back_are_given_back_later(
    make: Make,
    ladder: Ladder,
    travel_to: TravelTo,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A backup holds the tables at the first try; the words are gone all the same."""
    by = make.participant(department=ladder.department)
    number = make.complaint(State.WITHDRAWN, by=by).number
    tries: list[bool] = []

    def give_back(*_tables: str) -> None:
        tries.append(len(tries) > 0)
        if not tries[-1]:
            raise OperationalError("VACUUM", None, Exception())

    monkeypatch.setattr(jobs, "give_back_pages", give_back)
    daily.run_when_due()
    sweeping.pay()
    assert tries == []
    travel_to("2026-02-18 10:00")
    daily.run_when_due()
    assert db.session.get(Complaint, number) is None
    with pytest.raises(OperationalError):
        sweeping.pay()
    db.session.rollback()
    for _ in range(3):
        daily.run_when_due()
        sweeping.pay()
    assert tries == [False, True]


def test_of_the_runs_no_more_are_kept_than_are_read(travel_to: TravelTo) -> None:
    run(travel_to, "2025-11-17", "2026-01-05")
    kept = select(Done.slot).where(Done.job == standstill.JOB)
    slots = sorted(db.session.scalars(kept))
    assert len(slots) == standstill.REMEMBERED
    assert (slots[0], slots[-1]) == ("2025-12-07", "2026-01-05")


def rows() -> tuple[int, int, list[tuple[object, ...]]]:
    db.session.rollback()
    steps = "SELECT * FROM complaint_steps ORDER BY complaint_number, position"
    written = [tuple(it) for it in db.session.execute(db.text(steps))]
    runs = db.session.scalar(
        select(func.count()).select_from(Done).where(Done.job == standstill.JOB)
    )
    people = db.session.scalar(select(func.count()).select_from(Person))
    return runs or 0, people or 0, written


def test_today_is_not_told_when_todays_run_is_over(
    complaint: Complaint, travel_to: TravelTo
) -> None:
    """It has come due since: its day was a closing day when the job ran."""
    run(travel_to, "2025-11-17", "2025-11-24")
    travel_to("2025-11-25 00:01")
    assert complaint.climbs_on == date(2025, 11, 25)
    jobs.mark_done(standstill.JOB, "2025-11-25")
    db.session.commit()
    assert complaint.climbs_on == date(2025, 11, 26)
    assert not complaint.climbs_today
    run(travel_to, "2025-11-26", "2025-11-26")
    assert course(complaint) == [("climb", "2025-11-26", 1)]

"""What stays of a complaint whose time is over: four facts, and no way back to it."""

from datetime import date

import pytest
from sqlalchemy import select, text

from kimvoice import Config
from kimvoice.complaints import daily
from kimvoice.complaints.burying import TABLE
from kimvoice.complaints.states import Outcome, State, Verdict
from kimvoice.complaints.tombstones import Tombstone
from kimvoice.core import gone
from kimvoice.core.db import db, is_sqlite
from kimvoice.people.models import Person, RoleKind
from tests.complaints.deleting import bury, left, numbers
from tests.conftest import TravelTo
from tests.factories import Ladder, Make

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


# What stays


def test_of_a_deleted_one_four_facts_stay(
    make: Make, by: Person, travel_to: TravelTo
) -> None:
    withdrawn = make.complaint(State.WITHDRAWN, by=by)
    travel_to(f"{withdrawn.deleted_on} 00:05")
    daily.run_when_due()
    assert numbers() == set()
    assert left() == [("2025-2", RoleKind.WORK_LEADER, Outcome.WITHDRAWN, True)]


def test_the_last_answer_counts_and_the_highest_step(
    make: Make, by: Person, ladder: Ladder, travel_to: TravelTo
) -> None:
    it = make.complaint(State.ESCALATED, by=by)
    it.take_on(ladder.coordinator)
    it.give(ladder.coordinator, Verdict.NOT_UPHELD, reason="Vi ser det ikke slik.")
    db.session.commit()
    bury(it.number)
    assert left() == [("2025-2", RoleKind.COORDINATOR, Outcome.NOT_UPHELD, True)]


def test_the_half_year_is_that_of_sending(
    make: Make, by: Person, travel_to: TravelTo
) -> None:
    travel_to("2025-06-30 10:00")
    first = make.complaint(by=by).number
    travel_to("2025-07-01 10:00")
    second = make.complaint(by=by).number
    bury(first)
    bury(second)
    assert [half_year for half_year, *_ in left()] == ["2025-1", "2025-2"]


def test_what_nobody_answered_says_so(make: Make, by: Person) -> None:
    bury(make.complaint(State.RECEIVED, by=by).number)
    assert left() == [("2025-2", RoleKind.WORK_LEADER, Outcome.UNANSWERED, True)]


# In time

# Sent on Monday 17 November: confirmed by the 20th, answered by 1 December.
TIMELY = {"2025-11-20": True, "2025-12-01": True, "2025-12-02": False}


@on_sqlite
@pytest.mark.parametrize("day", TIMELY)
def test_an_answer_is_in_time_until_the_day_that_was_promised(
    day: str, make: Make, by: Person, ladder: Ladder, travel_to: TravelTo
) -> None:
    it = make.complaint(State.RECEIVED, by=by)
    travel_to(f"{day} 10:00")
    it.give(ladder.leader, **make.upheld())
    travel_to("2026-01-05 10:00")
    assert it.in_time == TIMELY[day]


@on_sqlite
def test_more_time_counts_as_it_was_promised(
    make: Make, by: Person, ladder: Ladder, travel_to: TravelTo
) -> None:
    it = make.complaint(State.RECEIVED, by=by)
    it.extend(ladder.leader, date(2025, 12, 8), "Jeg må spørre flere.")
    travel_to("2025-12-08 10:00")
    it.give(ladder.leader, **make.upheld())
    assert it.in_time


@on_sqlite
def test_the_days_on_which_the_handler_waited_are_given_back(
    make: Make, by: Person, travel_to: TravelTo
) -> None:
    it = make.complaint(State.WAITING, by=by)
    travel_to("2025-12-02 10:00")
    assert it.in_time
    travel_to("2026-01-20 10:00")
    assert not it.in_time


@on_sqlite
def test_what_climbed_by_itself_was_not_in_time(
    make: Make, by: Person, ladder: Ladder, travel_to: TravelTo
) -> None:
    it = make.complaint(by=by)
    for day in ("2025-11-18", "2025-11-19", "2025-11-20", "2025-11-21", "2025-11-24"):
        travel_to(f"{day} 10:00")
        daily.run_when_due()
    travel_to("2025-11-25 10:00")
    assert it.climb()
    it.take_on(ladder.coordinator)
    it.give(ladder.coordinator, **make.upheld())
    assert not it.in_time


@on_sqlite
def test_a_step_that_is_left_in_its_time_has_kept_it(
    make: Make, by: Person, ladder: Ladder, travel_to: TravelTo
) -> None:
    """The work leader goes aside at once, and the coordinator answers."""
    it = make.complaint(by=by)
    it.step_aside(ladder.leader)
    it.take_on(ladder.coordinator)
    it.give(ladder.coordinator, **make.upheld())
    travel_to("2026-03-02 10:00")
    assert it.in_time


@on_sqlite
def test_what_is_withdrawn_in_its_time_is_never_late(
    make: Make, by: Person, travel_to: TravelTo
) -> None:
    it = make.complaint(State.WITHDRAWN, by=by)
    travel_to("2026-02-02 10:00")
    assert it.in_time


# Number and tombstone


def test_no_tombstone_tells_when_it_was_laid(make: Make, by: Person) -> None:
    """In the order of their lots, whatever the order of deletion.

    Twelve rows come in that order by chance once in 479,001,600 runs.
    """
    for _ in range(12):
        bury(make.complaint(by=by).number)
    row = "rowid" if is_sqlite() else "ctid"
    lying = text(f"SELECT id FROM complaint_tombstones ORDER BY {row}")
    ids = list(db.session.scalars(lying))
    assert (len(ids), ids) == (12, sorted(ids))
    if not is_sqlite():
        written = text("SELECT count(DISTINCT xmin::text) FROM complaint_tombstones")
        assert db.session.scalar(written) == 1


def test_the_list_holds_neither_the_number_nor_what_stays(
    make: Make, by: Person, config: Config
) -> None:
    it = make.complaint(by=by)
    number, mark = it.number, it.mark
    bury(number)
    [line] = (config.instance / gone.FILE).read_text().splitlines()
    assert line == f"{TABLE} {mark} 2025-11-17"
    assert str(number) not in line
    stone = str(list(db.session.execute(text("SELECT * FROM complaint_tombstones"))))
    assert mark not in stone
    assert str(number) not in stone.replace(str(db.session.scalar(LOT)), "")


LOT = select(Tombstone.id)

"""What stays of a complaint whose time is over, and that nothing brings it back."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, inspect, select, text
from sqlalchemy.exc import OperationalError

from kimvoice import Config
from kimvoice.complaints import daily, sweeping
from kimvoice.complaints.burying import TABLE
from kimvoice.complaints.drafts import Draft
from kimvoice.complaints.exclusions import Exclusion
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Ground, Outcome, State, Verdict
from kimvoice.complaints.support import Contact, Support
from kimvoice.complaints.tombstones import Tombstone
from kimvoice.core import clock, gone, site_key
from kimvoice.core.db import begin_writing, db, is_sqlite
from kimvoice.core.jobs import Done
from kimvoice.house import open_house
from kimvoice.people.models import Person, RoleKind
from tests.conftest import TravelTo
from tests.database import Database
from tests.factories import Ladder, Make

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def left() -> list[tuple[str, RoleKind, Outcome, bool]]:
    stones = db.session.scalars(select(Tombstone))
    return sorted((it.half_year, it.highest, it.outcome, it.in_time) for it in stones)


def bury(number: int) -> None:
    begin_writing()
    complaint = Complaint.locked(number)
    assert complaint is not None
    complaint.bury()
    db.session.commit()


def numbers() -> set[int]:
    return set(db.session.scalars(select(Complaint.number)))


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


@pytest.mark.parametrize("day", TIMELY)
def test_an_answer_is_in_time_until_the_day_that_was_promised(
    day: str, make: Make, by: Person, ladder: Ladder, travel_to: TravelTo
) -> None:
    it = make.complaint(State.RECEIVED, by=by)
    travel_to(f"{day} 10:00")
    it.give(ladder.leader, **make.upheld())
    travel_to("2026-01-05 10:00")
    assert it.in_time == TIMELY[day]


def test_more_time_counts_as_it_was_promised(
    make: Make, by: Person, ladder: Ladder, travel_to: TravelTo
) -> None:
    it = make.complaint(State.RECEIVED, by=by)
    it.extend(ladder.leader, date(2025, 12, 8), "Jeg må spørre flere.")
    travel_to("2025-12-08 10:00")
    it.give(ladder.leader, **make.upheld())
    assert it.in_time


def test_the_days_on_which_the_handler_waited_are_given_back(
    make: Make, by: Person, travel_to: TravelTo
) -> None:
    it = make.complaint(State.WAITING, by=by)
    travel_to("2025-12-02 10:00")
    assert it.in_time
    travel_to("2026-01-20 10:00")
    assert not it.in_time


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


# Nothing brings it back


class Copy:
    """An old copy of the database: the file itself, or else the rows of the room."""

    def __init__(self, config: Config) -> None:
        db.session.commit()
        self.config = config
        if is_sqlite():
            db.engine.dispose()
            shutil.copy(config.sqlite_file, self.file)
        else:
            self.rows = {it: self.read(it.name) for it in self.tables}

    @property
    def file(self) -> Path:
        return self.config.instance / "old"

    @property
    def tables(self) -> list[db.Table]:  # type: ignore[name-defined]
        names = (*sweeping.TABLES, "complaint_figures")
        return [it for it in db.metadata.sorted_tables if it.name in names]

    def read(self, table: str) -> list[dict[str, object]]:
        found = db.session.execute(db.metadata.tables[table].select())
        return [dict(row) for row in found.mappings()]

    def put_back(self) -> None:
        db.session.rollback()
        if is_sqlite():
            db.session.remove()
            db.engine.dispose()
            shutil.copy(self.file, self.config.sqlite_file)
            return
        for table in reversed(self.tables):
            db.session.execute(table.delete())
        for table in self.tables:
            for row in self.rows[table]:
                db.session.execute(table.insert().values(row))
        db.session.commit()


def test_an_old_copy_of_the_database_does_not_bring_it_back(
    make: Make, by: Person, config: Config, travel_to: TravelTo
) -> None:
    kept = make.complaint(by=by).number
    buried = make.complaint(State.WITHDRAWN, by=by).number
    copy = Copy(config)
    bury(buried)
    stones = left()
    copy.put_back()
    assert (numbers(), left()) == ({kept, buried}, [])
    for _ in range(3):
        daily.delete_again()
    assert (numbers(), left()) == ({kept}, stones)


def test_the_daily_job_deletes_again_what_was_put_back_by_hand(
    make: Make, by: Person, config: Config, travel_to: TravelTo
) -> None:
    buried = make.complaint(State.WITHDRAWN, by=by).number
    copy = Copy(config)
    bury(buried)
    copy.put_back()
    travel_to("2025-11-18 00:05")
    daily.run_when_due()
    assert numbers() == set()


def test_the_copies_of_what_was_put_back_are_outlived_too(
    make: Make, by: Person, config: Config, travel_to: TravelTo
) -> None:
    buried = make.complaint(State.WITHDRAWN, by=by).number
    copy = Copy(config)
    bury(buried)
    travel_to("2025-12-10 10:00")
    copy.put_back()
    later = Copy(config)
    daily.delete_again()
    travel_to("2026-01-05 10:00")
    daily.run_when_due()
    later.put_back()
    daily.delete_again()
    assert numbers() == set()


def test_a_new_one_with_the_same_number_is_not_taken_for_it(
    make: Make, by: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = make.complaint(by=by).number
    bury(number)
    monkeypatch.setattr(Complaint, "_draw_number", lambda: number)
    assert make.complaint(by=by).number == number
    daily.run_when_due()
    assert numbers() == {number}


def test_a_house_that_falls_over_in_the_middle_ends_what_it_began(
    make: Make, by: Person, travel_to: TravelTo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the line and before the end of the transaction: nothing is half gone."""
    number = make.complaint(State.WITHDRAWN, by=by).number
    fall = OperationalError("COMMIT", None, Exception())

    def falls_over(*_: object) -> None:
        raise fall

    with monkeypatch.context() as broken:
        broken.setattr(type(db.engine.dialect), "do_commit", falls_over)
        with pytest.raises(OperationalError):
            bury(number)
    db.session.rollback()
    assert (numbers(), left()) == ({number}, [])
    travel_to("2025-11-18 00:05")
    daily.run_when_due()
    assert numbers() == set()
    assert len(left()) == 1


# Gone from the files


def needles(it: Complaint) -> Iterator[bytes]:
    """Each text, key and link that the rows of a complaint hold, as it lies there."""
    db.session.flush()
    for row in (it, *it.entries, *it.answers, *it.log, *it.supports):
        for column in inspect(type(row)).columns:
            value = getattr(row, column.key)
            if isinstance(column.type, LargeBinary) and value:
                yield bytes(value)


def holding(found: list[bytes], config: Config, database: Database) -> set[str]:
    """The files in which one of them lies; the server's log of writes is another."""
    server = getattr(database, "folder", None)
    below = [it for each in (config.instance, server) if each for it in each.rglob("*")]
    read = (it for it in below if it.is_file() and "pg_wal" not in it.parts)
    return {it.name for it in read if any(one in it.read_bytes() for one in found)}


def a_full_one(make: Make, by: Person, ladder: Ladder) -> Complaint:
    person = make.participant()
    it = make.complaint(by=by, wish="Jeg vil ha pause.")
    it.phone = site_key.seal("00 00 00 00", "complaints")
    it.exclude([Exclusion.of(ladder.coordinator, Ground.NEAR)])
    it.take_on(ladder.leader)
    it.give(ladder.leader, **make.upheld())
    it.write("Takk for svaret.")
    it.supports.append(
        Support(
            person=person,
            reads_complaint=True,
            reads_answers=True,
            reads_messages=True,
            contact=Contact.BY_PHONE,
            phone=site_key.seal("11 11 11 11", "complaint_supports"),
            not_in_hearing=False,
            asked_on=clock.today(),
        )
    )
    db.session.commit()
    return it


def test_what_is_deleted_is_gone_from_every_file(
    make: Make,
    by: Person,
    ladder: Ladder,
    config: Config,
    database: Database,
    travel_to: TravelTo,
) -> None:
    it = a_full_one(make, by, ladder)
    found, number = [*needles(it)], it.number
    assert len(found) >= 14
    its_own = getattr(database, "folder", None) or is_sqlite()
    assert bool(holding(found, config, database)) == bool(its_own)
    bury(number)
    sweeping.pay()
    db.session.remove()
    assert holding(found, config, database) == set()


@pytest.mark.parametrize("how", ["thrown away", "written over", "sent", "old"])
def test_a_draft_that_is_over_is_gone_from_every_file(
    how: str,
    by: Person,
    config: Config,
    database: Database,
    travel_to: TravelTo,
) -> None:
    first = {"happened": ["Noe " * 50], "nonce": ["ab" * 16]}
    found = [Draft.save(by, first).sealed]
    db.session.commit()
    sweeping.pay()
    if how == "old":
        travel_to("2025-12-03 00:05")
        daily.run_when_due()
    else:
        begin_writing()
        if how == "thrown away":
            Draft.forget(by)
        elif how == "sent":
            Draft.forget_sent(by, "ab" * 16)
        else:
            Draft.save(by, first | {"happened": ["Noe annet."]})
        db.session.commit()
    sweeping.pay()
    db.session.remove()
    assert holding(found, config, database) == set()


def test_no_sweep_is_owed_when_nothing_was_deleted(
    by: Person, travel_to: TravelTo
) -> None:
    Draft.forget(by)
    Draft.forget_sent(by, "ab" * 16)
    daily.run_when_due()
    owed = select(Done).where(Done.job == sweeping.OWED)
    assert list(db.session.scalars(owed)) == []


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


def test_the_house_deletes_it_again_before_anybody_comes_in(
    make: Make, by: Person, config: Config
) -> None:
    buried = make.complaint(State.WITHDRAWN, by=by).number
    copy = Copy(config)
    bury(buried)
    copy.put_back()
    db.session.remove()
    house = open_house(config)
    with house.app_context():
        assert numbers() == set()
        db.session.remove()
        db.engine.dispose()

"""Nothing brings a deleted complaint back: no old copy, and no fall in the middle."""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from kimvoice import Config
from kimvoice.complaints import daily, sweeping
from kimvoice.complaints.burying import TABLE
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import State
from kimvoice.core import clock, gone
from kimvoice.core.db import db, is_sqlite
from kimvoice.house import open_house
from kimvoice.people import erasure
from kimvoice.people.models import Person
from tests.complaints.deleting import bury, left, numbers
from tests.conftest import TravelTo
from tests.factories import Make

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


def test_the_house_erases_again_whom_a_copy_has_brought_back(
    by: Person, config: Config
) -> None:
    """Before anybody comes in, and not only with the next daily job."""
    daily.run_when_due()
    by.leave(clock.today() - timedelta(days=1))
    copy = Copy(config)
    name, number = by.name, by.id
    erasure.erase(by)
    db.session.commit()
    copy.put_back()
    db.session.remove()
    house = open_house(config)
    with house.app_context():
        back = db.session.get_one(Person, number)
        assert back.erased_on
        assert back.name != name
        db.session.remove()
        db.engine.dispose()


# Several at once


def at_once(app: Flask, *works: Callable[[], None]) -> None:
    def work(one: Callable[[], None]) -> None:
        with app.app_context():
            one()

    with ThreadPoolExecutor(max_workers=len(works)) as several:
        for done in [several.submit(work, one) for one in works]:
            done.result()


def test_two_machines_bury_it_once(
    app: Flask, make: Make, by: Person, config: Config, travel_to: TravelTo
) -> None:
    make.complaint(State.WITHDRAWN, by=by)
    travel_to("2026-02-18 00:05")
    at_once(app, *[daily.run_when_due] * 3)
    assert (numbers(), len(left())) == (set(), 1)
    assert len((config.instance / gone.FILE).read_text().splitlines()) == 1


def test_each_of_several_that_go_at_once_leaves_its_own(
    app: Flask, make: Make, by: Person, travel_to: TravelTo
) -> None:
    several = [make.complaint(by=by).number for _ in range(4)]
    db.session.rollback()
    at_once(app, *[partial(bury, number) for number in several])
    assert (numbers(), len(left())) == (set(), 4)
    assert len(gone.noted(TABLE)) == 4

"""The list of what is gone: it outlives the database, and ends with the last copy."""

import os
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kimvoice import Config
from kimvoice.core import clock, gone
from kimvoice.core.db import begin_writing, db
from kimvoice.core.jobs import Done
from kimvoice.core.settings import BACKUP_DAYS
from tests.conftest import TravelTo, moment

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def file(app: Flask, config: Config) -> Path:
    return config.instance / gone.FILE


def note(*marks: str) -> None:
    for mark in marks:
        gone.note("complaints", mark)
    db.session.commit()


@on_sqlite
def test_a_line_is_there_when_the_transaction_has_ended(
    file: Path, travel_to: TravelTo
) -> None:
    note("ab12")
    assert file.read_text() == "complaints ab12 2025-11-17\n"
    assert gone.noted("complaints") == {"ab12"}
    assert gone.noted("people") == set()


def test_what_was_taken_back_is_not_gone(file: Path, travel_to: TravelTo) -> None:
    begin_writing()
    gone.note("complaints", "ab12")
    db.session.rollback()
    note("cd34")
    assert gone.noted("complaints") == {"cd34"}


def test_what_the_database_refuses_is_not_gone(file: Path, travel_to: TravelTo) -> None:
    begin_writing()
    gone.note("complaints", "ab12")
    db.session.execute(text("INSERT INTO jobs_done VALUES ('twice', 'a')"))
    db.session.add(Done(job="twice", slot="a"))
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()
    assert gone.noted("complaints") == set()


@on_sqlite
def test_lines_end_when_no_copy_can_hold_the_row(
    file: Path, travel_to: TravelTo
) -> None:
    """As many days as were promised when it was deleted, whatever was chosen since."""
    note("ab12")
    BACKUP_DAYS.choose(7, "Prøve", date(2025, 11, 20))
    db.session.commit()
    travel_to("2025-11-20 10:00")
    note("cd34")
    left = {}
    for day in ("2025-11-27", "2025-11-28", "2025-12-17", "2025-12-18"):
        travel_to(f"{day} 10:00")
        gone.forget_old()
        left[day] = gone.noted("complaints")
    assert left == {
        "2025-11-27": {"ab12", "cd34"},
        "2025-11-28": {"ab12"},
        "2025-12-17": {"ab12"},
        "2025-12-18": set(),
    }
    assert file.read_bytes() == b""


@on_sqlite
@pytest.mark.parametrize("broken", ["complaints cd34 2025-1", "compl", "a b c d", "\0"])
def test_a_line_that_was_broken_off_hides_no_other(
    file: Path, travel_to: TravelTo, broken: str
) -> None:
    note("ab12")
    file.write_text(file.read_text() + broken)
    assert gone.noted("complaints") == {"ab12"}
    note("ef56")
    assert gone.noted("complaints") == {"ab12", "ef56"}
    gone.forget_old()
    assert file.read_text().count("\n") == 2


@on_sqlite
def test_the_times_of_the_file_tell_the_day_and_no_more(
    file: Path, config: Config, travel_to: TravelTo
) -> None:
    gone.forget_old()
    folder = os.stat(config.instance).st_mtime_ns
    travel_to("2025-11-18 14:35:12")
    note("ab12")
    assert os.stat(file).st_mtime == moment("2025-11-18 00:00").timestamp()
    assert os.stat(config.instance).st_mtime_ns == folder
    assert file.stat().st_mode & 0o777 == 0o600


@on_sqlite
def test_a_clock_that_was_set_back_loses_no_line(
    file: Path, travel_to: TravelTo
) -> None:
    note("ab12")
    travel_to("2024-01-01 10:00")
    gone.forget_old()
    assert gone.noted("complaints") == {"ab12"}
    assert clock.today() == date(2024, 1, 1)


def test_an_old_database_does_not_bring_its_own_list(
    app: Flask, file: Path, travel_to: TravelTo
) -> None:
    """It lies in no table."""
    note("ab12cd34")
    for table in db.metadata.sorted_tables:
        rows = db.session.execute(text(f"SELECT * FROM {table.name}"))
        assert not [row for row in rows if "ab12cd34" in str(row)]

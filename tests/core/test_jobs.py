"""What the clock starts: once, in one place, and again the next minute."""

from pathlib import Path
from threading import Event

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError, OperationalError

from kimvoice.core import jobs
from kimvoice.core.db import db
from kimvoice.core.errors import Busy, HouseError, RuleBroken
from kimvoice.core.vault import Unopened

SECRET = "what somebody wrote"


class Minutes(Event):
    """Waits for nobody; stops after so many minutes."""

    def __init__(self, minutes: int) -> None:
        super().__init__()
        self.left = minutes

    def wait(self, timeout: float | None = None) -> bool:
        self.left -= 1
        if self.left <= 0:
            self.set()
        return self.is_set()


def test_a_job_is_done_for_its_slot_alone(app: Flask) -> None:
    jobs.mark_done("mailbox", "2025-11-21")
    db.session.commit()
    assert jobs.is_done("mailbox", "2025-11-21")
    assert not jobs.is_done("mailbox", "2025-11-28")
    assert not jobs.is_done("retention", "2025-11-21")


def test_a_slot_is_claimed_with_the_work_or_not_at_all(app: Flask) -> None:
    jobs.mark_done("mailbox", "2025-11-21")
    db.session.rollback()
    assert not jobs.is_done("mailbox", "2025-11-21")


def test_a_slot_cannot_be_claimed_twice(app: Flask) -> None:
    jobs.mark_done("mailbox", "2025-11-21")
    db.session.commit()
    db.session.expunge_all()
    jobs.mark_done("mailbox", "2025-11-21")
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()


def test_of_several_processes_one_is_chosen(tmp_path: Path) -> None:
    lock = tmp_path / "tick.lock"
    with jobs.only_one(lock) as first, jobs.only_one(lock) as second:
        assert (first, second) == (True, False)
    with jobs.only_one(lock) as next_one:
        assert next_one


def test_each_minute_until_the_house_closes(app: Flask) -> None:
    done: list[str] = []
    jobs.run_each_minute(app, lambda: done.append("tick"), Minutes(3))
    assert done == ["tick"] * 3


def test_nothing_is_run_while_another_process_does_it(app: Flask) -> None:
    done: list[str] = []
    with jobs.only_one(app.extensions["config"].instance / "tick.lock"):
        jobs.run_each_minute(app, lambda: done.append("tick"), Minutes(3))
    assert done == []


@pytest.mark.parametrize(
    "trouble",
    [
        OperationalError(SECRET, {}, Exception(SECRET)),
        OSError(SECRET),
        Busy(SECRET),
        RuleBroken(SECRET),
        Unopened(SECRET),
        HouseError(SECRET),
    ],
    ids=lambda trouble: type(trouble).__name__,
)
def test_after_trouble_the_next_minute_tries_again_and_the_log_tells_no_text(
    app: Flask, caplog: pytest.LogCaptureFixture, trouble: Exception
) -> None:
    tried: list[str] = []

    def tick() -> None:
        tried.append("tick")
        raise trouble

    jobs.run_each_minute(app, tick, Minutes(2))
    assert tried == ["tick"] * 2
    assert type(trouble).__name__ in caplog.text
    assert SECRET not in caplog.text

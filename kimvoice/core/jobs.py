"""Work that the clock starts: safe to run twice, or on two machines at once."""

import fcntl
import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, mapped_column

from kimvoice.core.db import Model, db, give_back_pages

EACH_MINUTE = 60.0


class Done(Model):
    """A job was done for a slot; the row is written with the work itself."""

    __tablename__ = "jobs_done"

    job: Mapped[str] = mapped_column(primary_key=True)
    slot: Mapped[str] = mapped_column(primary_key=True)


def is_done(job: str, slot: str) -> bool:
    return db.session.get(Done, (job, slot)) is not None


def mark_done(job: str, slot: str) -> None:
    """Claim the slot in the transaction of the work.

    Call with the row locked that the work is about, and after is_done was asked
    under that lock: then nobody else can be between the two.
    """
    db.session.add(Done(job=job, slot=slot))


def forget_all_but(newest: int, job: str) -> None:
    """Of slots that can be put in order."""
    of_job = select(Done.slot).where(Done.job == job).order_by(Done.slot.desc())
    kept = db.session.scalars(of_job.limit(newest)).all()
    if len(kept) == newest:
        older = delete(Done).where(Done.job == job, Done.slot < kept[-1])
        db.session.execute(older)


def owe_pages(job: str) -> None:
    """In the transaction of a deletion; the drawn name tells nothing of what it was."""
    db.session.add(Done(job=job, slot=secrets.token_hex(8)))


def pay_pages(job: str, *tables: str) -> None:
    """Give back the pages that are owed; what is in the way leaves them owed. Commits.

    Call it after the jobs that are not to wait for that.
    """
    owed = list(db.session.scalars(select(Done.slot).where(Done.job == job)))
    db.session.rollback()
    if owed:
        give_back_pages(*tables)
        paid = delete(Done).where(Done.job == job, Done.slot.in_(owed))
        db.session.execute(paid)
        db.session.commit()


def run_each_minute(app: Flask, tick: Callable[[], None], stop: Event) -> None:
    """Run what is due until ``stop``; of several processes on a host, one does it."""
    lock = app.extensions["config"].instance / "tick.lock"
    while not stop.is_set():
        with only_one(lock) as chosen:
            while chosen and not stop.is_set():
                _run(app, tick)
                stop.wait(EACH_MINUTE)
        stop.wait(EACH_MINUTE)


def _run(app: Flask, tick: Callable[[], None]) -> None:
    try:
        with app.app_context():
            tick()
    except Exception as error:
        # Whatever it was, the next minute tries again: a loop that ended here would
        # leave the mailbox closed and nobody told. The class alone is logged, since
        # a message can carry what somebody wrote.
        logging.getLogger(__name__).error("tick: %s", type(error).__name__)


@contextmanager
def only_one(lock: Path) -> Iterator[bool]:
    """True for the process that holds the lock file, False for all others."""
    with lock.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True

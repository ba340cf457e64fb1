"""What was deleted while a copy may still hold it, so that no copy brings it back.

A file in the instance folder, not a table: an old database would have lost it too.
One line for each row, «complaints 5f0c… 2026-11-22», until the last copy is gone.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import BinaryIO, Self

from flask import current_app
from sqlalchemy import event
from sqlalchemy.orm import Session

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.settings import BACKUP_DAYS

FILE = "gone.list"


@dataclass(frozen=True)
class Gone:
    table: str
    mark: str
    """Of this row alone. Not its number, which may be drawn again by a new one."""
    day: date

    @classmethod
    def read(cls, line: str) -> Self | None:
        """None for a line that was broken off: its row was not deleted either."""
        try:
            table, mark, day = line.split(" ")
            return cls(table, mark, date.fromisoformat(day))
        except ValueError:
            return None

    @property
    def line(self) -> str:
        return f"{self.table} {self.mark} {self.day.isoformat()}\n"

    @property
    def is_over(self) -> bool:
        """No copy that may be there holds it any more."""
        kept = timedelta(days=BACKUP_DAYS.value(on=self.day))
        return clock.today() > self.day + kept


def note(table: str, mark: str) -> None:
    """It is on the disk before the row goes, and not when the row stays after all."""
    db.session().info.setdefault(TO_WRITE, []).append(Gone(table, mark, clock.today()))


def noted(table: str) -> frozenset[str]:
    with _alone() as file:
        return frozenset(it.mark for it in _lines(file.read()) if it.table == table)


def forget_old() -> None:
    """Each day, whether or not there are any: the file tells of no deletion."""
    with _alone() as file:
        kept = "".join(it.line for it in _lines(file.read()) if not it.is_over)
        file.seek(0)
        file.write(kept.encode())
        file.truncate()


TO_WRITE = "gone"


def _write(session: Session) -> None:
    """When everything but the end of the transaction has gone well."""
    if session.info.get(TO_WRITE):
        session.flush()
        with _alone() as file:
            held = file.read()
            new = {each.line for each in session.info.pop(TO_WRITE)}
            ends = "\n" if held and not held.endswith(b"\n") else ""
            file.write((ends + "".join(sorted(new))).encode())


def _leave_out(session: Session) -> None:
    session.info.pop(TO_WRITE, None)


event.listen(Session, "before_commit", _write)
event.listen(Session, "after_rollback", _leave_out)


def _lines(held: bytes) -> list[Gone]:
    found = map(Gone.read, held.decode(errors="replace").splitlines())
    return [each for each in found if each]


@contextmanager
def _alone() -> Iterator[BinaryIO]:
    """Written where it lies: the folder's time tells nothing, the file's the day."""
    path: Path = current_app.extensions["config"].instance / FILE
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
        file.flush()
        morning = datetime.combine(clock.today(), time(), clock.OSLO).timestamp()
        os.utime(file.fileno(), (morning, morning))
        os.fsync(file.fileno())

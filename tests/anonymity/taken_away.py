"""Some weeks of a house that lies on a small disk of its own, until that is taken away.

Nobody is played here but authors with their codes; no clock ticks but once a night.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
import time_machine
from nacl.public import PrivateKey

from kimvoice import create_app, house
from kimvoice.core import jobs
from kimvoice.core.db import db
from kimvoice.core.keys import keyring
from kimvoice.core.urn import Urn
from kimvoice.suggestions import mailbox, openings
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.threads import EntryKind
from tests.anonymity.centre import FIRST_DAY
from tests.anonymity.device import mounted, unmount
from tests.conftest import moment
from tests.database import Database, house_config
from tests.suggestions.author import Author, all_suggestions, words

WEEKS, EACH_WEEK, LAST_WEEK = 3, 8, 20


WITHDRAWN = 3


Without = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True)
class Wrote:
    """The truth about a slip."""

    day: int
    week: int
    text: str
    author: Author


@dataclass(frozen=True)
class Night:
    """Of a copy of the database, the row that holds the slips."""

    day: int
    public_key: bytes
    slips: bytes


@dataclass
class Seized:
    """What the attacker has: the disk, and what an insider could keep meanwhile."""

    raw: bytes = b""
    database: bytes = b""
    key: PrivateKey | None = None
    """Of the round that has not ended: it lies in the key folder."""
    nights: list[Night] = field(default_factory=list)
    read: dict[int, list[str]] = field(default_factory=dict)
    """The words that came out each week, as the rows lie: a reader reads them."""


@dataclass
class Rounds:
    seized: Seized = field(default_factory=Seized)
    wrote: list[Wrote] = field(default_factory=list)
    gone: list[tuple[bytes, ...]] = field(default_factory=list)
    """Of each thread that was withdrawn: the key of its words, and the words."""


def lived(
    folder: Path, database: Database, without: Without | None = None, options: str = ""
) -> Rounds:
    """Some weeks on a disk of their own, until somebody takes it away."""
    with mounted(folder, options) as device, pytest.MonkeyPatch.context() as patch:
        if without is not None:
            without(patch)
        with database.lend(device.mounted / "instance") as url:
            app = create_app(house_config(device.mounted / "instance", url))
            travelling = time_machine.travel(moment(FIRST_DAY), tick=False)
            with travelling as clock, app.app_context():
                rounds = Life(clock).lived()
                db.session.remove()
                db.engine.dispose()
            file = app.extensions["config"].sqlite_file
            rounds.seized.database = file.read_bytes()
            unmount(device)
            rounds.seized.raw = device.raw
    return rounds


class Life:
    def __init__(self, clock: time_machine.Traveller) -> None:
        self.clock, self.chance, self.rounds = clock, Random(7), Rounds()
        db.session.execute(db.delete(jobs.Done))
        jobs.mark_done(mailbox.NAME, mailbox._slot(openings.last_opening()))
        db.session.commit()

    def lived(self) -> Rounds:
        for week in range(WEEKS):
            self._days(week, sorted(self.chance.choices(range(4), k=EACH_WEEK)))
            if week == WEEKS - 1:
                self._withdraw()
            self._open_mailbox(week)
        self._days(WEEKS, [3] * LAST_WEEK)
        self._look_around()
        return self.rounds

    def _days(self, week: int, days: list[int]) -> None:
        for day in range(4):
            for number in range(days.count(day)):
                self._at(week, day, hours=2, minutes=number)
                self._write(week)
            self._at(week, day, hours=18)
            house.tick()
            urn = db.session.get_one(Urn, mailbox.NAME)
            self.rounds.seized.nights.append(Night(day, urn.public_key, urn.slips))
            db.session.rollback()

    def _write(self, week: int) -> None:
        text = f"Forslag nummer {len(self.rounds.wrote)}."
        day = datetime.now(UTC).weekday()
        author = Author().sends(text)
        self.rounds.wrote.append(Wrote(day, week, text, author))

    def _withdraw(self) -> None:
        for wrote in self.rounds.wrote[:WITHDRAWN]:
            thread = wrote.author.suggestion.open_thread
            sealed = (thread.key_for_readers, *(it.sealed for it in thread.entries))
            self.rounds.gone.append(sealed)
            wrote.author.withdraws()

    def _open_mailbox(self, week: int) -> None:
        before = set(db.session.scalars(db.select(Suggestion.number)))
        self._at(week, 4, hours=5)
        house.tick()
        new = [it for it in all_suggestions() if it.number not in before]
        self.rounds.seized.read[week] = [words(it, EntryKind.SAID)[0] for it in new]

    def _look_around(self) -> None:
        urn = db.session.get_one(Urn, mailbox.NAME)
        self.rounds.seized.key = keyring().mailbox.private_for(urn.public_key)

    def _at(self, week: int, day: int, *, hours: int, minutes: int = 0) -> None:
        since = timedelta(weeks=week, days=day, hours=hours, minutes=minutes)
        self.clock.move_to(moment(FIRST_DAY) + since)

"""Somebody who looks after the house, and chooses its settings to single people out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from kimvoice.core.choices import REGISTER
from kimvoice.core.clock import OSLO
from kimvoice.core.db import db
from kimvoice.core.errors import HouseError
from kimvoice.people.models import RoleKind
from kimvoice.suggestions import openings
from tests.anonymity.attacks import Attack
from tests.anonymity.centre import PC, Centre, Size
from tests.anonymity.claims import Dated, Placed
from tests.anonymity.planting import plant
from tests.anonymity.spans import Span
from tests.anonymity.story import Left, Watcher, day_of, week_of
from tests.suggestions import journey

MONDAY, FRIDAY = 0, 4
IN_TWOS = Size((("Kontoret", 10), *((f"Verksted {each}", 2) for each in range(8))))
LATER = Span(2, 70, (0.1, 0.9), new_weeks=2)
"""What is chosen counts from the second week, so most is written then."""


def choose(centre: Centre, name: str, value: int) -> None:
    """On the page, and as the command does: whichever lets him."""
    desk = PC(centre.app, 60)
    desk.sign_in(centre.those(RoleKind.ADMINISTRATOR)[0])
    said = {"value": str(value), "confirmed": "1"}
    desk.post(f"/min/admin/innstillinger/{name}", said)
    with centre.app.app_context():
        setting = REGISTER[name]
        try:
            if setting.value_to_come() != value:
                setting.choose(value, "Prøve", openings.counts_from(setting))
                db.session.commit()
        except HouseError:
            db.session.rollback()


# Small departments


@dataclass
class LowersTheBar:
    """Each Monday: that also the smallest department may be named. And by force."""

    week: str = ""

    def watch(self, centre: Centre) -> None:
        week = week_of(datetime.now(UTC))
        if week != self.week:
            self.week = week
            choose(centre, "smallest_department", 1)
            for department in centre.small_departments()[:2]:
                _force(PC(centre.app, 61), str(department))


def _force(pc: PC, department: str) -> None:
    """What the form does not offer, on its way in and on its way out."""
    plant(pc, "Fra de få.", department=department)
    checked = journey.check(pc, text="Fra enda færre.")
    journey.follow(pc, checked, journey.SEND, department=department)


def _small_department(left: Left, _watchers: Sequence[Watcher]) -> Placed:
    """What a reader sees: of those that show none, or one that is too small."""
    small = left.centre.small_departments()
    rows = left.end.tables["suggestions"]
    shown = {row["number"]: row["department_id"] for row in rows}
    named = {number: it for number, it in shown.items() if it in small}
    chance = Random(3)
    nowhere = [number for number, it in shown.items() if it is None]
    return Placed(named or {number: chance.choice(small) for number in nowhere})


# The day it is opened


@dataclass
class MovesTheDay:
    """From Friday to Monday, so that what comes out then was written on that Monday.

    What counts at once he takes back, and waits for the second Monday.
    """

    day: str = ""

    def watch(self, centre: Centre) -> None:
        now = datetime.now(UTC).astimezone(OSLO)
        if now.weekday() == MONDAY and day_of(now) != self.day:
            is_first, self.day = not self.day, day_of(now)
            self._open_on(centre, MONDAY, 15)
            if is_first and self._opens_today(centre, now):
                self._open_on(centre, FRIDAY, 12)

    def _open_on(self, centre: Centre, weekday: int, hour: int) -> None:
        choose(centre, "mailbox_weekday", weekday)
        choose(centre, "mailbox_hour", hour)

    def _opens_today(self, centre: Centre, now: datetime) -> bool:
        said = f"åpnes neste gang mandag {now.day}. "
        return said in PC(centre.app, 61).get("/").text


def _came_out_early(left: Left, _watchers: Sequence[Watcher]) -> Dated:
    seen: set[int] = set()
    days: dict[int, str] = {}
    for night in left.nights:
        numbers = {row["number"] for row in night.tables["suggestions"]}
        evening = night.at.astimezone(OSLO) - timedelta(hours=3)
        if evening.weekday() != FRIDAY:
            days |= dict.fromkeys(numbers - seen, day_of(evening))
        seen |= numbers
    chance = Random(4)
    played = sorted({day_of(night.at - timedelta(hours=3)) for night in left.nights})
    return Dated(days or {number: chance.choice(played) for number in seen})


ATTACKS = [
    Attack(
        "which small department",
        _small_department,
        (LowersTheBar,),
        size=IN_TWOS,
        span=LATER,
    ),
    Attack(
        "another day for the mailbox",
        _came_out_early,
        (MovesTheDay,),
        span=LATER,
        alone=True,
    ),
]

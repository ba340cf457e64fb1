"""The only reader of time.

A demonstration house has a clock that moves, so that anybody can see a deadline
pass. Tokens and sign-in keep the real time; they guard people, not deadlines.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Flask, current_app

from kimvoice.core.errors import RuleBroken

OSLO = ZoneInfo("Europe/Oslo")


class Clock:
    def __init__(self, *, movable: bool) -> None:
        self.movable = movable
        self.ahead = timedelta()

    def init_app(self, app: Flask) -> None:
        app.extensions["clock"] = self

    def move(self, ahead: timedelta) -> None:
        if not self.movable:
            raise RuleBroken("Only the clock of a demonstration house can be moved.")
        self.ahead = ahead


def the_clock() -> Clock:
    clock: Clock = current_app.extensions["clock"]
    return clock


def now() -> datetime:
    """The house's time, in Oslo."""
    return in_house(real_now())


def in_house(real: datetime) -> datetime:
    return (real + the_clock().ahead).astimezone(OSLO)


def today() -> date:
    return now().date()


def real_now() -> datetime:
    return datetime.now(UTC)


def next_minute(moment: datetime) -> datetime:
    """In Oslo; never before the moment itself."""
    whole = moment.replace(second=0, microsecond=0)
    later = whole if whole == moment else whole + timedelta(minutes=1)
    return later.astimezone(OSLO)

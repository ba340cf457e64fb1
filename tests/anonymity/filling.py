"""Somebody who sends until he is refused, to learn whether others have written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from random import Random

from tests.anonymity.attacks import Attack
from tests.anonymity.centre import Centre
from tests.anonymity.choosing import choose
from tests.anonymity.claims import Caught
from tests.anonymity.planting import Sender
from tests.anonymity.spans import ONE_WEEK, Span
from tests.anonymity.story import Left, Watcher, week_of

ROOM = "mailbox_room"
TEN_MINUTES = timedelta(minutes=10)
FULL, TOO_MANY = HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS
BUSY = Span(6, 240, (1 / 6,) * 6)
"""So much is written that each measurement is as likely to find somebody as not."""
ENOUGH = 72
"""Measurements; in ten minutes each costs twenty slips, or forty."""


@dataclass
class UsesUpThePace:
    measured: list[tuple[datetime, int]] = field(default_factory=list)
    sender: Sender = field(default_factory=Sender)
    last: datetime = datetime.min.replace(tzinfo=UTC)

    def watch(self, centre: Centre) -> None:
        now = datetime.now(UTC)
        if not self.measured:
            choose(centre, ROOM, 1000)
        if now - self.last > TEN_MINUTES and len(self.measured) < ENOUGH:
            self.last = now
            count, why = self.sender.until_refused(centre)
            if why == TOO_MANY:
                self.measured.append((now, count))


def _fewer_than_ever(left: Left, watchers: Sequence[Watcher]) -> Caught:
    """The most he ever got in is what goes in when nobody else writes."""
    [filler] = watchers
    assert isinstance(filler, UsesUpThePace)
    most = max(count for _at, count in filler.measured)
    guess = {}
    for now, count in filler.measured:
        sat = [at for at, *_ in left.presence if now - TEN_MINUTES < at <= now]
        if sat == [now]:
            guess[now] = count < most
    return Caught(guess)


@dataclass
class MakesRoomForOne:
    """Fills the mailbox; then, after each who sat down, makes room for one more."""

    tried: dict[datetime, bool] = field(default_factory=dict)
    """Whether somebody else had taken it."""
    sender: Sender = field(default_factory=Sender)
    room: int = 200
    is_full: bool = False
    week: str = ""

    def watch(self, centre: Centre) -> None:
        now = datetime.now(UTC)
        if len(self.tried) == ENOUGH:
            return
        if week_of(now) != self.week:
            self.week, self.is_full = week_of(now), False
        if not self.is_full:
            self.is_full = self.sender.until_refused(centre)[1] == FULL
        else:
            self.tried[now] = self.sender.send(centre) == FULL
        if self.is_full:
            self.room += 1
            choose(centre, ROOM, self.room)


def _who_took_the_room(left: Left, watchers: Sequence[Watcher]) -> Caught:
    [filler] = watchers
    assert isinstance(filler, MakesRoomForOne)
    sat = {at for at, *_ in left.presence}
    found = {at: taken for at, taken in filler.tried.items() if at in sat}
    chance = Random(5)
    return Caught(found or {at: chance.random() < 0.5 for at in sat})


ATTACKS = [
    Attack(
        "how many go in within ten minutes",
        _fewer_than_ever,
        (UsesUpThePace,),
        span=BUSY,
        alone=True,
        only_long=True,
    ),
    Attack(
        "a full mailbox with room for one more",
        _who_took_the_room,
        (MakesRoomForOne,),
        span=ONE_WEEK,
        alone=True,
        only_long=True,
    ),
]

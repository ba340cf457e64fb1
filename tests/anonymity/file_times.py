"""An attack on the times of files: of database, journal and keys, and of their folders.

PostgreSQL writes its files when it likes, so there they tell of no moment; what its log
tells is an admitted limit.
"""

from collections.abc import Sequence
from itertools import pairwise

from tests.anonymity.attacks import Attack
from tests.anonymity.centre import minutes
from tests.anonymity.claims import Caught
from tests.anonymity.defences import SQLITE
from tests.anonymity.quiet import FRIDAY, explained, weekday
from tests.anonymity.spans import QUIET
from tests.anonymity.story import Left, Watcher, day_of
from tests.anonymity.watching import caught_in


def _who_sat_there_then(left: Left, _watchers: Sequence[Watcher]) -> Caught:
    """Whoever sat down last before a file was changed, as each nightly copy shows it.

    He says nothing of Fridays, when the mailbox is emptied, nor of days on which
    somebody's first sign-in explains it.
    """
    telling = {
        after.day: set(after.times.values()) - set(before.times.values())
        for before, after in pairwise(left.nights)
        if weekday(after.day) < FRIDAY and not explained(left, before, after)
    }
    spans = [
        (at - minutes(1), at)
        for day, times in telling.items()
        for at in times
        if day_of(at) == day
    ]
    guess = caught_in(left, spans).guess
    return Caught({at: it for at, it in guess.items() if day_of(at) in telling})


ATTACKS = [
    Attack(
        "times of the files",
        _who_sat_there_then,
        span=QUIET,
        databases=(SQLITE,),
    ),
]

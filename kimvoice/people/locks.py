"""A lock on a user name that grows with each wrong try. In memory, by the real clock.

It knows nobody: a name that no one has is locked just the same. What was typed is kept
as a hash alone, because somebody types the passphrase where the name belongs.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from flask import current_app

from kimvoice.core import clock
from kimvoice.core.keys import keyring
from kimvoice.people import user_names

FREE_TRIES = 5
SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(days=1)
ROOM = 10_000


@dataclass
class Tries:
    wrong: int
    last: datetime
    until: datetime


class Locks:
    def __init__(self) -> None:
        self._tries: dict[bytes, Tries] = {}
        self._lock = Lock()

    def try_with(self, user_name: str) -> datetime | None:
        """Until when it is locked; None when this try may be made.

        It is counted before the words are looked at: many at once are many tries.
        """
        name, now = _hidden(user_name), clock.real_now()
        with self._lock:
            made = self._tries.get(name)
            if made is None or now - made.last > FORGOTTEN_AFTER:
                self._make_room()
                made = self._tries[name] = Tries(0, now, now)
            if now < made.until:
                return made.until
            made.wrong += 1
            made.last = now
            made.until = now + _locked_for(made.wrong)
            return None

    def open(self, user_name: str) -> None:
        """After the right words, and for who comes with a new slip."""
        with self._lock:
            self._tries.pop(_hidden(user_name), None)

    def take_back(self, user_name: str) -> None:
        """The try that was counted was not made after all."""
        with self._lock:
            made = self._tries.get(_hidden(user_name))
            if made is not None:
                made.wrong -= 1
                made.until = made.last

    def _make_room(self) -> None:
        """The name with the fewest wrong tries goes: a long lock is not washed out."""
        if len(self._tries) >= ROOM:
            least = min(self._tries.items(), key=lambda it: (it[1].wrong, it[1].last))
            del self._tries[least[0]]


def locks() -> Locks:
    kept: Locks = current_app.extensions.setdefault("sign_in_locks", Locks())
    return kept


def number_locks() -> Locks:
    """Of their own: else the right passphrase would give new tries with the number."""
    kept: Locks = current_app.extensions.setdefault("number_locks", Locks())
    return kept


def receipt_locks() -> Locks:
    """Of numbers of complaints: five digits can be guessed."""
    kept: Locks = current_app.extensions.setdefault("receipt_locks", Locks())
    return kept


def _locked_for(wrong: int) -> timedelta:
    """1 minute after the fifth wrong try, then 2, 4 … 60."""
    if wrong < FREE_TRIES:
        return timedelta()
    doubled: timedelta = SHORTEST * 2 ** min(wrong - FREE_TRIES, 6)
    return min(doubled, LONGEST)


def _hidden(user_name: str) -> bytes:
    key = keyring().derive("user names that were tried")
    name = user_names.plain(user_name).encode()
    return hashlib.blake2b(name, key=key, digest_size=16).digest()

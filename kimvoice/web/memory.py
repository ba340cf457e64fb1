"""What this process remembers for a while, and nobody writes down."""

import hashlib
from collections.abc import Hashable
from datetime import datetime, timedelta
from threading import Lock
from typing import cast

from flask import Flask, current_app

from kimvoice.core import clock

SHARED_REST = timedelta(minutes=30)
OWN_REST = timedelta(hours=8)
"""How long a signed-in browser may lie still, on a shared PC and on one's own."""
TOKEN_LIFE = timedelta(hours=48)
SHOWN_FOR = timedelta(minutes=10)
"""How long a page with a code or a thread can be shown again."""


class Remembered:
    """A set whose members leave after a while."""

    def __init__(self, life: timedelta) -> None:
        self._life = life
        self._since: dict[Hashable, datetime] = {}
        self._lock = Lock()

    def add(self, member: Hashable) -> datetime:
        """When the member was first added."""
        now = clock.real_now()
        with self._lock:
            self._forget(now)
            return self._since.setdefault(member, now)

    def __contains__(self, member: Hashable) -> bool:
        with self._lock:
            since = self._since.get(member)
        return since is not None and clock.real_now() - since <= self._life

    def _forget(self, now: datetime) -> None:
        gone = [each for each, since in self._since.items() if now - since > self._life]
        for member in gone:
            del self._since[member]


class Memory:
    """Gone at a restart; ``began`` lets tokens of an earlier process be told apart."""

    def __init__(self) -> None:
        self.began = clock.real_now()
        self.ended_sessions = Remembered(OWN_REST * 2)
        self.used_pages = Remembered(TOKEN_LIFE)
        self.cleared_pages = Remembered(TOKEN_LIFE)
        self.laying_in = Lock()
        self.printing = Lock()


def init_app(app: Flask) -> None:
    app.extensions["memory"] = Memory()


def memory() -> Memory:
    return cast(Memory, current_app.extensions["memory"])


def mark_of(session_id: str) -> str:
    return hashlib.blake2b(session_id.encode(), digest_size=8).hexdigest()


def ended_sessions() -> Remembered:
    return memory().ended_sessions

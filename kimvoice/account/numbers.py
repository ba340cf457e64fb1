"""Numbers and codes that were taken, so that nobody types one again. In memory.

A number from the app can be typed for a minute and a half. It is remembered for longer
than that, and never written down: it would tell when somebody signed in.
"""

from datetime import datetime, timedelta
from threading import Lock

from flask import current_app

from kimvoice.core import clock
from kimvoice.web.tokens import CLICKED_TWICE

REMEMBERED = timedelta(minutes=3)


class Taken:
    def __init__(self) -> None:
        self._by: dict[str, tuple[bytes, datetime]] = {}
        self._lock = Lock()

    def take(self, number: str, page: bytes) -> bool:
        """Whether it is new, or comes from the second of two clicks on one page."""
        now = clock.real_now()
        with self._lock:
            self._forget(now)
            first_page, since = self._by.setdefault(number, (page, now))
        return first_page == page and now - since <= CLICKED_TWICE

    def __contains__(self, number: str) -> bool:
        with self._lock:
            return number in self._by

    def _forget(self, now: datetime) -> None:
        kept = self._by.items()
        self._by = {it: by for it, by in kept if now - by[1] <= REMEMBERED}


def taken() -> Taken:
    held: Taken = current_app.extensions.setdefault("numbers_taken", Taken())
    return held

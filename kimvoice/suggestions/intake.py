"""What the mailbox does not take in: more than it holds, or too much at once."""

import hashlib
from collections import deque
from datetime import datetime, timedelta
from threading import Lock

from flask import Flask, current_app
from flask_babel import lazy_gettext as _l

from kimvoice.core import clock, settings
from kimvoice.core.errors import Busy, HouseError, RuleBroken
from kimvoice.core.keys import keyring
from kimvoice.core.urn import STEP


class NotTakenIn(HouseError):
    """A slip that was refused as it came; its page keeps what was written."""


class MailboxFull(NotTakenIn, RuleBroken):
    """No room before the mailbox is emptied."""


class TooMany(NotTakenIn, Busy):
    """More slips in ten minutes than sixty people write."""


class Pace:
    """At most 20 slips in ten minutes for the whole house: never per person or PC.

    The times lie in this process's memory and reach no slip.
    """

    SLIPS = 20
    SPAN = timedelta(minutes=10)

    def __init__(self) -> None:
        self._lock = Lock()
        self._times: deque[datetime] = deque()

    def keep(self) -> None:
        now = clock.real_now()
        with self._lock:
            while self._times and self._times[0] <= now - self.SPAN:
                self._times.popleft()
            if len(self._times) >= self.SLIPS:
                raise TooMany(
                    _l(
                        "Det kom mange på kort tid."
                        " Prøv igjen om ti minutter,"
                        " eller skriv på papir og gi det til en tillitsvalgt."
                    )
                )
            self._times.append(now)


def let_in(lying: int, round_of: bytes) -> None:
    """Refuse one more beside so many, or one too soon after the others."""
    if lying >= settings.MAILBOX_ROOM.value() + blur(round_of):
        raise MailboxFull(
            _l(
                "Postkassa er full nå. Kom tilbake når den er åpnet,"
                " eller skriv på papir og gi det til en tillitsvalgt."
            )
        )
    pace: Pace = current_app.extensions["pace"]
    pace.keep()


def blur(round_of: bytes) -> int:
    """How much more room than the setting this round has: 0 to 49.

    Without the house's secret nobody can foresee it. So whoever fills the mailbox
    learns only roughly how many others have written.
    """
    key = keyring().derive("mailbox room")
    drawn = hashlib.blake2b(round_of, key=key, digest_size=16).digest()
    return int.from_bytes(drawn) % STEP


def init_app(app: Flask) -> None:
    app.extensions["pace"] = Pace()

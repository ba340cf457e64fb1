"""What the mailbox does not take in: more than it holds, or too much at once."""

import hashlib
import secrets
from datetime import date, timedelta
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
    """A limit for the whole house, never per person or PC, that nobody can foresee.

    At one that is known, whoever sends until he is refused learns how many others
    sent (docs/decisions/0012). Here lies only how many more may come; it reaches no
    slip, and no file.
    """

    FEWEST = 20
    CHOICES = 20
    SPAN = timedelta(minutes=10)

    def __init__(self) -> None:
        self._lock = Lock()
        self._slot = -1
        self._left = 0

    def keep(self) -> None:
        slot = int(clock.real_now().timestamp() // self.SPAN.total_seconds())
        with self._lock:
            if slot != self._slot:
                self._slot, self._left = slot, self._draw()
            if not self._left:
                raise TooMany(
                    _l(
                        "Det kom mange på kort tid."
                        " Prøv igjen om ti minutter,"
                        " eller skriv på papir og gi det til en tillitsvalgt."
                    )
                )
            self._left -= 1

    def _draw(self) -> int:
        return self.FEWEST + secrets.randbelow(self.CHOICES)


def let_in(lying: int, round_of: bytes, since: date) -> None:
    """Refuse one more beside so many, or one too soon after the others.

    ``since`` is the day on which the round began: its room is that of this day.
    """
    if lying >= settings.MAILBOX_ROOM.value(on=since) + blur(round_of):
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

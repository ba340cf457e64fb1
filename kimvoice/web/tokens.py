"""The token of an open page: lets its form come back, and the page be emptied.

Sealed, so that neither the page's source nor a saved form shows the code inside.
Its time is the real time, and reaches no slip (DESIGN 4.3).
"""

import base64
import secrets
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from http import HTTPStatus

from flask import current_app
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from kimvoice.core import clock
from kimvoice.core.errors import HouseError
from kimvoice.core.keys import keyring
from kimvoice.web.memory import SHOWN_FOR, TOKEN_LIFE, memory


class Cleared(HouseError):
    """A page that was emptied, or shown too long ago to be shown again."""

    status = HTTPStatus.GONE


OF_PAGES = "page tokens"
CLICKED_TWICE = timedelta(seconds=10)
_FORM = struct.Struct(">Q16s")


class Page(Enum):
    """What may be done with a page's form now."""

    FRESH = auto()
    SHOWN = auto()
    """Sent a moment ago: the same answer once more, and nothing done twice."""
    EXPIRED = auto()
    """Not known to be sent, and too old to say: ask for one more click."""
    CLEARED = auto()
    """Emptied, or shown long ago: never again."""


@dataclass(frozen=True)
class Token:
    issued: datetime
    page: bytes
    code: str = ""

    @classmethod
    def new(cls, code: str = "") -> "Token":
        return cls(clock.real_now(), secrets.token_bytes(16), code)

    @classmethod
    def read(cls, sealed: str, kind: str = OF_PAGES) -> "Token | None":
        """None for what we have not issued, or for another kind of use."""
        try:
            content = _box(kind).decrypt(base64.urlsafe_b64decode(sealed.encode()))
        except (CryptoError, ValueError):
            return None
        seconds, page = _FORM.unpack_from(content)
        issued = datetime.fromtimestamp(seconds, UTC)
        return cls(issued, page, content[_FORM.size :].decode())

    @property
    def nonce(self) -> str:
        return self.page.hex()

    @property
    def is_cleared(self) -> bool:
        return self.page in memory().cleared_pages

    @property
    def state(self) -> Page:
        if self.is_cleared:
            return Page.CLEARED
        if self.page in memory().used_pages:
            return Page.SHOWN if self.was_used_within(SHOWN_FOR) else Page.CLEARED
        now = clock.real_now()
        if self.issued < memory().began.replace(microsecond=0):
            return Page.EXPIRED
        return Page.FRESH if now - self.issued <= TOKEN_LIFE else Page.EXPIRED

    def refuse_if_over(self) -> None:
        if self.state is Page.CLEARED:
            raise Cleared

    def seal(self, kind: str = OF_PAGES) -> str:
        head = _FORM.pack(int(self.issued.timestamp()), self.page)
        sealed = _box(kind).encrypt(head + self.code.encode())
        return base64.urlsafe_b64encode(sealed).decode()

    def renewed(self, code: str | None = None) -> "Token":
        """The same page with a new time."""
        return Token(clock.real_now(), self.page, self.code if code is None else code)

    @property
    def may_be_sent(self) -> bool:
        """For what must not come again, as a passphrase: once, or by two clicks."""
        if self.state is not Page.SHOWN:
            return self.state is Page.FRESH
        return self.was_used_within(CLICKED_TWICE)

    def use(self) -> None:
        memory().used_pages.add(self.page)

    def clear(self) -> None:
        memory().cleared_pages.add(self.page)

    def was_used_within(self, span: timedelta) -> bool:
        """Of a page that has been used."""
        first = memory().used_pages.add(self.page)
        return clock.real_now() - first <= span


def _box(kind: str) -> SecretBox:
    box: SecretBox = current_app.extensions.setdefault(
        f"box of {kind}", SecretBox(keyring().derive(kind))
    )
    return box

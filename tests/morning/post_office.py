"""A mail server that takes what the house sends, and what it has taken."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from ssl import SSLContext
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

from kimvoice.config import Mail

HERE = "127.0.0.1"
SENDER = "kimvoice@example.org"
HOUSE = "https://voice.example.org"
TAKEN = "250 OK"


@dataclass(frozen=True)
class Letter:
    to: tuple[str, ...]
    content: bytes
    at: datetime

    @property
    def read(self) -> Message:
        return message_from_bytes(self.content)

    @property
    def words(self) -> str:
        packed = self.read.get_payload(decode=True)
        assert isinstance(packed, bytes)
        return packed.decode()


@dataclass
class PostOffice:
    """``refused``: what is answered to an address. ``meanwhile``: done before an
    answer to a letter is given."""

    port: int = 0
    letters: list[Letter] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    meanwhile: Callable[[], None] = lambda: None
    answer: str = TAKEN
    known: list[tuple[str, bytes, bytes]] = field(default_factory=list)
    """User, password; and which name the house gave."""
    greeted_by: set[str] = field(default_factory=set)

    @property
    def mail(self) -> Mail:
        return Mail(host=HERE, port=self.port, sender=SENDER, house=HOUSE)

    @property
    def reached(self) -> list[str]:
        return sorted(address for letter in self.letters for address in letter.to)

    async def handle_RCPT(
        self, _server: Any, _session: Session, envelope: Envelope, to: str, _more: Any
    ) -> str:
        if to in self.refused:
            return self.refused[to]
        envelope.rcpt_tos.append(to)
        return TAKEN

    async def handle_DATA(
        self, _server: Any, session: Session, envelope: Envelope
    ) -> str:
        self.meanwhile()
        self.greeted_by.add(str(session.host_name))
        if self.answer == TAKEN:
            content = envelope.original_content or b""
            now = datetime.now(UTC)
            self.letters.append(Letter(tuple(envelope.rcpt_tos), content, now))
        return self.answer

    def knows(
        self, _server: Any, _session: Session, _envelope: Any, _how: str, data: Any
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.known.append(("login", data.login, data.password))
        return AuthResult(success=True)


@contextmanager
def open_office(
    *,
    offers: SSLContext | None = None,
    sealed: SSLContext | None = None,
    asks: bool = False,
) -> Iterator[PostOffice]:
    """``offers`` STARTTLS; ``sealed`` from the first byte; ``asks`` for a password."""
    office = PostOffice(port=free_port())
    controller = Controller(
        office,
        hostname=HERE,
        port=office.port,
        ssl_context=sealed,
        tls_context=offers,
        authenticator=office.knows if asks else None,
        auth_require_tls=False,
    )
    controller.start()
    try:
        yield office
    finally:
        controller.stop()


@contextmanager
def silent_office() -> Iterator[Mail]:
    """Takes the call, and never says a word."""
    with socket.create_server((HERE, 0)) as listening:
        port = listening.getsockname()[1]
        yield Mail(host=HERE, port=port, sender=SENDER, house=HOUSE)


def free_port() -> int:
    with socket.create_server((HERE, 0)) as tried:
        port: int = tried.getsockname()[1]
        return port

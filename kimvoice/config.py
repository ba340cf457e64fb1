"""What the environment may set, read once and turned into types."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from kimvoice.core.addresses import is_address
from kimvoice.core.errors import HouseError

PACKAGE = Path(__file__).parent
SCHEMES = {"smtp": 25, "smtps": 465}


class ConfigError(HouseError):
    """A variable of the environment that cannot be used; the message names it."""

    status = 500


@dataclass(frozen=True, kw_only=True)
class Mail:
    """The server that takes the house's mail, and what the mail names."""

    host: str
    port: int
    sender: str
    house: str
    """Where people open KIM voice: «https://voice.example.org»."""
    user: str = ""
    password: str = field(default="", repr=False)
    sealed: bool = False
    """Encrypted from the first byte; else STARTTLS, when it is offered."""

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Mail | None":
        if not env.get("KIMVOICE_SMTP"):
            return None
        scheme, host, port, user, password = _server(env["KIMVOICE_SMTP"])
        return cls(
            host=host,
            port=port or SCHEMES[scheme],
            sender=_sender(env.get("KIMVOICE_MAIL_FROM", "")),
            house=_house(env.get("KIMVOICE_ADDRESS", "")),
            user=user,
            password=password,
            sealed=scheme == "smtps",
        )


@dataclass(frozen=True, kw_only=True)
class Config:
    """One installation.

    ``database_url`` empty means SQLite in ``instance``. ``proxies`` is how many
    reverse proxies stand before us and may be believed. ``code_cost`` is log2 of
    scrypt's N for receipt codes, ``passphrase_cost`` argon2's time cost.
    """

    instance: Path
    database_url: str = ""
    proxies: int = 0
    demo: bool = False
    testing: bool = False
    code_cost: int = 15
    passphrase_cost: int = 3
    mail: Mail | None = None
    """None in a demo, whatever the environment says: nobody there is real."""

    def __post_init__(self) -> None:
        if self.demo:
            object.__setattr__(self, "mail", None)

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "Config":
        return cls(
            instance=Path(env.get("KIMVOICE_INSTANCE") or default_instance()).resolve(),
            database_url=env.get("DATABASE_URL", ""),
            proxies=_number(env, "KIMVOICE_PROXIES", 0),
            mail=Mail.from_env(env),
        )

    @property
    def sqlite_file(self) -> Path:
        return self.instance / "kimvoice.sqlite"

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.sqlite_file}"

    @property
    def key_folder(self) -> Path:
        return self.instance / "keys"


def default_instance() -> Path:
    """``instance/`` beside a checkout, the working directory's for a wheel."""
    beside = PACKAGE.parent / "instance"
    return beside if beside.is_dir() else Path.cwd() / "instance"


def beside_or_inside(name: str) -> Path:
    """A folder beside the package in a checkout, inside it in a wheel."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    value = env.get(name, "")
    if not value:
        return default
    if not value.isascii() or not value.isdigit():
        raise ConfigError(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def _server(url: str) -> tuple[str, str, int | None, str, str]:
    """Never repeats what it read: a password may stand in it."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or parts.scheme not in SCHEMES:
        raise ConfigError(
            "KIMVOICE_SMTP must be like smtp://user:password@host:port, or smtps://…"
        )
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not (host + user + password).isascii():
        raise ConfigError("KIMVOICE_SMTP can hold no letters but a to z.")
    return parts.scheme, host, port, user, password


def _sender(address: str) -> str:
    if not is_address(address):
        raise ConfigError("KIMVOICE_SMTP needs KIMVOICE_MAIL_FROM, a mail address.")
    return address


def _house(address: str) -> str:
    if not re.fullmatch(r"https?://[!-~]+", address):
        raise ConfigError(
            "KIMVOICE_SMTP needs KIMVOICE_ADDRESS, where people open KIM voice: https://…"
        )
    return address.rstrip("/")

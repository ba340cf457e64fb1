"""What the environment may set, read once and turned into types."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kimvoice.core.errors import HouseError

PACKAGE = Path(__file__).parent


class ConfigError(HouseError):
    """A variable of the environment that cannot be used; the message names it."""

    status = 500


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

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "Config":
        return cls(
            instance=Path(env.get("KIMVOICE_INSTANCE") or default_instance()).resolve(),
            database_url=env.get("DATABASE_URL", ""),
            proxies=_number(env, "KIMVOICE_PROXIES", 0),
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

"""Whoever runs the server, at a terminal."""

import io
import sys

import pytest

from kimvoice import Config, cli


class Keeper:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch

    def types(self, line: str, *answers: str) -> int:
        """The exit code of the command; ``answers`` are what it is told on the way."""
        typed = "".join(f"{answer}\n" for answer in answers)
        self.monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        self.monkeypatch.setattr(sys, "argv", ["kimvoice", *line.split()])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return int(ended.value.code or 0)

    def house(self) -> Config:
        return Config.from_env()

"""What rooms lend to all templates: one name, one question."""

from typing import Any

import pytest
from flask import Flask

from kimvoice import create_app
from tests.complaints.own_page import on_sqlite


class Lent(dict[str, Any]):
    twice: list[str]

    def __setitem__(self, name: str, what: Any) -> None:
        if name in self and self[name] is not what:
            self.twice.append(name)
        super().__setitem__(name, what)


@on_sqlite
def test_no_room_hides_what_another_has_lent(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Flask.create_jinja_environment
    twice: list[str] = []

    def noting(house: Flask) -> Any:
        environment = made(house)
        environment.globals = Lent(environment.globals)
        environment.globals.twice = twice
        return environment

    monkeypatch.setattr(Flask, "create_jinja_environment", noting)
    assert create_app(app.extensions["config"]).jinja_env.globals["may_follow"]
    assert twice == []

"""A demonstration house: to read in, and one of a test's own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from kimvoice.demo import demo, furnishing
from tests.demo.leaving import close

real_config = demo.demo_config


@contextmanager
def cheaply() -> Iterator[None]:
    """Receipt codes that cost little, and no environment from outside."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        patch.setattr(
            demo, "demo_config", lambda at: replace(real_config(at), code_cost=4)
        )
        yield


@pytest.fixture(scope="module", autouse=True)
def cheap() -> Iterator[None]:
    with cheaply():
        yield


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Once for all: a house takes some seconds."""
    folder = tmp_path_factory.mktemp("demo")
    with cheaply():
        close(demo.open_demo(folder, today=None, fresh=False))
    return folder


@pytest.fixture
def in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    """A house furnished from now on holds the people, the matters, and little else."""
    monkeypatch.setattr(furnishing, "STORIES", furnishing.BECAME_MATTERS)
    monkeypatch.setattr(furnishing, "live_through", lambda _complaints: None)
    monkeypatch.setattr(furnishing, "hold_elections", lambda: None)


@pytest.fixture
def without_matters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(furnishing, "JOURNEYS", ())


@pytest.fixture
def folder(furnished: Path, tmp_path: Path) -> Path:
    """A furnished demo of this test's own."""
    return Path(shutil.copytree(furnished, tmp_path / "demo"))


@pytest.fixture
def house(furnished: Path) -> Iterator[Flask]:
    """The furnished demo, to read in."""
    app = demo.open_demo(furnished, today=None, fresh=False)
    with app.app_context():
        yield app
    close(app)

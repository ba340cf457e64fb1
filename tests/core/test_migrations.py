"""From the first table on: nothing is lost when a house is brought up to date."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text

from kimvoice import migrations
from kimvoice.config import Config
from kimvoice.core import db as database
from kimvoice.core.db import db
from kimvoice.house import open_house
from kimvoice.migrations import BrokenReferences, bare_app, upgrade
from tests.factories import Make

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

NEXT = '''"""The next tables"""

import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{last}"
branch_labels = None
depends_on = None


def upgrade() -> None:
{steps}
'''
MAKES_PARENTS_ANEW = """
    for parent, column in (("people", "name"), ("suggestions", "week")):
        with op.batch_alter_table(parent) as table:
            table.alter_column(column, existing_type=sa.String(), nullable=True)
            table.add_column(sa.Column("shoe_size", sa.Integer()))
"""
MAKES_SUGGESTIONS_ANEW = """
    with op.batch_alter_table("suggestions") as table:
        table.alter_column("week", existing_type=sa.String(), nullable=True)
"""
LEAVES_ORPHANS = """
    op.execute("DELETE FROM people")
"""
CHILDREN = ("roles", "suggestion_threads", "suggestion_entries")


@contextmanager
def schema_of(config: Config) -> Iterator[Any]:
    app = bare_app(config)
    with app.app_context():
        yield app.extensions["alembic"]
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def bring_up(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Any]:
    """A house with people and a suggestion, and a program with one migration more."""
    fill(config)

    def bring_up(steps: str) -> None:
        folder = tmp_path / "migrations"
        released = sorted(migrations.FOLDER.glob("0*.py"))
        folder.mkdir()
        for each in released:
            shutil.copy(each, folder)
        last = released[-1].name.split("_")[0]
        (folder / "next.py").write_text(NEXT.format(steps=steps, last=last))
        with monkeypatch.context() as patched:
            patched.setattr(migrations, "bare_app", partial(bare_app, folder=folder))
            upgrade(config)

    yield bring_up
    with schema_of(config):
        pass


def fill(config: Config) -> None:
    app = open_house(config)
    with app.app_context():
        make = Make()
        make.representative()
        make.suggestion()
        make.suggestion()
        db.session.remove()
        db.engine.dispose()


def rows(config: Config) -> dict[str, int]:
    with schema_of(config):
        return {
            table: int(db.session.scalar(text(f"SELECT count(*) FROM {table}")) or 0)
            for table in CHILDREN
        }


def columns(config: Config, table: str) -> set[str]:
    with schema_of(config):
        return {column["name"] for column in inspect(db.engine).get_columns(table)}


def copies(config: Config) -> list[Path]:
    return list(config.instance.glob("*.before-*"))


def test_models_and_migrations_agree(config: Config) -> None:
    with schema_of(config) as alembic:
        assert alembic.compare_metadata() == []


def test_the_way_down_and_up_again(config: Config) -> None:
    with schema_of(config) as alembic:
        alembic.downgrade("base")
        assert inspect(db.engine).get_table_names() == ["alembic_version"]
    upgrade(config)
    with schema_of(config) as alembic:
        assert alembic.compare_metadata() == []
        assert not alembic.needs_upgrade()


def test_bringing_up_a_house_that_is_up_changes_nothing(config: Config) -> None:
    fill(config)
    before = rows(config)
    upgrade(config)
    assert rows(config) == before
    assert copies(config) == []


def test_making_parents_anew_keeps_every_child(config: Config, bring_up: Any) -> None:
    before = rows(config)
    assert all(before.values())
    bring_up(MAKES_PARENTS_ANEW)
    assert rows(config) == before
    assert "shoe_size" in columns(config, "people") & columns(config, "suggestions")
    assert copies(config) == []


@on_sqlite
def test_with_foreign_keys_on_it_would_have_deleted_them_in_silence(
    config: Config, bring_up: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    safe = database.init_app
    monkeypatch.setattr(
        database, "init_app", lambda app, url, foreign_keys: safe(app, url)
    )
    assert rows(config)["suggestion_threads"] == 2
    bring_up(MAKES_SUGGESTIONS_ANEW)
    assert rows(config)["suggestion_threads"] == 0


@on_sqlite
def test_rows_left_without_what_they_point_to_are_a_loud_failure_with_a_way_back(
    config: Config, bring_up: Any
) -> None:
    with pytest.raises(BrokenReferences, match="roles") as failure:
        bring_up(LEAVES_ORPHANS)
    [copy] = copies(config)
    assert str(copy) in str(failure.value)
    shutil.copy(copy, config.sqlite_file)
    assert rows(config)["roles"] == 2
    with schema_of(config):
        assert db.session.scalar(text("SELECT count(*) FROM people")) == 1


def test_a_migration_that_breaks_off_leaves_the_house_as_it_was(
    config: Config, bring_up: Any
) -> None:
    before = rows(config)
    with pytest.raises(ZeroDivisionError):
        bring_up(MAKES_PARENTS_ANEW + "\n    1 / 0\n")
    assert rows(config) == before
    assert "shoe_size" not in columns(config, "people")

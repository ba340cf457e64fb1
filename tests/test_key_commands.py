"""What the keeper types about keys."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kimvoice import create_app
from kimvoice.core import clock, lasting, site_key
from kimvoice.core.db import db
from kimvoice.core.vault import place_of
from kimvoice.people.second_factors import SecondFactor
from tests.database import SQLite
from tests.factories import Make
from tests.keeper import Keeper

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def house(keeper: Keeper, sqlite: SQLite) -> Iterator[None]:
    with sqlite.lend(keeper.house().instance):
        yield


@pytest.fixture
def sheet(keeper: Keeper, capsys: Output) -> list[str]:
    """The words that were printed."""
    assert keeper.types("key-sheet") == 0
    printed = re.findall(r"^ ?\d+ \S+.*$", capsys.readouterr().out, re.MULTILINE)
    numbered = re.findall(r"(\d+) (\w+)", " ".join(printed))
    return [word for _, word in sorted(numbered, key=lambda it: int(it[0]))]


def site_of(keeper: Keeper) -> bytes:
    return (keeper.house().key_folder / "site.key").read_bytes()


def write_something(keeper: Keeper) -> None:
    with create_app(keeper.house()).app_context():
        person = Make().general_manager()
        factor = SecondFactor(person_id=person.id, confirmed_on=clock.today())
        factor.sealed = site_key.seal("hemmelig", place_of(factor, "sealed"))
        db.session.add(factor)
        db.session.commit()


def read_it(keeper: Keeper) -> str:
    with create_app(keeper.house()).app_context():
        factor = db.session.query(SecondFactor).one()
        return site_key.opened(factor.sealed, place_of(factor, "sealed"))


def test_a_new_key_is_drawn_and_said_to_close_the_backups_from_before(
    keeper: Keeper, sheet: list[str], capsys: Output
) -> None:
    write_something(keeper)
    before = site_of(keeper)
    assert keeper.types("rotate-key", "y") == 0
    said = capsys.readouterr().out
    assert "does not open backups from before" in said
    assert "The former one is forgotten" in said
    assert before[:32] not in site_of(keeper)
    assert read_it(keeper) == "hemmelig"


def test_who_says_no_keeps_the_key(keeper: Keeper, sheet: list[str]) -> None:
    before = site_of(keeper)
    assert keeper.types("rotate-key", "n") == 1
    assert site_of(keeper) == before


def test_without_a_key_sheet_the_new_key_is_said_to_be_in_no_backup(
    keeper: Keeper, capsys: Output
) -> None:
    assert keeper.types("rotate-key --yes") == 0
    assert "in no backup" in capsys.readouterr().out
    assert keeper.types("key-sheet seal") == 1
    assert "no key sheet yet" in capsys.readouterr().err


def test_the_keys_are_sealed_when_the_sheet_is_drawn_and_again_when_asked(
    keeper: Keeper, sheet: list[str], capsys: Output
) -> None:
    folder = keeper.house().key_folder
    assert lasting.is_kept(folder)
    (folder / lasting.NAME).unlink()
    assert keeper.types("key-sheet seal") == 0
    assert str(folder / lasting.NAME) in capsys.readouterr().out
    assert lasting.is_kept(folder)
    assert keeper.types("key-sheet --yes") == 0
    assert lasting.is_kept(folder)


def test_paper_and_file_open_the_house_again(
    keeper: Keeper, sheet: list[str], tmp_path: Path, capsys: Output
) -> None:
    write_something(keeper)
    folder = keeper.house().key_folder
    file = shutil.copy(folder / lasting.NAME, tmp_path / "lasting.sealed")
    shutil.rmtree(folder)
    assert keeper.types("serve") == 1
    typed = ["nothing", *(word[:4].upper() for word in sheet)]
    assert keeper.types(f"key-sheet restore {file}", *typed) == 0
    said = capsys.readouterr().out
    assert "none of the words" in said
    assert "kimvoice mailbox start-over" in said
    assert keeper.types("mailbox start-over --yes") == 0
    assert read_it(keeper) == "hemmelig"


def test_keys_that_lie_there_are_never_overwritten(
    keeper: Keeper, sheet: list[str], capsys: Output
) -> None:
    folder = keeper.house().key_folder
    before = site_of(keeper)
    assert keeper.types(f"key-sheet restore {folder / lasting.NAME}") == 1
    assert "ikke tom" in capsys.readouterr().err
    assert site_of(keeper) == before


@pytest.mark.parametrize(
    "command", ["db upgrade", "serve", "rotate-key --yes", "key-sheet --yes"]
)
def test_the_key_of_another_house_is_refused_before_anything_is_written(
    keeper: Keeper, sheet: list[str], capsys: Output, command: str
) -> None:
    write_something(keeper)
    folder = keeper.house().key_folder
    (folder / "site.key").write_bytes(bytes(64))
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert keeper.types(command) == 1
    assert "annet hus" in capsys.readouterr().err
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_rotating_is_for_a_house_that_is_up_to_date(
    keeper: Keeper, sheet: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.setattr("kimvoice.migrations.is_behind", lambda _config: True)
    before = site_of(keeper)
    assert keeper.types("rotate-key --yes") == 1
    assert "db upgrade" in capsys.readouterr().err
    assert site_of(keeper) == before

"""The lasting keys come back from one file and the paper, and from nothing less."""

import shutil
from pathlib import Path

import pytest
from flask import Flask

from kimvoice.core import lasting, words
from kimvoice.core.key_sheet import KeySheet
from kimvoice.core.keys import Keyring, keyring
from kimvoice.core.lasting import NotRestored, SealedKeys


@pytest.fixture
def folder(app: Flask) -> Path:
    return keyring().folder


@pytest.fixture
def drawn(folder: Path) -> list[str]:
    """The words of the sheet, to which the keys are sealed."""
    _, drawn = KeySheet.draw(folder)
    lasting.keep(folder)
    return drawn


@pytest.fixture
def backup(folder: Path, drawn: list[str], tmp_path: Path) -> Path:
    return Path(shutil.copy(folder / lasting.NAME, tmp_path))


def other(words_of_sheet: list[str]) -> list[str]:
    first = next(word for word in words.every() if word != words_of_sheet[0])
    return [first, *words_of_sheet[1:]]


def test_file_and_words_bring_the_keys_back(
    folder: Path, drawn: list[str], backup: Path, tmp_path: Path
) -> None:
    keyring().site.draw()
    lasting.keep(folder)
    lasting.restore(folder / lasting.NAME, drawn, tmp_path / "new" / "keys")
    again = Keyring.load(tmp_path / "new" / "keys")
    assert (again.pepper, again.secret) == (keyring().pepper, keyring().secret)
    assert again.site.held == keyring().site.held
    sheet = KeySheet.load(again.folder)
    assert sheet is not None
    assert sheet.is_confirmed
    assert lasting.is_kept(again.folder)
    files = [again.folder, *again.folder.iterdir()]
    assert all(file.stat().st_mode & 0o077 == 0 for file in files)


def test_other_words_bring_nothing(
    drawn: list[str], backup: Path, tmp_path: Path
) -> None:
    with pytest.raises(NotRestored, match="it needs the sheet"):
        lasting.restore(backup, other(drawn), tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_folder_that_holds_anything_is_left_as_it_is(
    folder: Path, drawn: list[str], backup: Path, tmp_path: Path
) -> None:
    with pytest.raises(NotRestored, match="ikke tom.*nothing was changed"):
        lasting.restore(backup, drawn, folder)
    empty = tmp_path / "empty"
    empty.mkdir(mode=0o700)
    lasting.restore(backup, drawn, empty)
    (empty / "pepper.key").unlink()
    with pytest.raises(NotRestored):
        lasting.restore(backup, drawn, empty)
    assert not (empty / "pepper.key").exists()


@pytest.mark.parametrize("damaged", [b"", b"{}", b"[]", b"\x00\xff", b'{"sheet": 1}'])
def test_a_file_that_is_something_else_is_said(
    backup: Path, drawn: list[str], tmp_path: Path, damaged: bytes
) -> None:
    backup.write_bytes(damaged)
    with pytest.raises(NotRestored, match="no file of sealed keys|not a file"):
        lasting.restore(backup, drawn, tmp_path / "new")


def test_no_key_can_be_read_in_it(folder: Path, drawn: list[str]) -> None:
    held = (folder / lasting.NAME).read_bytes()
    for key in (keyring().pepper, keyring().secret, *keyring().site.held):
        assert key not in held
        assert key.hex().encode() not in held


def test_a_house_without_a_sheet_keeps_none(folder: Path) -> None:
    assert not lasting.keep(folder)
    assert not (folder / lasting.NAME).exists()
    assert not lasting.is_kept(folder)


def test_it_is_known_to_be_older_than_the_keys_or_the_sheet(
    folder: Path, drawn: list[str]
) -> None:
    seen = [lasting.is_kept(folder)]
    keyring().site.draw()
    seen.append(lasting.is_kept(folder))
    lasting.keep(folder)
    seen.append(lasting.is_kept(folder))
    KeySheet.draw(folder)
    seen.append(lasting.is_kept(folder))
    assert seen == [True, False, True, False]


def test_it_is_overwritten_where_it_lies(folder: Path, drawn: list[str]) -> None:
    file = folder / lasting.NAME
    before, sealed = file.stat(), SealedKeys.read(file).sealed
    keyring().site.draw()
    lasting.keep(folder)
    after = file.stat()
    assert (after.st_ino, after.st_size) == (before.st_ino, before.st_size)
    assert sealed.hex().encode() not in file.read_bytes()

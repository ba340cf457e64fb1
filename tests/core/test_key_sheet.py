"""The key sheet: twelve words on paper, and what stays on the server."""

import hashlib
import json
from pathlib import Path

import pytest
from flask import Flask
from nacl.public import PublicKey, SealedBox

from kimvoice.core import words
from kimvoice.core.errors import HouseError, RuleBroken
from kimvoice.core.key_sheet import KeySheet, private_key
from kimvoice.core.keys import keyring


@pytest.fixture
def folder(app: Flask) -> Path:
    return keyring().folder


def content(folder: Path) -> str:
    return (folder / "sheet.json").read_text()


def asked_of(sheet: KeySheet, drawn: list[str]) -> list[str]:
    assert sheet.proof is not None
    return [drawn[at - 1] for at in sheet.proof.asked]


def test_what_is_sealed_to_the_house_only_the_words_open(folder: Path) -> None:
    sheet, drawn = KeySheet.draw(folder)
    kept = KeySheet.load(folder)
    assert kept == sheet
    sealed = SealedBox(kept.public_key).encrypt(b"a backup")
    assert SealedBox(private_key(drawn)).decrypt(sealed) == b"a backup"
    assert len(drawn) == 12
    assert set(drawn) <= set(words.every())


def test_the_paper_alone_is_enough_for_ever() -> None:
    # What this program sealed, another must open: cost and salt may never change.
    drawn = list(words.every()[:12])
    expected = hashlib.scrypt(
        " ".join(drawn).encode(),
        salt=b"KIM voice: the key sheet, 1",
        n=2**15,
        r=8,
        p=1,
        maxmem=2**26,
        dklen=32,
    )
    assert bytes(private_key(drawn)) == expected


def test_no_word_and_no_private_half_stays_in_the_key_folder(folder: Path) -> None:
    _, drawn = KeySheet.draw(folder)
    secret = bytes(private_key(drawn))
    for file in folder.iterdir():
        held = file.read_bytes()
        assert secret not in held
        assert secret.hex().encode() not in held
        assert not [word for word in drawn if word.encode() in held]


def test_nobody_else_on_the_machine_can_read_it(folder: Path) -> None:
    KeySheet.draw(folder)
    assert (folder / "sheet.json").stat().st_mode & 0o077 == 0


def test_two_words_typed_back_confirm_the_sheet(folder: Path) -> None:
    sheet, drawn = KeySheet.draw(folder)
    assert not sheet.is_confirmed
    typed = [f" {word[:4].upper()}" for word in asked_of(sheet, drawn)]
    sheet.confirm(folder, typed)
    kept = KeySheet.load(folder)
    assert kept is not None
    assert kept.is_confirmed
    assert kept.public_key == sheet.public_key


def test_what_checks_the_two_words_is_overwritten_when_they_were_typed(
    folder: Path,
) -> None:
    sheet, drawn = KeySheet.draw(folder)
    file = folder / "sheet.json"
    before = file.stat()
    proof = json.loads(content(folder))["proof"]
    sheet.confirm(folder, asked_of(sheet, drawn))
    after = file.stat()
    assert (after.st_ino, after.st_size) == (before.st_ino, before.st_size)
    assert proof["hash"] not in content(folder)
    assert proof["salt"] not in content(folder)


@pytest.mark.parametrize("typed", [[], ["", ""], ["regn"], ["nothing", "\x00"]])
def test_other_words_confirm_nothing(folder: Path, typed: list[str]) -> None:
    sheet, drawn = KeySheet.draw(folder)
    backwards = asked_of(sheet, drawn)[::-1]
    wrong = [typed] if len(set(backwards)) == 1 else [typed, backwards]
    for each in wrong:
        with pytest.raises(RuleBroken):
            sheet.confirm(folder, each)
    assert not sheet.is_confirmed
    assert KeySheet.load(folder) == sheet


def test_a_confirmed_sheet_asks_for_nothing_more(folder: Path) -> None:
    sheet, drawn = KeySheet.draw(folder)
    confirmed = sheet.confirm(folder, asked_of(sheet, drawn))
    with pytest.raises(RuleBroken):
        confirmed.confirm(folder, asked_of(sheet, drawn))


def test_a_new_sheet_makes_the_old_one_void(folder: Path) -> None:
    old, _ = KeySheet.draw(folder)
    new, drawn = KeySheet.draw(folder)
    assert old.public_key != new.public_key
    assert KeySheet.load(folder) == new
    assert PublicKey(bytes(private_key(drawn).public_key)) == new.public_key


@pytest.mark.parametrize("damaged", ["", "{}", "[]", '{"public_key": "00"}', "\x00"])
def test_a_damaged_file_is_said_in_a_sentence(folder: Path, damaged: str) -> None:
    (folder / "sheet.json").write_text(damaged)
    with pytest.raises(HouseError, match="draw a new key sheet"):
        KeySheet.load(folder)


def test_a_house_may_have_none_yet(folder: Path) -> None:
    assert KeySheet.load(folder) is None

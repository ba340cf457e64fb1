"""From an empty folder to the first administrator: `init` and `key-sheet`."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select

from kimvoice import Config, cli, create_app, moving_in
from kimvoice.core.db import db
from kimvoice.core.key_sheet import KeySheet, private_key
from kimvoice.people.invitations import Invitation
from kimvoice.people.models import Person, RoleKind
from tests.admin.office import Meeting
from tests.keeper import Keeper
from tests.visitor import PASSPHRASE

INIT = "init --administrator Petter --address https://voice.test/"
Output = pytest.CaptureFixture[str]


def words_on(sheet: str) -> list[str]:
    numbered = re.findall(r"(\d+) ([a-z]{4,8})\b", sheet.split("merke")[1])
    return [word for _, word in sorted(numbered, key=lambda it: int(it[0]))][:12]


def code_in(said: str) -> str:
    [code] = re.findall(r"once: (\S+)", said)
    return str(code)


def sheet_of(config: Config) -> KeySheet:
    sheet = KeySheet.load(config.key_folder)
    assert sheet is not None
    return sheet


def test_init_makes_a_house_with_a_sheet_and_somebody_who_lets_others_in(
    keeper: Keeper, capsys: Output
) -> None:
    assert keeper.types(f"{INIT} --later") == 0
    said = capsys.readouterr().out
    drawn = words_on(said)
    sheet = sheet_of(keeper.house())
    assert private_key(drawn).public_key == sheet.public_key
    assert sheet.mark in said
    assert "https://voice.test/min/start" in said
    with create_app(keeper.house()).app_context():
        [person] = db.session.scalars(select(Person)).all()
        assert (person.name, person.user_name) == ("Petter", "petter")
        assert person.holds(RoleKind.ADMINISTRATOR)
        found = Invitation.found(code_in(said))
        assert found is not None
        assert found.person == person


def test_init_asks_for_the_name_and_the_address(keeper: Keeper, capsys: Output) -> None:
    assert keeper.types("init --later", "Petter Skisseli", "") == 0
    said = capsys.readouterr().out
    assert "Petter Skisseli signs in at http://127.0.0.1:5000/min/start" in said


def test_init_asks_two_words_back(
    keeper: Keeper, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "kimvoice.core.words.draw", lambda count: ["regnbue", *["sykkel"] * (count - 1)]
    )
    monkeypatch.setattr("secrets.SystemRandom.sample", lambda *_rest: [1, 7])
    assert keeper.types(INIT, "sykkel", "regnbue", "Regnbue", "sykk") == 0
    said = capsys.readouterr().out
    assert said.count("These are not the words of the sheet.") == 1
    assert sheet_of(keeper.house()).is_confirmed


def test_three_wrong_tries_end_and_nothing_is_confirmed(
    keeper: Keeper, capsys: Output
) -> None:
    assert keeper.types(INIT, *["wrong"] * 6) == 1
    assert "kimvoice key-sheet confirm" in capsys.readouterr().err
    assert not sheet_of(keeper.house()).is_confirmed


def test_init_broken_off_goes_on_and_draws_no_second_sheet(
    keeper: Keeper, capsys: Output
) -> None:
    # It stops where the name is asked for: nothing more is typed.
    assert keeper.types("init") == 1
    first = sheet_of(keeper.house())
    capsys.readouterr()
    assert keeper.types(f"{INIT} --later") == 0
    said = capsys.readouterr().out
    assert sheet_of(keeper.house()) == first
    assert first.mark in said
    assert "NØKKELARK" not in said
    assert code_in(said)


def test_init_again_before_the_first_sign_in_prints_a_new_code(
    keeper: Keeper, capsys: Output
) -> None:
    keeper.types(f"{INIT} --later")
    old = code_in(capsys.readouterr().out)
    assert keeper.types("init --later --address https://voice.test") == 0
    new = code_in(capsys.readouterr().out)
    with create_app(keeper.house()).app_context():
        assert len(db.session.scalars(select(Person)).all()) == 1
        assert Invitation.found(old) is None
        assert Invitation.found(new) is not None


def test_two_who_begin_at_once_are_one_administrator(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    met = Meeting().after(moving_in.first_person)
    monkeypatch.setattr(moving_in, "first_person", met)
    db.session.remove()

    def begin(name: str) -> str:
        with app.app_context():
            person, _code = moving_in.let_in(name)
            return person.name

    with ThreadPoolExecutor(2) as both:
        names = set(both.map(begin, ["Ada", "Bo"]))
    assert names == set(db.session.scalars(select(Person.name)))
    assert len(names) == 1


@pytest.mark.parametrize("more", ["another", "signed in", "no administrator"])
def test_a_house_that_people_live_in_is_not_made_anew(
    keeper: Keeper, capsys: Output, more: str
) -> None:
    keeper.types(f"{INIT} --later")
    with create_app(keeper.house()).app_context():
        [person] = db.session.scalars(select(Person)).all()
        if more == "another":
            db.session.add(Person.arriving("Kari"))
        elif more == "signed in":
            person.choose_passphrase(PASSPHRASE)
        else:
            person.roles.clear()
        db.session.commit()
    sheet = sheet_of(keeper.house())
    assert keeper.types(f"{INIT} --later") == 1
    assert "People live here already" in capsys.readouterr().err
    assert sheet_of(keeper.house()) == sheet


@pytest.mark.parametrize("name", ["\x07", "x" * 81])
def test_a_name_that_cannot_be_is_refused_in_a_sentence(
    keeper: Keeper, capsys: Output, name: str
) -> None:
    assert keeper.types(f"init --later --address https://a --administrator {name}") == 1
    assert "A name has" in capsys.readouterr().err


def test_a_new_sheet_is_drawn_only_when_the_old_one_may_be_void(
    keeper: Keeper, capsys: Output
) -> None:
    keeper.types(f"{INIT} --later")
    first = sheet_of(keeper.house())
    assert keeper.types("key-sheet", "n") == 1
    assert sheet_of(keeper.house()) == first
    capsys.readouterr()
    assert keeper.types("key-sheet", "y") == 0
    drawn = words_on(capsys.readouterr().out.split("NØKKELARK")[1])
    second = sheet_of(keeper.house())
    assert second.public_key == private_key(drawn).public_key != first.public_key


def test_a_sheet_is_confirmed_later(keeper: Keeper, capsys: Output) -> None:
    keeper.types("db upgrade")
    assert keeper.types("key-sheet confirm") == 1
    assert "There is no key sheet yet" in capsys.readouterr().err
    keeper.types("key-sheet")
    drawn = words_on(capsys.readouterr().out)
    proof = sheet_of(keeper.house()).proof
    assert proof is not None
    assert (
        keeper.types("key-sheet confirm", *(drawn[at - 1] for at in proof.asked)) == 0
    )
    assert sheet_of(keeper.house()).is_confirmed
    assert keeper.types("key-sheet confirm") == 0


@pytest.mark.parametrize("lived_in", [False, True])
def test_an_empty_house_is_served_with_the_word_that_init_comes_first(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch, lived_in: bool
) -> None:
    greetings: list[str] = []
    monkeypatch.setattr(cli, "run", lambda *given: greetings.append(given[-1]))
    if lived_in:
        keeper.types(f"{INIT} --later")
    assert keeper.types("serve") == 0
    assert ("kimvoice init" in greetings[0]) is not lived_in

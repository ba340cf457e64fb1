"""Signing in: user name and passphrase, and nothing told to who guesses."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from argon2 import PasswordHasher, Type, extract_parameters
from flask import Flask

from kimvoice.account.forms import SignInForm
from kimvoice.core.db import db
from kimvoice.people import passphrases
from kimvoice.people.models import Person
from tests.factories import Make
from tests.visitor import PASSPHRASE

Checked = list[str]


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> Checked:
    """The hashes that a passphrase was compared with."""
    seen: Checked = []
    verify: Callable[..., bool] = PasswordHasher.verify

    def counted(self: PasswordHasher, known: str, words: str) -> bool:
        seen.append(known)
        return verify(self, known, words)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    return seen


def test_the_right_words_find_the_person(make: Make, checked: Checked) -> None:
    person = make.person()
    assert Person.signing_in(person.user_name, PASSPHRASE) is person
    assert checked == [person.passphrase_hash]


def test_a_user_name_may_be_typed_with_capitals_and_spaces(make: Make) -> None:
    person = make.person()
    assert Person.signing_in(f" {person.user_name.upper()} ", PASSPHRASE) is person


@pytest.mark.parametrize("words", ["", " ", PASSPHRASE.upper(), PASSPHRASE + " ", "🌲"])
def test_wrong_words_find_nobody(make: Make, checked: Checked, words: str) -> None:
    person = make.person()
    assert Person.signing_in(person.user_name, words) is None
    assert len(checked) == 1


@pytest.mark.parametrize("user_name", ["", "nobody", "ingen' OR 1=1 --", "🌲"])
def test_an_unknown_name_costs_as_much_hashing_as_wrong_words(
    app: Flask, checked: Checked, user_name: str
) -> None:
    assert Person.signing_in(user_name, PASSPHRASE) is None
    [against] = checked
    cost = app.extensions["config"].passphrase_cost
    assert extract_parameters(against).time_cost == cost


def test_nobody_signs_in_as_somebody_without_a_passphrase(
    make: Make, checked: Checked
) -> None:
    person = make.person()
    person.passphrase_hash = ""
    db.session.commit()
    assert Person.signing_in(person.user_name, "") is None
    assert len(checked) == 1


def test_a_null_byte_typed_at_the_door_never_reaches_the_database(app: Flask) -> None:
    typed = {"user_name": "kari\0", "passphrase": PASSPHRASE, "place": "shared"}
    with app.test_request_context("/min/logg-inn", method="POST", data=typed):
        form = SignInForm(meta={"csrf": False})
        assert form.validate()
        assert Person.signing_in(form.user_name.data, form.passphrase.data) is None


def test_a_chosen_passphrase_is_kept_as_argon2id_only(make: Make) -> None:
    person = make.person()
    person.choose_passphrase("tre blå båter")
    db.session.commit()
    assert extract_parameters(person.passphrase_hash).type is Type.ID
    assert "båter" not in person.passphrase_hash
    assert Person.signing_in(person.user_name, "tre blå båter") is person
    assert Person.signing_in(person.user_name, PASSPHRASE) is None


def test_two_people_with_the_same_words_have_different_hashes(make: Make) -> None:
    one, other = make.person(), make.person()
    one.choose_passphrase("tre blå båter")
    other.choose_passphrase("tre blå båter")
    assert one.passphrase_hash != other.passphrase_hash


def test_at_full_cost_a_passphrase_costs_what_rfc_9106_asks(
    app: Flask, make: Make
) -> None:
    full = replace(app.extensions["config"], passphrase_cost=3)
    app.extensions["config"] = full
    person = make.person()
    person.choose_passphrase("tre blå båter")
    db.session.commit()
    parameters = extract_parameters(person.passphrase_hash)
    assert (parameters.time_cost, parameters.memory_cost) == (3, 65536)
    assert Person.signing_in(person.user_name, "tre blå båter") is person
    assert extract_parameters(passphrases.nobodys(3)) == parameters


def test_a_house_hashes_at_full_cost_unless_told_otherwise(app: Flask) -> None:
    plain = type(app.extensions["config"])(instance=app.extensions["config"].instance)
    assert (plain.passphrase_cost, plain.code_cost) == (3, 15)

"""Receipt codes: sixteen digits, checked as they are typed, slow to guess."""

import hashlib
import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from kimvoice.core import clock, slow
from kimvoice.core.errors import Busy
from kimvoice.core.keys import keyring
from kimvoice.suggestions import codes, mailbox
from tests.suggestions.author import Author

minted = st.text("0123456789", min_size=15, max_size=15).map(
    lambda digits: digits + codes.check_digit(digits)
)


def test_a_minted_code_has_sixteen_digits_and_the_right_check_digit() -> None:
    many = {codes.mint() for _ in range(200)}
    assert len(many) == 200
    assert all(len(code) == 16 and code.isdigit() for code in many)
    assert all(codes.has_right_check_digit(code) for code in many)


@given(minted, st.integers(0, 15), st.integers(1, 9))
def test_every_single_wrong_digit_is_found(code: str, at: int, by: int) -> None:
    wrong = str((int(code[at]) + by) % 10)
    assert not codes.has_right_check_digit(code[:at] + wrong + code[at + 1 :])


@given(minted, st.integers(0, 14))
def test_every_swap_of_neighbours_is_found(code: str, at: int) -> None:
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert codes.has_right_check_digit(swapped) == (swapped == code)


@pytest.mark.parametrize("between", ["", " ", "-", "–", " - ", ".", "\u00a0", "\t"])
@given(minted)
def test_a_code_may_be_typed_in_groups(between: str, code: str) -> None:
    assert codes.digits_of(between.join(codes.in_groups(code))) == code
    assert codes.digits_of(f"  {between.join(code)} ") == code


@given(minted, st.sampled_from([" ", "-", " og ", "\n", "…", "x"]), st.text("abc æ"))
def test_a_text_that_holds_its_own_code_is_known_however_it_is_grouped(
    code: str, between: str, around: str
) -> None:
    groups = between.join(codes.in_groups(code))
    assert codes.is_inside(code, f"{around}{groups}{around}")
    assert codes.is_inside(code, around + between.join(code))


@given(minted)
def test_a_text_with_other_digits_holds_no_code(code: str) -> None:
    assert not codes.is_inside(code, f"Kl. 12.30. {code[:11]}")


# What the code becomes


def test_a_code_becomes_two_halves_that_have_nothing_in_common(app: Flask) -> None:
    one, other = codes.mint(), codes.mint()
    keys = codes.derive(one)
    assert codes.derive(one) == keys
    assert len({*vars(keys).values(), *vars(codes.derive(other)).values()}) == 4
    assert {len(half) for half in vars(keys).values()} == {32}


def test_without_the_pepper_of_the_house_the_code_is_worth_nothing(app: Flask) -> None:
    code = codes.mint()
    keys = codes.derive(code)
    app.extensions["keys"] = replace(keyring(), pepper=bytes(32))
    assert codes.derive(code) != keys


def test_at_full_cost_it_is_scrypt_with_two_to_the_fifteenth(app: Flask) -> None:
    app.extensions["config"] = replace(app.extensions["config"], code_cost=15)
    keys = codes.derive("0" * 16)
    expected = hashlib.scrypt(
        b"0" * 16,
        salt=keyring().pepper,
        n=32768,
        r=8,
        p=1,
        maxmem=2**26,
        dklen=64,
    )
    assert keys.lookup + keys.wrapping == expected


def test_two_at_a_time_and_the_third_is_told_to_try_again(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slow, "PATIENCE", 0.001)
    both_inside, may_leave = threading.Barrier(3, timeout=5), threading.Event()
    real = hashlib.scrypt

    def held(code: bytes, **cost: Any) -> bytes:
        both_inside.wait()
        may_leave.wait(5)
        return real(code, **cost)

    def derive() -> None:
        with app.app_context():
            codes.derive_in_turn("0" * 16)

    monkeypatch.setattr(hashlib, "scrypt", held)
    first_two = [threading.Thread(target=derive) for _ in range(2)]
    for each in first_two:
        each.start()
    both_inside.wait()
    with app.test_request_context("/"), pytest.raises(Busy) as refusal:
        codes.derive_in_turn("0" * 16)
    may_leave.set()
    for each in first_two:
        each.join()

    assert "prøv igjen" in str(refusal.value)
    monkeypatch.undo()
    codes.derive_in_turn("0" * 16)


def test_who_fails_inside_gives_the_place_back(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slow, "PATIENCE", 0.001)

    def broken(*_: object, **__: object) -> bytes:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(hashlib, "scrypt", broken)
        for _ in range(3):
            with pytest.raises(MemoryError):
                codes.derive_in_turn("0" * 16)
    codes.derive_in_turn("0" * 16)


def test_the_house_itself_stands_in_no_queue(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else visitors who keep both places taken would keep the mailbox closed."""
    monkeypatch.setattr(slow, "PATIENCE", 0.001)
    with slow.in_turn(), slow.in_turn():
        author = Author().sends()
        with time_machine.travel(clock.real_now() + timedelta(weeks=1)):
            mailbox.tick()
            assert author.finds

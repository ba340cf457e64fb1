"""Text under lock: only its own key opens it, and only where it lies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.utils import random

from kimvoice.core.vault import Unopened, Vault

PLACE = "suggestion_entries:1"


@given(st.text())
def test_what_is_sealed_is_opened_as_it_was(text: str) -> None:
    vault = Vault.new()
    assert vault.open(vault.seal(text, PLACE), PLACE) == text


def test_the_same_text_never_looks_the_same() -> None:
    vault = Vault.new()
    assert vault.seal("ja", PLACE) != vault.seal("ja", PLACE)


def test_another_key_does_not_open() -> None:
    sealed = Vault.new().seal("hemmelig", PLACE)
    with pytest.raises(Unopened):
        Vault.new().open(sealed, PLACE)


def test_a_text_that_was_moved_does_not_open() -> None:
    vault = Vault.new()
    sealed = vault.seal("hemmelig", PLACE)
    with pytest.raises(Unopened):
        vault.open(sealed, "suggestion_entries:2")


@pytest.mark.parametrize("at", [0, 30, -1])
def test_a_text_that_was_changed_does_not_open(at: int) -> None:
    vault = Vault.new()
    changed = bytearray(vault.seal("hemmelig", PLACE))
    changed[at] ^= 1
    with pytest.raises(Unopened):
        vault.open(bytes(changed), PLACE)


@pytest.mark.parametrize("sealed", [b"", b"short"])
def test_what_was_cut_off_does_not_open(sealed: bytes) -> None:
    with pytest.raises(Unopened):
        Vault.new().open(sealed, PLACE)


def test_a_wrapped_key_is_unwrapped_by_its_own_key_in_its_own_place_only() -> None:
    vault, key = Vault.new(), random(32)
    wrapped = vault.wrap(key, "threads:1:author")
    sealed = vault.seal("hemmelig", PLACE)
    again = Vault.unwrap(wrapped, key, "threads:1:author")
    assert again.open(sealed, PLACE) == "hemmelig"
    with pytest.raises(Unopened):
        Vault.unwrap(wrapped, random(32), "threads:1:author")
    with pytest.raises(Unopened):
        Vault.unwrap(wrapped, key, "threads:1:readers")

"""Text under lock: only its own key opens it, and only where it lies."""

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from nacl.utils import random

from kimvoice.complaints.answers import ComplaintAnswer
from kimvoice.complaints.entries import ComplaintEntry
from kimvoice.complaints.states import State
from kimvoice.core.vault import Unopened, Vault, place_of
from tests.factories import Make

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


def test_it_is_aes_gcm_with_a_nonce_of_96_bits_before_it() -> None:
    # What this program sealed, another must open (NIST SP 800-38D).
    key = random(32)
    sealed = Vault(key).seal("hemmelig", PLACE)
    opened = AESGCM(key).decrypt(sealed[:12], sealed[12:], PLACE.encode())
    assert opened == b"hemmelig"


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


# Where it lies


def test_each_column_of_each_row_is_a_place_of_its_own(app: Flask) -> None:
    answer = ComplaintAnswer(complaint_number=40718, position=2)
    assert place_of(answer, "reason") == "complaint_answers:40718:2:reason"


def test_a_row_without_its_id_can_seal_nothing(app: Flask) -> None:
    with pytest.raises(ValueError, match="no place"):
        place_of(ComplaintEntry(), "sealed")


def test_a_text_moved_inside_a_complaint_does_not_open(make: Make) -> None:
    department = make.ladder().department
    by = make.participant(department=department)
    complaint = make.complaint(State.ANSWERED, by=by, wish="Pause")
    complaint.wish = complaint.happened
    with pytest.raises(Unopened):
        _ = complaint.wish_words
    [answer] = complaint.answers
    answer.doer = answer.measure
    with pytest.raises(Unopened):
        _ = answer.doer_words
    said = [entry for entry in complaint.entries if entry.sealed]
    said[0].sealed = complaint.happened
    with pytest.raises(Unopened):
        _ = said[0].words


def test_a_text_moved_to_another_complaint_does_not_open(make: Make) -> None:
    department = make.ladder().department
    one, other = (
        make.complaint(by=make.participant(department=department)) for _ in range(2)
    )
    one.key, one.happened = other.key, other.happened
    with pytest.raises(Unopened):
        _ = one.happened_words

"""The sealed urn: what lies in it tells nothing but what the right key opens."""

import threading
from collections import Counter
from itertools import pairwise

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from kimvoice.core.db import db
from kimvoice.core.urn import BLANK, SLIP, STEP, Urn, open_slip

NAME = "the urn of this test"
LONGEST = SLIP - 48 - 1

contents = st.binary(min_size=1, max_size=200) | st.binary(min_size=1, max_size=3).map(
    lambda it: it * 2714
)


def new_urn(key: PrivateKey) -> Urn:
    urn = Urn.new(NAME, key.public_key, slip=SLIP)
    urn.start_round(key.public_key)
    return urn


@given(st.lists(st.lists(contents, max_size=3), max_size=4))
def test_slips_are_of_one_length_in_byte_order_and_come_out_as_they_went_in(
    rounds: list[list[bytes]],
) -> None:
    key = PrivateKey.generate()
    urn = new_urn(key)
    for each in rounds:
        urn.put(each)
    assert {len(sealed) for sealed in urn.sealed} <= {SLIP}
    assert urn.sealed == sorted(urn.sealed)
    laid_in = sorted(content for each in rounds for content in each)
    assert sorted(urn.open_with(key).contents) == laid_in
    urn.seal_anew(urn.open_with(key).contents)
    assert sorted(urn.open_with(key).contents) == laid_in
    assert {len(sealed) for sealed in urn.sealed} == {SLIP}
    assert urn.sealed == sorted(urn.sealed)


def test_equal_contents_are_different_slips() -> None:
    key = PrivateKey.generate()
    urn = new_urn(key)
    urn.put([b"ja", b"ja"])
    opened = [(each, open_slip(each, key)) for each in urn.sealed]
    assert len({each for each, content in opened if content == b"ja"}) == 2


@pytest.mark.parametrize(
    ("holds", "looks"), [(0, 50), (1, 50), (49, 50), (50, 50), (51, 100), (100, 100)]
)
def test_how_many_lie_in_it_is_told_by_steps_of_fifty_only(
    holds: int, looks: int
) -> None:
    key = PrivateKey.generate()
    urn = new_urn(key)
    urn.seal_anew([str(number).encode() for number in range(holds)])
    assert len(urn.slips) == looks * SLIP
    assert len(urn.open_with(key).contents) == holds


def test_no_box_is_the_same_after_all_were_sealed_anew() -> None:
    key = PrivateKey.generate()
    urn = new_urn(key)
    urn.put([b"ja"])
    before = set(urn.sealed)
    urn.seal_anew(urn.open_with(key).contents)
    assert not before & set(urn.sealed)
    assert len(urn.sealed) == STEP


def test_where_a_slip_lies_after_it_was_sealed_anew_is_chance() -> None:
    key = PrivateKey.generate()
    urn = new_urn(key)
    places = []
    for _ in range(40):
        urn.seal_anew([b"ja"])
        places.append([open_slip(each, key) for each in urn.sealed].index(b"ja"))
    # Ten times in one of fifty places: less than once in 2,000,000 runs.
    assert max(Counter(places).values()) < 10


def test_a_foreign_box_is_carried_over_as_it_is_and_holds_nothing_back() -> None:
    key = PrivateKey.generate()
    foreign = new_urn(PrivateKey.generate()).sealed[0]
    urn = new_urn(key)
    urn.slips += foreign + b"a box that is broken off"
    for _ in range(2):
        opened = urn.open_with(key)
        urn.seal_anew([*opened.contents, b"ja"], opened.foreign)
    assert urn.open_with(key).contents == [b"ja", b"ja"]
    assert urn.open_with(key).foreign == [foreign]
    assert len(urn.slips) == STEP * SLIP


def test_its_version_counts_nothing(app: Flask) -> None:
    urn = new_urn(PrivateKey.generate())
    db.session.add(urn)
    versions = []
    for _ in range(10):
        urn.put([b"ja"])
        db.session.commit()
        versions.append(urn.version)
    steps = {after - before for before, after in pairwise(versions)}
    # Two equal steps: once in 50,000,000 runs. All upwards: once in 3,600,000.
    assert len(steps) == len(versions) - 1
    assert versions != sorted(versions)
    assert {it.bit_length() for it in versions} == {31}


def test_nothing_but_the_right_private_key_opens_a_slip() -> None:
    urn = new_urn(PrivateKey.generate())
    urn.put([b"hemmelig"])
    for each in urn.sealed:
        with pytest.raises(CryptoError):
            open_slip(each, PrivateKey.generate())
        with pytest.raises(CryptoError):
            open_slip(each, PrivateKey(urn.public_key))


def test_a_changed_slip_does_not_open() -> None:
    key = PrivateKey.generate()
    urn = new_urn(key)
    urn.put([b"ja"])
    changed = bytearray(urn.sealed[0])
    changed[-1] ^= 1
    with pytest.raises(CryptoError):
        open_slip(bytes(changed), key)


def test_the_content_is_nowhere_to_be_read_in_the_urn() -> None:
    urn = new_urn(PrivateKey.generate())
    urn.put([b"hemmelig" * 100])
    assert b"hemmelig" not in urn.slips


def test_what_does_not_fit_a_slip_is_refused_and_nothing_is_laid_in() -> None:
    urn = new_urn(PrivateKey.generate())
    urn.put([b"x" * LONGEST])
    before = urn.slips
    with pytest.raises(ValueError, match="does not fit"):
        urn.put([b"ja", b"x" * (LONGEST + 1)])
    assert urn.slips == before


def test_1500_signs_of_any_script_fit() -> None:
    key = PrivateKey.generate()
    urn = new_urn(key)
    urn.put([("🌲" * 1500).encode()])
    assert urn.open_with(key).contents == [("🌲" * 1500).encode()]


def test_a_new_round_is_empty_in_debt_and_of_the_new_key() -> None:
    old, new = PrivateKey.generate(), PrivateKey.generate()
    urn = new_urn(old)
    urn.put([b"ja"])
    urn.in_debt = False
    urn.start_round(new.public_key)
    assert {open_slip(each, new) for each in urn.sealed} == {BLANK}
    assert urn.in_debt
    urn.put([b"nei"])
    assert urn.open_with(new).contents == [b"nei"]
    assert urn.open_with(old).contents == []


def test_what_comes_too_late_is_the_first_of_the_new_round() -> None:
    old, new = PrivateKey.generate(), PrivateKey.generate()
    urn = new_urn(old)
    urn.start_round(new.public_key, [b"late"])
    assert urn.open_with(new).contents == [b"late"]
    assert len(urn.sealed) == STEP


def test_a_writer_with_an_old_version_is_refused(app: Flask) -> None:
    key = PrivateKey.generate()
    db.session.add(new_urn(key))
    db.session.commit()
    with Session(db.engine, expire_on_commit=False) as late:
        old = late.get_one(Urn, NAME)
        late.commit()
        Urn.locked(NAME).put([b"first"])
        db.session.commit()
        old.put([b"late"])
        with pytest.raises(StaleDataError):
            late.commit()
    assert db.session.get_one(Urn, NAME).open_with(key).contents == [b"first"]


@pytest.mark.parametrize("anew", [False, True])
def test_of_twenty_who_write_at_once_nothing_is_lost(app: Flask, anew: bool) -> None:
    key = PrivateKey.generate()
    db.session.add(new_urn(key))
    db.session.commit()
    start = threading.Barrier(20)

    def write(number: int) -> None:
        start.wait()
        with app.app_context():
            urn = Urn.locked(NAME)
            if anew:
                opened = urn.open_with(key)
                urn.seal_anew([*opened.contents, str(number).encode()])
            else:
                urn.put([str(number).encode()])
            db.session.commit()

    writers = [threading.Thread(target=write, args=[each]) for each in range(20)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    urn = db.session.get_one(Urn, NAME)
    found = sorted(int(content) for content in urn.open_with(key).contents)
    assert found == list(range(20))
    assert len(urn.sealed) == (STEP if anew else STEP + 20)
    assert urn.sealed == sorted(urn.sealed)

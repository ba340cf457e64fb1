"""The sealed urn: what lies in it tells nothing but what the right key opens."""

import threading

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from kimvoice.core.db import db
from kimvoice.core.urn import SLIP, Urn, open_slip

NAME = "the urn of this test"
LONGEST = SLIP - 48 - 1

contents = st.binary(max_size=200) | st.binary(max_size=3).map(lambda it: it * 2714)


def new_urn(key: PrivateKey) -> Urn:
    urn = Urn(name=NAME, version=0, public_key=b"", slips=b"", in_debt=False)
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
    opened = sorted(open_slip(sealed, key) for sealed in urn.sealed)
    assert opened == sorted(content for each in rounds for content in each)


def test_equal_contents_are_different_slips() -> None:
    urn = new_urn(PrivateKey.generate())
    urn.put([b"ja", b"ja"])
    assert len(set(urn.sealed)) == 2


def test_nothing_but_the_right_private_key_opens_a_slip() -> None:
    urn = new_urn(PrivateKey.generate())
    urn.put([b"hemmelig"])
    with pytest.raises(CryptoError):
        open_slip(urn.sealed[0], PrivateKey.generate())
    with pytest.raises(CryptoError):
        open_slip(urn.sealed[0], PrivateKey(urn.public_key))


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
    urn = new_urn(PrivateKey.generate())
    urn.put([("🌲" * 1500).encode()])
    assert len(urn.sealed) == 1


def test_a_new_round_is_empty_in_debt_and_of_the_new_key() -> None:
    old, new = PrivateKey.generate(), PrivateKey.generate()
    urn = new_urn(old)
    urn.put([b"ja"])
    urn.in_debt = False
    urn.start_round(new.public_key)
    assert urn.sealed == []
    assert urn.in_debt
    urn.put([b"nei"])
    assert open_slip(urn.sealed[0], new) == b"nei"
    with pytest.raises(CryptoError):
        open_slip(urn.sealed[0], old)


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
    [kept] = db.session.get_one(Urn, NAME).sealed
    assert open_slip(kept, key) == b"first"


def test_of_twenty_who_write_at_once_nothing_is_lost(app: Flask) -> None:
    key = PrivateKey.generate()
    db.session.add(new_urn(key))
    db.session.commit()
    start = threading.Barrier(20)

    def write(number: int) -> None:
        start.wait()
        with app.app_context():
            Urn.locked(NAME).put([str(number).encode()])
            db.session.commit()

    writers = [threading.Thread(target=write, args=[each]) for each in range(20)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    urn = db.session.get_one(Urn, NAME)
    found = sorted(int(open_slip(sealed, key)) for sealed in urn.sealed)
    assert found == list(range(20))
    assert urn.sealed == sorted(urn.sealed)

"""Whoever has copies of the database, words or the key folder tries to open slips."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from nacl.bindings import crypto_scalarmult_base
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from kimvoice.core.keys import SIZE, keyring
from kimvoice.core.urn import open_slip
from kimvoice.core.vault import Unopened, place_of, unlocked
from kimvoice.elections.envelopes import PURPOSE, WrappedKey
from tests.anonymity.traces import Copy, Row

DIGITS = re.compile("[0-9a-f]{64}")
BESIDE = ("rowid", "ctid", "xmin")
LOCKS = "election_wrapped_keys"


def values(copy: Copy) -> Iterator[bytes]:
    """What is kept of elections as bytes, or as their digits."""
    for name, rows in copy.tables.items():
        if name.startswith("election"):
            for value in (value for row in rows for value in row.values()):
                if isinstance(value, bytes):
                    yield value
                yield from map(bytes.fromhex, DIGITS.findall(str(value)))


def urns_in(copy: Copy) -> list[Row]:
    return [it for it in copy.tables["urns"] if it["name"].startswith("election")]


def keys_lying_in(copies: Iterable[Copy], *folders: Path) -> list[PrivateKey]:
    """Each that opens an urn or a lock, from any place of any value or key file."""
    copies = list(copies)
    holders = [row for it in copies for row in it.tables["election_officer_keys"]]
    urns = [row for it in copies for row in urns_in(it)]
    public = {row["public_key"] for row in [*holders, *urns]}
    files = [it for each in folders for it in each.rglob("*") if it.is_file()]
    read = {it for copy in copies for it in values(copy)}
    read |= {it for urn in urns for it in (urn["slips"], urn["public_key"])}
    read |= {it.read_bytes() for it in files}
    pieces = {it[at : at + SIZE] for it in read for at in range(len(it) - SIZE + 1)}
    return [
        PrivateKey(it) for it in pieces if it and crypto_scalarmult_base(it) in public
    ]


def opened(
    copies: Iterable[Copy], keys: Iterable[PrivateKey], *, with_folder: bool = False
) -> set[bytes]:
    """The slips that come open, by what the keys open, and what that opens."""
    copies, known = list(copies), {bytes(it) for it in keys}
    boxes = {bytes(row["sealed"]) for copy in copies for row in copy.tables[LOCKS]}
    if with_folder:
        boxes |= set(_without_the_lock_of_the_house(copies))
    before = 0
    while before != len(boxes) + len(known):
        before = len(boxes) + len(known)
        for inside in set(_inside(boxes, known)):
            (known if len(inside) == SIZE else boxes).add(inside)
    slips = {it for copy in copies for it in slips_in(copy)}
    return {it for it in slips for key in known if opens(it, key)}


def _inside(boxes: set[bytes], keys: set[bytes]) -> Iterator[bytes]:
    for box in boxes:
        for key in keys:
            with suppress(CryptoError):
                yield SealedBox(PrivateKey(key)).decrypt(box)


def _without_the_lock_of_the_house(copies: Iterable[Copy]) -> Iterator[bytes]:
    for row in (row for copy in copies for row in copy.tables[LOCKS]):
        with suppress(Unopened, CryptoError):
            house = keyring().derive(PURPOSE)
            yield unlocked(row["sealed"], house, place_of(_lock(row), "sealed"))


def _lock(row: Row) -> WrappedKey:
    named = ("election_id", "outer_id", "inner_id")
    return WrappedKey(**{name: row[name] for name in named})


def slips_in(copy: Copy) -> set[bytes]:
    return {
        bytes(urn["slips"][at : at + urn["slip"]])
        for urn in urns_in(copy)
        for at in range(0, len(urn["slips"]), urn["slip"])
    }


def opens(slip: bytes, key: bytes) -> bool:
    with suppress(CryptoError, ValueError):
        open_slip(slip, PrivateKey(key))
        return True
    return False


def differences(before: Copy, after: Copy) -> dict[str, list[tuple[Row, Row]]]:
    """Rows that are another, by table, without where they lie."""
    return {
        name: changed
        for name in before.tables
        if (changed := list(_changed(before.tables[name], after.tables[name])))
    }


def _changed(before: list[Row], after: list[Row]) -> Iterator[tuple[Row, Row]]:
    both = [sorted(map(_plain, rows), key=repr) for rows in (before, after)]
    gone = [it for it in both[0] if it not in both[1]]
    new = [it for it in both[1] if it not in both[0]]
    yield from zip(gone, new, strict=True)


def _plain(row: Row) -> Row:
    return {name: it for name, it in row.items() if name not in BESIDE}

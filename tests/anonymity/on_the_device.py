"""Attacks on the disk itself: what it still holds of keys, of slips, and of words.

The attacker has the bare disk, everything that a reader reads, and either a copy of the
slips of each night or the key of the round that has not ended, never both: with both no
disk is needed to know the days (docs/anonymity.md: whoever runs the server).
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import DatabaseError

import pytest
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey
from nacl.utils import random

from kimvoice.core import db as rows
from kimvoice.core import keys
from kimvoice.core.keys import RoundKey, keyring
from kimvoice.core.urn import SLIP, Urn, open_slip
from kimvoice.suggestions import mailbox, slips
from kimvoice.suggestions.slips import SuggestionSlip
from tests.anonymity.device import earlier, keys_of
from tests.anonymity.scoring import Linking, counted, labelled, ordered
from tests.anonymity.taken_away import Rounds, Seized, Without, lived
from tests.database import Database


@dataclass(frozen=True)
class Attack:
    name: str
    score: Callable[[Rounds], Linking]


@dataclass(frozen=True)
class Defence:
    name: str
    remove: Without
    found_by: tuple[str, ...]


# What is found there


def _days_by_old_keys(rounds: Rounds) -> Linking:
    """A key that should be dead opens last night's copies: what came on which day."""
    seized, guess = rounds.seized, dict[str, int]()
    for each in seized.read.values():
        # Whoever finds no key guesses that they came as they lie, evenly.
        guess |= {text: at * 4 // len(each) for at, text in enumerate(each)}
    found = keys_of(seized.raw, {night.public_key for night in seized.nights})
    for night in reversed(seized.nights):
        for text in _texts(night.slips, found.get(night.public_key)):
            guess[text] = night.day
    came_out = [it for it in rounds.wrote if it.week in seized.read]
    return labelled(
        {text: day for text, day in guess.items() if text in _known(seized)},
        {it.text: it.day for it in came_out},
        {it.text: it.week for it in came_out},
    )


def _known(seized: Seized) -> set[str]:
    return {text for each in seized.read.values() for text in each}


def _order_by_earlier_states(rounds: Rounds) -> Linking:
    """What lies in most earlier states came first; the present key opens them all."""
    seized = rounds.seized
    count = Counter[str]()
    for state in earlier(seized.raw, seized.database):
        with suppress(DatabaseError):
            [(held,)] = state.execute("SELECT slips FROM urns").fetchall()
            count.update(set(_texts(held, seized.key)))
    last = seized.nights[-1].slips
    boxes = [last[at : at + SLIP] for at in range(0, len(last), SLIP)]
    for box in boxes:
        for text in _texts(box, seized.key):
            count[text] += seized.raw.count(box[:64]) + seized.raw.count(box[-64:])
    lying = sorted(_texts(last, seized.key), key=lambda text: -count[text])
    return ordered([lying], {it.text: at for at, it in enumerate(rounds.wrote)})


def _texts(held: bytes, key: PrivateKey | None) -> Iterator[str]:
    for at in range(0, len(held), SLIP):
        with suppress(CryptoError, ValueError):
            if key is None:
                return
            slip = slips.read(open_slip(held[at : at + SLIP], key))
            if isinstance(slip, SuggestionSlip):
                yield slip.text


def _withdrawn_words(rounds: Rounds) -> Linking:
    """By chance nobody finds a key of 32 bytes, nor what it sealed."""
    found = [all(each in rounds.seized.raw for each in gone) for gone in rounds.gone]
    return counted(sum(found), [0.0] * len(found))


ATTACKS = [
    Attack("old keys on the device, days", _days_by_old_keys),
    Attack("earlier states on the device, order", _order_by_earlier_states),
    Attack("withdrawn words on the device", _withdrawn_words),
]


# Without


def _unlink_keys(patch: pytest.MonkeyPatch) -> None:
    """As files are mostly written: beside the old one, and then in its place."""

    def written_anew(self: RoundKey, place: int, key: bytes) -> None:
        held = bytearray(self.file.read_bytes() if self.file.exists() else random(64))
        held[place : place + len(key)] = key
        beside = self.file.with_suffix(".new")
        keys._write(beside, bytes(held))
        os.replace(beside, self.file)

    patch.setattr(RoundKey, "_overwrite", written_anew)


def _keep_boxes(journal: str) -> Without:
    """Each box stays as it was sealed; so a journal shows which came in between."""

    def add(self: Urn, contents: list[bytes], foreign: Iterable[bytes] = ()) -> None:
        key = keyring().mailbox.private_for(self.public_key)
        here = self.sealed if key and contents else []
        kept = {open_slip(box, key): box for box in here if key}
        new = [self.seal(each) for each in contents if each not in kept]
        self._hold([*kept.values(), *foreign, *new])

    def remove(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(Urn, "seal_anew", add)
        patch.setattr(mailbox, "seal_anew", lambda: None)
        patch.setitem(rows.PRAGMAS, "journal_mode", journal)

    return remove


def _delete_only(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(rows.PRAGMAS, "secure_delete", "OFF")
    patch.setattr(mailbox, "give_back_pages", lambda *_tables: None)


DEFENCES = [
    Defence(
        "a dead key is overwritten where it lies",
        _unlink_keys,
        ("old keys on the device, days",),
    ),
    Defence(
        "boxes are sealed anew, and the journal is kept",
        _keep_boxes("DELETE"),
        ("earlier states on the device, order",),
    ),
    Defence(
        "boxes are sealed anew, and no log shows them come",
        _keep_boxes("WAL"),
        ("earlier states on the device, order",),
    ),
    Defence(
        "deleted rows are overwritten, and the file made anew",
        _delete_only,
        ("withdrawn words on the device",),
    ),
]


def round_on_a_device(
    without: Defence | None, database: Database, folder: Path
) -> dict[str, Linking]:
    rounds = lived(folder, database, without.remove if without else None)
    return {attack.name: attack.score(rounds) for attack in ATTACKS}

"""The bare disk: what it tells of the house as it is, and without a defence."""

from pathlib import Path

import pytest

from tests.anonymity.on_the_device import ATTACKS, DEFENCES, Defence, round_on_a_device
from tests.database import SQLite


def test_a_disk_that_is_taken_away_links_nobody(tmp_path: Path, sqlite: SQLite) -> None:
    results = round_on_a_device(None, sqlite, tmp_path)
    assert list(results) == [attack.name for attack in ATTACKS]
    beaten = {name: str(it) for name, it in results.items() if it.beats_chance}
    assert all(it.tries for it in results.values())
    assert beaten == {}


LOOKS = 8
"""A busy machine writes blocks over sooner: there a disk that tells shows it in about
six looks of ten (measured), and in none of eight once in a thousand runs.
"""


@pytest.mark.parametrize("defence", DEFENCES, ids=lambda it: it.name)
def test_without_it_the_disk_tells(
    defence: Defence, tmp_path: Path, sqlite: SQLite
) -> None:
    for look in range(LOOKS):
        (folder := tmp_path / str(look)).mkdir()
        results = round_on_a_device(defence, sqlite, folder)
        missed = {
            it: str(results[it]) for it in defence.found_by if not results[it].is_clear
        }
        if not missed:
            break
    assert missed == {}

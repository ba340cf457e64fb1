"""Each defence is taken away once: then the matching attack finds the authors."""

from pathlib import Path

import pytest

from tests.anonymity import effort
from tests.anonymity.attacks import Attack
from tests.anonymity.defences import Defence
from tests.anonymity.rounds import ATTACKS, DEFENCES, Results, round_without_all
from tests.database import Database

KEPT: dict[tuple[str, str], Results] = {}
CASES = [
    pytest.param(defence, database, id=f"{defence.name}-{database}")
    for defence in DEFENCES
    for database in effort.played_on(defence)
]


@pytest.mark.parametrize(("defence", "database"), CASES, indirect=["database"])
def test_without_it_the_authors_are_found(
    defence: Defence, database: Database, tmp_path: Path
) -> None:
    results = _played_without(defence, database, tmp_path)
    found = {name: results[name] for name in defence.found_by}
    missed = {name: str(it) for name, it in found.items() if not it.is_clear}
    assert missed == {}


def _played_without(defence: Defence, database: Database, folder: Path) -> Results:
    """Those that go well together are played once, but in the long form."""
    if effort.long() or not defence.together:
        return round_without_all([defence], database, folder)
    played = (database.name, defence.together)
    if played not in KEPT:
        those = [it for it in DEFENCES if it.together == defence.together]
        KEPT[played] = round_without_all(those, database, folder)
    return KEPT[played]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda it: it.name)
def test_each_attack_succeeds_without_some_defence(attack: Attack) -> None:
    """Where it is played: within chance proves little of what never succeeds."""
    against = [it for it in DEFENCES if attack.name in it.found_by]
    succeeds_on = {name for it in against for name in it.databases}
    assert succeeds_on == set(attack.databases)

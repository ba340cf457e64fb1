"""Four weeks at the centre, and then everything that an insider could try."""

from pathlib import Path

import pytest

from tests.anonymity import effort
from tests.anonymity.attacks import Attack
from tests.anonymity.rounds import ATTACKS, Results, round_alone, whole_round
from tests.anonymity.scoring import ROWS, Linking
from tests.database import Database

KEPT: dict[str, Results] = {}
TOGETHER = [
    pytest.param(attack.name, database, id=f"{attack.name}-{database}")
    for attack in ATTACKS
    if not attack.alone
    for database in effort.played_on(attack)
]
ALONE = [
    pytest.param(attack, database, id=f"{attack.name}-{database}")
    for attack in ATTACKS
    if attack.alone
    for database in effort.played_on(attack)
]


@pytest.fixture
def results(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Played once for each database."""
    if database.name not in KEPT:
        KEPT[database.name] = whole_round(database, tmp_path_factory.mktemp("weeks"))
    return KEPT[database.name]


@pytest.mark.parametrize(("attack", "database"), TOGETHER, indirect=["database"])
@pytest.mark.timeout(600)
def test_no_attack_links_better_than_chance(attack: str, results: Results) -> None:
    _is_chance(attack, results[attack])


@pytest.mark.parametrize(("attack", "database"), ALONE, indirect=["database"])
def test_nor_does_one_that_would_disturb_the_others(
    attack: Attack, database: Database, tmp_path: Path
) -> None:
    _is_chance(attack.name, round_alone(attack, database, tmp_path))


def _is_chance(attack: str, linking: Linking) -> None:
    assert linking.tries, "the attack had nothing to look at"
    assert not linking.beats_chance, f"{attack}: {linking}"


def test_the_bound_is_shared_among_all_rows_of_the_table() -> None:
    assert sum(len(attack.databases) for attack in ATTACKS) <= ROWS

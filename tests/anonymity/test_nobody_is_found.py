"""Four weeks at the centre, and then everything that an insider could try."""

import pytest

from tests.anonymity.rounds import ATTACKS, Results, whole_round
from tests.anonymity.scoring import ROWS
from tests.database import Database

KEPT: dict[str, Results] = {}


@pytest.fixture
def results(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Played once for each database."""
    if database.name not in KEPT:
        KEPT[database.name] = whole_round(database, tmp_path_factory.mktemp("weeks"))
    return KEPT[database.name]


@pytest.mark.parametrize("attack", [attack.name for attack in ATTACKS])
@pytest.mark.timeout(600)
def test_no_attack_links_better_than_chance(attack: str, results: Results) -> None:
    linking = results[attack]
    assert linking.tries, "the attack had nothing to look at"
    assert not linking.beats_chance, f"{attack}: {linking}"


def test_the_bound_is_shared_among_all_rows_of_the_table() -> None:
    assert len(ATTACKS) * 2 <= ROWS

"""Each defence is taken away once: then the matching attack finds the authors."""

from pathlib import Path

import pytest

from tests.anonymity.defences import Defence
from tests.anonymity.rounds import DEFENCES, round_without
from tests.database import Database

CASES = [
    pytest.param(defence, database, id=f"{defence.name}-{database}")
    for defence in DEFENCES
    for database in defence.databases
]


@pytest.mark.parametrize(("defence", "database"), CASES, indirect=["database"])
def test_without_it_the_authors_are_found(
    defence: Defence, database: Database, tmp_path: Path
) -> None:
    results = round_without(defence, database, tmp_path)
    missed = {name: str(it) for name, it in results.items() if not it.is_clear}
    assert missed == {}

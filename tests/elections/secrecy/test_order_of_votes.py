"""Who voted in which order stands in no row, file, journal or transaction.

The long form (KIMVOICE_ATTACK=long) plays 200 elections on each database.
"""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.anonymity import effort
from tests.conftest import TravelTo
from tests.database import Database
from tests.electing import Electing
from tests.elections.secrecy.orders import ATTACKS
from tests.elections.secrecy.playing import Playing
from tests.elections.secrecy.removing import DEFENCES, FEW, Defence
from tests.elections.secrecy.scoring import scores

MANY = 200


@pytest.mark.timeout(1800)
def test_no_attack_finds_the_order(
    electing: Electing,
    app: Flask,
    travel_to: TravelTo,
    database: Database,
    record_property: Callable[[str, object], None],
) -> None:
    """The figures stand in the report that pytest writes (--junitxml)."""
    many = MANY if effort.long() else FEW
    found = scores(Playing(electing, app, "as it is").elections(many))
    for name, score in found.items():
        record_property(f"{database.name}: {name}", str(score))
    assert {name: str(it) for name, it in found.items() if it.is_clear} == {}


CASES = [
    pytest.param(defence, database, id=f"{defence.name}-{database}")
    for defence in DEFENCES
    for database in defence.databases
]


@pytest.mark.parametrize(("defence", "database"), CASES, indirect=["database"])
def test_without_a_defence_the_order_is_found(
    defence: Defence,
    database: Database,
    electing: Electing,
    app: Flask,
    travel_to: TravelTo,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    defence.remove(monkeypatch)
    playing = Playing(electing, app, defence.name, earlier=0)
    found = scores(playing.elections(defence.elections))
    missed = {it: str(found[it]) for it in defence.found_by if not found[it].is_clear}
    assert missed == {}


def test_each_attack_succeeds_without_some_defence() -> None:
    for name, (_sorter, databases) in ATTACKS.items():
        against = [it.databases for it in DEFENCES if name in it.found_by]
        assert {it for each in against for it in each} == set(databases), name

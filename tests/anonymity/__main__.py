"""`make attack`: the long form, and its table."""

import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click
import pytest

from tests.anonymity import on_the_device
from tests.anonymity.defences import BOTH
from tests.anonymity.rounds import (
    ATTACKS,
    DEFENCES,
    Results,
    every_round,
    round_without,
)
from tests.anonymity.scoring import Linking
from tests.database import Database, PostgreSQL, SQLite, postgresql_server

WIDTH = 46


@contextmanager
def databases() -> Iterator[dict[str, Database]]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(postgresql_server())
        postgresql = PostgreSQL(server, folder / "postgresql")
        stack.callback(postgresql.close)
        yield {"sqlite": SQLite(folder / "sqlite"), "postgresql": postgresql}


def main() -> int:
    with databases() as those:
        found = _as_it_is(those)
        missed = _without(those)
        found += _on_the_disk(those["sqlite"])
    for line in (*found, *missed):
        click.echo(f"ALARM: {line}")
    return 1 if found or missed else 0


def _as_it_is(those: Mapping[str, Database]) -> list[str]:
    whole = {name: _in_a_folder(every_round, those[name]) for name in BOTH}
    click.echo(
        "\nFOUR WEEKS, THE HOUSE AS IT IS: share of right links, beside pure chance\n"
    )
    _line("attack", ["SQLite", "PostgreSQL", "chance", "bound"])
    for attack in ATTACKS:
        rows = [whole[name][attack.name] for name in attack.databases]
        shares = [
            _share(whole[name][attack.name]) if name in attack.databases else "–"
            for name in BOTH
        ]
        _line(attack.name, [*shares, *_beside(rows)])
    return [
        f"{attack.name} on {name}: {whole[name][attack.name]}"
        for attack in ATTACKS
        for name in attack.databases
        if whole[name][attack.name].beats_chance
    ]


def _without(those: Mapping[str, Database]) -> list[str]:
    click.echo("\n\nTWO WEEKS, EACH DEFENCE TAKEN AWAY: now the attack must succeed\n")
    _line("without: attack", ["SQLite", "PostgreSQL", "chance", "bound"])
    missed = []
    for defence in DEFENCES:
        results = {
            name: _in_a_folder(round_without, defence, those[name])
            for name in defence.databases
        }
        click.echo(defence.name)
        for attack in defence.found_by:
            rows = [results[name][attack] for name in defence.databases]
            shares = [
                _share(results[name][attack]) if name in results else "–"
                for name in BOTH
            ]
            _line(f"  {attack}", [*shares, *_beside(rows)])
            if not all(row.is_clear for row in rows):
                missed.append(f"{attack} does not see that it is gone: {defence.name}")
    return missed


def _on_the_disk(sqlite: Database) -> list[str]:
    """A few weeks on a mounted disk, where this machine lets us mount one."""
    click.echo("\n\nTHE BARE DISK, AS IT IS AND EACH DEFENCE TAKEN AWAY\n")
    wrong: list[str] = []
    for defence in (None, *on_the_device.DEFENCES):
        try:
            results = _in_a_folder(on_the_device.round_on_a_device, defence, sqlite)
        except pytest.skip.Exception as skipped:
            click.echo(str(skipped))
            return wrong
        click.echo(defence.name if defence else "the house as it is")
        for attack in defence.found_by if defence else results:
            row = results[attack]
            _line(f"  {attack}", [_share(row), "–", *_beside([row])])
            if row.beats_chance if defence is None else not row.is_clear:
                wrong.append(f"the bare disk, {attack}: {row}")
    return wrong


def _in_a_folder(play: Callable[..., Results], *given: object) -> Results:
    with tempfile.TemporaryDirectory() as folder:
        return play(*given, Path(folder))


def _beside(rows: list[Linking]) -> list[str]:
    """Chance and bound: for both databases when they are the same to two places."""
    chance = dict.fromkeys(f"{row.chance:.2f}" for row in rows)
    bound = dict.fromkeys(f"{row.bound:.2f}" for row in rows)
    return ["/".join(chance), "/".join(bound)]


def _share(row: Linking) -> str:
    return f"{row.rate:.2f} of {row.tries}"


def _line(name: str, cells: list[str]) -> None:
    click.echo(f"{name:<{WIDTH}}" + "".join(f"{cell:>14}" for cell in cells))


if __name__ == "__main__":
    sys.exit(main())

"""A round of the play: a house of its own, lived in, and then attacked."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from kimvoice import create_app
from kimvoice.core.db import db
from tests.anonymity import (
    acting,
    alike,
    by_weight,
    copies,
    effort,
    on_disk,
    on_postgresql,
    on_the_wire,
    quiet,
    without_lot,
    without_sweeping,
    without_urn,
)
from tests.anonymity.attacks import Attack
from tests.anonymity.centre import SMALL, WHOLE, Size, opened
from tests.anonymity.defences import Defence
from tests.anonymity.life import FOUR_WEEKS, QUIET, Span, live
from tests.anonymity.scoring import Linking
from tests.database import Database, house_config

ROOMS = (on_the_wire, by_weight, acting)
ATTACKS: list[Attack] = [
    *on_disk.ATTACKS,
    *on_postgresql.ATTACKS,
    *copies.ATTACKS,
    *alike.ATTACKS,
    *quiet.ATTACKS,
    *(attack for room in ROOMS for attack in room.ATTACKS),
]
DEFENCES: list[Defence] = [
    *without_lot.DEFENCES,
    *without_sweeping.DEFENCES,
    *without_urn.DEFENCES,
    # No database shows them: in the short form one is enough.
    *(replace(it, dear=True) for room in ROOMS for it in room.DEFENCES),
]
SEED = 20251103

Results = dict[str, Linking]


def named(name: str) -> Attack:
    return next(attack for attack in ATTACKS if attack.name == name)


def whole_round(database: Database, folder: Path, seed: int = SEED) -> Results:
    """Four weeks and a quiet autumn in the house as it is, and every attack."""
    here = [
        it for it in ATTACKS if not it.alone and database.name in effort.played_on(it)
    ]
    busy = [attack for attack in here if attack.span != QUIET]
    still = [attack for attack in here if attack.span == QUIET]
    with _played(database, folder / "busy", busy, WHOLE, FOUR_WEEKS, seed) as results:
        found = results
    with _played(database, folder / "quiet", still, SMALL, QUIET, seed) as results:
        return found | results


def round_alone(
    attack: Attack, database: Database, folder: Path, seed: int = SEED
) -> Linking:
    """A small round in the house as it is, for who would disturb the others."""
    size, span = attack.size, attack.span
    with _played(database, folder, [attack], size, span, seed) as results:
        return results[attack.name]


def every_round(database: Database, folder: Path, seed: int = SEED) -> Results:
    alone = {
        attack.name: round_alone(attack, database, folder / str(at), seed)
        for at, attack in enumerate(ATTACKS)
        if attack.alone and database.name in attack.databases
    }
    return whole_round(database, folder, seed) | alone


def round_without(
    defence: Defence, database: Database, folder: Path, seed: int = SEED
) -> Results:
    """A small round without a defence, and the attacks that it should stop."""
    return round_without_all([defence], database, folder, seed)


def round_without_all(
    defences: Sequence[Defence], database: Database, folder: Path, seed: int = SEED
) -> Results:
    there = [each for each in defences if database.name in each.databases]
    names = dict.fromkeys(name for each in there for name in each.found_by)
    attacks = [it for it in map(named, names) if database.name in it.databases]
    size, span = attacks[0].size, attacks[0].span
    with _played(database, folder, attacks, size, span, seed, there) as results:
        return results


@contextmanager
def _played(
    database: Database,
    folder: Path,
    attacks: Sequence[Attack],
    size: Size,
    span: Span,
    seed: int,
    without: Sequence[Defence] = (),
) -> Iterator[Results]:
    instance = folder / "instance"
    with database.lend(instance) as url, pytest.MonkeyPatch.context() as patch:
        app = create_app(house_config(instance, url))
        with opened(app, seed, size, span.first_day) as centre:
            for defence in without:
                defence.remove(patch, app)
            there = {come: come() for it in attacks for come in it.watchers}
            story = live(centre, span, list(there.values()))
            yield {
                it.name: it.claim(
                    story.left, [there[come] for come in it.watchers]
                ).beside(story)
                for it in attacks
            }
        with app.app_context():
            db.session.remove()
            db.engine.dispose()

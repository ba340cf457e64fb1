"""A round of the play: a house of its own, lived in, and then attacked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from kimvoice import Config, create_app
from kimvoice.core.db import db
from tests.anonymity import (
    acting,
    alike,
    by_weight,
    copies,
    effort,
    file_times,
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
from tests.anonymity.life import live
from tests.anonymity.scoring import Linking
from tests.anonymity.spans import FOUR_CALM_WEEKS, FOUR_WEEKS, QUIET, Span
from tests.anonymity.story import Story, Watcher
from tests.database import Database, house_config

ROOMS = (on_the_wire, by_weight, acting)
ATTACKS: list[Attack] = [
    *on_disk.ATTACKS,
    *on_postgresql.ATTACKS,
    *copies.ATTACKS,
    *alike.ATTACKS,
    *quiet.ATTACKS,
    *file_times.ATTACKS,
    *(replace(it, dear=True) for room in ROOMS for it in room.ATTACKS),
]
DEFENCES: list[Defence] = [
    *without_lot.DEFENCES,
    *without_sweeping.DEFENCES,
    *without_urn.DEFENCES,
    # No database shows them: in the short form one is enough.
    *(replace(it, dear=True) for room in ROOMS for it in room.DEFENCES),
]
SEED = 20251103

Come = Callable[[], Watcher]
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
    span = FOUR_WEEKS if effort.long() else FOUR_CALM_WEEKS
    found = _played(database, folder / "busy", busy, WHOLE, span, seed)
    return found | _played(database, folder / "quiet", still, SMALL, QUIET, seed)


def round_alone(
    attack: Attack, database: Database, folder: Path, seed: int = SEED
) -> Linking:
    """A small round in the house as it is, for who would disturb the others."""
    size, span = attack.size, attack.span
    return _played(database, folder, [attack], size, span, seed)[attack.name]


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
    most = max(attacks, key=lambda it: it.span.slips)
    play = most.size, most.span
    return _played(database, folder, attacks, *play, seed, there)


def _played(
    database: Database,
    folder: Path,
    attacks: Sequence[Attack],
    size: Size,
    span: Span,
    seed: int,
    without: Sequence[Defence] = (),
) -> Results:
    instance = folder / "instance"
    with (
        database.lend(instance) as url,
        pytest.MonkeyPatch.context() as patch,
        app_of(house_config(instance, url)) as app,
        opened(app, seed, size, span.first_day) as centre,
    ):
        for remove in dict.fromkeys(it.remove for it in without):
            remove(patch, app)
        there = {come: come() for it in attacks for come in it.watchers}
        story = live(centre, span, list(there.values()))
        return {it.name: _claimed(it, story, there) for it in attacks}


def _claimed(attack: Attack, story: Story, there: Mapping[Come, Watcher]) -> Linking:
    watchers = [there[come] for come in attack.watchers]
    return attack.claim(story.left, watchers).beside(story)


@contextmanager
def app_of(config: Config) -> Iterator[Flask]:
    app = create_app(config)
    try:
        yield app
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()

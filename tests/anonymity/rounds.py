"""A round of the play: a house of its own, lived in, and then attacked."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from kimvoice import create_app
from kimvoice.core.db import db
from tests.anonymity import acting, by_weight, on_disk, on_the_wire
from tests.anonymity.attacks import Attack
from tests.anonymity.centre import WHOLE, Size, opened
from tests.anonymity.defences import Defence
from tests.anonymity.life import FOUR_WEEKS, Span, live
from tests.anonymity.scoring import Linking
from tests.database import Database, house_config

ROOMS = (on_disk, on_the_wire, by_weight, acting)
ATTACKS: list[Attack] = [attack for room in ROOMS for attack in room.ATTACKS]
DEFENCES: list[Defence] = [defence for room in ROOMS for defence in room.DEFENCES]
SEED = 20251103

Results = dict[str, Linking]


def named(name: str) -> Attack:
    return next(attack for attack in ATTACKS if attack.name == name)


def whole_round(database: Database, folder: Path, seed: int = SEED) -> Results:
    """Four weeks in the house as it is, and every attack."""
    together = [attack for attack in ATTACKS if not attack.alone]
    with _played(database, folder, together, WHOLE, FOUR_WEEKS, seed) as results:
        return results


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
        if attack.alone
    }
    return whole_round(database, folder, seed) | alone


def round_without(
    defence: Defence, database: Database, folder: Path, seed: int = SEED
) -> Results:
    """A small round without a defence, and the attacks that it should stop."""
    attacks = [named(name) for name in defence.found_by]
    size, span = attacks[0].size, attacks[0].span
    with _played(database, folder, attacks, size, span, seed, defence) as results:
        return results


@contextmanager
def _played(
    database: Database,
    folder: Path,
    attacks: Sequence[Attack],
    size: Size,
    span: Span,
    seed: int,
    without: Defence | None = None,
) -> Iterator[Results]:
    instance = folder / "instance"
    with database.lend(instance) as url, pytest.MonkeyPatch.context() as patch:
        app = create_app(house_config(instance, url))
        with opened(app, seed, size) as centre:
            if without is not None:
                without.remove(patch, app)
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

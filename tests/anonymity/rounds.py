"""A round of the play: a house of its own, lived in, and then attacked."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import pytest

from kimvoice import create_app
from kimvoice.core.db import db
from tests.anonymity import on_disk
from tests.anonymity.attacks import Attack, score
from tests.anonymity.centre import SMALL, WHOLE, Size, opened
from tests.anonymity.defences import Defence
from tests.anonymity.life import FOUR_WEEKS, TWO_WEEKS, Span, live
from tests.anonymity.scoring import Linking
from tests.database import Database, house_config

ATTACKS: list[Attack] = [*on_disk.ATTACKS]
DEFENCES: list[Defence] = [*on_disk.DEFENCES]
SEED = 20251103

Results = dict[str, Linking]


def named(name: str) -> Attack:
    return next(attack for attack in ATTACKS if attack.name == name)


def whole_round(database: Database, folder: Path, seed: int = SEED) -> Results:
    """Four weeks in the house as it is, and every attack."""
    with _played(database, folder, ATTACKS, WHOLE, FOUR_WEEKS, seed) as results:
        return results


def round_without(
    defence: Defence, database: Database, folder: Path, seed: int = SEED
) -> Results:
    """A small round without a defence, and the attacks that it should stop."""
    attacks = [named(name) for name in defence.found_by]
    with _played(database, folder, attacks, SMALL, TWO_WEEKS, seed, defence) as results:
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
            teams = {it.name: [come() for come in it.watchers] for it in attacks}
            story = live(centre, span, list(chain(*teams.values())))
            yield {
                it.name: score(it.claim(story.left, teams[it.name]), story)
                for it in attacks
            }
        with app.app_context():
            db.session.remove()
            db.engine.dispose()

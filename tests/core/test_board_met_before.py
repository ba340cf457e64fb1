"""A house that had chosen one date for the board: it is planned as its meeting."""

import json
from datetime import date

import pytest

from kimvoice import create_app
from kimvoice.complaints.ladder import APPEAL_WEEKS
from kimvoice.config import Config
from kimvoice.core import clock
from kimvoice.core.choices import Choice
from kimvoice.core.db import db
from kimvoice.forum.bodies import Body
from kimvoice.forum.states import BodyKind
from kimvoice.migrations import bare_app, upgrade

BEFORE = "0010"
CHOSEN = [
    ((), []),
    (("2025-12-03", "2026-03-04"), [date(2026, 3, 4)]),
    (("2025-12-03", "0001-01-01"), []),
]


@pytest.mark.parametrize(("chosen", "planned"), CHOSEN)
def test_the_date_that_was_chosen_last_is_the_boards_meeting(
    config: Config, chosen: tuple[str, ...], planned: list[date]
) -> None:
    with create_app(config).app_context():
        APPEAL_WEEKS.choose(4, "Prøve", clock.today())
        db.session.add_all(map(_choice, chosen))
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    bare = bare_app(config)
    with bare.app_context():
        bare.extensions["alembic"].downgrade(BEFORE)
        db.session.remove()
        db.engine.dispose()
    upgrade(config)
    with create_app(config).app_context():
        board = Body.of_kind(BodyKind.BOARD)
        assert board is not None
        assert [it.day for it in board.meetings] == planned
        kept = {it.name for it in db.session.query(Choice)}
        assert "appeal_weeks" in kept
        assert "board_meeting" not in kept
        db.session.remove()
        db.engine.dispose()


def _choice(day: str) -> Choice:
    return Choice(
        name="board_meeting",
        counts_from=clock.today(),
        value=json.dumps(day),
        chosen_by="Prøve",
        chosen_on=clock.today(),
    )

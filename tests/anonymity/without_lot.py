"""A switch in the test: rows in the order in which their slips came."""

from functools import partial
from itertools import count
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import func, select

from kimvoice.core.db import db
from kimvoice.suggestions import effects, mailbox, slips, threads
from kimvoice.suggestions.codes import CodeKeys
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.slips import Slip, SuggestionSlip
from tests.anonymity.defences import Defence, whenever_it_comes


def count_instead_of_drawing(patch: pytest.MonkeyPatch, _app: Flask) -> None:
    """Slips become rows one by one, as they came, with the next number and id.

    Old pages stay as they are: VACUUM lays an index down in the order of its values.
    """
    came: list[Slip] = []
    lay_out = effects._lay_out_suggestions

    def one_by_one(
        said: list[SuggestionSlip], derived: dict[str, CodeKeys], week: str
    ) -> None:
        for slip in sorted(said, key=came.index):
            lay_out([slip], derived, week)

    def next_numbers(count: int) -> list[int]:
        last = db.session.scalar(select(func.max(Suggestion.number))) or 100_000
        return [last + 1 + each for each in range(count)]

    whenever_it_comes(patch, came.append)
    patch.setattr(slips, "order", came.index)
    patch.setattr(effects, "_lay_out_suggestions", one_by_one)
    patch.setattr(Suggestion, "draw_numbers", next_numbers)
    counted = SimpleNamespace(randbits=partial(next, count(1)))
    patch.setattr(threads, "secrets", counted)
    patch.setattr(mailbox, "give_back_pages", lambda *_tables: None)


DEFENCES = [
    Defence(
        "rows come in the order of a lot",
        count_instead_of_drawing,
        (
            "order of rows",
            "order of rows of messages",
            "order of bytes in the files",
            "order of bytes in the index",
            "order of ids",
        ),
        together="order",
    ),
]

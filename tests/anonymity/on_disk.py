"""Attacks on what lies on the disk: order, bytes, and copies laid side by side."""

from collections.abc import Sequence

import pytest
from flask import Flask
from sqlalchemy import func, select

from kimvoice.core.db import db
from kimvoice.suggestions import effects, mailbox
from kimvoice.suggestions.codes import CodeKeys
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.slips import Slip, SuggestionSlip
from tests.anonymity.attacks import Attack
from tests.anonymity.claims import Ordered, by_round
from tests.anonymity.defences import POSTGRESQL, SQLITE, Defence
from tests.anonymity.life import Left, Watcher
from tests.anonymity.traces import Row

PAGE = {SQLITE: 4096, POSTGRESQL: 8192}


def _order_of_rows(left: Left, _watchers: Sequence[Watcher]) -> Ordered:
    """Of threads: their rows are written once, and stay where they lie."""
    return by_round(_threads(left), "suggestion_number")


def _order_of_messages(left: Left, _watchers: Sequence[Watcher]) -> Ordered:
    rows = left.end.tables["suggestion_entries"]
    return by_round([row for row in rows if row["kind"] == "message"], "id")


def _order_of_bytes(left: Left, _watchers: Sequence[Watcher]) -> Ordered:
    raw, page = left.end.raw, PAGE[left.end.database]

    def place(row: Row) -> tuple[int, int]:
        """Both databases fill a file upwards, and each page of it downwards."""
        at = raw.find(row["key_for_author"])
        return at // page, -at

    return by_round(sorted(_threads(left), key=place), "suggestion_number")


def _threads(left: Left) -> list[Row]:
    weeks = {row["number"]: row["week"] for row in left.end.tables["suggestions"]}
    rows = left.end.tables["suggestion_threads"]
    return [row | {"week": weeks[row["suggestion_number"]]} for row in rows]


ATTACKS = [
    Attack("order of rows", _order_of_rows),
    Attack("order of rows of messages", _order_of_messages),
    Attack("order of bytes in the files", _order_of_bytes),
]


def _count_instead_of_drawing(patch: pytest.MonkeyPatch, _app: Flask) -> None:
    """Slips become rows one by one, as they came, with the next number."""
    came: list[str] = []
    receive, lay_out = mailbox.receive, effects._lay_out_suggestions

    def remember(slip: Slip) -> None:
        receive(slip)
        came.append(slip.code)

    def one_by_one(
        said: list[SuggestionSlip], derived: dict[str, CodeKeys], week: str
    ) -> None:
        for slip in sorted(said, key=lambda it: came.index(it.code)):
            lay_out([slip], derived, week)

    def next_numbers(count: int) -> list[int]:
        last = db.session.scalar(select(func.max(Suggestion.number))) or 100_000
        return [last + 1 + each for each in range(count)]

    patch.setattr(mailbox, "receive", remember)
    patch.setattr(effects, "_lay_out_suggestions", one_by_one)
    patch.setattr(Suggestion, "draw_numbers", next_numbers)


DEFENCES = [
    Defence(
        "rows come in the order of a lot",
        _count_instead_of_drawing,
        ("order of rows", "order of bytes in the files"),
    ),
]

"""Each defence of the order of voting, taken away in the test alone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pytest
from sqlalchemy import text

from kimvoice.core.db import db, is_sqlite
from kimvoice.core.urn import Urn
from kimvoice.elections import sweeping
from kimvoice.elections.models import Election
from kimvoice.elections.roll import RollEntry
from tests.anonymity.defences import BOTH, POSTGRESQL, SQLITE

FEW = 7
"""The fewest in which whoever names the last each time has not guessed (1 in 8**7)."""


@dataclass(frozen=True)
class Defence:
    name: str
    remove: Callable[[pytest.MonkeyPatch], None]
    found_by: tuple[str, ...]
    databases: tuple[str, ...] = BOTH
    elections: int = 3
    """An attack that is right each time passes the bound (0.89) with three."""


def _lay_in_behind(patch: pytest.MonkeyPatch) -> None:
    def lay_in(urn: Urn, sealed: Iterable[bytes]) -> None:
        urn.slips += b"".join(sealed)

    patch.setattr(Urn, "lay_in", lay_in)


def _row_per_slip(patch: pytest.MonkeyPatch) -> None:
    lay_in = Urn.lay_in

    def beside(urn: Urn, sealed: Iterable[bytes]) -> None:
        those = list(sealed)
        lay_in(urn, those)
        for each in those:
            kept = text("INSERT INTO a_row_per_slip (slip) VALUES (:slip)")
            db.session.execute(kept, {"slip": each})

    kind = "BLOB" if is_sqlite() else "BYTEA"
    db.session.execute(text(f"CREATE TABLE a_row_per_slip (slip {kind})"))
    db.session.commit()
    patch.setattr(Urn, "lay_in", beside)


def _write_one_row(patch: pytest.MonkeyPatch) -> None:
    def mark(
        _election: Election,
        entry: RollEntry,
        *,
        got_slip: bool = False,
        on_net: bool = False,
    ) -> None:
        entry.got_slip, entry.on_net = got_slip, on_net

    patch.setattr(Election, "mark", mark)


def _move_the_row(patch: pytest.MonkeyPatch) -> None:
    mark = Election.mark

    def behind(election: Election, entry: RollEntry, **how: bool) -> None:
        mark(election, entry, **how)
        db.session.flush()
        last = "(SELECT max(rowid) + 1 FROM election_roll)"
        moved = text(f"UPDATE election_roll SET rowid = {last} WHERE id = :id")
        db.session.execute(moved, {"id": entry.id})

    patch.setattr(Election, "mark", behind)


def _leave_old_pages(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sweeping, "forget_last_vote", lambda: None)


DEFENCES = [
    Defence(
        "slips lie in the order of their bytes",
        _lay_in_behind,
        ("place of slips in rows", "place of slips in files"),
    ),
    Defence("a slip has no row", _row_per_slip, ("place of slips in rows",)),
    Defence(
        "all rows of the roll are written anew",
        _write_one_row,
        (
            "place of marks in rows",
            "place of marks in files",
            "transaction of marks",
        ),
        databases=(POSTGRESQL,),
    ),
    Defence(
        "a mark moves no row",
        _move_the_row,
        ("place of marks in rows",),
        databases=(SQLITE,),
    ),
    Defence(
        "the journal is overwritten",
        _leave_old_pages,
        ("place of slips in the journal", "traces of slips", "traces of marks"),
        databases=(SQLITE,),
        elections=FEW,
    ),
    Defence(
        "dead rows are swept away",
        _leave_old_pages,
        ("traces of slips", "traces of marks"),
        databases=(POSTGRESQL,),
        elections=FEW,
    ),
]

"""Attacks on the order of voting: each lays those who voted in an order."""

import re
from collections.abc import Iterator

from tests.anonymity.defences import BOTH, POSTGRESQL, SQLITE
from tests.anonymity.on_disk import PAGE
from tests.elections.secrecy.playing import Played, Sorter

PIECE = 32
NOWHERE = (2**63,)


def guess(played: Played, sorter: Sorter) -> list[int]:
    def place(person: int) -> tuple[object, bytes]:
        return sorter(played, person), played.slips[person]

    return sorted(played.came, key=place)


# Slips


def _in_the_rows(played: Played, person: int) -> tuple[int, ...]:
    """Which table, which of its rows, and how far into it: the first of those."""
    slip = played.slips[person]
    for table, (_name, rows) in enumerate(sorted(played.left.tables.items())):
        for row, values in enumerate(rows):
            for value in values.values():
                if isinstance(value, bytes) and slip in value:
                    return table, row, value.index(slip)
    return NOWHERE


def _in_the_files(played: Played, person: int) -> tuple[int, ...]:
    return _first(played, person, journal=False)


def _in_the_journal(played: Played, person: int) -> tuple[int, ...]:
    return _first(played, person, journal=True)


def _first(played: Played, person: int, *, journal: bool) -> tuple[int, ...]:
    slip = played.slips[person]
    for at, (name, content) in enumerate(sorted(played.left.files.items())):
        if name.endswith("-journal") == journal:
            for piece in _pieces(slip):
                if (found := content.find(piece)) >= 0:
                    return at, found
    return NOWHERE


def _pieces(slip: bytes) -> Iterator[bytes]:
    """One of them lies on one page whole."""
    for at in range(0, len(slip), PIECE):
        yield slip[at : at + PIECE]


def _by_traces_of_slips(played: Played, person: int) -> int:
    """Whoever voted first has left most: an urn of each vote since."""
    slip, raw = played.slips[person], played.left.raw
    return -sum(raw.count(it) for it in _pieces(slip))


# Marks


def _in_the_roll(played: Played, person: int) -> int:
    return [it["person_id"] for it in played.rows].index(person)


def _in_the_files_of_the_roll(played: Played, person: int) -> tuple[int, ...]:
    """Both databases fill a file upwards, and each page of it downwards."""
    page = PAGE[played.left.database]
    return next(((at // page, -at) for at, _marked in written(played, person)), ())


def _by_traces_of_marks(played: Played, person: int) -> int:
    """Dead rows: whoever voted first has most. In a journal: who has no mark yet,
    and lies nearest to its beginning, where the newest change is written."""
    traces = list(written(played, person))
    if played.left.database == POSTGRESQL:
        return -sum(marked for _at, marked in traces)
    return -min((at for at, marked in traces if not marked), default=2**63)


def written(played: Played, person: int) -> Iterator[tuple[int, bool]]:
    """Where a row of the roll was written, and whether it has a mark there."""
    [row] = [it for it in played.rows if it["person_id"] == person]
    raw, on_sqlite = played.left.raw, played.left.database == SQLITE
    number = int(row["id"]).to_bytes(8, "big" if on_sqlite else "little")
    for found in re.finditer(re.escape(number), raw):
        at = found.start()
        if on_sqlite and raw[at - 7 : at - 5] == b"\x07\x06":
            yield at, raw[at - 1] == 9  # SQLite's sign for «true», before the values
        rest = (played.number, person)
        if not on_sqlite and raw[at + 8 : at + 16] == b"".join(
            it.to_bytes(4, "little") for it in rest
        ):
            yield at, raw[at + 18] == 1


def _by_transaction(played: Played, person: int) -> int:
    [row] = [it for it in played.rows if it["person_id"] == person]
    return int(row["xmin"])


ATTACKS: dict[str, tuple[Sorter, tuple[str, ...]]] = {
    "place of slips in rows": (_in_the_rows, BOTH),
    "place of slips in files": (_in_the_files, BOTH),
    "place of slips in the journal": (_in_the_journal, (SQLITE,)),
    "traces of slips": (_by_traces_of_slips, BOTH),
    "place of marks in rows": (_in_the_roll, BOTH),
    "place of marks in files": (_in_the_files_of_the_roll, (POSTGRESQL,)),
    "traces of marks": (_by_traces_of_marks, BOTH),
    "transaction of marks": (_by_transaction, (POSTGRESQL,)),
}

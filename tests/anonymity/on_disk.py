"""Attacks on what lies on the disk: order, bytes, and copies laid side by side."""

import re
from collections import Counter
from collections.abc import Sequence

from tests.anonymity.attacks import Attack
from tests.anonymity.claims import Ordered, by_round
from tests.anonymity.defences import POSTGRESQL, SQLITE
from tests.anonymity.spans import ANSWERED
from tests.anonymity.story import Left, Watcher
from tests.anonymity.traces import Row

PAGE = {SQLITE: 4096, POSTGRESQL: 8192}


def _order_of_rows(left: Left, _watchers: Sequence[Watcher]) -> Ordered:
    """Of threads: their rows are written once, and stay where they lie."""
    return by_round(threads(left), "suggestion_number")


def _order_of_messages(left: Left, _watchers: Sequence[Watcher]) -> Ordered:
    rows = left.end.tables["suggestion_entries"]
    return by_round([row for row in rows if row["kind"] == "message"], "id")


def _order_of_ids(left: Left, _watchers: Sequence[Watcher]) -> Ordered:
    rows = left.end.tables["suggestion_entries"]
    by_author = [row for row in rows if row["by_id"] is None]
    return by_round(sorted(by_author, key=lambda row: int(row["id"])), "id")


def _order_of_bytes(left: Left, _watchers: Sequence[Watcher]) -> Ordered:
    raw, page = left.end.raw, PAGE[left.end.database]

    def place(row: Row) -> tuple[int, int]:
        """Both databases fill a file upwards, and each page of it downwards."""
        at = raw.find(row["key_for_author"])
        return at // page, -at

    return by_round(sorted(threads(left), key=place), "suggestion_number")


def _order_in_the_index(left: Left, _watchers: Sequence[Watcher]) -> Ordered:
    """Its entries are sorted by value, but a page is filled as they come."""
    page = PAGE[left.end.database]
    raw = b"".join(it for name, it in left.end.files.items() if "journal" not in name)
    places = {
        row["suggestion_number"]: [
            at.start() for at in re.finditer(re.escape(bytes(row["lookup"])), raw)
        ]
        for row in threads(left)
    }
    crowd = Counter(at // page for those in places.values() for at in those)

    def place(row: Row) -> tuple[int, int]:
        """An index has more of them on a page than the table, whose rows are long."""
        those = places[row["suggestion_number"]]
        at = max(those, key=lambda at: crowd[at // page])
        return at // page, -at

    return by_round(sorted(threads(left), key=place), "suggestion_number")


def threads(left: Left) -> list[Row]:
    weeks = {row["number"]: row["week"] for row in left.end.tables["suggestions"]}
    rows = left.end.tables["suggestion_threads"]
    return [row | {"week": weeks[row["suggestion_number"]]} for row in rows]


ATTACKS = [
    Attack("order of rows", _order_of_rows),
    Attack("order of rows of messages", _order_of_messages, span=ANSWERED),
    Attack("order of bytes in the files", _order_of_bytes),
    Attack("order of bytes in the index", _order_in_the_index),
    Attack("order of ids", _order_of_ids),
]

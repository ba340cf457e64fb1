"""Attacks on what only PostgreSQL writes beside each row: its transaction."""

from collections.abc import Sequence

from tests.anonymity.attacks import Attack
from tests.anonymity.claims import Dated, Named, Ordered, by_round
from tests.anonymity.defences import POSTGRESQL
from tests.anonymity.on_disk import threads
from tests.anonymity.story import Left, Watcher
from tests.anonymity.traces import Copy, Row


def _transaction(row: Row) -> int:
    return int(row["xmin"])


def _order_of_transactions(left: Left, _watchers: Sequence[Watcher]) -> Ordered:
    """Rows of one transaction in no order: where they lie is another attack."""

    def when(row: Row) -> tuple[int, bytes]:
        return _transaction(row), bytes(row["lookup"])

    return by_round(sorted(threads(left), key=when), "suggestion_number")


def _day_of_transaction(left: Left, _watchers: Sequence[Watcher]) -> Dated:
    """The first night whose newest row anywhere is as new."""
    newest = [(_newest(copy), copy.day) for copy in left.nights]
    return Dated(
        {
            row["suggestion_number"]: next(
                day for last, day in newest if last >= _transaction(row)
            )
            for row in threads(left)
        }
    )


def _newest(copy: Copy) -> int:
    return max(_transaction(row) for rows in copy.tables.values() for row in rows)


def _name_next_to_it(left: Left, _watchers: Sequence[Watcher]) -> Named:
    """The person about whom something was written last before it."""
    written = sorted(
        {
            (_transaction(row), row["id"])
            for copy in left.nights
            for row in copy.tables["people"]
        }
    )
    return Named(
        {
            row["suggestion_number"]: max(
                it for it in written if it[0] <= _transaction(row)
            )[1]
            for row in threads(left)
        }
    )


ONLY = (POSTGRESQL,)
ATTACKS = [
    Attack("order of transactions", _order_of_transactions, databases=ONLY),
    Attack("day: its transaction", _day_of_transaction, databases=ONLY),
    Attack("name: rows of people next to it", _name_next_to_it, databases=ONLY),
]

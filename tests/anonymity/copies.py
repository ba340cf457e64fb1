"""Attacks with all copies side by side: what is new and what is gone."""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import pairwise

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey

from kimvoice.core.clock import OSLO
from kimvoice.core.urn import open_slip
from kimvoice.suggestions import codes
from tests.anonymity.attacks import Attack
from tests.anonymity.claims import Dated, Named, Read
from tests.anonymity.defences import POSTGRESQL
from tests.anonymity.quiet import boxes, urn
from tests.anonymity.spans import WITHDRAWN
from tests.anonymity.story import Left, Watcher
from tests.anonymity.traces import Copy, Row

TIME = re.compile(r"20\d\d-\d\d-\d\d([T ]\d\d:\d\d.*)?")
OPENED_AT = "12:00"
NEEDLE = 32
WORDS = {
    "suggestions": ("published_words", "published_summary"),
    "suggestion_threads": ("lookup", "key_for_author", "key_for_readers"),
    "suggestion_entries": ("sealed",),
}


# When


def _first_seen(left: Left) -> dict[int, Copy]:
    """The first copy in which each suggestion has a row."""
    first: dict[int, Copy] = {}
    for copy in left.nights:
        for row in copy.tables["suggestions"]:
            first.setdefault(row["number"], copy)
    return first


def _day_of_first_copy(left: Left, _watchers: Sequence[Watcher]) -> Dated:
    return Dated({number: copy.day for number, copy in _first_seen(left).items()})


def _time_beside(left: Left, _watchers: Sequence[Watcher]) -> Dated:
    return Dated({at: it.date().isoformat() for at, it in _moments(left).items()})


def _who_sat_there(left: Left, _watchers: Sequence[Watcher]) -> Named:
    """Whoever sat down last before it came, as far as a time is to be found."""
    times = [at for at, _, _ in left.presence]
    moments = {at: it for at, it in _moments(left).items() if it >= times[0]}
    return Named(
        {
            number: left.presence[bisect_right(times, moment) - 1][1].id
            for number, moment in moments.items()
        }
    )


def _moments(left: Left) -> dict[int, datetime]:
    """Any time in a row about it; else when the mailbox was opened."""
    return {
        number: next(_times_in(about(number, left.end)), None)
        or datetime.fromisoformat(f"{copy.day}T{OPENED_AT}").replace(tzinfo=OSLO)
        for number, copy in _first_seen(left).items()
    }


def about(number: int, copy: Copy) -> list[Row]:
    return [
        row
        for rows in copy.tables.values()
        for row in rows
        if number in (row.get("number"), row.get("suggestion_number"))
        or number == row.get("thread_number")
    ]


def _times_in(rows: list[Row]) -> Iterator[datetime]:
    for value in (value for row in rows for value in row.values()):
        if isinstance(value, str) and TIME.fullmatch(value):
            yield _in_oslo(datetime.fromisoformat(value))
        elif isinstance(value, datetime):
            yield _in_oslo(value)
        elif isinstance(value, date):
            yield datetime(value.year, value.month, value.day, tzinfo=OSLO)


def _in_oslo(when: datetime) -> datetime:
    return when.astimezone(OSLO) if when.tzinfo else when.replace(tzinfo=OSLO)


# With the key folder


def _opened_with_keys(left: Left, _watchers: Sequence[Watcher]) -> Dated:
    """What opens in a copy came by that night; the rest on the day of opening."""
    keys, came = list(_keys(left)), dict[bytes, str]()
    with left.centre.app.app_context():
        for copy in left.nights:
            for code in _codes_in(copy, keys):
                came.setdefault(codes.derive(code).lookup, copy.day)
    days = _day_of_first_copy(left, ()).guess
    numbers = {
        bytes(row["lookup"]): row["suggestion_number"]
        for copy in left.nights
        for row in copy.tables["suggestion_threads"]
    }
    opened = {numbers[it]: day for it, day in came.items() if it in numbers}
    return Dated({**days, **opened})


def _keys(left: Left) -> Iterator[PrivateKey]:
    """In every place of every file."""
    for file in sorted(left.keys.iterdir()):
        content = file.read_bytes()
        for at in range(0, len(content) - 31, 32):
            yield PrivateKey(content[at : at + 32])


def _codes_in(copy: Copy, keys: list[PrivateKey]) -> Iterator[str]:
    for box in boxes(copy):
        for key in keys:
            try:
                content = open_slip(box, key)
            except (CryptoError, ValueError):
                continue
            if content:
                yield json.loads(content)["code"]


# What is gone


def _words_that_are_gone(left: Left, _watchers: Sequence[Watcher]) -> Read:
    """Withdrawn, forgotten or replaced: looked for after the next emptying."""
    return _search(left, [_words_in(copy) for copy in left.nights])


def _boxes_of_closed_rounds(left: Left, _watchers: Sequence[Watcher]) -> Read:
    """As they lay in the last night before they were emptied out."""
    lay = [{box[: 2 * NEEDLE] for box in boxes(copy)} for copy in left.nights]
    for at, (before, after) in enumerate(pairwise(left.nights)):
        if urn(before)["public_key"] == urn(after)["public_key"]:
            lay[at] = set()
    return _search(left, lay)


def _search(left: Left, lay: list[set[bytes]]) -> Read:
    """In the files of the first copy of a later round, where no row holds it now."""
    found: list[bool] = []
    sought: dict[bytes, int] = {it: at for at, those in enumerate(lay) for it in those}
    for at, copy in enumerate(left.nights):
        key = urn(copy)["public_key"]
        due = [
            it
            for it, last in sought.items()
            if last < at and urn(left.nights[last])["public_key"] != key
        ]
        raw, standing = copy.raw, b"|".join(_words_in(copy))
        found += [_lies_in(raw, it, standing) for it in due]
        for it in due:
            del sought[it]
    return Read(found)


def _lies_in(raw: bytes, value: bytes, standing: bytes) -> bool:
    """A piece is enough, since what is freed begins to be written over.

    Unless it says nothing: other words that still stand say the same.
    """
    last = max(1, len(value) - NEEDLE + 1)
    pieces = [value[at : at + NEEDLE] for at in range(0, last, NEEDLE // 2)]
    return any(it in raw for it in pieces if it not in standing)


def _words_in(copy: Copy) -> set[bytes]:
    return {
        value if isinstance(value, bytes) else value.encode()
        for table, columns in WORDS.items()
        for row in copy.tables[table]
        for value in (row[column] for column in columns)
        if value is not None
    }


ATTACKS = [
    Attack("day: first copy in which it lies", _day_of_first_copy),
    Attack("day: a time beside the row", _time_beside),
    Attack("name: who sat there at that time", _who_sat_there),
    Attack("day: copies opened with the key folder", _opened_with_keys),
    Attack("words that are gone, in later files", _words_that_are_gone, span=WITHDRAWN),
    Attack(
        "slips of closed rounds, in later files",
        _boxes_of_closed_rounds,
        databases=(POSTGRESQL,),
    ),
]

"""Attacks on a quiet house: one slip a week, so whoever knows its day knows a lot.

Each weighs the nightly copies and asks on which day something grew more than on such
a day of other weeks. Of a day's 1440 minutes one or two are played; what the others
would have added to the database's own counter is drawn from those that were.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from itertools import pairwise, zip_longest

from tests.anonymity.attacks import Attack
from tests.anonymity.claims import Noticed
from tests.anonymity.defences import SQLITE
from tests.anonymity.spans import QUIET
from tests.anonymity.story import Left, Watcher
from tests.anonymity.traces import Copy, Row

Weigh = Callable[[Left, Copy, Copy], float]
"""How much came between two nights."""

SLIP = 8192
HEADER, PAGE = 512, 4096 + 8
"""Of SQLite's journal: each page has its number before it, and a sum after it."""
MONDAY, FRIDAY = 1, 5
SIGNED_IN = ("POST", "/min/logg-inn", 303)
EXPECTED = {
    "suggestions",
    "suggestion_threads",
    "suggestion_entries",
    "suggestion_answers",
    "jobs_done",
    "people",
    "roles",
}


def _day_of_most(weigh: Weigh, left: Left, _watchers: Sequence[Watcher]) -> Noticed:
    """What was sent on a Friday lies in no copy: so it is the day that is left over."""
    grew = {
        after.day: weigh(left, before, after) for before, after in pairwise(left.nights)
    }
    weeks: dict[str, list[str]] = defaultdict(list)
    for day in grew:
        weeks[_week(day)].append(day)
    return Noticed({week: _striking(days, grew) for week, days in weeks.items()})


def _striking(days: list[str], grew: dict[str, float]) -> str:
    more = {day: grew[day] - _usual(day, grew) for day in days if weekday(day) < FRIDAY}
    most = max(more, key=more.__getitem__)
    return most if more[most] > 0 else days[-1]


def _usual(day: str, grew: dict[str, float]) -> float:
    """Of such weekdays, as most are: at least three quarters have no slip."""
    same = sorted(of for it, of in grew.items() if weekday(it) == weekday(day))
    return same[len(same) // 4]


def weekday(day: str) -> int:
    return date.fromisoformat(day).isoweekday()


def _week(day: str) -> str:
    year, week, _ = date.fromisoformat(day).isocalendar()
    return f"{year}-W{week:02}"


# What can be weighed


def urn(copy: Copy) -> Row:
    [row] = copy.tables["urns"]
    return row


def boxes(copy: Copy) -> set[bytes]:
    slips: bytes = urn(copy)["slips"]
    return {slips[at : at + SLIP] for at in range(0, len(slips), SLIP)}


def _new_boxes(_left: Left, before: Copy, after: Copy) -> float:
    return len(boxes(after) - boxes(before))


def _length(_left: Left, before: Copy, after: Copy) -> float:
    return len(urn(after)["slips"]) - len(urn(before)["slips"])


def _size_of_files(_left: Left, before: Copy, after: Copy) -> float:
    return len(after.raw) - len(before.raw)


def _version(_left: Left, before: Copy, after: Copy) -> float:
    return float(urn(after)["version"] - urn(before)["version"])


def _written_anew(_left: Left, before: Copy, after: Copy) -> float:
    """Its time of last change would say the same."""
    return float(urn(before)["slips"] != urn(after)["slips"])


def _pages_in_journal(_left: Left, before: Copy, after: Copy) -> float:
    """How many are new: signing in changes one or two, a slip all of the urn."""
    pages = zip_longest(_journal(before), _journal(after))
    return float(sum(one != other for one, other in pages))


def _journal(copy: Copy) -> list[bytes]:
    """Without the header, which has a random number of its own each time."""
    raw = b"".join(it for name, it in copy.files.items() if "journal" in name)
    return [raw[at : at + PAGE] for at in range(HEADER, len(raw), PAGE)]


def _counted_writes(left: Left, before: Copy, after: Copy) -> float:
    """Less what signing in explains."""
    return after.writes - before.writes - explained(left, before, after)


def explained(left: Left, before: Copy, after: Copy) -> int:
    """PostgreSQL counts each sign-in, SQLite only what it changes."""
    if after.database == SQLITE:
        known = [_of_person(row) for row in before.tables["people"]]
        return sum(_of_person(row) not in known for row in after.tables["people"])
    return sum(
        (it.method, it.url, it.status) == SIGNED_IN and before.at < it.at <= after.at
        for it in left.wire
    )


def _of_person(row: Row) -> Row:
    return {name: it for name, it in row.items() if name != "rowid"}


def _rows(_left: Left, before: Copy, after: Copy) -> float:
    """In any table where nobody expects new ones, and what the tables count."""
    return sum(map(_weight, _unexpected(after))) - sum(
        map(_weight, _unexpected(before))
    )


def _unexpected(copy: Copy) -> list[Row]:
    return [
        row
        for table, rows in copy.tables.items()
        if table not in EXPECTED
        for row in rows
    ]


def _weight(row: Row) -> int:
    return 1 + int(row.get("seq") or 0)


def _lines_of_log(left: Left, before: Copy, after: Copy) -> float:
    return sum(before.at < at <= after.at for at, _ in left.log)


WEIGHED: list[tuple[str, Weigh]] = [
    ("day: new boxes between two copies", _new_boxes),
    ("day: length of the urn", _length),
    ("day: size of the files", _size_of_files),
    ("day: version of the urn", _version),
    ("day: whether the urn was written", _written_anew),
    ("day: counter of writes", _counted_writes),
    ("day: rows and counters of tables", _rows),
    ("day: lines of the log", _lines_of_log),
]
ATTACKS = [
    *(
        Attack(name, partial(_day_of_most, weigh), span=QUIET)
        for name, weigh in WEIGHED
    ),
    Attack(
        "day: pages in the journal",
        partial(_day_of_most, _pages_in_journal),
        span=QUIET,
        databases=(SQLITE,),
    ),
]

"""Which tests come first, and which stay together, when they run side by side."""

import re
from collections import Counter
from zlib import crc32

import pytest
from xdist.scheduler import LoadFileScheduling

WALKED = (
    "tests/anonymity/test_threats.py",
    "tests/home/test_plain_words.py",
    "tests/test_pages.py",
    "tests/web/test_headers.py",
    "tests/web/test_language.py",
    "tests/web/test_sides.py",
    "tests/web/test_weight.py",
)
"""They read the same walk through the house, which takes longer than reading it."""
BY_DATABASE = (
    "tests/anonymity/test_defences_matter.py",
    "tests/anonymity/test_nobody_is_found.py",
    "tests/test_doors.py",
)
"""So long that each database is given to a process of its own."""
SLOW = (
    *BY_DATABASE,
    *WALKED,
    "tests/browser/",
    "tests/demo/",
    "tests/anonymity/",
    "tests/complaints/test_nobody_else.py",
    "tests/test_wheel.py",
)
"""Begun last, one of them would keep a single core busy while the others rest."""


PAGES, RULES = 20, 8
"""Of the tests that go through a page, and of the others, one of so many runs on
PostgreSQL too in the short form."""
BOTH = ("postgresql", "sqlite")
ALL_OF_THEM = (
    *("tests/anonymity/", "tests/elections/secrecy/", "tests/core/"),
    *("tests/complaints/test_needle.py", "tests/complaints/test_gone_from_files.py"),
    *("tests/complaints/test_log_", "tests/complaints/test_old_copies.py"),
    "tests/people/test_erasure.py",
)
"""What a database keeps on the disk, and what stands below all, is tried on both."""
AT_ONCE = re.compile("race|at_once|crash|hosts|lock|moment|meanwhile|waits")
"""Names of tests in which two meet: there the databases differ."""


class Turns(LoadFileScheduling):  # type: ignore[misc]
    """By file, except that one process makes the walk and reads all of it."""

    def _split_scope(self, nodeid: str) -> str:
        return together(nodeid)


def together(nodeid: str) -> str:
    """What tests have in common that one process runs, one after the other."""
    file = nodeid.split("::")[0]
    if file in WALKED:
        return "the walk"
    if file.startswith("tests/demo/"):
        return "the furnished demo"
    on_the_other = file in BY_DATABASE and "postgresql" in nodeid
    return f"{file}, on PostgreSQL" if on_the_other else file


def in_turn(items: list[pytest.Item]) -> None:
    """The slow ones, then long files, and short ones last: all cores end together."""
    places = {file: place for place, file in enumerate(SLOW)}
    files = {item: item.nodeid.split("::")[0] for item in items}
    length = Counter(files.values())
    reading = {files[item] for item in items if "walked" in fixtures(item)}
    assert reading <= set(WALKED), "whoever reads the walk stands in WALKED"

    def turn(item: pytest.Item) -> tuple[int, int]:
        file = files[item]
        found = (at for slow, at in places.items() if file.startswith(slow))
        return next(found, len(SLOW)), -length[file]

    items.sort(key=turn)


def for_every_day(items: list[pytest.Item]) -> list[pytest.Item]:
    """The short form: everything on SQLite; on PostgreSQL what lies on the disk and
    where two meet, and of the rest some, always the same."""
    names = {item.nodeid for item in items}
    return [item for item in items if not _is_left_out(item, names)]


def _is_left_out(item: pytest.Item, names: set[str]) -> bool:
    name = item.nodeid
    on_sqlite_too = "postgresql" in name and name.replace(*BOTH) in names
    if not on_sqlite_too or name.startswith(ALL_OF_THEM) or AT_ONCE.search(name):
        return False
    through_a_page = {"visit", "keeper"} & set(fixtures(item))
    return crc32(name.encode()) % (PAGES if through_a_page else RULES) > 0


def fixtures(item: pytest.Item) -> list[str]:
    names: list[str] = getattr(item, "fixturenames", [])
    return names

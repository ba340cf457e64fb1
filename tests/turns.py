"""Which tests come first, and which stay together, when they run side by side."""

from collections import Counter

import pytest
from xdist.scheduler import LoadFileScheduling

WALKED = (
    "tests/home/test_plain_words.py",
    "tests/test_pages.py",
    "tests/web/test_headers.py",
    "tests/web/test_language.py",
    "tests/web/test_sides.py",
)
"""They read the same walk through the house, which takes longer than reading it."""
SLOW = (*WALKED, "tests/browser/", "tests/test_doors.py", "tests/test_wheel.py")
"""Begun last, one of them would keep a single core busy while the others rest."""


class Turns(LoadFileScheduling):  # type: ignore[misc]
    """By file, except that one process makes the walk and reads all of it."""

    def _split_scope(self, nodeid: str) -> str:
        file = str(super()._split_scope(nodeid))
        return "the walk" if file in WALKED else file


def in_turn(items: list[pytest.Item]) -> None:
    """The slow ones, then long files, and short ones last: all cores end together."""
    files = {item: item.nodeid.split("::")[0] for item in items}
    length = Counter(files.values())
    items.sort(
        key=lambda item: (not files[item].startswith(SLOW), -length[files[item]])
    )

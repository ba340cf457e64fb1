"""docs/elections.md: each threat to a vote on the net ends in a test or a sentence."""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOTE = (ROOT / "docs/elections.md").read_text("utf-8")
OF_THE_RESEARCH = range(1, 25)
NOTHING = "–"


@dataclass(frozen=True)
class Row:
    number: int
    threat: str
    defence: str
    tests: tuple[str, ...]
    left: str


def rows() -> list[Row]:
    found = re.findall(r"^\| (\d+) \| (.*?) \| (.*?) \| (.*?) \| (.*?) \|$", NOTE, re.M)
    return [
        Row(int(number), threat, defence, tuple(re.findall(r"`(.*?)`", tests)), left)
        for number, threat, defence, tests, left in found
    ]


def test_each_threat_of_the_research_is_there_once() -> None:
    numbers = [it.number for it in rows()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert set(OF_THE_RESEARCH) <= set(numbers)


@pytest.mark.parametrize("row", rows(), ids=lambda it: str(it.number))
def test_it_ends_in_a_test_or_in_a_sentence(row: Row) -> None:
    assert row.tests or row.left.endswith("."), row.threat
    if row.defence == NOTHING:
        assert row.left.endswith("."), row.threat
    for test in row.tests:
        file, _, name = test.partition("::")
        tree = ast.parse((ROOT / file).read_text("utf-8"))
        defined = [it.name for it in tree.body if isinstance(it, ast.FunctionDef)]
        assert not name or name in defined, f"{test} is not there"
        assert [each for each in defined if each.startswith("test_")], test

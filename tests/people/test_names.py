"""Two names that nobody can tell apart are one name."""

import pytest

from kimvoice.people import names


@pytest.mark.parametrize(
    "other",
    [
        "åse  PRØVE",
        "A\u030ase Prøve",
        "Åse\u200b Prøve",
        "Å\u00adse Prøve\u2060",
        "\u212bse Prøve",
        "Åse\u00a0Prøve",
    ],
)
def test_names_that_look_alike_are_the_same(other: str) -> None:
    assert names.same(other) == names.same("Åse Prøve")


@pytest.mark.parametrize("other", ["Ase Prøve", "Åse Prove", "Åse P", "ÅsePrøve"])
def test_names_that_differ_are_not(other: str) -> None:
    assert names.same(other) != names.same("Åse Prøve")

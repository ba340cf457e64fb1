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


@pytest.mark.parametrize(
    "typed",
    ["kari", "Nordmann", "Nordmann, Kari", "KARI NORDMANN.", "Kari Nordmann (kari.n)"],
)
def test_however_it_is_typed_it_could_be_her(typed: str) -> None:
    assert names.could_be(typed, "Kari Nordmann")


@pytest.mark.parametrize("typed", ["Kari Dal", "Ola Nordmann", "Karin", "Ka Ri"])
def test_another_name_could_not(typed: str) -> None:
    assert not names.could_be(typed, "Kari Nordmann")


def test_of_one_word_nobody_else_is_known_by_more() -> None:
    assert names.could_be("Kari", "kari")
    assert not names.could_be("Kari Dal", "kari")

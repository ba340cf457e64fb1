"""The warning before a name or a number is sent: a fixed list, and only a warning."""

from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from kimvoice.suggestions import telltale
from kimvoice.suggestions.telltale import holds_name_or_number

LIST = Path(telltale.__file__).with_name("first_names.txt")
EVERYDAY = (
    *("Are", "Ask", "Bo", "Dag", "Even", "Finn", "Hans", "Helga", "Jo", "Kim", "Liv"),
    *("Max", "May", "Mine", "My", "Odd", "Olavs", "Per", "Sol", "Stein", "Storm"),
    *("Tom", "Tors", "Vår"),
)


@pytest.mark.parametrize(
    "text",
    [
        "Kari sa det.",
        "Jeg så det hos kari, og hos Åse.",
        "Det er Karis kopp.",
        "(Bjørn)",
        "Ann-Kristin ler.",
        "Snakk med\nMohammed",
        "Pa\u030al, skrevet på en Mac",
        "Ring 22334455.",
        "Ring 22 33 44 55.",
        "tlf:90-12-34-56",
        "tlf. 901 23 456!",
        "+47 901 23 456",
        "+4722334455",
        "0047 22 33 44 55",
        "22\u00a033\u00a044\u00a055",
        "Ring 90123456 12 ganger",
        "01019012345",
        "010190 12345",
        "01 01 90 12345",
        "Kontoen er 1234.56.78901",
    ],
)
def test_a_name_or_a_number_is_seen(text: str) -> None:
    assert holds_name_or_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Samlingen kan være etter lunsj.",
        "kari uten stor bokstav",
        "Per dag drikker vi mye kaffe. Hans jobb er tung. Finn en løsning.",
        "Vår i Dag og Stein",
        "KIM-senteret ligger ikke ved St. Olavs hospital.",
        "Are we there? Even so, ask. May I?",
        "27.11.2026 kl. 10.00-12.00",
        "08.30-15.00",
        "2026 2027",
        "2026-2027",
        "Det koster 10 000 000 kroner.",
        "4821 0937 5562 1400",
        "4821093755621400",
        "sak 1234567",
        "123456789",
        "x" * 10_000,
        "1 " * 5_000,
        "\0🙂" * 500,
    ],
    ids=lambda text: ascii(text)[:30],
)
def test_everyday_words_and_other_numbers_are_left_alone(text: str) -> None:
    assert not holds_name_or_number(text)


def test_the_list_holds_names_and_no_everyday_words() -> None:
    names = [
        line
        for line in LIST.read_text("utf-8").splitlines()
        if line[:1] not in ("#", "")
    ]
    assert 250 <= len(names) <= 400
    assert len(set(names)) == len(names)
    assert [each for each in names if not each.isalpha() or not each.istitle()] == []
    assert set(names) & set(EVERYDAY) == set()
    assert [each for each in EVERYDAY if holds_name_or_number(f"{each} er her.")] == []


def test_the_list_goes_along_in_the_wheel() -> None:
    root = Path(telltale.__file__).parents[2]
    carried = {
        file.distribution_path
        for file in WheelBuilder(str(root)).recurse_included_files()
    }
    assert "kimvoice/suggestions/first_names.txt" in carried

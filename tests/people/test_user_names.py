"""A user name can be typed on any keyboard that has its letters."""

import unicodedata

import pytest

from kimvoice.people import user_names


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("İbrahim Kaya", "ibrahim"),
        ("İbrahim Kaya", "İbrahim"),
        ("Åse Prøve", unicodedata.normalize("NFD", "åse")),
        (unicodedata.normalize("NFD", "Åse Prøve"), "ÅSE"),
        ("Li\u200ba Prøve", "lia"),
    ],
)
def test_what_is_typed_is_what_was_drawn(name: str, typed: str) -> None:
    assert user_names.plain(typed) == user_names.draw(name, set())

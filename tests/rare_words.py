"""Words of which neither page nor column of the house says one otherwise."""

import secrets
from pathlib import Path

import pytest
from babel.dates import get_day_names, get_month_names

from kimvoice.core.words import every
from kimvoice.elections import inside_words

HOUSE = Path(__file__).parents[1]
SOURCES = [*(HOUSE / "templates").rglob("*.html"), *(HOUSE / "kimvoice").rglob("*.py")]
DATES = [*get_day_names(locale="nb").values(), *get_month_names(locale="nb").values()]
PAGES = " ".join([*(it.read_text("utf-8") for it in SOURCES), *DATES]).lower()
RARE = [it for it in every() if len(it) > 6 and it not in PAGES]


def draw_rare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one of an officer's six words stands, it was drawn: never «tirsdag»."""
    monkeypatch.setattr(
        inside_words, "draw", lambda: [secrets.choice(RARE) for _ in range(6)]
    )

"""A small house is leafed through as a large one is."""

import pytest
from flask import Flask

from kimvoice.suggestions import inbox, lists
from tests.anonymity import crawl


def cut_small(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists are cut after two, so that a dozen of suggestions fills several pages."""
    crawl.watch(app)
    for module in (lists, inbox):
        monkeypatch.setattr(module, "LENGTH", 2)

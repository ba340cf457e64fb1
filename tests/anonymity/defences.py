"""The table of defences: each can be taken away, in the test alone, to see it missed.

`remove` patches the program before the play begins; then every attack in `found_by`
must find the authors clearly. An attack that never succeeds proves nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask

SQLITE, POSTGRESQL = "sqlite", "postgresql"
BOTH = (SQLITE, POSTGRESQL)


@dataclass(frozen=True)
class Defence:
    name: str
    """What stands in the attacker's way, in a few words."""
    remove: Callable[[pytest.MonkeyPatch, Flask], None]
    found_by: tuple[str, ...]
    databases: tuple[str, ...] = BOTH
    dear: bool = False
    """In the short form it is taken away on the first database alone."""
    only_long: bool = False
    together: str = ""
    """Those with the same word are taken away at once in the short form.

    Only what is found by attacks that look at different things.
    """

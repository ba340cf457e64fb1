"""The table of defences: each can be taken away, in the test alone, to see it missed.

`remove` patches the program before the play begins; then every attack in `found_by`
must find the authors clearly. An attack that never succeeds proves nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask

from kimvoice.suggestions import mailbox
from kimvoice.suggestions.slips import Slip

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


def whenever_it_comes(
    patch: pytest.MonkeyPatch, note: Callable[[Slip], object]
) -> None:
    """After a slip was laid in, and in the same transaction."""
    receive = mailbox.receive

    def receive_and_note(slip: Slip) -> None:
        receive(slip)
        note(slip)

    patch.setattr(mailbox, "receive", receive_and_note)

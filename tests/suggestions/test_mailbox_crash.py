"""The power goes in the middle of emptying: the next tick repairs it by itself.

Each slip becomes exactly one suggestion, none is lost, and the old key dies.
"""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from kimvoice.core import jobs
from kimvoice.core.db import db
from kimvoice.core.keys import RoundKey, keyring
from kimvoice.core.urn import Urn
from kimvoice.suggestions import codes, mailbox
from kimvoice.suggestions.models import Suggestion
from tests.conftest import TravelTo
from tests.suggestions.author import FRIDAY, NEXT_FRIDAY, Author, all_suggestions

BEFORE, AFTER = "before", "after"
STEPS: dict[str, tuple[Any, str, int]] = {
    "the next key is drawn": (RoundKey, "renew", 1),
    "the first code is derived": (codes, "derive", 1),
    "the second code is derived": (codes, "derive", 2),
    "the urn is locked": (Urn, "locked", 1),
    "numbers are drawn": (Suggestion, "draw_numbers", 1),
    "the first row is written": (Suggestion, "from_slip", 1),
    "the last row is written": (Suggestion, "from_slip", 3),
    "the new round begins": (Urn, "start_round", 1),
    "late slips are sealed again": (Urn, "seal_anew", 1),
    "the slot is claimed": (jobs, "mark_done", 1),
    "everything is committed": (db.session, "commit", 1),
    "the old key is overwritten": (RoundKey, "forget_others", 1),
    "old pages are given back": (mailbox, "give_back_pages", 1),
    "the urn is locked for the sweep": (Urn, "locked", 2),
    "the urn is locked for the debt": (Urn, "locked", 3),
    "old threads are forgotten": (db.session, "commit", 2),
    "the debt is paid": (db.session, "commit", 3),
    "the urn is locked to seal it anew": (Urn, "locked", 4),
    "all is sealed anew": (Urn, "seal_anew", 2),
    "what was sealed anew is committed": (db.session, "commit", 4),
}


class PowerLoss(Exception):
    """Nothing catches this."""


class Outage:
    """The power goes before or after a step is taken for the n-th time."""

    def __init__(self, step: Callable[..., Any], when: str, turn: int) -> None:
        self.step, self.when, self.turn = step, when, turn

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.turn -= 1
        if self.turn == 0 and self.when == BEFORE:
            raise PowerLoss
        result = self.step(*args, **kwargs)
        if self.turn == 0:
            raise PowerLoss
        return result


def cut_power(patch: pytest.MonkeyPatch, step: str, when: str) -> None:
    owner, name, turn = STEPS[step]
    outage = Outage(getattr(owner, name), when, turn)
    is_method = isinstance(vars(owner).get(name), type(lambda: 0))
    if isinstance(owner, type) and is_method:
        patch.setattr(owner, name, lambda self, *a, **k: outage(self, *a, **k))
    else:
        patch.setattr(owner, name, outage)


@pytest.fixture(params=[BEFORE, AFTER])
def when(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("step", STEPS)
def test_the_next_tick_repairs_what_was_cut_off(
    app: Flask,
    travel_to: TravelTo,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    when: str,
) -> None:
    authors = [Author().sends(f"Forslag {number}") for number in range(3)]
    old_key = the_key()
    travel_to(FRIDAY)

    with monkeypatch.context() as patch:
        cut_power(patch, step, when)
        with pytest.raises(PowerLoss):
            mailbox.tick()
    db.session.remove()
    late = Author().sends("Etter strømbruddet")
    mailbox.tick()

    assert sorted(text for author in authors for text in author.said) == [
        f"Forslag {number}" for number in range(3)
    ]
    assert late.finds is None, "the receipt promised it for the next opening"
    everything_is_in_order(old_key)

    travel_to(NEXT_FRIDAY)
    mailbox.tick()
    assert late.said == ["Etter strømbruddet"]
    assert len(all_suggestions()) == 4
    everything_is_in_order(old_key)


def the_key() -> bytes:
    db.session.rollback()
    urn = db.session.get_one(Urn, mailbox.NAME)
    key = keyring().mailbox.private_for(urn.public_key)
    assert key is not None, "nobody can open what is sent now"
    return bytes(key)


def everything_is_in_order(old_key: bytes) -> None:
    assert the_key() != old_key
    assert old_key not in keyring().mailbox.file.read_bytes()
    assert not db.session.get_one(Urn, mailbox.NAME).in_debt

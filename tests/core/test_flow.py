"""A flow is a closed table."""

from enum import StrEnum
from itertools import product

import pytest
from flask import Flask

from kimvoice.core.errors import RuleBroken
from kimvoice.core.flow import Flow


class Door(StrEnum):
    OPEN = "open"
    SHUT = "shut"
    LOCKED = "locked"


class Hand(StrEnum):
    SHUT = "shut"
    OPEN = "open"
    LOCK = "lock"


TABLE = {
    (Door.OPEN, Hand.SHUT): Door.SHUT,
    (Door.SHUT, Hand.OPEN): Door.OPEN,
    (Door.SHUT, Hand.LOCK): Door.LOCKED,
}
FLOW = Flow(start=Door.OPEN, table=TABLE)


@pytest.mark.parametrize(("state", "act"), TABLE)
def test_what_the_table_names_is_allowed(state: Door, act: Hand) -> None:
    assert FLOW.allows(state, act)
    assert FLOW.after(state, act) is TABLE[state, act]


@pytest.mark.parametrize(("state", "act"), sorted({*product(Door, Hand)} - {*TABLE}))
def test_what_it_omits_is_refused_in_a_sentence(
    app: Flask, state: Door, act: Hand
) -> None:
    assert not FLOW.allows(state, act)
    with app.test_request_context("/"), pytest.raises(RuleBroken) as refusal:
        FLOW.after(state, act)
    assert str(refusal.value).startswith("Dette går ikke nå.")

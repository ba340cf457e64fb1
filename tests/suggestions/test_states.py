"""The table of what can happen to a suggestion is closed."""

from itertools import product

import pytest
from flask import Flask

from kimvoice.core.errors import RuleBroken
from kimvoice.suggestions import states
from kimvoice.suggestions.states import FLOW, PUBLIC, Act, State

ALWAYS = {Act.WRITE, Act.WITHDRAW, Act.ASK_FOR_HELP, Act.END_HELP}
"""What the author may do, and the readers' call for help."""
LEADS_OUT = {
    State.RECEIVED: {Act.TAKE, *ALWAYS},
    State.READING: {
        Act.GIVE_BACK,
        Act.ASK,
        Act.PUBLISH,
        Act.RAISE,
        Act.DECLINE,
        Act.CLOSE,
        Act.SUMMARIZE,
        *ALWAYS,
    },
    State.PUBLISHED: {Act.ANSWER, Act.RAISE, Act.SUMMARIZE, *ALWAYS},
    State.RAISED: ALWAYS,
    State.DECLINED: ALWAYS,
    State.CLOSED: ALWAYS,
    State.ANSWERED: {
        Act.CONFIRM_DONE,
        Act.CONFIRM_NOT_DONE,
        Act.SUMMARIZE,
        *ALWAYS,
    },
    State.DONE: {Act.SUMMARIZE, *ALWAYS},
    State.NOT_DONE: {Act.SUMMARIZE, *ALWAYS},
    State.WITHDRAWN: {Act.CONFIRM_DONE, Act.CONFIRM_NOT_DONE},
}
ENDED = {State.WITHDRAWN}
MISSING = [pair for pair in product(State, Act) if pair not in FLOW.table]


@pytest.mark.parametrize("state", State)
def test_these_acts_and_no_other_can_happen_in(state: State) -> None:
    assert {act for act in Act if FLOW.allows(state, act)} == LEADS_OUT[state]


@pytest.mark.parametrize(("state", "act"), MISSING)
def test_what_the_table_omits_is_refused(state: State, act: Act) -> None:
    with pytest.raises(RuleBroken):
        FLOW.after(state, act)


def test_what_is_withdrawn_stays_withdrawn() -> None:
    led_to = {after for (state, _), after in FLOW.table.items() if state in ENDED}
    assert led_to == ENDED


def test_every_state_can_be_reached() -> None:
    assert {FLOW.start, *FLOW.table.values()} == set(State)


def test_what_was_set_aside_is_read_again_when_the_author_writes() -> None:
    for aside in (State.DECLINED, State.CLOSED):
        assert FLOW.after(aside, Act.WRITE) is State.READING
    for state in set(State) - {State.DECLINED, State.CLOSED, State.WITHDRAWN}:
        assert FLOW.after(state, Act.WRITE) is state


def test_only_what_a_reader_published_is_public() -> None:
    into_public = {
        act
        for (state, act), after in FLOW.table.items()
        if after in PUBLIC and state not in PUBLIC
    }
    assert into_public == {Act.PUBLISH}


@pytest.mark.parametrize(
    "kind",
    [
        states.State,
        states.Audience,
        states.DeclineReason,
        states.Verdict,
        states.Helped,
    ],
)
def test_every_word_is_said_in_its_own_words(app: Flask, kind: type[State]) -> None:
    with app.test_request_context("/"):
        labels = [str(each.label) for each in kind]
    assert all(labels)
    assert len(set(labels)) == len(labels)

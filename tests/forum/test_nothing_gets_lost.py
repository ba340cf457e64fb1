"""Whatever people do, and whoever comes or leaves: one is responsible, by a date, and
every answer finds its way back to whoever asked first.

Random sequences in random houses, each in one transaction that is rolled back. The
short form plays the same ones every time; what fails in the long form is printed.
"""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kimvoice.forum.states import MeasureAct
from tests.anonymity.effort import long
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.forum.wandering import LEADERS, Wandering

EXAMPLES = 300 if long() else 4
some, who = st.integers(0, 59), st.integers(0, 8)
should = st.just(1)
"""Whoever is to do it does it."""
SEND = st.tuples(st.just("send"), some, should, some)
ANSWER = st.tuples(st.just("answer"), some, should, some)
HEAR = st.tuples(st.just("hear"), some, should, some)
OTHERS = (
    st.tuples(st.just("begin_matter"), some, who),
    st.tuples(st.just("lay_out"), some),
    st.tuples(st.just("decide"), some, some, some),
    st.tuples(st.just("hear"), some, some, some),
    st.tuples(st.just("look_again"), some),
    st.tuples(st.just("part"), some, some, some),
    st.tuples(st.just("measure"), some, who, st.sampled_from(MeasureAct)),
    st.tuples(st.just("come"), who, st.sampled_from(LEADERS), some),
    st.tuples(st.just("leave"), who),
    st.tuples(st.just("seat"), some, who, st.integers(0, 9)),
    st.tuples(st.just("route"), some, some),
    st.tuples(st.just("days"), st.integers(0, 40)),
)
BEGIN = st.builds(
    lambda where, name: [("begin_matter", where, name), ("lay_out", where)],
    st.integers(0, 5),
    who,
)
STEPS = st.builds(
    lambda begin, steps: [*begin, *steps],
    BEGIN,
    st.lists(
        st.one_of(SEND, SEND, ANSWER, ANSWER, HEAR, HEAR, st.one_of(*OTHERS)),
        min_size=15,
        max_size=40,
    ),
)


@on_sqlite
@pytest.mark.parametrize("departments", [2, 4])
def test_everything_has_one_responsible_and_finds_its_way_back(
    make: Make, travel_to: TravelTo, departments: int
) -> None:
    house = Wandering(make, travel_to, departments)

    @settings(
        max_examples=EXAMPLES,
        derandomize=not long(),
        suppress_health_check=list(HealthCheck),
    )
    @given(STEPS)
    def play(steps: list[tuple[Any, ...]]) -> None:
        house.play(steps)

    play()

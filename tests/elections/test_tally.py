"""The count against a slow second one, which walks through the rules by pairs."""

from itertools import permutations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kimvoice.elections.tally import Outcome, most_marks, tally

SEATS = (1, 2)
Scores = dict[str, int]
SCORES = st.dictionaries(
    st.sampled_from("ABCDEFG"), st.integers(0, 12), min_size=1, max_size=7
)
BLANKS = st.integers(0, 12)


def possible(scores: Scores, blanks: int, seats: int) -> set[tuple[str, ...]]:
    """Every way that the offices could be filled: one, or as many as a lot allows.

    Tried are all orders of all who stand; one is right when nobody stands before
    somebody with more votes. Then those who can't be elected leave, and the rest sit.
    """
    right = (
        order
        for order in permutations(scores)
        if all(
            scores[one] >= scores[other]
            for at, one in enumerate(order)
            for other in order[at:]
        )
    )
    return {
        tuple(it for it in order if fits(it, scores, blanks, seats))[:seats]
        for order in right
    }


def fits(name: str, scores: Scores, blanks: int, seats: int) -> bool:
    if sum(scores.values()) == 0:
        return False
    if len(scores) == 1:
        return scores[name] > blanks
    deputy_for_sure = len(scores) == 2 and seats == 2
    return scores[name] > 0 or deputy_for_sure


def reached(outcome: Outcome[str]) -> set[tuple[str, ...]]:
    lots = permutations(outcome.needs_lot, outcome.places_by_lot)
    return {outcome.drawn(order) for order in lots}


@pytest.mark.parametrize("seats", SEATS)
def test_every_small_count_is_as_the_slow_one_says(seats: int) -> None:
    for stand in range(1, 5):
        for got in product(range(5), repeat=stand):
            scores = dict(zip("ABCD", got, strict=False))
            for blanks in range(5) if stand == 1 else (0, 4):
                outcome = tally(scores, blanks=blanks, seats=seats)
                assert reached(outcome) == possible(scores, blanks, seats), scores


@given(SCORES, BLANKS, st.sampled_from(SEATS))
@settings(max_examples=60)
def test_the_count_is_as_the_slow_one_says(
    scores: Scores, blanks: int, seats: int
) -> None:
    outcome = tally(scores, blanks=blanks, seats=seats)
    assert reached(outcome) == possible(scores, blanks, seats)


@given(SCORES, BLANKS, st.sampled_from(SEATS), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_the_order_of_the_list_never_matters(
    scores: Scores, blanks: int, seats: int, random: Random
) -> None:
    turned = list(scores.items())
    random.shuffle(turned)
    one = tally(scores, blanks=blanks, seats=seats)
    assert one == tally(dict(turned), blanks=blanks, seats=seats)


@given(SCORES, BLANKS, st.sampled_from(SEATS), st.permutations("ABCDEFG"))
@settings(max_examples=60)
def test_nobodys_name_matters(
    scores: Scores, blanks: int, seats: int, others: list[str]
) -> None:
    called = dict(zip("ABCDEFG", others, strict=True))
    one = tally(scores, blanks=blanks, seats=seats)
    other = tally(
        {called[it]: n for it, n in scores.items()}, blanks=blanks, seats=seats
    )
    assert other.elected == tuple(called[it] for it in one.elected)
    assert other.needs_lot == {called[it] for it in one.needs_lot}
    assert other.places_by_lot == one.places_by_lot


@given(SCORES, BLANKS, st.sampled_from(SEATS))
@settings(max_examples=60)
def test_a_lot_is_drawn_among_equals_for_a_place_that_it_decides(
    scores: Scores, blanks: int, seats: int
) -> None:
    outcome = tally(scores, blanks=blanks, seats=seats)
    assert len({scores[it] for it in outcome.needs_lot}) <= 1
    assert not outcome.needs_lot & set(outcome.elected)
    assert bool(outcome.needs_lot) == bool(outcome.places_by_lot)
    assert outcome.places_by_lot + len(outcome.elected) <= seats
    assert len(outcome.needs_lot) != 1


ALIKE = tally({"A": 3, "B": 2, "C": 2})


@pytest.mark.parametrize("order", [(), ("A",), ("B", "C"), ("D",), ("B", "B")])
def test_a_lot_that_does_not_fit_is_refused(order: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="lot|two places"):
        ALIKE.drawn(order)


def test_nobody_draws_two_places() -> None:
    with pytest.raises(ValueError, match="two places"):
        tally({"A": 2, "B": 2, "C": 2}).drawn(("A", "A"))


@pytest.mark.parametrize(
    ("candidates", "seats", "most"),
    [(1, 2, 1), (2, 2, 1), (3, 2, 2), (9, 2, 2), (1, 1, 1), (2, 1, 1), (5, 1, 1)],
)
def test_as_many_names_on_a_slip_as_there_are_places_but_of_two_one(
    candidates: int, seats: int, most: int
) -> None:
    assert most_marks(candidates, seats) == most

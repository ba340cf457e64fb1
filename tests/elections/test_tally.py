"""The count against a slow second one, which walks through the rules by pairs."""

from collections.abc import Collection, Iterator, Sequence
from itertools import chain, combinations, permutations, product
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
EQUALS = st.dictionaries(
    st.sampled_from("ABCD"), st.integers(0, 2), min_size=1, max_size=4
)
DRAWN = st.lists(st.sampled_from("ABCD"), max_size=2, unique=True)
GONE = st.frozensets(st.sampled_from("ABCD"))


def possible(
    scores: Scores,
    blanks: int,
    seats: int,
    drawn: Sequence[str] = (),
    gone: Collection[str] = (),
) -> set[tuple[str, ...]]:
    """Every way that the offices could be filled: one, or as many as a lot allows.

    Tried are all orders of all who stand; one is right when nobody stands before
    somebody with more votes, or with as many and an earlier slip in the lot. Then those
    who can't be elected leave, and the rest sit.
    """
    slips = {name: at for at, name in enumerate(drawn)}

    def goes_first(one: str, other: str) -> bool:
        if scores[one] != scores[other]:
            return scores[one] > scores[other]
        return slips.get(one, len(slips)) <= slips.get(other, len(slips))

    right = (
        order
        for order in permutations(scores)
        if all(goes_first(*pair) for pair in combinations(order, 2))
    )
    return {
        tuple(it for it in order if it not in gone and fits(it, scores, blanks, seats))[
            :seats
        ]
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


@pytest.mark.parametrize("seats", SEATS)
def test_so_is_every_small_count_with_a_lot_and_with_some_who_have_left(
    seats: int,
) -> None:
    for stand in range(1, 4):
        for got in product(range(3), repeat=stand):
            scores = dict(zip("ABC", got, strict=False))
            for drawn, gone in product(lots(scores), groups(scores)):
                outcome = tally(scores, blanks=1, seats=seats, drawn=drawn, gone=gone)
                right = possible(scores, 1, seats, drawn, gone)
                assert reached(outcome) == right, (scores, drawn, gone)


def lots(names: Collection[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(permutations(names, many) for many in range(3))


def groups(names: Collection[str]) -> Iterator[frozenset[str]]:
    sizes = range(len(names) + 1)
    return (frozenset(it) for many in sizes for it in combinations(names, many))


@given(EQUALS, BLANKS, st.sampled_from(SEATS), DRAWN, GONE)
@settings(max_examples=60)
def test_so_is_a_count_among_more_with_a_lot_and_with_some_who_have_left(
    scores: Scores, blanks: int, seats: int, drawn: list[str], gone: frozenset[str]
) -> None:
    outcome = tally(scores, blanks=blanks, seats=seats, drawn=drawn, gone=gone)
    assert reached(outcome) == possible(scores, blanks, seats, drawn, gone)


@given(EQUALS, BLANKS, st.sampled_from(SEATS), GONE)
@settings(max_examples=60)
def test_whoever_is_drawn_is_elected_in_that_order_and_nothing_is_left_to_draw(
    scores: Scores, blanks: int, seats: int, gone: frozenset[str]
) -> None:
    before = tally(scores, blanks=blanks, seats=seats, gone=gone)
    for order in permutations(before.needs_lot, before.places_by_lot):
        after = tally(scores, blanks=blanks, seats=seats, drawn=order, gone=gone)
        assert after.elected == before.drawn(order)
        assert (after.needs_lot, after.places_by_lot) == (frozenset(), 0)


@given(EQUALS, BLANKS, st.sampled_from(SEATS), DRAWN)
@settings(max_examples=60)
def test_where_all_have_left_nobody_is_elected_and_nothing_is_drawn(
    scores: Scores, blanks: int, seats: int, drawn: list[str]
) -> None:
    outcome = tally(scores, blanks=blanks, seats=seats, drawn=drawn, gone={*scores})
    assert (outcome.elected, outcome.needs_lot) == ((), frozenset())


@pytest.mark.parametrize(
    ("drawn", "gone", "elected", "needs_lot"),
    [
        ("", "", "A", "BCD"),
        ("C", "", "AC", ""),
        ("", "B", "A", "CD"),
        ("", "BC", "AD", ""),
        ("", "A", "", "BCD"),
        ("C", "A", "C", "BD"),
        ("C", "C", "A", "BD"),
        ("C", "CD", "AB", ""),
        ("C", "ABCD", "", ""),
        ("A", "", "A", "BCD"),
    ],
)
def test_of_three_who_were_equal(
    drawn: str, gone: str, elected: str, needs_lot: str
) -> None:
    """A lot that was enough is not, once somebody before them has left."""
    outcome = tally({"B": 2, "C": 2, "D": 2, "A": 3}, drawn=drawn, gone={*gone})
    assert outcome.elected == tuple(elected)
    assert outcome.needs_lot == frozenset(needs_lot)


def test_the_rule_goes_by_how_many_stood_and_not_by_how_many_are_left() -> None:
    assert tally({"A": 1, "B": 3}, blanks=9, gone={"B"}).elected == ("A",)
    assert tally({"A": 0, "B": 3, "C": 1}, gone={"C"}).elected == ("B",)


@given(
    EQUALS,
    BLANKS,
    st.sampled_from(SEATS),
    DRAWN,
    GONE,
    st.randoms(use_true_random=False),
)
@settings(max_examples=60)
def test_the_order_of_the_list_never_matters(
    scores: Scores,
    blanks: int,
    seats: int,
    drawn: list[str],
    gone: frozenset[str],
    random: Random,
) -> None:
    turned = list(scores.items())
    random.shuffle(turned)
    one, other = (
        tally(it, blanks=blanks, seats=seats, drawn=drawn, gone=gone)
        for it in (scores, dict(turned))
    )
    assert one == other


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

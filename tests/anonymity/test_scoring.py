"""The measure itself: chance is called chance, and a leak is called a leak."""

from itertools import permutations
from random import Random

import pytest

from tests.anonymity.scoring import DOUBT, ROWS, counted, labelled, ordered

MANY = range(40)
ROUND = dict.fromkeys(MANY, "2025-W45")
WROTE = dict(enumerate(MANY))
PLACE = {item: float(item) for item in MANY}


def test_whoever_knows_nothing_is_right_as_often_as_chance() -> None:
    chance = Random(4)
    rates = []
    for _ in range(200):
        guess = chance.sample(MANY, k=len(MANY))
        linking = labelled(dict(enumerate(guess)), WROTE, ROUND)
        assert not linking.beats_chance
        rates.append(linking.rate)
    assert sum(rates) / len(rates) == pytest.approx(1 / len(MANY), rel=0.3)


def test_whoever_knows_all_is_found_out() -> None:
    assert labelled(PLACE, PLACE, ROUND).is_clear
    assert ordered([list(MANY)], PLACE).is_clear


def test_chance_knows_who_wrote_in_the_round() -> None:
    """Of one author who wrote three of four slips, three are found without a leak."""
    truth = {1: "anne", 2: "anne", 3: "anne", 4: "ola"}
    linking = labelled(dict.fromkeys(truth, "anne"), truth, dict.fromkeys(truth, "w"))
    assert (linking.rate, linking.chance) == (0.75, 0.75)
    assert not linking.beats_chance


def test_the_order_of_pairs_is_exact() -> None:
    """By hand: of all orders of five, how many pairs lie right."""
    counts = [0] * 11
    for order in permutations(range(5)):
        counts[ordered([order], PLACE).right] += 1
    assert counts == [1, 4, 9, 15, 20, 22, 20, 15, 9, 4, 1]
    assert ordered([range(5)], PLACE).chance == pytest.approx(0.5)


def test_a_bound_is_passed_by_chance_as_seldom_as_it_says() -> None:
    """Ten fair coins: none of the table's rows may be passed by luck alone."""
    linking = counted(10, [0.5] * 10)
    tail = 0.5**10
    assert (tail < DOUBT / ROWS) is linking.beats_chance
    assert counted(30, [0.5] * 30).beats_chance


def test_rounds_are_weighed_each_by_itself() -> None:
    both = ordered([list(MANY)[:20], list(MANY)[20:]], PLACE)
    assert both.tries == 2 * 20 * 19 // 2
    assert both.rate == 1


def test_what_the_truth_does_not_know_is_left_out() -> None:
    assert ordered([[99, 98, 1, 2]], PLACE).tries == 1
    assert labelled({99: "anne"}, PLACE, ROUND).tries == 0

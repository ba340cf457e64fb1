"""What chance alone passes too seldom to be chance: all bounds are exact or safe.

All that is looked at in a run, on both databases, fails by chance less than once in
10,000 runs: what is allowed is shared among the looks (Bonferroni).
"""

from functools import cache
from itertools import permutations
from math import comb, exp, log

KNOWN = 8
"""Voters of an election whose order is known."""
LOOKS = 40
DOUBT = 1e-4 / LOOKS


def spearman(guess: list[int], truth: list[int]) -> float:
    """Of two orders of the same things: 1 is the same, -1 the other way round."""
    place = {it: at for at, it in enumerate(truth)}
    apart = sum((place[it] - at) ** 2 for at, it in enumerate(guess))
    return _of(apart, len(truth))


def _of(apart: int, many: int) -> float:
    return 1 - 6 * apart / (many**3 - many)


@cache
def _odds() -> dict[float, float]:
    """Of each Spearman of KNOWN things in an order that is drawn: all are counted."""
    counted: dict[int, int] = {}
    order = range(KNOWN)
    for drawn in permutations(order):
        apart = sum((at - it) ** 2 for at, it in zip(order, drawn, strict=True))
        counted[apart] = counted.get(apart, 0) + 1
    whole = sum(counted.values())
    return {_of(apart, KNOWN): many / whole for apart, many in counted.items()}


@cache
def most_in_order(elections: int) -> float:
    """Of the mean of so many Spearmans, up or down (Chernoff, of the exact odds)."""
    steps = [at / 10 for at in range(1, 200)]
    grown = [
        (at, log(sum(share * exp(at * it) for it, share in _odds().items())))
        for at in steps
    ]
    return min(
        (elections * each + log(2 / DOUBT)) / at / elections for at, each in grown
    )


@cache
def most_named(elections: int) -> int:
    """How often one of KNOWN is named rightly (binomial)."""
    odds, tail, most = 1 / KNOWN, 0.0, elections
    while most >= 0:
        tail += comb(elections, most) * odds**most * (1 - odds) ** (elections - most)
        if tail >= DOUBT:
            return most
        most -= 1
    return 0

"""How far each attack comes beyond chance."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.elections.secrecy import chance
from tests.elections.secrecy.orders import ATTACKS, guess
from tests.elections.secrecy.playing import Played


@dataclass(frozen=True)
class Score:
    elections: int
    in_order: float
    """Mean of Spearman."""
    last_named: int
    """In how many elections whoever voted last was named."""

    @property
    def tells_the_order(self) -> bool:
        return abs(self.in_order) > chance.most_in_order(self.elections)

    @property
    def tells_the_last(self) -> bool:
        return self.last_named > chance.most_named(self.elections)

    @property
    def is_clear(self) -> bool:
        return self.tells_the_order or self.tells_the_last

    def __str__(self) -> str:
        few, most = chance.most_in_order(self.elections), self.elections
        named = f"{self.last_named} of {most} (bound {chance.most_named(most)})"
        return f"Spearman {self.in_order:+.3f} (bound {few:.3f}), last named {named}"


def scores(played: Sequence[Played]) -> dict[str, Score]:
    return dict(_scores(played))


def _scores(played: Sequence[Played]) -> Iterator[tuple[str, Score]]:
    database = played[0].left.database
    for name, (sorter, databases) in ATTACKS.items():
        if database in databases:
            orders = [guess(it, sorter) for it in played]
            pairs = list(zip(orders, played, strict=True))
            alike = [chance.spearman(order, it.came) for order, it in pairs]
            last = sum(order[-1] == it.came[-1] for order, it in pairs)
            yield name, Score(len(played), sum(alike) / len(alike), last)

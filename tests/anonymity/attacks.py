"""What an attack is: who tries what, and what he claims in the end.

He is given what is left behind (`Left`), never the truth.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.anonymity.centre import SMALL, Size
from tests.anonymity.claims import Claim
from tests.anonymity.defences import BOTH
from tests.anonymity.spans import TWO_WEEKS, Span
from tests.anonymity.story import Left, Watcher

NOBODY: tuple[()] = ()


@dataclass(frozen=True)
class Attack:
    name: str
    claim: Callable[[Left, Sequence[Watcher]], Claim]
    watchers: Sequence[Callable[[], Watcher]] = field(default=NOBODY)
    """Who must be there while it happens; `claim` is given them in this order."""
    size: Size = SMALL
    span: Span = TWO_WEEKS
    """Of the small round that it plays in, without a defence or alone."""
    alone: bool = False
    """It disturbs the others: it plays in a small round of its own."""
    databases: tuple[str, ...] = BOTH
    """Where there is something to look at."""
    dear: bool = False
    """In the short form it plays on the first database alone."""
    only_long: bool = False
    """It plays in the long form alone; another test says the same of a part."""

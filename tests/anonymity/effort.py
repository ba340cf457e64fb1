"""How much of the attack is played: a short form for each day, a long one on demand."""

import os
from typing import TYPE_CHECKING, Protocol
from zlib import crc32

if TYPE_CHECKING:
    from tests.anonymity.centre import Centre

MANY, EACH = 40, 6
THIRD = 3


class Played(Protocol):
    @property
    def databases(self) -> tuple[str, ...]: ...
    @property
    def dear(self) -> bool: ...
    @property
    def only_long(self) -> bool: ...


class TakenAway(Played, Protocol):
    @property
    def name(self) -> str: ...
    @property
    def together(self) -> str: ...


def long() -> bool:
    return os.environ.get("KIMVOICE_ATTACK") == "long"


def played_on(what: Played) -> tuple[str, ...]:
    """In the short form one database is enough for what lies in none."""
    if what.only_long and not long():
        return ()
    return what.databases[:1] if what.dear and not long() else what.databases


def shown_on(what: TakenAway) -> tuple[str, ...]:
    """In the short form one database shows of a third that they matter, always the
    same. The attacks are played with all of them in place."""
    if long():
        return played_on(what)
    play = what.together or what.name
    return () if crc32(play.encode()) % THIRD > 0 else played_on(what)[:1]


def is_worth(times: int, centre: "Centre") -> bool:
    """In the short form, a page is fetched each sixth time in the whole house."""
    return long() or len(centre.people) < MANY or times % EACH == 0

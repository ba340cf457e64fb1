"""What anybody may read of the votes; all else is the committee's (DESIGN 6)."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kimvoice.elections.states import Deed, State

if TYPE_CHECKING:
    from kimvoice.elections.candidates import Candidate
    from kimvoice.elections.models import Election

FEWEST_COUNTED = 6
"""Of five or fewer slips, their number and who was elected say what is on the others
to somebody who knows one: tests/elections/test_publication_guard.py has walked
through every box."""
FEWEST_NAMED = 10
"""Slips with a name on, before anybody reads how many a name got."""
TOLD_WHEN = (State.PUBLISHED, State.FINAL)


@dataclass(frozen=True)
class Told:
    """What is None is told to nobody, on no page, print or title."""

    slips: int | None = None
    marks: int | None = None
    on_roll: int | None = None
    is_few: bool = False
    """There was a count; of it, only that the slips were fewer than six."""
    votes: "tuple[tuple[Candidate, int], ...] | None" = None
    """In drawn order."""
    blanks: int | None = None
    rejected: int | None = None


NOTHING = Told()


def told(election: "Election") -> Told:
    """Once published; of the board names alone."""
    if election.standing not in TOLD_WHEN or election.is_for_board:
        return NOTHING
    counted = [it for it in election.events if it.deed is Deed.COUNTED]
    if not counted:
        return NOTHING
    said = counted[-1].facts
    slips, marks, on_roll = (_number(said.get(it)) for it in TURNOUT)
    if slips is None:
        return Told(on_roll=on_roll, is_few=(on_roll or 0) >= FEWEST_COUNTED)
    if not _figures_are_told(election):
        return Told(slips, marks, on_roll)
    votes = tuple((it, it.votes or 0) for it in election.candidates)
    return Told(
        slips,
        marks,
        on_roll,
        votes=votes,
        blanks=election.blanks,
        rejected=election.rejected,
    )


TURNOUT = ("slips", "marks", "on_roll")
"""Facts of the count that its event says, where `tells_turnout`."""


def tells_turnout(slips: int, *, for_board: bool) -> bool:
    return not for_board and slips >= FEWEST_COUNTED


def tells_votes(votes: Collection[int], *, slips: int, not_named: int) -> bool:
    """Not where nearly all did the same: then it says of each what that one did.

    ``not_named``: blank and rejected. They hide nobody who voted for a name.
    """
    named = slips - not_named
    return named >= FEWEST_NAMED and max(votes, default=0) < named - 1


def _figures_are_told(election: "Election") -> bool:
    """Chosen before it was announced; gone with the roll."""
    if not election.round.figures_public or not election.roll:
        return False
    return tells_votes(
        [it.votes or 0 for it in election.candidates],
        slips=election.slips or 0,
        not_named=(election.blanks or 0) + (election.rejected or 0),
    )


def _number(fact: object) -> int | None:
    return fact if isinstance(fact, int) else None

"""What one counter writes down, and what it can't be."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from kimvoice.core.errors import RuleBroken

SLIPS, BLANKS, REJECTED = "slips", "blanks", "rejected"


@dataclass(frozen=True)
class Figures:
    slips: int
    """In the box: with a name, blank and rejected together."""
    blanks: int
    rejected: int
    votes: Mapping[int, int]
    """For each candidate, by any number that stays the same."""

    @property
    def named(self) -> int:
        return self.slips - self.blanks - self.rejected

    def check(self, *, marks: int, most: int) -> None:
        """Raise RuleBroken for what no box can hold.

        ``marks``: how many got a slip. ``most``: names on one. A slip that was taken
        away leaves fewer in the box than were given; more there can't be.
        """
        got = self.votes.values()
        if min((*got, self.slips, self.blanks, self.rejected)) < 0:
            raise RuleBroken(_l("Ingen tall kan være under 0."))
        if self.slips > marks:
            raise RuleBroken(
                _l("Merker og sedler er ikke like mange. Stopp, og finn ut hvorfor.")
            )
        if self.named < 0:
            raise RuleBroken(
                _l("Det er flere blanke og ugyldige sedler enn sedler i kassa.")
            )
        if max(got, default=0) > self.named:
            raise RuleBroken(
                _l("En kandidat har flere stemmer enn det er sedler med navn.")
            )
        if not self.named <= sum(got) <= self.named * most:
            raise RuleBroken(self._wrong_sum(most))

    def _wrong_sum(self, most: int) -> str:
        if sum(self.votes.values()) < self.named:
            why = _l("Det mangler kryss: hver seddel med navn har minst ett.")
        elif most == 1:
            why = _l("Det er for mange kryss: en seddel kan ha ett.")
        else:
            why = _l("Det er for mange kryss: en seddel kan ha høyst to.")
        return str(why)

    def differs_from(self, other: "Figures") -> list[str]:
        """Where, never by how much."""
        parts = [
            name
            for name in (SLIPS, BLANKS, REJECTED)
            if getattr(self, name) != getattr(other, name)
        ]
        each = (it for it in self.votes if self.votes[it] != other.votes.get(it))
        return parts + [str(it) for it in each]

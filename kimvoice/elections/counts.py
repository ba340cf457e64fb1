"""The count on paper: two type the totals, each alone, and must agree."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core.db import Model
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.publication import tells_turnout
from kimvoice.elections.states import DONE, Act, Deed
from kimvoice.elections.tally import Outcome, tally
from kimvoice.elections.whole import Whole
from kimvoice.people.models import Person

if TYPE_CHECKING:
    from kimvoice.elections.models import Election


class ElectionCounter(Model):
    """Appointed by an officer: counts, and marks who got a slip."""

    __tablename__ = "election_counters"

    election_id: Mapped[int] = mapped_column(
        ForeignKey("elections.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)

    person: Mapped[Person] = relationship()


class CountLine(Model):
    """What one counter got for one name."""

    __tablename__ = "election_count_lines"

    count_id: Mapped[int] = mapped_column(
        ForeignKey("election_counts.id", ondelete="CASCADE"), primary_key=True
    )
    candidate_id: Mapped[int] = mapped_column(
        ForeignKey("election_candidates.id", ondelete="CASCADE"), primary_key=True
    )
    votes: Mapped[int]


class ElectionCount(Model):
    """One counter's totals. Both are gone once they agree, or both count again."""

    __tablename__ = "election_counts"
    __table_args__ = (
        UniqueConstraint("election_id", "counter_id"),
        CheckConstraint("slips >= 0 AND blanks >= 0 AND rejected >= 0", "no_less"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    election_id: Mapped[int] = mapped_column(
        ForeignKey("elections.id", ondelete="CASCADE")
    )
    counter_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    slips: Mapped[int]
    """In the box: with a name, blank and rejected together."""
    blanks: Mapped[int]
    rejected: Mapped[int]

    counter: Mapped[Person] = relationship()
    lines: Mapped[list[CountLine]] = relationship(
        cascade="all, delete-orphan", lazy="selectin"
    )
    election: Mapped["Election"] = relationship(back_populates="counts")

    @property
    def figures(self) -> tuple[int, int, int, dict[int, int]]:
        got = {it.candidate_id: it.votes for it in self.lines}
        return self.slips, self.blanks, self.rejected, got


class Counting(Whole):
    @property
    def marks(self) -> int:
        """How many got a slip."""
        return sum(it.got_slip for it in self.roll)

    @property
    def outcome(self) -> Outcome[int]:
        """By the candidates' ids, once it is counted."""
        scores = {it.id: it.votes or 0 for it in self.candidates}
        return tally(scores, blanks=self.blanks or 0, seats=self.seats)

    def count(
        self,
        by: Person,
        *,
        slips: int,
        blanks: int,
        rejected: int,
        votes: Mapping[int, int],
    ) -> None:
        """One counter's totals; ``votes`` by the candidate's id.

        Of the second: taken when they are the same, else both count again. Raise
        RuleBroken for what can't be.
        """
        if not self.can(Act.COUNT):
            raise RuleBroken(DONE)
        lines = [CountLine(candidate_id=it, votes=got) for it, got in votes.items()]
        counted = ElectionCount(
            counter=by, slips=slips, blanks=blanks, rejected=rejected, lines=lines
        )
        before = [it for it in self.counts if it.counter_id != by.id]
        self.counts = [*before, counted]
        if before and before[0].figures == counted.figures:
            self._settle_on(counted)
        elif before:
            self._take(Act.RECOUNT)
            self.counts = []
            self.enter(Deed.COUNTS_DIFFERED, before[0].counter, by)

    def _settle_on(self, counted: ElectionCount) -> None:
        counters = [it.counter for it in self.counts]
        got = {it.candidate_id: it.votes for it in counted.lines}
        self.slips, self.blanks = counted.slips, counted.blanks
        self.rejected, self.counts = counted.rejected, []
        for candidate in self.candidates:
            candidate.votes = got[candidate.id]
        figures = {str(it.place): got[it.id] for it in self.candidates}
        figures |= {"blanks": counted.blanks, "rejected": counted.rejected}
        self._take(Act.TIE if self.outcome.needs_lot else Act.COUNT)
        self._enter_the_count(counters, counted.slips, figures)

    def _enter_the_count(
        self, counters: list[Person], slips: int, figures: dict[str, int]
    ) -> None:
        """Of a few, or of the board, the turnout is the committee's as well."""
        turnout = {"slips": slips, "marks": self.marks, "on_roll": len(self.voters)}
        told = tells_turnout(slips, for_board=self.is_for_board)
        said, kept = (turnout, figures) if told else ({}, figures | turnout)
        self.enter(Deed.COUNTED, *counters, kept=kept, **said)

"""The count on paper: two type the totals, each alone, and must agree."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Self

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core.db import Model, db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.counters import STANDS
from kimvoice.elections.figures import Figures
from kimvoice.elections.publication import tells_turnout
from kimvoice.elections.states import DONE, Act, Deed
from kimvoice.elections.tally import Outcome, most_marks, tally
from kimvoice.elections.whole import Whole
from kimvoice.people.models import Person

if TYPE_CHECKING:
    from kimvoice.elections.models import Election


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

    @classmethod
    def of(cls, counter: Person, figures: Figures) -> Self:
        got = figures.votes.items()
        return cls(
            counter=counter,
            slips=figures.slips,
            blanks=figures.blanks,
            rejected=figures.rejected,
            lines=[CountLine(candidate_id=it, votes=votes) for it, votes in got],
        )

    @property
    def figures(self) -> Figures:
        got = {it.candidate_id: it.votes for it in self.lines}
        return Figures(self.slips, self.blanks, self.rejected, got)


class Counting(Whole):
    @property
    def marks(self) -> int:
        """How many got a slip."""
        return sum(it.is_marked for it in self.roll)

    @property
    def most_marks(self) -> int:
        """How many names a slip may carry."""
        return most_marks(len(self.candidates), self.seats)

    @property
    def outcome(self) -> Outcome[int]:
        """By the candidates' ids, once it is counted; with the lot, once drawn."""
        return tally(
            {it.id: it.votes or 0 for it in self.candidates},
            blanks=self.blanks or 0,
            seats=self.seats,
            drawn=self.drawn,
            gone={it.id for it in self.candidates if not self.can_hold(it.person)},
        )

    def count_by(self, person: Person) -> ElectionCount | None:
        """Theirs alone: nobody sees what another has typed."""
        return next((it for it in self.counts if it.counter_id == person.id), None)

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
        if self.is_on_net or not self.can(Act.COUNT) or by not in self.asked_to_count:
            raise RuleBroken(DONE)
        if self.is_candidate(by):
            raise RuleBroken(STANDS)
        figures = Figures(slips, blanks, rejected, votes)
        if set(votes) != {it.id for it in self.candidates}:
            raise RuleBroken(_l("Skriv et tall for hver kandidat."))
        figures.check(marks=self.marks, most=self.most_marks)
        others = [it for it in self.counts if it.counter_id != by.id]
        self._lay_beside(ElectionCount.of(by, figures), others)

    def _lay_beside(self, counted: ElectionCount, others: list[ElectionCount]) -> None:
        # Typed anew: what stood there goes first, the table takes one of each.
        self.counts = others
        db.session.flush()
        self.counts = [*others, counted]
        if not others:
            return
        if differs := others[0].figures.differs_from(counted.figures):
            self._count_again(others[0], counted, differs)
        else:
            self._settle_on(counted)

    def _count_again(
        self, one: ElectionCount, other: ElectionCount, differs: list[str]
    ) -> None:
        self._take(Act.RECOUNT)
        self.counts = []
        places = {str(it.id): str(it.place) for it in self.candidates}
        where = " ".join(places.get(it, it) for it in differs)
        self.enter(
            Deed.COUNTS_DIFFERED, one.counter, other.counter, kept={"differed": where}
        )

    @property
    def was_counted(self) -> bool:
        return any(it.deed is Deed.COUNTED for it in self.events)

    @property
    def differed_in(self) -> list[str]:
        """Where the last two who counted did not get the same: places on the list,
        slips, blanks, rejected."""
        ended = (Deed.COUNTS_DIFFERED, Deed.COUNTED)
        last = next((it for it in reversed(self.events) if it.deed in ended), None)
        if last is None or last.deed is Deed.COUNTED:
            return []
        return str(last.figures.get("differed") or "").split()

    def _settle_on(self, counted: ElectionCount) -> None:
        counters = [it.counter for it in self.counts]
        self.counts = []
        self.settle_count(counters, counted.figures)

    def settle_count(self, counters: list[Person], counted: Figures) -> None:
        """What two have counted, or the program by their words."""
        self.slips, self.blanks = counted.slips, counted.blanks
        self.rejected = counted.rejected
        for candidate in self.candidates:
            candidate.votes = counted.votes[candidate.id]
        figures = {str(it.place): it.votes or 0 for it in self.candidates}
        figures |= {"blanks": counted.blanks, "rejected": counted.rejected}
        self._take(Act.TIE if self.outcome.needs_lot else Act.COUNT)
        self._enter_the_count(counters, counted.slips, figures)

    def _enter_the_count(
        self, counters: list[Person], slips: int, figures: dict[str, int]
    ) -> None:
        """Of a few, or of the board, the turnout is the committee's as well."""
        turnout = {"slips": slips, "marks": self.marks}
        said = {} if self.is_for_board else {"on_roll": len(self.voters)}
        if self.is_on_net:
            said["on_net"] = True
        if tells_turnout(slips, for_board=self.is_for_board):
            said |= turnout
        else:
            figures = figures | turnout
        self.enter(Deed.COUNTED, *counters, kept=figures, **said)

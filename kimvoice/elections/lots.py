"""A lot: names on slips, drawn by somebody who is no candidate, and two who watched."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import clock
from kimvoice.core.db import Model
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.candidates import Candidate
from kimvoice.elections.states import Act, Deed
from kimvoice.elections.whole import Whole
from kimvoice.people.models import Person

if TYPE_CHECKING:
    from kimvoice.elections.models import Election


class ElectionLot(Model):
    """One for an election: a second one can't be written in."""

    __tablename__ = "election_lots"
    __table_args__ = (
        CheckConstraint("first_id != second_id", "two_slips"),
        CheckConstraint("witness_1 != witness_2", "two_witnesses"),
    )

    election_id: Mapped[int] = mapped_column(
        ForeignKey("elections.id", ondelete="CASCADE"), primary_key=True
    )
    drawn_on: Mapped[date]
    first_id: Mapped[int] = mapped_column(
        ForeignKey("election_candidates.id", ondelete="CASCADE")
    )
    second_id: Mapped[int | None] = mapped_column(
        ForeignKey("election_candidates.id", ondelete="CASCADE")
    )
    """Where the lot decided both places."""
    drawer: Mapped[str]
    witness_1: Mapped[str]
    witness_2: Mapped[str]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))

    first: Mapped[Candidate] = relationship(foreign_keys=[first_id])
    second: Mapped[Candidate | None] = relationship(foreign_keys=[second_id])
    recorded_by: Mapped[Person] = relationship()
    election: Mapped["Election"] = relationship(back_populates="lot")


class Drawing(Whole):
    def draw(
        self,
        order: Sequence[Person],
        *,
        drawer: str,
        witnesses: tuple[str, str],
        by: Person,
    ) -> None:
        """``order``: whose slips were drawn, as many as there are places left.

        Raise RuleBroken for a second lot, and for what can't have been.
        """
        self._take(Act.DRAW)
        drawn = [it for each in order if (it := self.candidate(each))]
        try:
            self.outcome.drawn([it.id for it in drawn])
        except ValueError as error:
            raise RuleBroken(
                _l("Velg blant dem som fikk like mange stemmer.")
            ) from error
        self.lot = ElectionLot(
            drawn_on=clock.today(),
            first=drawn[0],
            second=drawn[1] if len(drawn) > 1 else None,
            drawer=drawer,
            witness_1=witnesses[0],
            witness_2=witnesses[1],
            recorded_by=by,
        )
        self.enter(Deed.DREW, *(it.person for it in drawn), drawer, *witnesses)

    @property
    def winners(self) -> list[Candidate]:
        """The representative, then the deputy; by votes, and by lot where equal."""
        order = self.outcome.elected
        if self.lot:
            both = (self.lot.first_id, self.lot.second_id)
            order = self.outcome.drawn([it for it in both if it])
        by_id = {it.id: it for it in self.candidates}
        return [by_id[it] for it in order]

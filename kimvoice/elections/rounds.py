"""A round: one calendar and one committee for all its elections (DESIGN 6)."""

from datetime import date, time
from typing import TYPE_CHECKING, Self

from flask_babel import gettext as _
from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import clock
from kimvoice.core.db import Model, closed_choice
from kimvoice.elections.committee import OFFICERS as OFFICERS
from kimvoice.elections.committee import CommitteeMember as CommitteeMember
from kimvoice.elections.committee import is_staff as is_staff
from kimvoice.elections.envelopes import Keyed, OfficerKey
from kimvoice.elections.planning import ASKED_WITHIN as ASKED_WITHIN
from kimvoice.elections.planning import Planned, proposed_dates
from kimvoice.elections.states import RoundKind, State, Way
from kimvoice.people.models import Department

if TYPE_CHECKING:
    from kimvoice.elections.models import Election

OPENS, CLOSES = time(8, 0), time(15, 0)
FEWEST_ON_NET = 10
"""With fewer on the roll, and for the board, paper is proposed: they meet anyway."""


def usual_way(department: Department | None) -> Way:
    """What a plan proposes; the officers choose."""
    many = department and len(department.participants()) >= FEWEST_ON_NET
    return Way.NET if many else Way.PAPER


class ElectionRound(Keyed, Planned, Model):
    __tablename__ = "election_rounds"
    __table_args__ = (
        CheckConstraint(
            "nominations_until < votes_on AND votes_on <= result_on", "dates_in_order"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[RoundKind] = mapped_column(closed_choice(RoundKind, "kind"))
    nominations_until: Mapped[date]
    """The last day; the roll is frozen and the candidates are listed after it."""
    votes_on: Mapped[date]
    result_on: Mapped[date]
    term_starts: Mapped[date]
    """The first day in office of those who are elected."""
    figures_public: Mapped[bool] = mapped_column(default=False)
    """Chosen before it was announced: votes per name, where they may be told."""
    announced_on: Mapped[date | None]

    committee: Mapped[list[CommitteeMember]] = relationship(
        back_populates="round",
        order_by=CommitteeMember.id,
        cascade="all, delete-orphan",
        lazy="selectin",
    )
    keys: Mapped[list[OfficerKey]] = relationship(
        back_populates="round", cascade="all, delete-orphan"
    )
    elections: Mapped[list["Election"]] = relationship(
        back_populates="round", order_by="Election.id", cascade="all, delete-orphan"
    )

    @classmethod
    def by_election(cls, department: Department | None) -> Self:
        """A draft whose days leave time for each step; it still lacks its committee.

        Without a department it is for the board.
        """
        planned = cls(
            name=_("Suppleringsvalg i %(place)s", place=department.name)
            if department
            else str(RoundKind.BOARD.label),
            kind=RoundKind.BY_ELECTION if department else RoundKind.BOARD,
            figures_public=False,
            **proposed_dates(),
        )
        planned.elect_in(department)
        return planned

    def elect_in(self, department: Department | None) -> None:
        """With the usual hours; what an election is, is known above."""
        election = type(self).elections.property.mapper.class_
        self.elections.append(
            election(
                department=department,
                state=State.DRAFT,
                way=usual_way(department),
                opens=OPENS,
                closes=CLOSES,
            )
        )

    def announce(self) -> None:
        """From now on candidates may be proposed, and the calendar stands.

        Raise RuleBroken for a plan that lacks something.
        """
        self.change()
        self.check()
        self.announced_on = clock.today()
        for election in self.elections:
            election.announce()

"""A round: one calendar and one committee for all its elections (DESIGN 6)."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import clock, days
from kimvoice.core.db import Model, closed_choice
from kimvoice.elections.states import RoundKind
from kimvoice.people.models import Person, RoleKind

if TYPE_CHECKING:
    from kimvoice.elections.models import Election

OFFICERS = 3
ASKED_WITHIN = 3
"""Working days in which anybody on the roll may ask for a vote."""
STAFF = tuple(
    kind
    for kind in RoleKind
    if kind
    not in (
        RoleKind.PARTICIPANT,
        RoleKind.REPRESENTATIVE,
        RoleKind.DEPUTY,
        RoleKind.ELECTION_OFFICER,
    )
)


class CommitteeMember(Model):
    """One of the three officers of a round."""

    __tablename__ = "election_committee"
    __table_args__ = (UniqueConstraint("round_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(
        ForeignKey("election_rounds.id", ondelete="CASCADE")
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    since: Mapped[date]
    left_on: Mapped[date | None]

    person: Mapped[Person] = relationship()
    round: Mapped["ElectionRound"] = relationship(back_populates="committee")


class ElectionRound(Model):
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
    elections: Mapped[list["Election"]] = relationship(
        back_populates="round", cascade="all, delete-orphan"
    )

    @property
    def is_draft(self) -> bool:
        return self.announced_on is None

    @property
    def officers(self) -> list[Person]:
        return [it.person for it in self.committee if it.left_on is None]

    @property
    def roll_on(self) -> date:
        """When the roll is frozen, and stands with the candidates on their page."""
        return days.working_day_after(self.nominations_until)

    @property
    def asks_until(self) -> date:
        """The last day to ask for a vote, if the list does not change."""
        return days.working_day_after(self.nominations_until, ASKED_WITHIN)

    def seat(self, person: Person) -> None:
        """Into the committee."""
        self.committee.append(CommitteeMember(person=person, since=clock.today()))

    def announce(self) -> None:
        """From now on candidates may be proposed, and the calendar stands."""
        self.announced_on = clock.today()
        for election in self.elections:
            election.announce()


def is_staff(person: Person) -> bool:
    return person.holds(*STAFF)

"""An election: of a department's representative and deputy, or of the board member."""

from datetime import date, datetime, time
from typing import Self

from flask_babel import gettext as _
from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    LargeBinary,
    UniqueConstraint,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import clock, days
from kimvoice.core.db import Model, closed_choice, db
from kimvoice.elections.annulment import Annulled
from kimvoice.elections.candidates import Candidacies, Candidate
from kimvoice.elections.counts import Counting, ElectionCount, ElectionCounter
from kimvoice.elections.events import ElectionEvent
from kimvoice.elections.forgetting import Forgetting
from kimvoice.elections.lots import Drawing, ElectionLot
from kimvoice.elections.objections import ElectionComplaint, Objecting
from kimvoice.elections.proposals import Proposal, Proposing
from kimvoice.elections.protocol import Chained
from kimvoice.elections.results import Resulting
from kimvoice.elections.roll import Rolled, RollEntry
from kimvoice.elections.rounds import ASKED_WITHIN, ElectionRound
from kimvoice.elections.states import FLOW, Act, Deed, State
from kimvoice.elections.tally import ONE_SEAT, REPRESENTATIVE_AND_DEPUTY
from kimvoice.elections.unbroken import Unbroken
from kimvoice.people.models import Department, Person

COMPLAINED_WITHIN = 3
"""Working days after the result."""


class Election(
    Candidacies,
    Rolled,
    Counting,
    Drawing,
    Resulting,
    Annulled,
    Proposing,
    Objecting,
    Chained,
    Unbroken,
    Forgetting,
    Model,
):
    __tablename__ = "elections"
    __table_args__ = (
        UniqueConstraint("round_id", "department_id"),
        CheckConstraint("opens < closes", "hours_in_order"),
        CheckConstraint("elected_id != deputy_id", "two_people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(
        ForeignKey("election_rounds.id", ondelete="CASCADE")
    )
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    """None for the board: there the representatives vote."""
    state: Mapped[State] = mapped_column(closed_choice(State, "state"))
    """As the last act left it: what the clock decides is in `standing`."""
    opens: Mapped[time]
    closes: Mapped[time]
    """On the clock of the house, on the day of the round."""
    place: Mapped[str] = mapped_column(default="")
    """Where the department meets to vote."""
    vote_asked: Mapped[bool] = mapped_column(default=False)
    """By anybody on the roll: who it was is written nowhere."""
    list_changed_on: Mapped[date | None]
    """When it last changed so that those on it could be elected without a vote."""
    slips: Mapped[int | None]
    blanks: Mapped[int | None]
    rejected: Mapped[int | None]
    """Once two have counted the same."""
    draws_on: Mapped[date | None]
    draws_at: Mapped[time | None]
    draws_where: Mapped[str] = mapped_column(default="")
    uncontested: Mapped[bool] = mapped_column(default=False)
    published_on: Mapped[date | None]
    elected_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    protocol_head: Mapped[bytes | None] = mapped_column(LargeBinary)

    round: Mapped[ElectionRound] = relationship(
        back_populates="elections", lazy="joined"
    )
    department: Mapped[Department | None] = relationship(lazy="joined")
    elected: Mapped[Person | None] = relationship(foreign_keys=[elected_id])
    deputy: Mapped[Person | None] = relationship(foreign_keys=[deputy_id])
    roll: Mapped[list[RollEntry]] = relationship(
        back_populates="election", cascade="all, delete-orphan"
    )
    nominees: Mapped[list[Candidate]] = relationship(
        back_populates="election", cascade="all, delete-orphan"
    )
    counters: Mapped[list[ElectionCounter]] = relationship(
        back_populates="election", cascade="all, delete-orphan"
    )
    counts: Mapped[list[ElectionCount]] = relationship(
        back_populates="election", cascade="all, delete-orphan"
    )
    lot: Mapped[ElectionLot | None] = relationship(
        back_populates="election", cascade="all, delete-orphan"
    )
    proposals: Mapped[list[Proposal]] = relationship(
        back_populates="election", order_by=Proposal.id, cascade="all, delete-orphan"
    )
    complaints: Mapped[list[ElectionComplaint]] = relationship(
        back_populates="election",
        order_by=ElectionComplaint.sent_on,
        cascade="all, delete-orphan",
    )
    events: Mapped[list[ElectionEvent]] = relationship(
        back_populates="election",
        order_by=ElectionEvent.line,
        cascade="all, delete-orphan",
    )

    @classmethod
    def locked(cls, number: int) -> Self | None:
        """As the last to change it left it; others wait until the caller is done."""
        row = select(cls).where(cls.id == number)
        db.session.execute(row.with_only_columns(cls.id).with_for_update())
        fresh = row.execution_options(populate_existing=True)
        return db.session.scalars(fresh).unique().one_or_none()

    # What it is

    @property
    def is_for_board(self) -> bool:
        return self.department_id is None and self.department is None

    @property
    def seats(self) -> int:
        return ONE_SEAT if self.is_for_board else REPRESENTATIVE_AND_DEPUTY

    @property
    def where(self) -> str:
        """«Kafe Nr 19», or the board."""
        return self.department.name if self.department else str(_("Styret"))

    @property
    def title(self) -> str:
        if self.department is None:
            return str(_("Valg av styrerepresentant"))
        return str(_("Valg av tillitsvalgt i %(place)s", place=self.department.name))

    @property
    def officers(self) -> list[Person]:
        return self.round.officers

    @property
    def is_lonely(self) -> bool:
        """One can vote: then no vote is secret."""
        return len(self.voters or self.would_vote) == 1

    @property
    def runs_elsewhere(self) -> bool:
        """Another round elects the same, and is not over."""
        over = (State.DRAFT, State.ANNULLED)
        same = select(Election).where(
            Election.department_id == self.department_id,
            Election.id != self.id,
            Election.state.not_in(over),
        )
        others = db.session.scalars(same).unique()
        return any(it.standing is not State.FINAL for it in others)

    # When

    @property
    def opens_at(self) -> datetime:
        return datetime.combine(self.round.votes_on, self.opens, clock.OSLO)

    @property
    def closes_at(self) -> datetime:
        return datetime.combine(self.round.votes_on, self.closes, clock.OSLO)

    @property
    def asks_until(self) -> date:
        """The last day to ask for a vote where those who stand could do without."""
        changed = self.list_changed_on or self.round.nominations_until
        return days.working_day_after(changed, ASKED_WITHIN)

    @property
    def complaints_until(self) -> date | None:
        if self.published_on is None:
            return None
        return days.working_day_after(self.published_on, COMPLAINED_WITHIN)

    @property
    def standing(self) -> State:
        """The state today: what the clock decides is computed here."""
        if self.state is State.LISTED and not self.stands_uncontested:
            return self._by_the_clock
        until = self.complaints_until
        over = until is not None and clock.today() > until
        if self.state is State.PUBLISHED and over and not self.is_contested:
            return State.FINAL
        return self.state

    @property
    def stands_uncontested(self) -> bool:
        """No vote is held: nobody stands, or those who stand are enough.

        One, or two who agree, unless somebody has asked for a vote.
        """
        if not self.candidates:
            return True
        return self.could_do_without and not self.vote_asked

    @property
    def could_do_without(self) -> bool:
        """One stands; or two who have said the same about who is representative.

        And there is time left for anybody to ask for a vote.
        """
        if self.asks_until >= self.round.votes_on:
            return False
        return len(self.candidates) == 1 or self.have_agreed

    @property
    def _by_the_clock(self) -> State:
        now = clock.now()
        if now >= self.closes_at:
            return State.CLOSED
        return State.OPEN if now >= self.opens_at else State.LISTED

    # What may be done

    def announce(self) -> None:
        self._take(Act.ANNOUNCE)
        calendar = self.round
        self.enter(
            Deed.ANNOUNCED,
            *self.officers,
            nominations_until=calendar.nominations_until.isoformat(),
            votes_on=calendar.votes_on.isoformat(),
            result_on=calendar.result_on.isoformat(),
            figures_public=calendar.figures_public,
        )

    def can(self, act: Act) -> bool:
        return FLOW.allows(self.standing, act)

    def _take(self, act: Act) -> None:
        """Raise RuleBroken for what can't be now."""
        self.state = FLOW.after(self.standing, act)

"""An election: of a department's representative and deputy, or of the board member."""

from datetime import date, time
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

from kimvoice.core.db import Model, closed_choice, db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.annulment import Annulled
from kimvoice.elections.balloting import Balloting
from kimvoice.elections.candidates import Candidacies, Candidate
from kimvoice.elections.counters import Appointing, ElectionCounter
from kimvoice.elections.counts import Counting, ElectionCount
from kimvoice.elections.envelopes import WrappedKey
from kimvoice.elections.events import ElectionEvent
from kimvoice.elections.forgetting import Forgetting
from kimvoice.elections.keyholding import KeyHeld
from kimvoice.elections.lots import Drawing, ElectionLot
from kimvoice.elections.objections import ElectionComplaint, Objecting
from kimvoice.elections.proposals import Proposal, Proposing
from kimvoice.elections.protocol import Chained
from kimvoice.elections.results import Resulting
from kimvoice.elections.roll import Rolled, RollEntry
from kimvoice.elections.rounds import ElectionRound
from kimvoice.elections.states import DONE, FLOW, Act, Deed, State, Way
from kimvoice.elections.tally import ONE_SEAT, REPRESENTATIVE_AND_DEPUTY
from kimvoice.elections.timing import Timed
from kimvoice.elections.unbroken import Unbroken
from kimvoice.people.models import Department, Person


class Election(
    Candidacies,
    Rolled,
    KeyHeld,
    Balloting,
    Appointing,
    Counting,
    Drawing,
    Resulting,
    Annulled,
    Proposing,
    Objecting,
    Chained,
    Unbroken,
    Forgetting,
    Timed,
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
    way: Mapped[Way] = mapped_column(closed_choice(Way, "way"), default=Way.PAPER)
    """As it was planned; `is_on_net` says how it went."""
    opens: Mapped[time]
    closes: Mapped[time]
    """On the clock of the house, on the day of the round."""
    place: Mapped[str] = mapped_column(default="")
    """Where the department meets to vote."""
    vote_asked: Mapped[bool] = mapped_column(default=False)
    """By anybody on the roll: who it was is written nowhere."""
    list_changed_on: Mapped[date | None]
    """When it last changed so that those on it could be elected without a vote."""
    paper_in_urn: Mapped[int] = mapped_column(default=0)
    """Slips of paper that were typed in beside the net."""
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
    wrapped_keys: Mapped[list[WrappedKey]] = relationship(
        back_populates="election", cascade="all, delete-orphan"
    )
    lots: Mapped[list[ElectionLot]] = relationship(
        back_populates="election",
        order_by=ElectionLot.number,
        cascade="all, delete-orphan",
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
    def runs_elsewhere(self) -> bool:
        """Another round elects the same, and is not over."""
        return any(it.standing is not State.FINAL for it in self._others)

    @property
    def is_held_anew(self) -> bool:
        """A later round elects the same, or has done so."""
        mine = (self.round.votes_on, self.id)
        return any((it.round.votes_on, it.id) > mine for it in self._others)

    @property
    def _others(self) -> list["Election"]:
        """Of the same, announced and not annulled."""
        unheard = (State.DRAFT, State.ANNULLED)
        same = select(Election).where(
            Election.department_id == self.department_id,
            Election.id != self.id,
            Election.state.not_in(unheard),
        )
        return list(db.session.scalars(same).unique())

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
            way=self.way.value,
        )

    def can(self, act: Act) -> bool:
        return FLOW.allows(self.standing, act) and self.fits_the_way(act)

    def _take(self, act: Act) -> None:
        """Raise RuleBroken for what can't be now."""
        after = FLOW.after(self.standing, act)
        if not self.fits_the_way(act):
            raise RuleBroken(DONE)
        self.state = after

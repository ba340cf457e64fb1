"""The roll: who may vote, frozen on a day, with a mark for a slip that was given."""

import secrets
from typing import TYPE_CHECKING

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import flag_modified

from kimvoice.core import clock
from kimvoice.core.db import Model
from kimvoice.core.errors import RuleBroken
from kimvoice.elections import sweeping
from kimvoice.elections.states import Act, Deed, State
from kimvoice.elections.whole import Whole
from kimvoice.people.models import Person, RoleKind

if TYPE_CHECKING:
    from kimvoice.elections.models import Election


class RollEntry(Model):
    __tablename__ = "election_roll"
    __table_args__ = (
        UniqueConstraint("election_id", "person_id"),
        CheckConstraint("NOT (got_slip AND on_net)", "one_vote"),
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """Drawn."""
    election_id: Mapped[int] = mapped_column(
        ForeignKey("elections.id", ondelete="CASCADE")
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    got_slip: Mapped[bool] = mapped_column(default=False)
    """No time, no line in the protocol: nobody may read who voted when."""
    on_net: Mapped[bool] = mapped_column(default=False)
    """Voted here. False again for all once the urn is opened: then it is one mark."""
    is_struck: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person] = relationship()
    election: Mapped["Election"] = relationship(back_populates="roll")

    @classmethod
    def of(cls, person: Person) -> "RollEntry":
        return cls(id=secrets.randbits(62), person=person)

    @property
    def is_marked(self) -> bool:
        """Has voted, or got a slip: which of the two is nobody's business."""
        return self.got_slip or self.on_net


def not_here(person: Person) -> LazyString:
    return _l("%(name)s er ikke her lenger, og kan ikke stemme.", name=person.name)


class Rolled(Whole):
    @property
    def voters(self) -> list[Person]:
        """By name."""
        on_it = (it.person for it in self.roll if not it.is_struck)
        return sorted(on_it, key=lambda each: (each.name, each.user_name))

    @property
    def able_to_vote(self) -> list[Person]:
        """Without those on the roll who left before the vote and have no mark."""
        if not self.roll:
            return self.would_vote
        marked = {it.person for it in self.roll if it.is_marked}
        return [it for it in self.voters if it in marked or not self.has_left(it)]

    @property
    def is_lonely(self) -> bool:
        """One can vote: no vote would be secret, so none is held."""
        return len(self.able_to_vote) == 1

    @property
    def are_a_pair(self) -> bool:
        """Two can vote: from the result each may understand what the other did."""
        return len(self.able_to_vote) == 2

    def freeze(self) -> None:
        """Who may vote is written down, and the list of candidates is drawn."""
        self._take(Act.FREEZE)
        voters = [it for it in self.would_vote if not self._votes_elsewhere(it)]
        self.roll = [RollEntry.of(person) for person in voters]
        self.draw_the_list(voters)
        if clock.today() > self.round.roll_on:
            # Nobody could ask for a vote before the list was there.
            self.list_changed_on = clock.today()
        # Who declined, or was only proposed, is gone from the files as well.
        sweeping.owe()
        self.enter(
            Deed.LISTED,
            *(it.person for it in self.candidates),
            on_roll=len(self.roll),
        )

    def _votes_elsewhere(self, person: Person) -> bool:
        """Of two departments at once, or moved on the day: one vote in a round."""
        return any(other.entry_of(person) for other in self.round.elections)

    def settle(self) -> None:
        """What the calendar has made due."""
        until = self.round.nominations_until
        if self.state is State.NOMINATION and clock.today() > until:
            self.freeze()

    def give_slip(self, person: Person) -> None:
        """Raise RuleBroken for who is not on the roll, has left, or has got one."""
        self._take(Act.GIVE_SLIP)
        if self.has_left(person):
            raise RuleBroken(not_here(person))
        self.mark(self.without_slip(person), got_slip=True)

    def take_back_slip(self, person: Person) -> None:
        """The mark stood at the wrong name. Raise RuleBroken where there is none."""
        self._take(Act.GIVE_SLIP)
        entry = self.entry_of(person)
        if entry is None or not entry.got_slip:
            raise RuleBroken(_l("%(name)s har ikke fått seddel.", name=person.name))
        self.mark(entry, got_slip=False)

    def mark(
        self, entry: RollEntry, *, got_slip: bool = False, on_net: bool = False
    ) -> None:
        """Each row is written anew, in drawn order: PostgreSQL lays what is written
        last behind the others, also in its copies, and would show who came when."""
        entry.got_slip, entry.on_net = got_slip, on_net
        for each in self.roll:
            flag_modified(each, "got_slip")

    def wipe_marks(self) -> None:
        """Of a vote that is never counted nobody needs to know who came."""
        self.paper_in_urn = 0
        for entry in self.roll:
            entry.got_slip = entry.on_net = False

    def has_left(self, person: Person) -> bool:
        """The house, before the vote; whoever leaves after it has voted as all."""
        day = min(clock.today(), self.round.votes_on)
        return all(it.starts > day or it.is_over(day) for it in person.roles)

    def without_slip(self, person: Person) -> RollEntry:
        """Raise RuleBroken for who is not on the roll, or has got one."""
        entry = self.entry_of(person)
        if entry is None:
            raise RuleBroken(_l("%(name)s står ikke i manntallet.", name=person.name))
        if entry.is_marked:
            voted = _l("%(name)s har allerede stemt.", name=person.name)
            got_slip = _l("%(name)s har allerede fått seddel.", name=person.name)
            raise RuleBroken(voted if self.is_on_net else got_slip)
        return entry

    def entry_of(self, person: Person) -> RollEntry | None:
        """None for who is not on the roll, or was struck."""
        return next(
            (it for it in self.roll if it.person_id == person.id and not it.is_struck),
            None,
        )

    def is_on_roll(self, person: Person) -> bool:
        """Before it is frozen: would be, if that were today."""
        if self.state in (State.DRAFT, State.NOMINATION):
            return person in self.would_vote
        return self.entry_of(person) is not None

    @property
    def would_vote(self) -> list[Person]:
        """Today; those of the department, or for the board its representatives."""
        if self.department:
            return self.department.participants()
        return Person.holding(RoleKind.REPRESENTATIVE)

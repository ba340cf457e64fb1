"""The committee of a round: three officers, at most one from staff (DESIGN 6)."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import clock
from kimvoice.core.db import Model
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.states import DONE, Deed, State
from kimvoice.people.models import Person, RoleKind

if TYPE_CHECKING:
    from kimvoice.elections.models import Election
    from kimvoice.elections.rounds import ElectionRound

Sentence: TypeAlias = LazyString | str

OFFICERS = 3
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
ALSO_PARTICIPANTS = (RoleKind.BOARD_MEMBER, RoleKind.SAFETY_REPRESENTATIVE)
"""What a participant may be without belonging to staff."""
OVER = (State.FINAL, State.ANNULLED)


def is_staff(person: Person) -> bool:
    """Also the board's others: whoever is no participant, and more than an officer."""
    if person.holds(RoleKind.PARTICIPANT):
        return person.holds(*(it for it in STAFF if it not in ALSO_PARTICIPANTS))
    return person.holds(*STAFF)


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


class Seated:
    if TYPE_CHECKING:
        committee: Mapped[list[CommitteeMember]]
        elections: Mapped[list[Election]]

        @property
        def is_draft(self) -> bool: ...

    @property
    def officers(self) -> list[Person]:
        return [it.person for it in self.committee if it.left_on is None]

    @property
    def all_officers(self) -> list[Person]:
        """Also those who have left the committee."""
        return [it.person for it in self.committee]

    @property
    def officers_here(self) -> list[Person]:
        """Who has left the house is an officer no more, and must be replaced."""
        return [it for it in self.officers if it.is_here]

    @property
    def lacks_officers(self) -> bool:
        return len(self.officers_here) < OFFICERS

    @property
    def has_two_from_staff(self) -> bool:
        """One more was employed since it was announced, and must be replaced."""
        return any(_too_many_staff(self.officers_here))

    @property
    def is_over(self) -> bool:
        ended = [it.standing in OVER for it in self.elections]
        return not self.is_draft and all(ended)

    @property
    def can_replace(self) -> bool:
        return not self.is_draft and not self.is_over

    def seat(self, person: Person) -> None:
        """Into the committee; who left it before may come back."""
        before = next((it for it in self.committee if it.person == person), None)
        if before is None:
            self.committee.append(CommitteeMember(person=person, since=clock.today()))
        else:
            before.since, before.left_on = clock.today(), None

    def seat_only(self, people: list[Person]) -> None:
        """Of a draft, whose committee nobody has seen."""
        for member in [it for it in self.committee if it.person not in people]:
            self.committee.remove(member)
        for person in people:
            self.seat(person)

    def replace(self, leaving: Person, coming: Person) -> None:
        """Why somebody leaves is written nowhere. Raise RuleBroken for who can't."""
        if not self.can_replace or leaving not in self.officers:
            raise RuleBroken(DONE)
        if coming in self.officers:
            raise RuleBroken(_("%(name)s er i valgstyret fra før.", name=coming.name))
        staying = [it for it in self.officers_here if it != leaving]
        for words in (*self._against([coming]), *_too_many_staff([*staying, coming])):
            raise RuleBroken(words)
        seat = next(it for it in self.committee if it.person == leaving)
        seat.left_on = clock.today()
        self.seat(coming)
        for election in self.elections:
            if election.standing not in OVER:
                election.enter(Deed.OFFICER_REPLACED, leaving, coming)

    def _of_committee(self) -> Iterator[Sentence]:
        if len(self.officers) != OFFICERS:
            yield _l("Velg tre valgansvarlige.")
        yield from self._against(self.officers)
        yield from _too_many_staff(self.officers)

    def _against(self, people: list[Person]) -> Iterator[Sentence]:
        """Why these can't be in the committee."""
        for person in people:
            if not person.holds(RoleKind.ELECTION_OFFICER):
                yield _("%(name)s har ikke rollen valgansvarlig.", name=person.name)
            if any(it.is_candidate(person) for it in self.elections):
                yield _("%(name)s stiller til valg.", name=person.name)


def _too_many_staff(people: list[Person]) -> Iterator[Sentence]:
    if sum(map(is_staff, people)) > 1:
        yield _l("Bare én av de tre kan være ansatt.")

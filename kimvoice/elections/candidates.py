"""Candidates: nominated, asked, and on the list in drawn order."""

import secrets
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from sqlalchemy import BigInteger, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import clock
from kimvoice.core.db import Model, closed_choice
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.states import DONE, Act, CandidateState, Deed, State
from kimvoice.elections.tally import REPRESENTATIVE_AND_DEPUTY
from kimvoice.elections.whole import Whole
from kimvoice.people.models import Person

if TYPE_CHECKING:
    from kimvoice.elections.models import Election


class Candidate(Model):
    """Who proposed the person is written nowhere."""

    __tablename__ = "election_candidates"
    __table_args__ = (UniqueConstraint("election_id", "person_id"),)

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """Drawn."""
    election_id: Mapped[int] = mapped_column(
        ForeignKey("elections.id", ondelete="CASCADE")
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    state: Mapped[CandidateState] = mapped_column(
        closed_choice(CandidateState, "state")
    )
    statement: Mapped[str] = mapped_column(default="")
    place: Mapped[int | None]
    """On the list, drawn when the roll is frozen."""
    puts_first_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL")
    )
    """Of two who stand: who, by this one's word, shall be representative."""
    votes: Mapped[int | None]
    """Once two have counted the same."""

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    election: Mapped["Election"] = relationship(back_populates="nominees")

    @classmethod
    def of(
        cls, person: Person, state: CandidateState, statement: str = ""
    ) -> "Candidate":
        return cls(
            id=secrets.randbits(62), person=person, state=state, statement=statement
        )


class Candidacies(Whole):
    @property
    def candidates(self) -> list[Candidate]:
        """Those who stand, in drawn order; before it is drawn, by name."""
        standing = (it for it in self.nominees if it.state is CandidateState.STANDS)
        return sorted(standing, key=lambda it: (it.place or 0, it.person.name, it.id))

    def candidate(self, person: Person) -> Candidate | None:
        """Whoever was proposed, whatever the answer."""
        return next((it for it in self.nominees if it.person_id == person.id), None)

    def is_candidate(self, person: Person) -> bool:
        return person in [it.person for it in self.candidates]

    # Before the list is drawn

    def nominate(self, person: Person) -> None:
        """By whom is written nowhere, and whether it was done before is not told."""
        self._nominating(Act.NOMINATE)
        if person not in self.would_vote:
            raise RuleBroken(_l("Den du foreslår, må være deltaker i avdelingen."))
        if self.candidate(person) is None:
            self.nominees.append(Candidate.of(person, CandidateState.NOMINATED))

    def stand(self, person: Person, statement: str = "") -> None:
        """Who stands has agreed that the name is shown in the house."""
        self._nominating(Act.STAND)
        if person in self.officers:
            raise RuleBroken(
                _l("Du sitter i valgstyret. Gå ut av valgstyret før du stiller.")
            )
        if person not in self.would_vote:
            raise RuleBroken(_l("Du må være deltaker i avdelingen for å stille."))
        candidate = self.candidate(person)
        if candidate is None:
            candidate = Candidate.of(person, CandidateState.STANDS)
            self.nominees.append(candidate)
        candidate.state, candidate.statement = CandidateState.STANDS, statement

    def decline(self, person: Person) -> None:
        """Nobody else is told; it is forgotten when the list is drawn."""
        self._nominating(Act.DECLINE)
        candidate = self.candidate(person)
        if candidate is not None:
            candidate.state, candidate.statement = CandidateState.DECLINED, ""

    def draw_the_list(self, voters: list[Person]) -> None:
        """Who did not say yes, or is not on the roll, is forgotten."""
        self.nominees = [it for it in self.candidates if it.person in voters]
        places = list(range(1, len(self.nominees) + 1))
        secrets.SystemRandom().shuffle(places)
        for candidate, place in zip(self.nominees, places, strict=True):
            candidate.place = place

    def _nominating(self, act: Act) -> None:
        until = self.round.nominations_until
        if clock.today() > until:
            day = f"{until.day}.{until.month}.{until.year}"
            raise RuleBroken(_l("Fristen for å foreslå gikk ut %(day)s.", day=day))
        self._take(act)

    # When it is drawn

    def withdraw(self, person: Person) -> None:
        """Raise RuleBroken once the vote has opened: the slips are printed."""
        candidate = self._standing(person)
        if self.state is State.NOMINATION:
            self.decline(person)
            return
        self._take(Act.WITHDRAW)
        candidate.state = CandidateState.WITHDREW
        self.list_changed_on = clock.today()
        self.enter(Deed.CANDIDATE_WITHDREW, candidates=len(self.candidates))

    def agree(self, person: Person, first: Person) -> None:
        """Of two who stand: who of them shall be representative, by this one's word."""
        candidate = self._standing(person)
        if len(self.candidates) != REPRESENTATIVE_AND_DEPUTY or self.is_for_board:
            raise RuleBroken(_l("Bare når to stiller, kan de bli enige."))
        if not self.is_candidate(first):
            raise RuleBroken(_l("Velg en av de to som stiller."))
        self._take(Act.AGREE)
        candidate.puts_first_id = first.id
        if {it.puts_first_id for it in self.candidates} == {first.id}:
            self.list_changed_on = clock.today()
            self.enter(Deed.ORDER_AGREED, first)

    def ask_for_vote(self, person: Person) -> None:
        """Who asks is written nowhere."""
        if not self.is_on_roll(person):
            raise RuleBroken(_l("Du står ikke i manntallet for dette valget."))
        if not self.could_do_without or clock.today() > self.asks_until:
            raise RuleBroken(DONE)
        self._take(Act.ASK_FOR_VOTE)
        if not self.vote_asked:
            self.vote_asked = True
            self.enter(Deed.VOTE_ASKED)

    def _standing(self, person: Person) -> Candidate:
        candidate = self.candidate(person)
        if candidate is None or candidate.state is not CandidateState.STANDS:
            raise RuleBroken(DONE)
        return candidate

"""Candidates: nominated, asked, and on the list in drawn order."""

import secrets
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from sqlalchemy import BigInteger, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import clock, days
from kimvoice.core.db import Model, closed_choice
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.names import telling_apart
from kimvoice.elections.rounds import ASKED_WITHIN
from kimvoice.elections.states import DONE, Act, CandidateState, Deed, State
from kimvoice.elections.tally import REPRESENTATIVE_AND_DEPUTY
from kimvoice.elections.whole import Whole
from kimvoice.people.models import Person

if TYPE_CHECKING:
    from kimvoice.elections.models import Election

ALONE = _l("Bare én kan stemme. Da blir det ingen avstemning.")


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

    @property
    def listed(self) -> list[Candidate]:
        """Whom a page may name: before the list is drawn, who has not left."""
        if self.state is not State.NOMINATION:
            return self.candidates
        here = self.would_vote
        return [it for it in self.candidates if it.person in here]

    @property
    def called(self) -> dict[Person, str]:
        """Each that is listed, by name."""
        return telling_apart([it.person for it in self.listed])

    def candidate(self, person: Person) -> Candidate | None:
        """Whoever was proposed, whatever the answer."""
        return next((it for it in self.nominees if it.person_id == person.id), None)

    def is_candidate(self, person: Person) -> bool:
        return person in [it.person for it in self.candidates]

    # Before the list is drawn

    @property
    def is_nominating(self) -> bool:
        until = self.round.nominations_until
        return self.state is State.NOMINATION and clock.today() <= until

    def nominate(self, person: Person) -> None:
        """By whom is written nowhere, and whether it was done before is not told."""
        self.must_be_nominating()
        self._take(Act.NOMINATE)
        if person not in self.would_vote:
            raise RuleBroken(_l("Den du foreslår, må være deltaker i avdelingen."))
        if self.candidate(person) is None:
            self.nominees.append(Candidate.of(person, CandidateState.NOMINATED))

    def stand(self, person: Person, statement: str = "") -> None:
        """Who stands has agreed that the name is shown in the house."""
        self.must_be_nominating()
        self._take(Act.STAND)
        if person in self.officers:
            raise RuleBroken(
                _l("Du sitter i valgstyret. Gå ut av valgstyret før du stiller.")
            )
        if person not in self.would_vote:
            raise RuleBroken(_l("Du må være deltaker i avdelingen for å stille."))
        if not self.can_hold(person):
            raise RuleBroken(_l("Den som er ansatt, kan ikke stille til valg."))
        candidate = self.candidate(person)
        if candidate is None:
            candidate = Candidate.of(person, CandidateState.STANDS)
            self.nominees.append(candidate)
        candidate.state, candidate.statement = CandidateState.STANDS, statement

    def decline(self, person: Person) -> None:
        """Nobody else is told; it is forgotten when the list is drawn."""
        self.must_be_nominating()
        self._take(Act.DECLINE)
        candidate = self.candidate(person)
        if candidate is not None:
            candidate.state, candidate.statement = CandidateState.DECLINED, ""

    def must_be_nominating(self) -> None:
        """Raise RuleBroken when it is too late to propose, and to answer."""
        until = self.round.nominations_until
        if clock.today() > until:
            day = days.in_figures(until)
            raise RuleBroken(_l("Fristen for å foreslå gikk ut %(day)s.", day=day))

    def draw_the_list(self, voters: list[Person]) -> None:
        """Who did not say yes, or is not on the roll, is forgotten."""
        self.nominees = [it for it in self.candidates if it.person in voters]
        places = list(range(1, len(self.nominees) + 1))
        secrets.SystemRandom().shuffle(places)
        for candidate, place in zip(self.nominees, places, strict=True):
            candidate.place = place

    # When it is drawn

    def withdraw(self, person: Person) -> None:
        """Raise RuleBroken once the vote opens, or would have: it is as it is then."""
        candidate = self.must_stand(person)
        if self.state is State.NOMINATION:
            self.decline(person)
            return
        if clock.now() >= self.opens_at:
            raise RuleBroken(_l("Det er for sent å trekke seg. Snakk med valgstyret."))
        self._take(Act.WITHDRAW)
        candidate.state, candidate.statement = CandidateState.WITHDREW, ""
        self.list_changed_on = clock.today()
        self.enter(Deed.CANDIDATE_WITHDREW, candidates=len(self.candidates))

    def can_withdraw(self, person: Person) -> bool:
        if not self.is_candidate(person):
            return False
        listed = self.state is State.LISTED and clock.now() < self.opens_at
        return listed or self.is_nominating

    def forget_candidate(self, person: Person) -> None:
        """Of who is erased the words go; off the list too, where there is time."""
        candidate = self.candidate(person)
        if candidate is None:
            return
        if self.state is State.NOMINATION:
            self.nominees.remove(candidate)
        elif self.can_withdraw(person):
            self.withdraw(person)
        candidate.statement = ""

    def agree(self, person: Person, first: Person) -> None:
        """Of two who stand: who of them shall be representative, by this one's word.

        Once both have said the same, it stands; each can still ask for a vote.
        """
        candidate = self.must_stand(person)
        self.must_be_agreeing()
        if not self.is_candidate(first):
            raise RuleBroken(_l("Velg en av de to som stiller."))
        self._take(Act.AGREE)
        candidate.puts_first_id = first.id
        if self.have_agreed:
            self.list_changed_on = clock.today()
            self.enter(Deed.ORDER_AGREED, first)

    @property
    def are_two(self) -> bool:
        return len(self.candidates) == REPRESENTATIVE_AND_DEPUTY == self.seats

    @property
    def have_agreed(self) -> bool:
        first = {it.puts_first_id for it in self.candidates}
        return self.are_two and len(first) == 1 and first != {None}

    @property
    def can_agree(self) -> bool:
        """There is time to agree, and for anybody to ask for a vote after it."""
        last = days.working_day_after(clock.today(), ASKED_WITHIN)
        in_time = last < self.round.votes_on and not self.vote_asked
        listed = self.state is State.LISTED
        return listed and self.are_two and in_time and not self.have_agreed

    def must_be_agreeing(self) -> None:
        if not self.are_two:
            raise RuleBroken(_l("Bare når to stiller, kan de bli enige."))
        if self.have_agreed:
            raise RuleBroken(_l("Dere er enige allerede."))
        if not self.can_agree:
            raise RuleBroken(_l("Det er for sent å bli enige. Det blir avstemning."))

    @property
    def can_be_asked(self) -> bool:
        """Whether anybody on the roll can turn it into a vote."""
        in_time = clock.today() <= self.asks_until
        return self.state is State.LISTED and self.goes_by_who_asks and in_time

    def ask_for_vote(self, person: Person) -> None:
        """Who asks is written nowhere; a second one is answered as the first."""
        if not self.is_on_roll(person):
            raise RuleBroken(_l("Du står ikke i manntallet for dette valget."))
        if self.is_lonely:
            raise RuleBroken(ALONE)
        if not self.could_do_without:
            raise RuleBroken(DONE)
        until = self.asks_until
        if clock.today() > until:
            day = days.in_figures(until)
            raise RuleBroken(
                _l("Fristen for å be om avstemning gikk ut %(day)s.", day=day)
            )
        self._take(Act.ASK_FOR_VOTE)
        if not self.vote_asked:
            self.vote_asked = True
            self.enter(Deed.VOTE_ASKED)

    def must_stand(self, person: Person) -> Candidate:
        candidate = self.candidate(person)
        if candidate is None or candidate.state is not CandidateState.STANDS:
            raise RuleBroken(DONE)
        return candidate

"""What one officer proposes, and another must agree to, with a reason."""

from datetime import date
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import clock
from kimvoice.core.db import Model, closed_choice
from kimvoice.core.errors import RuleBroken
from kimvoice.elections import sweeping
from kimvoice.elections.enrolling import Enrolling
from kimvoice.elections.roll import RollEntry
from kimvoice.elections.states import DONE, Act, Deed, ProposalKind
from kimvoice.people.invitations import Invitation
from kimvoice.people.models import Person

if TYPE_CHECKING:
    from kimvoice.elections.models import Election


class Proposal(Model):
    __tablename__ = "election_proposals"
    __table_args__ = (
        CheckConstraint("asked_by_id != answered_by_id", "two_officers"),
        CheckConstraint("(kind = 'annul') = (person_id IS NULL)", "about_whom"),
        CheckConstraint("(answered_on IS NULL) = (agreed IS NULL)", "answered"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    election_id: Mapped[int] = mapped_column(
        ForeignKey("elections.id", ondelete="CASCADE")
    )
    kind: Mapped[ProposalKind] = mapped_column(
        closed_choice(ProposalKind, "proposal_kind")
    )
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_on: Mapped[date]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    answered_on: Mapped[date | None]
    agreed: Mapped[bool | None]

    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id])
    answered_by: Mapped[Person | None] = relationship(foreign_keys=[answered_by_id])
    election: Mapped["Election"] = relationship(back_populates="proposals")

    def answer(self, by: Person, *, agreed: bool) -> None:
        self.answered_by, self.agreed = by, agreed
        self.answered_on = clock.today()


ACT = {
    ProposalKind.ENROL: Act.CORRECT,
    ProposalKind.STRIKE: Act.CORRECT,
    ProposalKind.NEW_CODE: Act.ALLOW_CODE,
    ProposalKind.ANNUL: Act.ANNUL,
}


class Proposing(Enrolling):
    @property
    def open_proposals(self) -> list[Proposal]:
        """Those that a second officer can still answer; the others have lapsed."""
        return [
            it
            for it in self.proposals
            if it.answered_on is None and self.can(ACT[it.kind])
        ]

    @property
    def is_contested(self) -> bool:
        """A complaint waits, or one of the officers wants it held anew."""
        waiting = (it for it in self.proposals if it.answered_on is None)
        anew = any(it.kind is ProposalKind.ANNUL for it in waiting)
        return bool(self.open_complaints) or anew

    def proposal(self, number: int) -> Proposal | None:
        return next((it for it in self.proposals if it.id == number), None)

    def propose(
        self, kind: ProposalKind, person: Person | None, reason: str, by: Person
    ) -> None:
        """One officer's word: nothing changes before another has agreed."""
        self._may_decide(kind, person, by)
        asked = [(it.kind, it.person) for it in self.open_proposals]
        if (kind, person) in asked:
            raise RuleBroken(_l("Dette venter alt på en annen valgansvarlig."))
        if kind is ProposalKind.NEW_CODE and person and self._codes_allowed(person.id):
            raise RuleBroken(CODE_ALLOWED)
        self.proposals.append(
            Proposal(
                kind=kind,
                person=person,
                reason=reason,
                asked_by=by,
                asked_on=clock.today(),
            )
        )

    def agree_to(self, proposal: Proposal, by: Person) -> None:
        """The second officer's yes. Raise RuleBroken for what can't be any more."""
        self._may_answer(proposal, by)
        self._may_decide(proposal.kind, proposal.person, by)
        if proposal.person and proposal.kind is ProposalKind.STRIKE:
            self.must_be_unmarked(proposal.person, by)
        if proposal.person is None and self.complaints_of(proposal.asked_by):
            raise RuleBroken(PROPOSER_COMPLAINED)
        # While it waits nothing is final: taken before it is answered.
        self._take(ACT[proposal.kind])
        proposal.answer(by, agreed=True)
        if proposal.person is None:
            self._annul(proposal)
        elif proposal.kind is ProposalKind.NEW_CODE:
            self._note(proposal, Deed.CODE_ALLOWED)
        else:
            self._correct(proposal, proposal.person)

    def refuse(self, proposal: Proposal, by: Person) -> None:
        self._may_answer(proposal, by)
        proposal.answer(by, agreed=False)

    def _may_answer(self, proposal: Proposal, by: Person) -> None:
        if proposal not in self.open_proposals:
            raise RuleBroken(DONE)
        if by == proposal.asked_by:
            raise RuleBroken(_l("En annen valgansvarlig må svare."))
        if by == proposal.person or self.complaints_of(by):
            raise RuleBroken(OWN_MATTER)

    def _may_decide(
        self, kind: ProposalKind, person: Person | None, by: Person
    ) -> None:
        if not self.can(ACT[kind]):
            raise RuleBroken(DONE)
        if by == person or (person is None and self.complaints_of(by)):
            raise RuleBroken(OWN_MATTER)
        if person is not None:
            self._may_change(kind, person, by)

    def _may_change(self, kind: ProposalKind, person: Person, by: Person) -> None:
        if self.is_on_net:
            # Whoever is struck, given a slip and enrolled again votes as another.
            self.must_hold_lock(by)
        if kind is ProposalKind.ENROL:
            self.may_enrol(person)
        elif not self.is_on_roll(person):
            raise RuleBroken(_l("%(name)s står ikke i manntallet.", name=person.name))
        elif kind is ProposalKind.STRIKE:
            self.may_strike(person)

    def _correct(self, proposal: Proposal, person: Person) -> None:
        enrolled = proposal.kind is ProposalKind.ENROL
        entry = next((it for it in self.roll if it.person_id == person.id), None)
        if entry is None:
            entry = RollEntry.of(person)
            self.roll.append(entry)
        entry.is_struck = not enrolled
        if enrolled and self.is_on_net:
            Invitation.void_new_codes([person])
        self._note(proposal, Deed.ROLL_CORRECTED, enrolled=enrolled)

    # New slips for those on the roll (held_back.py)

    @property
    def without_code(self) -> set[int]:
        """For whom no new slip may be made."""
        on_roll = {it.person_id for it in self.roll if not it.is_struck}
        return {it for it in on_roll if not self._codes_allowed(it)}

    def use_up_code(self, person: Person) -> None:
        """What was agreed stands in the protocol."""
        for proposal in self._codes_allowed(person.id):
            self.proposals.remove(proposal)

    def _codes_allowed(self, number: int) -> list[Proposal]:
        codes = (it for it in self.proposals if it.kind is ProposalKind.NEW_CODE)
        return [it for it in codes if it.person_id == number and it.agreed]

    def _annul(self, proposal: Proposal) -> None:
        # Who declined, or was only proposed, is gone as when the list is drawn.
        self.nominees = list(self.candidates)
        self.destroy_urn()
        if not self.was_counted:
            self.wipe_marks()
        sweeping.owe()
        self._note(proposal, Deed.ANNULLED)
        assert proposal.answered_by is not None
        self.take_back(proposal.answered_by, proposal.reason)

    def _note(self, proposal: Proposal, deed: Deed, **said: bool) -> None:
        """The reason may tell of somebody: the committee's own copy alone has it."""
        assert proposal.answered_by is not None
        about = [proposal.person] if proposal.person else []
        people = (*about, proposal.asked_by, proposal.answered_by)
        self.enter(deed, *people, kept={"reason": proposal.reason}, **said)


CODE_ALLOWED = _l("To har sagt ja. Be en administrator skrive ut lappen.")
OWN_MATTER = _l("Dette gjelder deg selv. En annen valgansvarlig må gjøre det.")
PROPOSER_COMPLAINED = _l(
    "Den som foreslo dette, har klaget selv. Svar nei, så kan en annen foreslå det."
)

"""A complaint about the election itself, to its committee, within its date."""

import secrets
from datetime import date
from typing import TYPE_CHECKING

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import clock, days, site_key
from kimvoice.core.db import Model
from kimvoice.core.errors import RuleBroken
from kimvoice.core.vault import place_of
from kimvoice.elections.states import DONE, Act, Deed, ProposalKind, State
from kimvoice.elections.whole import Whole
from kimvoice.people.models import Person

if TYPE_CHECKING:
    from kimvoice.elections.models import Election


class ElectionComplaint(Model):
    __tablename__ = "election_complaints"
    __table_args__ = (
        CheckConstraint("(decided_on IS NULL) = (upheld IS NULL)", "decided"),
        CheckConstraint("decided_by_id != person_id", "by_another"),
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """Drawn."""
    election_id: Mapped[int] = mapped_column(
        ForeignKey("elections.id", ondelete="CASCADE")
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    sent_on: Mapped[date]
    sealed_reply: Mapped[bytes | None] = mapped_column(LargeBinary)
    upheld: Mapped[bool | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_on: Mapped[date | None]

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_by_id])
    election: Mapped["Election"] = relationship(back_populates="complaints")

    @classmethod
    def of(cls, person: Person, words: str, on: date) -> "ElectionComplaint":
        sent = cls(id=secrets.randbits(62), person=person, sent_on=on)
        sent.sealed = site_key.seal(words, place_of(sent, "sealed"))
        return sent

    def must_wait_for(self, by: Person) -> None:
        """Raise RuleBroken for a second answer, and for who complained."""
        if by == self.person:
            raise RuleBroken(_l("Du har klaget selv. En annen må svare."))
        if self.decided_by:
            name = self.decided_by.name
            raise RuleBroken(_l("%(name)s har allerede svart på klagen.", name=name))

    def decide(self, by: Person, *, upheld: bool, reason: str) -> None:
        self.must_wait_for(by)
        self.sealed_reply = site_key.seal(reason, place_of(self, "sealed_reply"))
        self.upheld, self.decided_by, self.decided_on = upheld, by, clock.today()

    @property
    def is_open(self) -> bool:
        return self.decided_on is None

    @property
    def words(self) -> str:
        return site_key.opened(self.sealed, place_of(self, "sealed"))

    @property
    def reply(self) -> str:
        if self.sealed_reply is None:
            return ""
        return site_key.opened(self.sealed_reply, place_of(self, "sealed_reply"))


class Objecting(Whole):
    @property
    def open_complaints(self) -> list[ElectionComplaint]:
        return [it for it in self.complaints if it.is_open]

    @property
    def is_to_be_annulled(self) -> bool:
        """One officer has said so, and another has not answered."""
        return any(it.kind is ProposalKind.ANNUL for it in self.open_proposals)

    def complaint(self, number: int) -> ElectionComplaint | None:
        return next((it for it in self.complaints if it.id == number), None)

    def complaints_of(self, person: Person) -> list[ElectionComplaint]:
        return [it for it in self.complaints if it.person_id == person.id]

    @property
    def takes_complaints(self) -> bool:
        """Until its date; one that waits is answered after it as well."""
        until = self.complaints_until
        return self.can(Act.COMPLAIN) and until is not None and clock.today() <= until

    def can_complain(self, person: Person) -> bool:
        waits = any(it.is_open for it in self.complaints_of(person))
        return self.takes_complaints and not waits

    def complain(self, person: Person, words: str) -> None:
        """Raise RuleBroken past the date, and while one of the same person waits."""
        if not self.is_on_roll(person):
            raise RuleBroken(_l("Du står ikke i manntallet for dette valget."))
        if any(it.is_open for it in self.complaints_of(person)):
            raise RuleBroken(
                _l("Vi har allerede fått klagen din. Valgstyret svarer deg her.")
            )
        if not self.takes_complaints:
            raise RuleBroken(self.no_complaints_now)
        self._take(Act.COMPLAIN)
        sent = ElectionComplaint.of(person, words, clock.today())
        self.complaints.append(sent)
        self.enter(Deed.COMPLAINED)

    def dismiss(self, complaint: ElectionComplaint, by: Person, reason: str) -> None:
        """The election stands. Raise RuleBroken while it may be held anew."""
        if self.is_to_be_annulled:
            raise RuleBroken(
                _l("Noen vil holde valget på nytt. Svar på det forslaget først.")
            )
        complaint.must_wait_for(by)
        self._take(Act.DECIDE)
        complaint.decide(by, upheld=False, reason=reason)
        self.enter(Deed.COMPLAINT_DECIDED, upheld=False)

    def uphold(self, complaint: ElectionComplaint, by: Person, reason: str) -> None:
        """Another officer must agree: only then is it answered (`annul`)."""
        complaint.must_wait_for(by)
        self.propose(ProposalKind.ANNUL, None, reason, by)

    def uphold_all(self, by: Person, reason: str) -> None:
        """It is held anew: that is the answer to whoever still waits."""
        for complaint in self.open_complaints:
            complaint.decide(by, upheld=True, reason=reason)
            self.enter(Deed.COMPLAINT_DECIDED, upheld=True)

    @property
    def no_complaints_now(self) -> LazyString:
        """Why not, where nobody may complain today."""
        until = self.complaints_until
        if until is None:
            return _l("Du kan klage når resultatet er lagt ut.")
        if self.state is not State.PUBLISHED:
            return DONE
        day = days.in_figures(until)
        return _l("Fristen for å klage gikk ut %(day)s.", day=day)


site_key.holds(ElectionComplaint, "sealed")
site_key.holds(ElectionComplaint, "sealed_reply")

"""A support person: asked by name, reads this complaint alone, and what is ticked."""

import secrets
from datetime import date
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    LargeBinary,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.complaints.entries import ComplaintEntry
from kimvoice.complaints.states import Act
from kimvoice.core import site_key
from kimvoice.core.db import Model, closed_choice
from kimvoice.core.labels import Labelled
from kimvoice.people.models import Person

if TYPE_CHECKING:
    from kimvoice.complaints.models import Complaint


class Contact(Labelled):
    """How the support person is to get in touch."""

    AT_WORK = "at_work", _l("Snakk med meg på jobb")
    BY_PHONE = "by_phone", _l("Ring meg")
    HERE = "here", _l("Skriv her")


WHAT_FOR = _l(
    "Støttepersonen kan være med i møter og hjelpe deg å skrive."
    " Du kan også spørre senere."
)


class Wanted(Labelled):
    """Asked before it is sent: the receipt leads on. Only a wish for somebody inside is
    kept, until somebody is asked.
    """

    INSIDE = "inside", _l("Ja, en i huset")
    OUTSIDE = "outside", _l("Ja, en utenfra")
    NOT_NOW = "not_now", _l("Nei, ikke nå")


class Part(Labelled):
    """What of the complaint the support person may read."""

    COMPLAINT = "complaint", _l("Klagen")
    ANSWERS = "answers", _l("Svarene")
    MESSAGES = "messages", _l("Meldingene")


READ_AS = {
    Act.ANSWER: Part.ANSWERS,
    Act.REPORT: Part.ANSWERS,
    Act.TAKE_ON: Part.ANSWERS,
    Act.CLIMB: Part.ANSWERS,
    Act.CONFIRM: Part.MESSAGES,
    Act.NOTE: Part.MESSAGES,
    Act.TALK: Part.MESSAGES,
    Act.ASK: Part.MESSAGES,
    Act.EXTEND: Part.MESSAGES,
    Act.WRITE: Part.MESSAGES,
    Act.ESCALATE: Part.MESSAGES,
}
"""With which tick a line of the course is read; what is not here never is."""


class Support(Model):
    __tablename__ = "complaint_supports"
    __table_args__ = (
        UniqueConstraint("complaint_number", "line"),
        CheckConstraint(
            "agreed_on IS NULL OR declined_on IS NULL", "agreed_or_declined"
        ),
    )

    id: Mapped[int] = mapped_column(
        BigInteger,
        primary_key=True,
        autoincrement=False,
        default=lambda: secrets.randbits(62),
    )
    complaint_number: Mapped[int] = mapped_column(
        ForeignKey("complaints.number", ondelete="CASCADE")
    )
    line: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    reads_complaint: Mapped[bool]
    reads_answers: Mapped[bool]
    reads_messages: Mapped[bool]
    contact: Mapped[Contact] = mapped_column(closed_choice(Contact, "contact"))
    phone: Mapped[bytes | None] = mapped_column(LargeBinary)
    not_in_hearing: Mapped[bool]
    """«Ikke når andre hører på»."""
    asked_on: Mapped[date]
    agreed_on: Mapped[date | None]
    declined_on: Mapped[date | None]
    ended_on: Mapped[date | None]

    complaint: Mapped["Complaint"] = relationship(back_populates="supports")
    person: Mapped[Person] = relationship(lazy="joined")

    @property
    def is_open(self) -> bool:
        """Asked or agreed; what the house has changed since, the complaint knows."""
        return self.declined_on is None and self.ended_on is None

    @property
    def waits(self) -> bool:
        return self.is_open and self.agreed_on is None

    @property
    def parts(self) -> list[Part]:
        ticked = {
            Part.COMPLAINT: self.reads_complaint,
            Part.ANSWERS: self.reads_answers,
            Part.MESSAGES: self.reads_messages,
        }
        return [part for part, may_read in ticked.items() if may_read]

    @property
    def phone_words(self) -> str:
        return self.complaint.opened(self, "phone")

    @property
    def shown(self) -> list[ComplaintEntry]:
        return [entry for entry in self.complaint.entries if self._shows(entry)]

    def _shows(self, entry: ComplaintEntry) -> bool:
        """Also what the support person wrote; never what the handlers keep."""
        if entry.is_internal:
            return False
        return entry.by_id == self.person_id or READ_AS.get(entry.act) in self.parts


site_key.holds_within(Support, "phone", vault=lambda it: it.complaint.vault)

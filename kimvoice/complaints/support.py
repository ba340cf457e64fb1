"""A support person: asked by name, reads this complaint alone, and what is ticked."""

import secrets
from datetime import date
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

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


class Support(Model):
    __tablename__ = "complaint_supports"
    __table_args__ = (
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


site_key.holds_within(Support, "phone", vault=lambda it: it.complaint.vault)

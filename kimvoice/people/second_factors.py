"""The number from the app beside the passphrase (RFC 6238), and the codes on paper."""

from datetime import date

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import site_key
from kimvoice.core.db import Model
from kimvoice.core.vault import place_of
from kimvoice.people.models import Person


class SecondFactor(Model):
    __tablename__ = "second_factors"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """What app and house share."""
    confirmed_on: Mapped[date | None]
    """None until a number from the app was typed once: it asks for nothing before."""
    last_step: Mapped[int] = mapped_column(default=0)
    """Of thirty seconds: a number that was used is not taken again."""

    person: Mapped[Person] = relationship(lazy="joined")

    @property
    def place(self) -> str:
        return place_of(self, "sealed")


class RecoveryCode(Model):
    """On paper, each for one time: for who has lost the telephone."""

    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    code_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)


site_key.holds(SecondFactor, "sealed")

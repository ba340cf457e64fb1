"""What stays of a deleted complaint, and the figures of the closed half-years."""

import secrets
from datetime import date

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from kimvoice.complaints.states import Outcome
from kimvoice.core.db import Model, closed_choice
from kimvoice.people.models import RoleKind


class Tombstone(Model):
    """Neither number, nor date, nor department, nor anybody's name."""

    __tablename__ = "complaint_tombstones"

    id: Mapped[int] = mapped_column(
        BigInteger,
        primary_key=True,
        autoincrement=False,
        default=lambda: secrets.randbits(62),
    )
    half_year: Mapped[str]
    """In which it was sent: «2026-2»."""
    highest: Mapped[RoleKind] = mapped_column(closed_choice(RoleKind, "highest"))
    """Who had the highest step that it came to."""
    outcome: Mapped[Outcome] = mapped_column(closed_choice(Outcome, "outcome"))
    in_time: Mapped[bool]


class Figures(Model):
    """Of one closed half-year: drawn up once, the same for everybody, then frozen.

    What is too small to be told is not stored either.
    """

    __tablename__ = "complaint_figures"

    half_year: Mapped[str] = mapped_column(primary_key=True)
    frozen_on: Mapped[date]
    sent: Mapped[int | None]
    """None: fewer than five, also none."""
    all_in_time: Mapped[bool | None]
    upheld: Mapped[int | None]
    partly_upheld: Mapped[int | None]
    not_upheld: Mapped[int | None]
    withdrawn: Mapped[int | None]
    unanswered: Mapped[int | None]

"""What stays of a deleted complaint, and the figures of the closed half-years."""

import secrets
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Protocol

from sqlalchemy import BigInteger, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from kimvoice.complaints.states import Outcome
from kimvoice.core import clock, days
from kimvoice.core.db import Model, add_alone, closed_choice, db
from kimvoice.people.models import RoleKind

ENOUGH = 5
"""What is told of a half-year is told of so many, or of none."""
UNTIL_ANSWERED = 3
"""Months after a half-year: then whoever complained in it has had the first answer."""


class Counted(Protocol):
    """A complaint, or what stays of one."""

    @property
    def outcome(self) -> Outcome: ...
    @property
    def in_time(self) -> bool: ...


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
    """In which it was sent, or typed in from paper: «2026-2»."""
    highest: Mapped[RoleKind] = mapped_column(closed_choice(RoleKind, "highest"))
    """Who had the highest step that it came to."""
    outcome: Mapped[Outcome] = mapped_column(closed_choice(Outcome, "outcome"))
    in_time: Mapped[bool]

    @classmethod
    def lay(
        cls, half_year: str, highest: RoleKind, outcome: Outcome, *, in_time: bool
    ) -> None:
        """All are laid anew, in the order of their lots: none tells when it came.

        Both databases keep the order in which rows are written (decision 3); beside
        the list of what is gone it would say which complaint a tombstone was.
        """
        add_alone(cls)
        laid = [dict(it) for it in db.session.execute(select(cls.__table__)).mappings()]
        new = {"half_year": half_year, "highest": highest, "outcome": outcome}
        laid.append(new | {"id": secrets.randbits(62), "in_time": in_time})
        db.session.execute(delete(cls))
        by_lot = sorted(laid, key=lambda it: int(it["id"]))
        db.session.execute(insert(cls), by_lot)


class Figures(Model):
    """Of one half-year: drawn up once when it is closed, then never changed.

    What is too small to be told is not stored either.
    """

    __tablename__ = "complaint_figures"

    half_year: Mapped[str] = mapped_column(primary_key=True)
    frozen_on: Mapped[date | None]
    """None until then: the row says that the house was open in this half-year.

    After today when the clock was ahead: then it is as if it were None.
    """
    sent: Mapped[int | None]
    """None: fewer than five, also none."""
    all_in_time: Mapped[bool | None]
    upheld: Mapped[int | None]
    """As the four below: none is told when one of them is from 1 to 4, or has all."""
    partly_upheld: Mapped[int | None]
    not_upheld: Mapped[int | None]
    withdrawn: Mapped[int | None]
    unanswered: Mapped[int | None]

    @property
    def due_on(self) -> date:
        """When it is drawn up: the calendar alone says it."""
        closed = days.first_day_of(days.half_year_after(self.half_year))
        return days.months_after(closed, UNTIL_ANSWERED)

    @property
    def is_due(self) -> bool:
        return not self.is_frozen and clock.today() >= self.due_on

    @property
    def is_frozen(self) -> bool:
        """Not by a clock that was ahead: that day has not come."""
        return self.frozen_on is not None and self.frozen_on <= clock.today()

    @property
    def outcomes(self) -> dict[Outcome, int] | None:
        """None when they are too small to be told."""
        told = {each: getattr(self, each.value) for each in Outcome}
        return None if None in told.values() else told

    def freeze(self, counted: Iterable[Counted]) -> None:
        """Raise LookupError when it was frozen before: it never says anything else."""
        if self.is_frozen:
            raise LookupError("These figures are frozen.")
        everything = list(counted)
        self.frozen_on = clock.today()
        for told in ("sent", "all_in_time", *Outcome):
            setattr(self, told, None)
        if len(everything) < ENOUGH:
            return
        self.sent = len(everything)
        self.all_in_time = all(each.in_time for each in everything)
        split = Counter(each.outcome for each in everything)
        enough = all(number >= ENOUGH for number in split.values())
        if enough and len(split) > 1:
            for each in Outcome:
                setattr(self, each.value, split[each])

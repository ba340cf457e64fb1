"""What earlier half-years have left for «Klager i tall»: too few, all, and in part."""

from collections.abc import Iterator

from kimvoice.complaints.states import Outcome
from kimvoice.complaints.tombstones import Figures, Tombstone
from kimvoice.core import clock, days
from kimvoice.core.db import db
from kimvoice.people.models import RoleKind

LEFT: tuple[dict[Outcome, int], ...] = (
    {Outcome.UPHELD: 4, Outcome.NOT_UPHELD: 3, Outcome.WITHDRAWN: 1},
    {Outcome.UPHELD: 6, Outcome.PARTLY_UPHELD: 5},
    {Outcome.UPHELD: 2, Outcome.UNANSWERED: 1},
)
"""The newest first."""
LATE = (Outcome.NOT_UPHELD, Outcome.UNANSWERED)


def lay_tombstones() -> None:
    """Of half-years that the daily job draws up today. Commits."""
    for half_year, left in zip(_closed(), LEFT, strict=False):
        db.session.add(Figures(half_year=half_year))
        for outcome, many in left.items():
            for _ in range(many):
                Tombstone.lay(
                    half_year,
                    RoleKind.WORK_LEADER,
                    outcome,
                    in_time=outcome not in LATE,
                )
    db.session.commit()


def _closed() -> Iterator[str]:
    """From the newest whose figures have come."""
    day = clock.today()
    while True:
        half_year = days.half_year_of(day)
        if Figures(half_year=half_year).due_on <= clock.today():
            yield half_year
        day = days.months_after(day, -6)

"""Deletes a complaint, and looks at what there is afterwards."""

from sqlalchemy import select

from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Outcome
from kimvoice.complaints.tombstones import Tombstone
from kimvoice.core.db import begin_writing, db
from kimvoice.people.models import RoleKind


def left() -> list[tuple[str, RoleKind, Outcome, bool]]:
    stones = db.session.scalars(select(Tombstone))
    return sorted((it.half_year, it.highest, it.outcome, it.in_time) for it in stones)


def bury(number: int) -> None:
    begin_writing()
    complaint = Complaint.locked(number)
    assert complaint is not None
    complaint.bury()
    db.session.commit()


def numbers() -> set[int]:
    return set(db.session.scalars(select(Complaint.number)))

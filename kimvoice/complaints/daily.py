"""The daily job: it notices what the calendar says, and moves what is due. Commits."""

from sqlalchemy import select

from kimvoice.complaints import standstill
from kimvoice.complaints.drafts import Draft
from kimvoice.complaints.models import Complaint
from kimvoice.core import clock, jobs
from kimvoice.core.db import begin_adding, begin_writing, db, give_back_pages


def run_when_due() -> None:
    """Once a day. Safe to run twice or on two machines: each complaint is locked."""
    today = clock.today().isoformat()
    if jobs.is_done(standstill.JOB, today):
        return
    numbers = list(db.session.scalars(select(Complaint.number)))
    db.session.rollback()
    deleted = [number for number in numbers if _move(number)]
    begin_adding(jobs.Done)
    deleted += [0] if Draft.forget_old() else []
    if not jobs.is_done(standstill.JOB, today):
        jobs.mark_done(standstill.JOB, today)
    db.session.commit()
    if deleted:
        give_back_pages(*TABLES)


TABLES = (
    "complaints",
    "complaint_steps",
    "complaint_entries",
    "complaint_answers",
    "complaint_exclusions",
    "complaint_drafts",
)


def _move(number: int) -> bool:
    """Whether it was deleted."""
    begin_writing()
    complaint = Complaint.locked(number)
    gone = complaint is not None and complaint.is_to_be_deleted
    if gone:
        db.session.delete(complaint)
    elif complaint is not None and complaint.awaits_answer:
        complaint.climb()
    db.session.commit()
    return gone

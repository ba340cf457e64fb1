"""The daily job: it notices what the calendar says, and moves what is due. Commits."""

import secrets

from sqlalchemy import delete, select

from kimvoice.complaints import standstill
from kimvoice.complaints import tombstones as tombstones
from kimvoice.complaints.drafts import Draft
from kimvoice.complaints.models import Complaint
from kimvoice.core import clock, jobs
from kimvoice.core.db import begin_adding, begin_writing, db, give_back_pages
from kimvoice.core.jobs import Done
from kimvoice.people.corrections import Correction


def run_when_due() -> None:
    """Once a day. Safe to run twice or on two machines: each complaint is locked."""
    today = clock.today().isoformat()
    if jobs.is_done(standstill.JOB, today):
        return
    numbers = list(db.session.scalars(select(Complaint.number)))
    db.session.rollback()
    for number in numbers:
        _move(number)
    begin_adding(Done)
    if any([Draft.forget_old(), Correction.forget_old()]):
        _owe_a_sweep()
    if not jobs.is_done(standstill.JOB, today):
        jobs.mark_done(standstill.JOB, today)
    jobs.forget_all_but(standstill.REMEMBERED, standstill.JOB)
    db.session.commit()


def sweep_when_owed() -> None:
    """Give back the pages of what was deleted; what is in the way leaves it owed.

    Call it after the jobs that are not to wait for that. Commits.
    """
    owed = list(db.session.scalars(select(Done.slot).where(Done.job == OWED)))
    db.session.rollback()
    if owed:
        give_back_pages(*TABLES)
        paid = delete(Done).where(Done.job == OWED, Done.slot.in_(owed))
        db.session.execute(paid)
        db.session.commit()


OWED = "complaints_owed"
"""Written with each deletion, under a drawn name: nothing tells what was deleted."""
TABLES = (
    "complaints",
    "complaint_steps",
    "complaint_entries",
    "complaint_answers",
    "complaint_exclusions",
    "complaint_drafts",
    "complaint_log",
    "complaint_supports",
    "corrections",
)


def _move(number: int) -> None:
    begin_writing()
    complaint = Complaint.locked(number)
    if complaint is not None and complaint.is_to_be_deleted:
        db.session.delete(complaint)
        _owe_a_sweep()
    elif complaint is not None and complaint.awaits_answer:
        complaint.climb()
    db.session.commit()


def _owe_a_sweep() -> None:
    db.session.add(Done(job=OWED, slot=secrets.token_hex(8)))

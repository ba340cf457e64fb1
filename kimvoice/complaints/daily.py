"""The daily job: it notices what the calendar says, and moves what is due. Commits."""

from sqlalchemy import select

from kimvoice.complaints import half_years, standstill, sweeping
from kimvoice.complaints.burying import TABLE
from kimvoice.complaints.drafts import Draft
from kimvoice.complaints.models import Complaint
from kimvoice.core import clock, gone, jobs
from kimvoice.core.db import begin_adding, begin_writing, db
from kimvoice.core.jobs import Done
from kimvoice.people import erasure
from kimvoice.people.corrections import Correction
from kimvoice.people.former_names import FormerName


def run_when_due() -> None:
    """Once a day. Safe to run twice or on two machines: each complaint is locked."""
    today = clock.today().isoformat()
    if jobs.is_done(standstill.JOB, today):
        return
    delete_again()
    erasure.erase_again()
    numbers = list(db.session.scalars(select(Complaint.number)))
    db.session.rollback()
    for number in numbers:
        _move(number)
    gone.forget_old()
    half_years.freeze_when_due()
    begin_adding(Done)
    Draft.forget_old()
    if any([Correction.forget_old(), FormerName.forget_old()]):
        sweeping.owe()
    if not jobs.is_done(standstill.JOB, today):
        jobs.mark_done(standstill.JOB, today)
    jobs.forget_all_but(standstill.REMEMBERED, standstill.JOB)
    db.session.commit()


def delete_again() -> None:
    """What an old copy of the database has brought back. Safe to run twice. Commits.

    What is put back lies in copies once more: its line in the list is written anew.
    """
    marks = gone.noted(TABLE)
    here = db.session.scalars(select(Complaint)).unique() if marks else ()
    numbers = [each.number for each in here if each.mark in marks]
    db.session.rollback()
    for number in numbers:
        begin_writing()
        complaint = Complaint.locked(number)
        if complaint is not None:
            complaint.bury()
        db.session.commit()


def _move(number: int) -> None:
    begin_writing()
    complaint = Complaint.locked(number)
    if complaint is not None and complaint.is_to_be_deleted:
        complaint.bury()
    elif complaint is not None:
        complaint.end_lost_support()
        if complaint.awaits_answer:
            complaint.climb()
    db.session.commit()

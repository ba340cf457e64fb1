"""What was deleted is gone from the files too: its pages are given back."""

import secrets

from sqlalchemy import delete, select

from kimvoice.core.db import db, give_back_pages
from kimvoice.core.jobs import Done

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
    "former_names",
    # What an erased person leaves there (people/about.py, elections/about.py).
    "people",
    "roles",
    "role_requests",
    "invitations",
    "new_codes",
    "second_factors",
    "second_factor_resets",
    "recovery_codes",
    "second_factor_resets",
    "setting_choices",
    "recorded_elections",
    "complaint_tombstones",
)


def owe() -> None:
    """In the transaction of the deletion."""
    db.session.add(Done(job=OWED, slot=secrets.token_hex(8)))


def pay() -> None:
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

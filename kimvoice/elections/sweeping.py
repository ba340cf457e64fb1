"""What was deleted is gone from the files too: its pages are given back."""

from contextlib import suppress

from sqlalchemy.exc import OperationalError

from kimvoice.core import jobs
from kimvoice.core.db import forget_last_change

OWED = "elections_owed"
TABLES = (
    "elections",
    "election_candidates",
    "election_complaints",
    "election_count_lines",
    "election_counters",
    "election_counts",
    "election_event_people",
    "election_events",
    "election_lots",
    "election_officer_keys",
    "election_proposals",
    "election_roll",
    "election_wrapped_keys",
    "urns",
)
VOTED_IN = ("election_roll", "urns")


def owe() -> None:
    jobs.owe_pages(OWED)


def forget_last_vote() -> None:
    """So that no file shows how it was before: which mark and slip came last.

    What is in the way leaves it to the next minute. Ends what was being read.
    """
    with suppress(OperationalError):
        forget_last_change(*VOTED_IN)


def pay() -> None:
    jobs.pay_pages(OWED, *TABLES)

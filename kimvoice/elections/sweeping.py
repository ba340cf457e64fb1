"""What was deleted is gone from the files too: its pages are given back."""

from kimvoice.core import jobs

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
    "election_proposals",
    "election_roll",
)


def owe() -> None:
    jobs.owe_pages(OWED)


def pay() -> None:
    jobs.pay_pages(OWED, *TABLES)

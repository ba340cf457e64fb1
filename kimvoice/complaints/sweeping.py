"""What was deleted is gone from the files too: its pages are given back."""

from kimvoice.core import jobs

OWED = "complaints_owed"
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
    "setting_choices",
    "recorded_elections",
    "election_event_people",
    "election_candidates",
    "election_lots",
    "complaint_tombstones",
)


def owe() -> None:
    jobs.owe_pages(OWED)


def pay() -> None:
    jobs.pay_pages(OWED, *TABLES)

"""A complaint with a support person: asked, agreed, and at a browser."""

from typing import Any

from kimvoice.complaints.models import Complaint
from kimvoice.complaints.support import Contact, Part, Support
from kimvoice.core.db import db
from kimvoice.people.models import Person

TEXT = "Jeg fikk ikke pause på tirsdag."
WISH = "Jeg vil ha en pauseplan."
INTERNAL = "Spør om vaktlista."
NOTE = "Kom gjerne innom."
EVERYTHING = tuple(Part)
FILLED: dict[str, Any] = {
    "whom": "other",
    "parts": ["complaint", "messages"],
    "contact": "by_phone",
    "phone": "99 88 77 66",
    "not_in_hearing": "y",
}
"""What the complainant fills in, but for the name."""


def ask(complaint: Complaint, person: Person, *parts: Part) -> Support:
    complaint.ask_for_support(person, parts, Contact.AT_WORK)
    db.session.commit()
    assert complaint.support
    return complaint.support


def support(
    complaint: Complaint, person: Person, *parts: Part, all_of_it: bool = True
) -> Support:
    """Asked, and said yes; reads all unless something is named."""
    reads = EVERYTHING if all_of_it and not parts else parts
    found = ask(complaint, person, *reads)
    complaint.agree_to_support(person)
    db.session.commit()
    return found


def here(complaint: Complaint, act: str = "") -> str:
    return f"/min/klage/{complaint.number}" + (f"/{act}" if act else "")


def waiting_at(complaint: Complaint) -> str:
    return f"/min/stotte/{complaint.supports[-1].id}"

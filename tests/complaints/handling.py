"""A complaint at its handler's: its pages, and what was written in it."""

from kimvoice.complaints.models import Complaint
from kimvoice.core.db import db

SECRET = "Jeg fikk ikke pause på tirsdag."
ACTS = ("mottatt", "samtale", "spor", "mer-tid", "notat", "lovet", "svar")


def here(complaint: Complaint, act: str = "") -> str:
    return f"/min/klage/{complaint.number}" + (f"/{act}" if act else "")


def again(complaint: Complaint) -> Complaint:
    db.session.refresh(complaint)
    return complaint

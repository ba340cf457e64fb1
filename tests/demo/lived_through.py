"""The complaints of the demonstration house, and what is true of them on any day."""

from sqlalchemy import select

from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import State
from kimvoice.core.db import db


def complaints() -> list[Complaint]:
    return list(db.session.scalars(select(Complaint)).unique())


def every_complaint_is_there() -> None:
    found = complaints()
    assert {it.standing for it in found} == set(State)
    assert sum(it.is_late for it in found) == 2

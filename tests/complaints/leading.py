"""Leads a complaint to a state, where there is something in each to act on."""

from datetime import timedelta

from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import State
from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.people.models import Person
from tests.factories import LEADING_TO, Make

LONG_AGO = timedelta(days=130)
LATER = (State.ANSWERED, State.CLOSED)


def lead(make: Make, state: State, by: Person, *excluded: Person) -> Complaint:
    """At the coordinator's, after an answer of the work leader's; but what is sent."""
    begin = state if state in (State.SENT, *LATER) else State.ESCALATED
    begin = State.ANSWERED if state is State.RESTING else begin
    complaint = make.complaint(begin, by=by, without=excluded)
    if begin is State.ESCALATED and state is not begin:
        for step in LEADING_TO[state]:
            step(complaint)
    for answer in complaint.answers:
        answer.done_by = clock.today()
        answer.given_on -= LONG_AGO if state is State.RESTING else timedelta()
    db.session.commit()
    assert complaint.standing is state
    return complaint

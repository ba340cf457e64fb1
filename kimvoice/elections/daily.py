"""What the calendar makes due in elections. Commits."""

from sqlalchemy import select

from kimvoice.core import clock
from kimvoice.core.db import begin_writing, db
from kimvoice.elections import succession
from kimvoice.elections.models import Election
from kimvoice.elections.rounds import ElectionRound
from kimvoice.elections.states import State


def run_when_due() -> None:
    """Safe to run twice or on two machines: each election is locked."""
    due = (
        select(Election.id)
        .join(ElectionRound, Election.round_id == ElectionRound.id)
        .where(
            Election.state == State.NOMINATION,
            ElectionRound.nominations_until < clock.today(),
        )
    )
    numbers = list(db.session.scalars(due))
    db.session.rollback()
    for number in numbers:
        begin_writing()
        if election := Election.locked(number):
            election.settle()
        db.session.commit()
    succession.run_when_due()

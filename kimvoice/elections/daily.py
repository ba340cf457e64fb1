"""What the calendar makes due in elections. Commits."""

from collections.abc import Callable

from sqlalchemy import Select, select

from kimvoice.core import clock
from kimvoice.core.db import begin_writing, db
from kimvoice.elections import succession, sweeping
from kimvoice.elections.candidates import Candidate
from kimvoice.elections.envelopes import WrappedKey
from kimvoice.elections.models import Election
from kimvoice.elections.proposals import Proposal
from kimvoice.elections.roll import RollEntry
from kimvoice.elections.rounds import ElectionRound
from kimvoice.elections.states import State


def run_when_due() -> None:
    """Safe to run twice or on two machines: each election is locked."""
    _each(
        select(Election.id)
        .join(ElectionRound, Election.round_id == ElectionRound.id)
        .where(
            Election.state == State.NOMINATION,
            ElectionRound.nominations_until < clock.today(),
        ),
        Election.settle,
    )
    succession.run_when_due()
    forget_when_due()
    while_people_vote()


def forget_when_due() -> None:
    """What nobody needs any more of elections that are over."""
    _each(
        select(Election.id).where(
            Election.state.in_((State.PUBLISHED, State.ANNULLED)),
            Election.id.in_(select(RollEntry.election_id))
            | Election.id.in_(select(Candidate.election_id))
            | Election.id.in_(select(Proposal.election_id)),
        ),
        _forget,
    )


def while_people_vote() -> None:
    """Each minute, whether or not somebody has voted: no file's time tells."""
    sealed = select(WrappedKey.election_id).limit(1)
    if db.session.scalar(sealed) is not None:
        sweeping.forget_last_vote()


def _forget(election: Election) -> None:
    if election.is_to_be_forgotten:
        election.forget()


def _each(due: Select[int], act: Callable[[Election], None]) -> None:
    numbers = list(db.session.scalars(due))
    db.session.rollback()
    for number in numbers:
        begin_writing()
        if election := Election.locked(number):
            act(election)
        db.session.commit()

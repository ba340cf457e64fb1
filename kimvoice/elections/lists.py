"""The elections that are under way, for those who are in them."""

from datetime import timedelta

from sqlalchemy import select

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.elections.models import Election
from kimvoice.elections.policy import may_vote
from kimvoice.elections.rounds import ElectionRound
from kimvoice.elections.states import UNDER_WAY, State
from kimvoice.people.models import Person

NEWS_FOR = timedelta(days=14)
"""A result stands on people's own page as long as this."""


def under_way(person: Person) -> list[Election]:
    """Where the person votes, the next vote first."""
    today = clock.today()
    running = (
        select(Election)
        .join(ElectionRound, Election.round_id == ElectionRound.id)
        .where(
            Election.state.in_(UNDER_WAY)
            | (
                (Election.state == State.PUBLISHED)
                & (Election.published_on >= today - NEWS_FOR)
            )
        )
        .order_by(ElectionRound.votes_on, Election.id)
    )
    found = db.session.scalars(running).unique()
    return [it for it in found if may_vote(person, it)]

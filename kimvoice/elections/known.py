"""What everybody in the house may know of elections: when the last was, what comes."""

from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.elections.candidates import Candidate
from kimvoice.elections.models import Election
from kimvoice.elections.recorded import RecordedElection
from kimvoice.elections.rounds import ElectionRound
from kimvoice.elections.states import UNDER_WAY, State
from kimvoice.web.language import day, hour


def elected_on() -> dict[int | None, date]:
    """When those who hold the offices of a department, by its id, were elected.

    The board without one. What was published, but gives the offices on a later day,
    does not count yet.
    """
    found = RecordedElection.days_of_the_latest()
    published = (
        select(Election)
        .join(ElectionRound, Election.round_id == ElectionRound.id)
        .where(
            Election.state == State.PUBLISHED,
            Election.elected_id.is_not(None) | Election.deputy_id.is_not(None),
            ElectionRound.term_starts <= clock.today(),
        )
    )
    for election in db.session.scalars(published).unique():
        before = found.get(election.department_id, date.min)
        found[election.department_id] = max(before, _chosen_on(election))
    return found


def coming() -> dict[int | None, Election]:
    """The election that is under way in each department, by its id."""
    query = (
        select(Election)
        .join(ElectionRound, Election.round_id == ElectionRound.id)
        .where(Election.state.in_(UNDER_WAY))
        .order_by(ElectionRound.votes_on.desc(), Election.id)
        .options(selectinload(Election.nominees).joinedload(Candidate.person))
    )
    return {it.department_id: it for it in db.session.scalars(query).unique()}


def next_dates(election: Election) -> str:
    """Until when one may propose, when to vote, when the result comes.

    Nothing of who stands, how many have voted, or how the votes fell.
    """
    calendar, today = election.round, clock.today()
    if election.standing is State.NOMINATION and today <= calendar.nominations_until:
        if election.is_for_board:
            return _board_votes(election)
        words = _(
            "Foreslå kandidater fram til %(last)s. Valget er %(day)s.",
            last=day(calendar.nominations_until),
            day=day(calendar.votes_on),
        )
        return str(words)
    if election.standing in (State.NOMINATION, State.LISTED, State.OPEN):
        return _result(election) if election.stands_uncontested else _vote(election)
    return _result(election)


def _vote(election: Election) -> str:
    if election.is_for_board:
        return _board_votes(election)
    words = _(
        "Stem %(day)s kl. %(opens)s–%(closes)s.",
        day=day(election.round.votes_on),
        opens=hour(election.opens_at),
        closes=hour(election.closes_at),
    )
    return str(words)


def _board_votes(election: Election) -> str:
    voted_on = day(election.round.votes_on)
    return str(_("De tillitsvalgte stemmer %(day)s.", day=voted_on))


def _result(election: Election) -> str:
    result_on = election.round.result_on
    if clock.today() > result_on:
        return str(_("Resultatet er ikke klart ennå."))
    return str(_("Resultatet kommer %(day)s.", day=day(result_on)))


def _chosen_on(election: Election) -> date:
    """By vote, or on the day of the result where no vote was held."""
    if election.uncontested and election.published_on:
        return election.published_on
    return election.round.votes_on

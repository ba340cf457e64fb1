"""Who may do what in an election. When it can be done, the model says."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from sqlalchemy import select

from kimvoice.core.db import db
from kimvoice.elections import offices
from kimvoice.elections.counters import ElectionCounter
from kimvoice.elections.models import Election
from kimvoice.elections.proposals import Proposal
from kimvoice.elections.rounds import ElectionRound
from kimvoice.elections.states import Act, State
from kimvoice.people.models import Person, RoleKind


def may_record(person: Person) -> bool:
    """Write in an election that was held on paper elsewhere."""
    return person.holds(RoleKind.ADMINISTRATOR, RoleKind.ELECTION_OFFICER)


def may_start(person: Person) -> bool:
    """Plan a round, until it is announced."""
    return may_record(person)


def may_plan(person: Person, planned: ElectionRound) -> bool:
    """See the round's own page, and replace an officer; once it is announced, only
    that."""
    return may_start(person) or is_officer(person, planned)


def may_announce(person: Person, planned: ElectionRound) -> bool:
    """Of three who answer for it together: whoever plans it alone can't."""
    return is_officer(person, planned)


def is_elected(person: Person) -> bool:
    """Into an office that the person holds, or is to hold."""
    return bool(offices.of(person))


def may_follow(person: Person) -> bool:
    """See which elections there are, who stands and who was elected."""
    return may_start(person) or person.holds(RoleKind.PARTICIPANT)


def may_see(person: Person, election: Election) -> bool:
    """A draft is nobody's business but theirs who plan it."""
    if election.round.is_draft:
        return may_start(person) or is_officer(person, election)
    return may_follow(person) or may_mark(person, election)


def is_officer(person: Person, at: Election | ElectionRound) -> bool:
    """Of this committee; who leaves the house is none any more."""
    return person in at.officers and person.is_here


def is_counter(person: Person, election: Election) -> bool:
    return person.is_here and person.id in [it.person_id for it in election.counters]


def counts_in(person: Person) -> list[Election]:
    """Those that somebody was asked to help with, until they are counted."""
    asked = (
        select(Election)
        .join(ElectionCounter, ElectionCounter.election_id == Election.id)
        .where(ElectionCounter.person_id == person.id)
        .order_by(Election.id)
    )
    found = db.session.scalars(asked).unique()
    return [it for it in found if it.takes_counters and not is_officer(person, it)]


def may_mark(person: Person, election: Election) -> bool:
    """Mark who gets a slip, and type what was counted."""
    asked = is_officer(person, election) or is_counter(person, election)
    return asked and election.may_mark(person)


def may_see_urn_marks(person: Person, election: Election) -> bool:
    """For all on the roll, once they hang on the wall."""
    on_the_wall = election.urn_is_closed
    reader = may_vote(person, election) or _could_vote_now(person, election)
    return is_officer(person, election) or (on_the_wall and reader)


def may_see_marks(person: Person, election: Election) -> bool:
    """Who got a slip: also in the committee nobody who leads the department."""
    return is_officer(person, election) and not election.is_led_by(person)


def may_vote(person: Person, election: Election) -> bool:
    """Also propose a candidate, ask for a vote, and complain about the election."""
    return person.is_here and election.is_on_roll(person)


def may_lay_in(person: Person, election: Election) -> bool:
    """Type the slips of paper into the urn: sees what each of them says."""
    return may_see_marks(person, election) and not election.is_candidate(person)


def is_nominee(person: Person, election: Election) -> bool:
    return election.candidate(person) is not None


def may_see_roll(person: Person, election: Election) -> bool:
    return may_vote(person, election) or is_officer(person, election)


def may_read_protocol(person: Person, election: Election) -> bool:
    """Once there is a result, or none is to come; the committee from the first line."""
    told = election.standing in (State.PUBLISHED, State.FINAL, State.ANNULLED)
    reader = may_vote(person, election) or _could_vote_now(person, election)
    return is_officer(person, election) or (told and reader)


def _could_vote_now(person: Person, election: Election) -> bool:
    """In place of the roll, when that is deleted."""
    return election.is_forgotten and person in election.would_vote


def may_read_own_copy(person: Person, election: Election) -> bool:
    """The committee's, with what nobody else may read."""
    return is_officer(person, election)


def may_count_anew(person: Person) -> bool:
    """Have the program that does it: it is no secret."""
    return person.is_here


def may_second(person: Person, proposal: Proposal) -> bool:
    """The second officer is another than the first."""
    election = proposal.election
    may = may_see_marks if proposal.person_id else is_officer
    return may(person, election) and person != proposal.asked_by


def _changes(person: Person, election: Election) -> bool:
    return may_plan(person, election.round)


def _stands(person: Person, election: Election) -> bool:
    return election.is_candidate(person) and person.is_here


def _may_stand(person: Person, election: Election) -> bool:
    return may_vote(person, election) and not is_officer(person, election)


def _nobody(_person: Person, _election: Election) -> bool:
    """The clock, or what two counters have typed."""
    return False


May: TypeAlias = Callable[[Person, Election], bool]
WHO: Mapping[Act, May] = {
    Act.CHANGE: _changes,
    Act.ANNOUNCE: is_officer,
    Act.CORRECT: may_see_marks,
    Act.GIVE_SLIP: may_mark,
    Act.SEAL: is_officer,
    Act.ALLOW_CODE: may_see_marks,
    Act.LAY_IN: may_lay_in,
    Act.CLOSE_URN: is_officer,
    Act.UNLOCK: is_officer,
    Act.VOTE: may_vote,
    Act.PLAN_DRAW: is_officer,
    Act.DRAW: is_officer,
    Act.PUBLISH: is_officer,
    Act.DECIDE: is_officer,
    Act.ANNUL: is_officer,
    Act.COUNT: may_mark,
    Act.NOMINATE: may_vote,
    Act.STAND: _may_stand,
    Act.DECLINE: is_nominee,
    Act.WITHDRAW: _stands,
    Act.AGREE: _stands,
    Act.ASK_FOR_VOTE: may_vote,
    Act.COMPLAIN: may_vote,
    **dict.fromkeys((Act.FREEZE, Act.RECOUNT, Act.TIE), _nobody),
}
"""Who does each act; when it can be done, the table of states says."""


def may_do(person: Person, act: Act, election: Election) -> bool:
    """Now: the right person, in the right state."""
    return WHO[act](person, election) and election.can(act)

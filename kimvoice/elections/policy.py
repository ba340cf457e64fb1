"""Who may do what in an election. When it can be done, the model says."""

from kimvoice.elections.models import Election
from kimvoice.elections.rounds import ElectionRound
from kimvoice.people.models import Person, RoleKind


def may_record(person: Person) -> bool:
    """Write in an election that was held on paper elsewhere."""
    return person.holds(RoleKind.ADMINISTRATOR, RoleKind.ELECTION_OFFICER)


def may_start(person: Person) -> bool:
    """Plan a round, until it is announced."""
    return may_record(person)


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


def may_mark(person: Person, election: Election) -> bool:
    """Mark who gets a slip, and type what was counted."""
    if election.is_candidate(person) or election.is_led_by(person):
        return False
    return is_officer(person, election) or is_counter(person, election)


def may_vote(person: Person, election: Election) -> bool:
    """Also propose a candidate, ask for a vote, and complain about the election."""
    return person.is_here and election.is_on_roll(person)


def is_nominee(person: Person, election: Election) -> bool:
    return election.candidate(person) is not None


def may_see_roll(person: Person, election: Election) -> bool:
    return may_vote(person, election) or is_officer(person, election)

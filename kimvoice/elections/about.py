"""What the elections that were written in hold about somebody."""

from collections.abc import Iterator

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from kimvoice.core.db import db
from kimvoice.elections.candidates import Candidate
from kimvoice.elections.models import Election
from kimvoice.elections.recorded import RecordedElection
from kimvoice.elections.roll import RollEntry
from kimvoice.elections.rounds import CommitteeMember
from kimvoice.people import names, stored
from kimvoice.people.models import Person
from kimvoice.people.stored import Line


def _elections(person: Person) -> Iterator[Line]:
    for election in RecordedElection.recorded():
        place, day = election.where, election.held_on
        if election.representative_id == person.id:
            yield Line(_elected_as(election), place, on=day)
        if election.deputy_id == person.id:
            yield Line(_l("Valgt som vara"), place, on=day)
        if election.recorded_by_id == person.id:
            yield Line(_l("Du skrev inn et valg"), place, on=election.recorded_on)
        witnesses = map(names.same, (election.witness_1, election.witness_2))
        if names.same(person.name) in witnesses:
            yield Line(_l("Vitne ved et valg"), place, on=day)


def _elected_as(election: RecordedElection) -> LazyString:
    if election.department is None:
        return _l("Valgt som styrerepresentant")
    return _l("Valgt som tillitsvalgt")


def _erase(person: Person) -> None:
    """A witness carries the name itself; two of them are never the same."""
    for election in RecordedElection.recorded():
        if names.same(election.witness_1) == names.same(person.name):
            election.witness_1 = str(_("slettet 1"))
        if names.same(election.witness_2) == names.same(person.name):
            election.witness_2 = str(_("slettet 2"))


def _in_rounds(person: Person) -> Iterator[Line]:
    seats = select(CommitteeMember).where(CommitteeMember.person_id == person.id)
    for seat in db.session.scalars(seats):
        yield Line(_l("I valgstyret"), seat.round.name, since=seat.since)
    rolls = select(RollEntry).where(RollEntry.person_id == person.id)
    for entry in db.session.scalars(rolls):
        yield Line(_l("I manntallet"), entry.election.title)
    proposed = select(Candidate).where(Candidate.person_id == person.id)
    for it in db.session.scalars(proposed):
        yield Line(it.state.label, it.election.title)
        if it.statement:
            yield Line(_l("Det du skrev da du stilte til valg"), it.statement)


def _step_back(person: Person) -> None:
    stood = select(Candidate.election_id).where(Candidate.person_id == person.id)
    for number in list(db.session.scalars(stood)):
        if election := Election.locked(number):
            election.forget_candidate(person)


stored.holds(
    _l("Valgrunder"),
    "election_committee.person_id",
    "election_roll.person_id",
    "election_candidates.person_id",
    "election_candidates.puts_first_id",
    "election_counters.person_id",
    "election_counts.counter_id",
    "election_lots.recorded_by_id",
    "election_proposals.person_id",
    "election_proposals.asked_by_id",
    "election_proposals.answered_by_id",
    "election_complaints.person_id",
    "election_complaints.decided_by_id",
    "election_event_people.person_id",
    "elections.elected_id",
    "elections.deputy_id",
    told=_in_rounds,
    erase=_step_back,
)
stored.holds(
    _l("Valg"),
    "recorded_elections.representative_id",
    "recorded_elections.deputy_id",
    "recorded_elections.recorded_by_id",
    told=_elections,
    erase=_erase,
)

"""What elections hold about somebody, held here or written in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import InstrumentedAttribute

from kimvoice.core.db import db
from kimvoice.elections.candidates import Candidate
from kimvoice.elections.counters import ElectionCounter
from kimvoice.elections.counts import ElectionCount
from kimvoice.elections.envelopes import OfficerKey, WrappedKey
from kimvoice.elections.events import ElectionEvent, EventPerson
from kimvoice.elections.lots import ElectionLot
from kimvoice.elections.models import Election
from kimvoice.elections.objections import ElectionComplaint
from kimvoice.elections.proposals import Proposal
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


def _in_committees(person: Person) -> Iterator[Line]:
    seats = select(CommitteeMember).where(CommitteeMember.person_id == person.id)
    for seat in db.session.scalars(seats):
        yield Line(
            _l("I valgstyret"), seat.round.name, since=seat.since, until=seat.left_on
        )
    keys = select(OfficerKey).where(OfficerKey.person_id == person.id)
    for key in db.session.scalars(keys):
        yield Line(_l("Du har seks ord i en konvolutt"), key.round.name)


def _in_rounds(person: Person) -> Iterator[Line]:
    yield from _in_committees(person)
    for place in PLACES:
        for title, label, on in dict.fromkeys(place.of(person)):
            yield Line(label, title, on=on)
    stood = select(Candidate).where(Candidate.person_id == person.id)
    for it in db.session.scalars(stood.where(Candidate.statement != "")):
        yield Line(_l("Det du skrev da du stilte til valg"), it.statement)
    for title in dict.fromkeys(it.election.title for it in _lines_with(person)):
        yield Line(_l("I valgprotokollen"), title)


def _state(candidate: Candidate) -> LazyString:
    return candidate.state.label


def _helps(counter: ElectionCounter) -> LazyString:
    if counter.election.is_to_be_on_net:
        return _l("Du er med og deler ut sedler")
    return _l("Du er med og teller")


@dataclass(frozen=True)
class Place:
    """A column that points to people, and what it says about one of them."""

    column: InstrumentedAttribute[Any]
    label: LazyString | Callable[[Any], LazyString]
    on: str = ""
    """Of the row: the attribute that says when."""
    only: ColumnElement[bool] = field(default_factory=true)

    def of(self, person: Person) -> Iterator[tuple[str, LazyString, date | None]]:
        row = self.column.class_
        found = select(row).where(self.column == person.id, self.only)
        for it in db.session.scalars(found).unique():
            label = self.label(it) if callable(self.label) else self.label
            election = it if isinstance(it, Election) else it.election
            yield election.title, label, getattr(it, self.on) if self.on else None


PLACES = (
    Place(RollEntry.person_id, _l("I manntallet")),
    Place(
        RollEntry.person_id,
        _l("Du har stemt, eller fått seddel"),
        only=RollEntry.got_slip.is_(True) | RollEntry.on_net.is_(True),
    ),
    Place(Candidate.person_id, _state),
    Place(Candidate.puts_first_id, _l("En kandidat vil at du blir tillitsvalgt")),
    Place(Election.elected_id, _l("Valgt"), "published_on"),
    Place(Election.deputy_id, _l("Vara"), "published_on"),
    Place(ElectionCounter.person_id, _helps),
    Place(ElectionCount.counter_id, _l("Du skrev inn en opptelling")),
    Place(ElectionLot.recorded_by_id, _l("Du skrev inn en loddtrekning"), "drawn_on"),
    Place(Proposal.person_id, _l("Rettelse i manntallet som gjelder deg"), "asked_on"),
    Place(Proposal.asked_by_id, _l("Du foreslo noe i valgstyret"), "asked_on"),
    Place(Proposal.answered_by_id, _l("Du svarte i valgstyret"), "answered_on"),
    Place(WrappedKey.outer_id, _l("Urna er låst for deg")),
    Place(ElectionComplaint.person_id, _l("Du klaget på valget"), "sent_on"),
    Place(ElectionComplaint.decided_by_id, _l("Du svarte på en klage"), "decided_on"),
)


def _lines_with(person: Person) -> Iterator[ElectionEvent]:
    for event in db.session.scalars(select(ElectionEvent).order_by(ElectionEvent.line)):
        if any(_is(person, who) for who in event.people):
            yield event


def _is(person: Person, who: EventPerson) -> bool:
    """By number; whoever was typed in, by name."""
    if who.person_id is not None or who.is_forgotten:
        return who.person_id == person.id
    return names.same(who.name) == names.same(person.name)


def _erase_from_rounds(person: Person) -> None:
    """The chains hold: they have commitments to the names alone."""
    _step_back(person)
    db.session.flush()
    for event in list(_lines_with(person)):
        for who in [it for it in event.people if _is(person, it)]:
            who.forget()
    for lot in db.session.scalars(select(ElectionLot)):
        _take_from(lot, names.same(person.name))


def _step_back(person: Person) -> None:
    stood = select(Candidate.election_id).where(Candidate.person_id == person.id)
    for number in list(db.session.scalars(stood)):
        if election := Election.locked(number):
            election.forget_candidate(person)


def _take_from(lot: ElectionLot, name: str) -> None:
    for column, words in FORMER.items():
        if names.same(getattr(lot, column)) == name:
            setattr(lot, column, str(words))


FORMER = {
    "drawer": _l("slettet"),
    "witness_1": _l("slettet 1"),
    "witness_2": _l("slettet 2"),
}
"""Two witnesses are never the same."""

stored.holds(
    _l("Valgrunder"),
    "election_committee.person_id",
    "election_roll.person_id",
    "election_candidates.person_id",
    "election_candidates.puts_first_id",
    "election_officer_keys.person_id",
    "election_wrapped_keys.outer_id",
    "election_wrapped_keys.inner_id",
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
    erase=_erase_from_rounds,
)
stored.holds(
    _l("Valg"),
    "recorded_elections.representative_id",
    "recorded_elections.deputy_id",
    "recorded_elections.recorded_by_id",
    told=_elections,
    erase=_erase,
)

"""What the elections that were written in hold about somebody."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kimvoice.elections.models import RecordedElection
from kimvoice.people import names, stored
from kimvoice.people.models import Person
from kimvoice.people.stored import Line


def _elections(person: Person) -> Iterator[Line]:
    for election in RecordedElection.recorded():
        place, day = election.department.name, election.held_on
        if election.representative_id == person.id:
            yield Line(_l("Valgt som tillitsvalgt"), place, on=day)
        if election.deputy_id == person.id:
            yield Line(_l("Valgt som vara"), place, on=day)
        if election.recorded_by_id == person.id:
            yield Line(_l("Du skrev inn et valg"), place, on=election.recorded_on)
        witnesses = map(names.same, (election.witness_1, election.witness_2))
        if names.same(person.name) in witnesses:
            yield Line(_l("Vitne ved et valg"), place, on=day)


def _erase(person: Person) -> None:
    """A witness carries the name itself; two of them are never the same."""
    for election in RecordedElection.recorded():
        if names.same(election.witness_1) == names.same(person.name):
            election.witness_1 = str(_("slettet 1"))
        if names.same(election.witness_2) == names.same(person.name):
            election.witness_2 = str(_("slettet 2"))


stored.holds(
    _l("Valg"),
    "recorded_elections.representative_id",
    "recorded_elections.deputy_id",
    "recorded_elections.recorded_by_id",
    told=_elections,
    erase=_erase,
)

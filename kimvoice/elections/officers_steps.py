"""What the committee itself must do, while others do the next step."""

from collections.abc import Callable

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from kimvoice.elections.models import Election
from kimvoice.elections.next_step import Step, committee, listed, next_step
from kimvoice.elections.policy import is_officer, may_lay_in
from kimvoice.elections.rounds import ElectionRound
from kimvoice.elections.states import Act, State
from kimvoice.people.models import Person


def step_for(person: Person, election: Election) -> Step | None:
    """The committee reads its own step, all others what everybody may know."""
    mine = is_officer(person, election)
    return officers_step(election) if mine else next_step(election)


def officers_step(election: Election) -> Step | None:
    if step := URN_STEPS.get(election.standing, next_step)(election):
        return step
    if election.standing is State.LISTED and not election.stands_uncontested:
        return _ready_step(election)
    return next_step(election)


def _ready_step(election: Election) -> Step:
    ready = _l("Velg tellere, og skriv ut manntall og sedler")
    if election.is_on_net:
        ready = _l("Heng opp åpningsmerket, og skriv ut manntall og sedler")
    return Step(ready, committee(election), election.round.votes_on)


def _before_closing(election: Election) -> Step | None:
    """Until its urn is sealed: without one all vote on paper."""
    planned = election.round
    if election.stands_uncontested or not election.can(Act.SEAL):
        return None
    if planned.without_words:
        missing = listed(planned.without_words)
        return Step(_l("Se de seks ordene"), missing, planned.votes_on)
    if planned.lacks_officers:
        return None
    sealed = _l("Gjør urna klar")
    if election.is_on_net:
        sealed = _l("Gjør urna klar på nytt")
    return Step(sealed, committee(election), planned.votes_on)


def _after_closing(election: Election) -> Step | None:
    if not election.is_on_net:
        return None
    if not election.can_be_opened:
        lost = _l("Urna kan ikke åpnes. Hold valget på nytt")
        return Step(lost, committee(election))
    what, who = _with_the_urn(election), committee(election)
    if election.urn_is_closed:
        left = [it for it in election.openers if it != election.unlocked_by]
        who = listed(left, either=election.unlocked_by is not None)
    elif election.left_to_lay_in:
        who = listed(_who_may_lay_in(election)) or who
    return Step(what, who, election.round.votes_on)


def _who_may_lay_in(election: Election) -> list[Person]:
    return [it for it in election.round.officers_here if may_lay_in(it, election)]


def _with_the_urn(election: Election) -> LazyString:
    if election.urn_is_closed and election.unlocked_by:
        return _l("Åpne urna: en til skriver ordene sine")
    if election.urn_is_closed:
        return _l("Åpne urna: to skriver ordene sine")
    if election.left_to_lay_in:
        return _l("Skriv inn papirsedlene")
    return _l("Heng opp urnemerkene")


URN_STEPS: dict[State, Callable[[Election], Step | None]] = {
    State.LISTED: _before_closing,
    State.OPEN: _before_closing,
    State.CLOSED: _after_closing,
}


def shredding(planned: ElectionRound) -> Step | None:
    """Of the whole round: the words were for all its urns."""
    if not planned.can_be_shredded:
        return None
    left = [it for it in planned.officers_here if it not in planned.shredded_by]
    return Step(_l("Makuler konvoluttene"), listed(left))

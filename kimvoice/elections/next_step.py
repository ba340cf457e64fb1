"""What happens next, who must do it, and on which day: computed, never stored."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kimvoice.core import clock, days
from kimvoice.elections.models import Election
from kimvoice.elections.recorded import RecordedElection
from kimvoice.elections.states import State
from kimvoice.elections.timing import COMPLAINED_WITHIN
from kimvoice.people.models import Person
from kimvoice.web.language import listing

COMMITTEE = _l("Valgstyret")


@dataclass(frozen=True)
class Step:
    what: LazyString
    who: str
    on: date | None = None
    where: str = ""
    """Said only where several places are on one page."""
    together: LazyString = COMMITTEE
    """Who, where the same waits in several places for different people."""

    @property
    def is_late(self) -> bool:
        return self.on is not None and self.on < clock.today()


def next_step(election: Election) -> Step | None:
    """None when nothing is left to do."""
    return STEPS[election.standing](election)


def listed(people: list[Person], *, either: bool = False) -> str:
    return listing([each.name for each in people], either=either)


def _draft(election: Election) -> Step:
    until = election.round.nominations_until
    return Step(_l("Kunngjør valget"), committee(election), until)


def _nomination(election: Election) -> Step:
    until = election.round.nominations_until
    return _by_voters(_l("Foreslå kandidater"), election, until)


def _listed(election: Election) -> Step:
    planned = election.round
    if not election.candidates:
        return Step(
            _l("Si fra at ingen stiller"), committee(election), planned.result_on
        )
    if not election.stands_uncontested:
        return _open(election)
    if election.can_be_asked:
        asked = _l("Be om avstemning, hvis dere vil ha det")
        return _by_voters(asked, election, election.asks_until)
    return Step(_l("Legg ut resultatet"), committee(election), planned.result_on)


def _open(election: Election) -> Step:
    vote = _l("Stem på papir i møtet")
    if election.is_to_be_on_net:
        vote = _l("Stem på nett eller papir")
    return _by_voters(vote, election, election.round.votes_on)


def _closed(election: Election) -> Step:
    """For all: how far the committee is with the urn is its own (`urn_step`)."""
    if election.is_on_net:
        opened = _l("Åpne urna og tell stemmene")
        return Step(opened, committee(election), election.round.votes_on)
    able = election.who_may_count
    who = listed(able) if len(able) > 1 else committee(election)
    if len(able) > 2:
        who = str(_("To av %(names)s", names=who))
    counted = Step(_l("Tell stemmene"), who, election.round.votes_on)
    return replace(counted, together=_l("To tellere i hver avdeling"))


def _tied(election: Election) -> Step:
    if election.draws_on is None:
        when = _l("Bestem tid og sted for loddtrekningen")
        return Step(when, committee(election), election.round.result_on)
    return Step(_l("Trekk lodd"), committee(election), election.draws_on)


def _counted(election: Election) -> Step:
    on = election.round.result_on
    able = [it for it in election.round.officers_here if not election.wrote_the_lot(it)]
    return Step(_l("Legg ut resultatet"), listed(able) or str(COMMITTEE), on)


def _published(election: Election) -> Step:
    until = election.complaints_until
    if until and clock.today() <= until:
        wrong = _l("Si fra hvis noe gikk galt")
        return _by_voters(wrong, election, until)
    asked = _l("Bestem om valget skal holdes på nytt")
    if election.open_complaints:
        asked = _l("Svar på klagen på valget")
    return Step(asked, committee(election))


def _final(election: Election) -> Step | None:
    elected = election.those_elected
    if not elected:
        return _anew(election)
    starts = election.round.term_starts
    if clock.today() >= starts:
        return None
    begin = Step(_l("De som er valgt, begynner"), listed(elected), starts)
    return replace(begin, together=_l("De som er valgt"))


def _anew(election: Election) -> Step | None:
    """Annulled, or nobody was elected."""
    on_paper = RecordedElection.latest(election.department)
    if election.is_held_anew or (
        on_paper and on_paper.held_on > election.round.votes_on
    ):
        return None
    return Step(_l("Planlegg et nytt valg"), committee(election))


STEPS: dict[State, Callable[[Election], Step | None]] = {
    State.DRAFT: _draft,
    State.NOMINATION: _nomination,
    State.LISTED: _listed,
    State.OPEN: _open,
    State.CLOSED: _closed,
    State.TIED: _tied,
    State.COUNTED: _counted,
    State.PUBLISHED: _published,
    State.FINAL: _final,
    State.ANNULLED: _anew,
}


def committee(election: Election) -> str:
    return listed(election.round.officers_here) or str(COMMITTEE)


def _by_voters(what: LazyString, election: Election, on: date) -> Step:
    who = str(_("De tillitsvalgte"))
    if election.department:
        who = str(_("Deltakerne i %(place)s", place=election.department.name))
    return Step(what, who, on, together=_l("Deltakerne i avdelingene"))


class Stage(StrEnum):
    """A line of the calendar."""

    NOMINATE = "nominate"
    ROLL = "roll"
    ASK = "ask"
    VOTE = "vote"
    DRAW = "draw"
    RESULT = "result"
    COMPLAIN = "complain"
    BEGIN = "begin"


@dataclass(frozen=True)
class Line:
    stage: Stage
    on: date
    is_done: bool
    is_next: bool


def calendar(election: Election) -> list[Line]:
    """All of it in the order of the days, as what has happened so far leaves it."""
    rows = list(_stages(election))
    waiting = [stage for stage, _on, over in rows if not over]
    return [
        Line(stage, on, is_done=over, is_next=stage in waiting[:1])
        for stage, on, over in rows
    ]


def _stages(election: Election) -> Iterator[tuple[Stage, date, bool]]:
    planned, standing, today = election.round, election.standing, clock.today()
    told = standing in TOLD
    until = planned.nominations_until
    yield Stage.NOMINATE, until, standing is not State.DRAFT and today > until
    if standing is State.ANNULLED:
        return
    yield Stage.ROLL, planned.roll_on, standing not in BEFORE_ROLL
    if standing is State.LISTED and election.goes_by_who_asks:
        yield Stage.ASK, election.asks_until, today > election.asks_until
    if not _does_without(election):
        yield Stage.VOTE, planned.votes_on, standing in VOTED
    draws_on = _draws_on(election)
    if draws_on:
        yield Stage.DRAW, draws_on, standing in DRAWN
    result_on = election.published_on or max(
        planned.result_on, draws_on or planned.result_on
    )
    yield Stage.RESULT, result_on, told
    complaints = days.working_day_after(result_on, COMPLAINED_WITHIN)
    starts = max(planned.term_starts, result_on)
    after = [(Stage.COMPLAIN, complaints, standing is State.FINAL)]
    if not told or election.those_elected:
        after.append((Stage.BEGIN, starts, told and today >= starts))
    yield from sorted(after, key=lambda it: it[1])


def _draws_on(election: Election) -> date | None:
    """As planned, or at the latest; once it is drawn, the day when it was."""
    if election.standing is not State.TIED:
        return election.last_drawn_on
    return election.draws_on or election.round.result_on


BEFORE_ROLL = (State.DRAFT, State.NOMINATION)
TOLD = (State.PUBLISHED, State.FINAL)
DRAWN = (State.COUNTED, *TOLD)
VOTED = (State.CLOSED, State.TIED, *DRAWN)


def _does_without(election: Election) -> bool:
    """No vote was held, or none is to be held as it stands today."""
    if election.standing is State.LISTED:
        return election.stands_uncontested
    is_alone = election.standing in BEFORE_ROLL and election.is_lonely
    return election.uncontested or is_alone

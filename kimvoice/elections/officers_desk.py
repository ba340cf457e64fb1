"""What waits for an officer, and which pages there are for it in each state."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TypeAlias

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from kimvoice.core.db import db
from kimvoice.elections.models import Election
from kimvoice.elections.next_step import Step, next_step
from kimvoice.elections.officers_steps import officers_step, shredding, step_for
from kimvoice.elections.policy import is_officer, may_second
from kimvoice.elections.proposals import Proposal
from kimvoice.elections.rounds import CommitteeMember, ElectionRound
from kimvoice.elections.states import Act, State
from kimvoice.people.models import Person
from kimvoice.web.language import listing

StepOf: TypeAlias = Callable[[Election], Step | None]


@dataclass(frozen=True)
class Desk:
    """Of one officer: a line for each step, and what needs another's yes."""

    steps: list[tuple[ElectionRound, Step]]
    proposals: list[Proposal]

    @property
    def has_anything(self) -> bool:
        return bool(self.steps or self.proposals)


def desk_of(person: Person) -> Desk:
    rounds = [it for it in _rounds_of(person) if is_officer(person, it)]
    waiting = (
        it for each in rounds for el in each.elections for it in el.open_proposals
    )
    return Desk(
        steps=[(it, step) for it in rounds for step in _officers_steps(it)],
        proposals=[it for it in waiting if may_second(person, it)],
    )


def _officers_steps(planned: ElectionRound) -> list[Step]:
    steps = steps_of(planned, step_of=officers_step)
    last = shredding(planned)
    return [*steps, last] if last else steps


def first_step(person: Person, planned: ElectionRound) -> Step | None:
    """The nearest of what its elections wait for, as the person may know it."""
    seen = partial(step_for, person)
    return next(iter(steps_of(planned, step_of=seen)), None)


def steps_of(planned: ElectionRound, *, step_of: StepOf = next_step) -> list[Step]:
    """What its elections wait for, the nearest first; those without a day before.

    What several wait for stands once; where they differ, each says which of them.
    """
    waiting: dict[str, list[tuple[Election, Step]]] = {}
    for election in planned.elections:
        if step := step_of(election):
            waiting.setdefault(str(step.what), []).append((election, step))
    steps = [_shared(each, differ=len(waiting) > 1) for each in waiting.values()]
    return sorted(steps, key=_nearest)


def _shared(waiting: list[tuple[Election, Step]], *, differ: bool) -> Step:
    step = min((it for _election, it in waiting), key=_nearest)
    if len({it.who for _election, it in waiting}) > 1:
        step = replace(step, who=str(step.together))
    if differ:
        places = [election.where for election, _step in waiting]
        step = replace(step, where=listing(places))
    return step


def _nearest(step: Step) -> tuple[bool, date]:
    return step.on is not None, step.on or date.min


def _rounds_of(person: Person) -> Iterator[ElectionRound]:
    sits = (CommitteeMember.person_id == person.id) & CommitteeMember.left_on.is_(None)
    mine = select(ElectionRound).join(CommitteeMember).where(sits)
    yield from db.session.scalars(mine.order_by(ElectionRound.votes_on)).unique()


@dataclass(frozen=True)
class Room:
    """A page of the officers; ``path`` follows the election's own address, or its
    round's."""

    label: LazyString
    path: str
    of_round: bool = False


NOTICE = Room(_l("Skriv ut oppslaget"), "oppslag")
ROLL = Room(_l("Manntallet"), "manntall")
CORRECT = Room(_l("Rett manntallet"), "manntall/rett")
CODE = Room(_l("Ny kode i valget"), "ny-kode")
COUNTERS = Room(_l("Velg tellere"), "tellere")
GIVERS = Room(_l("Velg hvem som deler ut sedler"), "tellere")
PAPER = Room(_l("Skriv ut manntall og sedler"), "papir")
SLIP = Room(_l("Gi seddel"), "seddel")
MARKED = Room(_l("Se hvem som fikk seddel"), "avkryssing")
VOTED = Room(_l("Se hvem som har stemt"), "avkryssing")
COUNT = Room(_l("Skriv inn opptellingen"), "opptelling")
LOT = Room(_l("Loddtrekning"), "loddtrekning")
RESULT = Room(_l("Resultatet"), "resultat")
ANEW = Room(_l("Hold valget på nytt"), "pa-nytt")

# On the net
WORDS = Room(_l("Dine seks ord"), "ord", of_round=True)
URN = Room(_l("Gjør urna klar"), "urna")
OPENING_MARK = Room(_l("Åpningsmerket"), "urna")
PAPER_SLIPS = Room(_l("Skriv inn papirsedler"), "papirsedler")
URN_MARKS = Room(_l("Urnemerkene"), "urnemerker")
OPEN_URN = Room(_l("Åpne urna"), "apne")
SHRED = Room(_l("Makuler konvoluttene"), "makulering", of_round=True)

LEFT_TO_OTHERS = (CORRECT, CODE, PAPER, SLIP, MARKED, VOTED, COUNT, PAPER_SLIPS)
"""By whoever leads the department: they tell who came."""
BEFORE = (NOTICE, ROLL, CORRECT, COUNTERS, PAPER)
AFTER = (RESULT, MARKED)
ROOMS: dict[State, tuple[Room, ...]] = {
    State.DRAFT: (),
    State.NOMINATION: (NOTICE, ANEW),
    State.LISTED: (*BEFORE, CODE, ANEW),
    State.OPEN: (SLIP, ROLL, CORRECT, PAPER, CODE, ANEW),
    State.CLOSED: (COUNT, MARKED, SLIP, CORRECT, PAPER, CODE, ANEW),
    State.TIED: (LOT, MARKED, ANEW),
    State.COUNTED: (RESULT, MARKED, ANEW),
    State.PUBLISHED: (*AFTER, ANEW),
    State.FINAL: (RESULT,),
    State.ANNULLED: (),
}


def rooms_of(election: Election, officer: Person) -> list[Room]:
    """Where nobody votes, nothing is printed and counted; there the result comes."""
    rooms = (*_rooms_on_net(election, officer), *_rooms_of_state(election))
    if election.is_led_by(officer):
        rooms = tuple(it for it in rooms if it not in LEFT_TO_OTHERS)
    if not election.can(Act.ALLOW_CODE):
        rooms = tuple(it for it in rooms if it is not CODE)
    if election.uncontested:
        return [it for it in rooms if it not in (MARKED, VOTED)]
    if election.standing is State.LISTED and election.stands_uncontested:
        return [*(it for it in rooms if it not in (COUNTERS, GIVERS, PAPER)), RESULT]
    return list(rooms)


def _rooms_on_net(election: Election, officer: Person) -> Iterator[Room]:
    yield from _rooms_of_words(election, officer)
    if election.is_on_net:
        yield OPENING_MARK
    elif election.may_get_urn:
        yield URN
    if election.can(Act.LAY_IN):
        yield from (PAPER_SLIPS, URN_MARKS)
    elif election.can(Act.UNLOCK):
        yield from (URN_MARKS, OPEN_URN)


def _rooms_of_words(election: Election, officer: Person) -> Iterator[Room]:
    planned = election.round
    awaits = not planned.is_draft and planned.takes_words
    if awaits and officer in planned.without_words:
        yield WORDS
    if planned.can_be_shredded and officer not in planned.shredded_by:
        yield SHRED


def _rooms_of_state(election: Election) -> Iterator[Room]:
    """Without what the net does instead, or what is over once the urn is closed."""
    for room in ROOMS[election.standing]:
        act = ON_PAPER.get(room)
        if room is COUNTERS and election.is_to_be_on_net:
            yield GIVERS
        elif not election.is_on_net:
            yield room
        elif act is None or election.can(act):
            yield VOTED if room is MARKED else room


ON_PAPER = {COUNT: Act.COUNT, SLIP: Act.GIVE_SLIP, CORRECT: Act.CORRECT}

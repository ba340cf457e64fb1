"""What of the matters waits for somebody: one question for each kind of it."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.forum.agenda import WHOLE, Agenda, put_off
from kimvoice.forum.answers import MatterAnswer
from kimvoice.forum.bodies import Body
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.measures import Measure
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.models import Matter
from kimvoice.forum.overdue import Audience
from kimvoice.forum.policy import may_do_measure
from kimvoice.forum.states import UNDECIDED, UNDONE, Act, MeasureAct, State
from kimvoice.forum.unsettled import unsettled_for
from kimvoice.people.models import Person

AHEAD = timedelta(days=7)
"""So long before a meeting its agenda should be laid out."""
LATELY = timedelta(days=30)
"""So long an answer is new to whoever raised the matter: nobody's visits are kept."""
DEPUTIES_FROM = Audience.LEADERSHIP_TEAM
"""Working days late; before that a deputy is not asked while the chair is there."""


@dataclass(frozen=True)
class Waiting:
    to_answer: list[Consideration]
    to_read_out: list[Consideration]
    """Answers that have come back to a body: to be read out, or laid out, there."""
    to_look_again: list[Consideration]
    """«Not now» was said, and its day has come."""
    to_lay_out: list[Meeting]
    to_settle: list[Meeting]
    """They have been, and nobody has laid out the minutes, or said that they were not.
    """
    to_do: list[Measure]
    """«Er det gjort?»"""
    promised: list[Measure]
    """Has time left; or others promised it for a body that one leads."""
    to_confirm: list[Measure]
    answered: list[Matter]
    """One's own, with an answer that is new."""

    @property
    def anything(self) -> bool:
        return any(vars(self).values())


def waiting_for(person: Person) -> Waiting:
    visits = [it for it in _visits() if _is_asked(person, it)]
    measures = _measures()
    mine = [it for it in measures if may_do_measure(person, MeasureAct.POSTPONE, it)]
    to_do = [it for it in mine if it.doer == person and it.is_due]
    return Waiting(
        to_answer=[it for it in visits if it.is_undecided],
        to_read_out=[it for it in visits if it.state is State.ANSWERED],
        to_look_again=[it for it in visits if it.can(Act.LOOK_AGAIN)],
        to_lay_out=[it for it in near_meetings(person) if _wants_agenda(it)],
        to_settle=unsettled_for(person),
        to_do=to_do,
        promised=[it for it in mine if it not in to_do],
        to_confirm=[it for it in measures if _confirms(person, it)],
        answered=_answered_lately(person),
    )


def near_meetings(person: Person) -> list[Meeting]:
    """Whose agenda the person lays out: the next one of each body, when it is near."""
    return [it for it in _near() if _lays_out(person, it)]


# Who is asked


def _is_asked(person: Person, visit: Consideration) -> bool:
    """A deputy when the chair can't, or when it has become late."""
    if person not in visit.matter.deciders_at(visit.lies_with):
        return False
    is_first = _is_first(person, visit.matter, visit.lies_with)
    return is_first or visit.is_told_to(DEPUTIES_FROM)


def _confirms(person: Person, measure: Measure) -> bool:
    matter = measure.matter
    may = may_do_measure(person, MeasureAct.CONFIRM, measure)
    return may and _is_first(person, matter, matter.root.body, but=measure.doer)


def _is_first(
    person: Person, matter: Matter, body: Body, but: Person | None = None
) -> bool:
    """Of those who may decide there: leads it, or nobody who leads it may."""
    chairs = [it for it in body.chairs if it is not but]
    return person in chairs or all(map(matter.is_about, chairs))


def _lays_out(person: Person, meeting: Meeting) -> bool:
    body = meeting.body
    return person in (meeting.leader, *(body.chairs or body.answering()))


def _wants_agenda(meeting: Meeting) -> bool:
    """Of one that would be empty, whoever leads it hears at home alone."""
    return not (meeting.has_agenda or Agenda.of(meeting).is_empty)


# What there is


def _visits() -> list[Consideration]:
    """That lie before a body, or are to come back to it, the first date first."""
    matter = joinedload(Consideration.matter)
    asker = joinedload(Consideration.asked_by).joinedload(Consideration.body)
    query = (
        select(Consideration)
        .where(Consideration.state.in_((*UNDECIDED, State.ANSWERED)) | put_off())
        .options(
            joinedload(Consideration.body).selectinload(Body.seats),
            matter.options(*WHOLE),
            asker.selectinload(Body.seats),
        )
    )
    found = db.session.scalars(query).unique()
    return sorted(found, key=lambda it: (it.expected, it.id))


def _measures() -> list[Measure]:
    """That wait for somebody, the first date first."""
    matter = (
        joinedload(Measure.answer)
        .joinedload(MatterAnswer.consideration)
        .joinedload(Consideration.matter)
    )
    query = (
        select(Measure)
        .where(Measure.state.in_(UNDONE))
        .options(
            joinedload(Measure.doer),
            matter.options(*WHOLE),
        )
    )
    found = db.session.scalars(query).unique()
    here = [it for it in found if not it.matter.is_stopped]
    return sorted(here, key=lambda it: (it.due, it.id))


def _near() -> list[Meeting]:
    today = clock.today()
    query = (
        select(Meeting)
        .where(Meeting.day >= today, Meeting.day <= today + AHEAD)
        .options(joinedload(Meeting.body).selectinload(Body.seats))
        .order_by(Meeting.day, Meeting.id)
    )
    nearest: dict[Body, Meeting] = {}
    for meeting in db.session.scalars(query):
        if meeting.is_to_come:
            nearest.setdefault(meeting.body, meeting)
    return list(nearest.values())


def _answered_lately(person: Person) -> list[Matter]:
    since = clock.today() - LATELY
    query = (
        select(Matter)
        .where(Matter.raised_by_id == person.id)
        .options(selectinload(Matter.considerations))
        .order_by(Matter.id)
    )
    return [
        matter
        for matter in db.session.scalars(query).unique()
        if not matter.is_stopped and any(it >= since for it in _answer_days(matter))
    ]


def _answer_days(matter: Matter) -> list[date]:
    return [it.given_on for it in matter.main.given_answers]

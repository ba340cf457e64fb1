"""What the forum holds about somebody; of who wrote a suggestion, nothing."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, select

from kimvoice.core.db import db
from kimvoice.forum.agenda_items import AgendaItem
from kimvoice.forum.answers import MatterAnswer
from kimvoice.forum.bodies import Body
from kimvoice.forum.measures import Measure
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.models import Matter, MatterPerson
from kimvoice.forum.policy import prepares
from kimvoice.forum.seats import Seat
from kimvoice.people import stored
from kimvoice.people.models import Person
from kimvoice.people.stored import Line


def _matters(person: Person) -> Iterator[Line]:
    for matter in _those(Matter, Matter.raised_by_id == person.id):
        yield Line(_l("Sak du har meldt inn"), _numbered(matter))
    marked = select(MatterPerson.matter_id).where(MatterPerson.person_id == person.id)
    for matter in _those(Matter, Matter.id.in_(marked)):
        if matter.is_published or prepares(person, matter):
            yield Line(_l("Sak som gjelder deg"), _numbered(matter))
    yield from _answers(person)


def _answers(person: Person) -> Iterator[Line]:
    for answer in _those(MatterAnswer, MatterAnswer.by_id == person.id):
        matter = answer.consideration.matter
        yield Line(_l("Svar du har gitt"), _numbered(matter), on=answer.given_on)
    if any(_those(MatterAnswer, MatterAnswer.approved_by_id == person.id)):
        yield Line(_l("Tekster til tavla du har sagt ja til"), _l("Ja"))
    for measure in _those(Measure, Measure.doer_id == person.id):
        yield Line(_l("Noe du skal gjøre"), measure.what, until=measure.due)


def _bodies(person: Person) -> Iterator[Line]:
    for seat in _those(Seat, Seat.person_id == person.id):
        yield Line(
            _l("Plass i et møte"), seat.body.name, since=seat.starts, until=seat.ends
        )
    for body in _those(Body, Body.changed_by_id == person.id):
        yield Line(_l("Du endret svartiden"), body.name, on=body.changed_on)


def _meetings(person: Person) -> Iterator[Line]:
    for meeting in _those(Meeting, Meeting.chair_id == person.id):
        yield Line(_l("Møte du leder"), meeting.body.name, on=meeting.day)
    for meeting in _those(Meeting, Meeting.minute_taker_id == person.id):
        yield Line(_l("Møte du skriver referat fra"), meeting.body.name, on=meeting.day)
    for item in _those(AgendaItem, AgendaItem.doer_id == person.id):
        label, what = _l("Noe et møte vil at du skal gjøre"), item.words
        yield Line(label, what, until=item.until)
    for item in _those(AgendaItem, AgendaItem.decided_by_id == person.id):
        meeting = item.meeting
        yield Line(_l("Noe du skrev i et møte"), meeting.body.name, on=meeting.day)


def _those(kind: Any, which: ColumnElement[bool]) -> list[Any]:
    return list(db.session.scalars(select(kind).where(which)).unique())


def _numbered(matter: Matter) -> str:
    return str(_("Sak %(number)s", number=matter.number))


stored.holds(
    _l("Saker til forumet"),
    "matters.raised_by_id",
    "matter_people.person_id",
    "matter_answers.by_id",
    "matter_answers.approved_by_id",
    "measures.doer_id",
    told=_matters,
)
stored.holds(_l("Møter"), "body_seats.person_id", "bodies.changed_by_id", told=_bodies)
stored.holds(
    _l("Det som er skrevet i møter"),
    "meetings.chair_id",
    "meetings.minute_taker_id",
    "agenda_items.doer_id",
    "agenda_items.decided_by_id",
    told=_meetings,
)

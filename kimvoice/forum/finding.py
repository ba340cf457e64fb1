"""The matter, its visit or the body that an address names, for who may see it."""

from collections.abc import Callable
from typing import TypeAlias

from flask import request
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import selectinload
from werkzeug.exceptions import NotFound

from kimvoice.core.db import begin_writing, db
from kimvoice.core.errors import NotTheirs
from kimvoice.forum.agenda import AT_ONCE
from kimvoice.forum.agenda_items import AgendaItem
from kimvoice.forum.bodies import Body
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.measures import Measure
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.models import Matter
from kimvoice.forum.policy import may_attend, may_see, may_visit
from kimvoice.people.models import Person
from kimvoice.web.kept import is_of_another
from kimvoice.web.person import me, require

MayMeet: TypeAlias = Callable[[Person, Meeting], bool]


def found_matter(year: int, ordinal: int) -> Matter:
    matter = Matter.numbered(year, ordinal)
    if matter is None or not may_see(me(), matter):
        raise NotFound
    return matter


def found_visit(
    number: int, may: Callable[[Person, Consideration], bool]
) -> Consideration:
    """Its matter is locked when it is to be changed; 404 for what I may not see."""
    if request.method == "POST":
        begin_writing()
        where = select(Consideration.matter_id).where(Consideration.id == number)
        Matter.locked(db.session.scalars(where))
    return _seen(number, may)


def found_root(
    number: int, may: Callable[[Person, Consideration], bool]
) -> Consideration:
    """Where the matter was raised. Its ties to others are to be changed: all matters
    are locked, in one order, so that no circle can be closed from two sides."""
    if request.method == "POST":
        begin_writing()
        Matter.locked(db.session.scalars(select(Matter.id)))
    visit = _seen(number, may)
    if not visit.is_root:
        raise NotFound
    return visit


def _seen(number: int, may: Callable[[Person, Consideration], bool]) -> Consideration:
    visit = db.session.get(Consideration, number)
    if visit is None or not may_see(me(), visit.matter):
        raise NotFound
    require(may, visit)
    return visit


def found_measure(number: int, may: Callable[[Person, Measure], bool]) -> Measure:
    """As `found_visit`."""
    if request.method == "POST":
        begin_writing()
        where = (
            select(Consideration.matter_id)
            .join(Measure, Measure.answer_id == Consideration.id)
            .where(Measure.id == number)
        )
        Matter.locked(db.session.scalars(where))
    measure = db.session.get(Measure, number)
    if measure is None or not may_see(me(), measure.matter):
        raise NotFound
    require(may, measure)
    return measure


def found_meeting(number: int, may: MayMeet = may_attend) -> Meeting:
    """Its body is locked when it is to be changed, as `found_body` does."""
    where = select(Meeting.body_id).where(Meeting.id == number)
    if request.method == "POST":
        begin_writing()
        _lock(Body.id == where.scalar_subquery())
    items = selectinload(Meeting.items)
    at_once = (
        items.joinedload(AgendaItem.visit).options(*AT_ONCE),
        items.selectinload(AgendaItem.bodies),
    )
    meeting = db.session.get(Meeting, number, options=at_once)
    if meeting is None or not me().is_here:
        raise NotFound
    require(may, meeting)
    return meeting


def or_told(
    may: Callable[[Person, Meeting], bool],
) -> Callable[[Person, Meeting], bool]:
    """Who led it until a moment ago hears what is wrong, and gets back the words."""

    def asked(person: Person, meeting: Meeting) -> bool:
        if may(person, meeting) or is_of_another():
            return may(person, meeting)
        raise NotTheirs(_("Du leder ikke %(body)s nå.", body=meeting.body.name))

    return asked


def point_at(meeting: Meeting, number: str) -> AgendaItem:
    """The nearest one, for a number that no point has."""
    points = meeting.points
    at = int(number[:4]) if number.isdecimal() else 1
    return points[min(max(at, 1), len(points)) - 1]


def found_visit_at(meeting: Meeting, asked: str) -> Consideration:
    """A matter of its body, wherever it stands by now."""
    number = int(asked) if asked.isdecimal() and len(asked) < 10 else 0
    visit = db.session.get(Consideration, number)
    here = visit is not None and visit.body is meeting.body
    if visit is None or not here or not may_see(me(), visit.matter):
        raise NotFound
    return visit


def found_body(slug: str, may: Callable[[Person, Body], bool] = may_visit) -> Body:
    """Locked when it is to be changed, with the matters that lie there."""
    if "\0" in slug:
        raise NotFound
    query = select(Body).where(Body.slug == slug)
    if request.method == "POST":
        begin_writing()
        _lock(Body.slug == slug)
    body = db.session.scalars(query).unique().one_or_none()
    if body is None or not me().is_here:
        raise NotFound
    require(may, body)
    return body


def _lock(which: ColumnElement[bool]) -> None:
    """The body, and then the matters that lie there, or that it has asked about."""
    row = select(Body.id).where(which).with_for_update(key_share=True)
    body_id = db.session.scalar(row)
    asked = select(Consideration.id).where(Consideration.body_id == body_id)
    here = select(Consideration.matter_id).where(
        (Consideration.body_id == body_id) | Consideration.asked_by_id.in_(asked)
    )
    Matter.locked(db.session.scalars(here))

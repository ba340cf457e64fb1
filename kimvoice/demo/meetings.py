"""When each body of the house meets, for a year back and half a year on.

``ago`` is counted in working days before today, as deadlines are; what comes is below
zero. So the same matters are late whenever the house is furnished.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import TypeAlias

from sqlalchemy import select

from kimvoice.core.db import db
from kimvoice.demo import people
from kimvoice.demo.telling import day_of, one_named
from kimvoice.forum.agenda import Agenda
from kimvoice.forum.bodies import Body, Seat
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.states import OPEN, BodyKind, Seating
from kimvoice.people.models import Department

Place: TypeAlias = BodyKind | str
"""The kind of a body, or the department whose meeting it is."""

FORUM, KIM_FORUM = BodyKind.PARTICIPANT_FORUM, BodyKind.KIM_FORUM
TEAM, BOARD = BodyKind.LEADERSHIP_TEAM, BodyKind.BOARD
FIRST, LAST = 246, -120


@dataclass(frozen=True)
class Rhythm:
    every: int
    last: int
    """When it met last."""
    notice: int
    """So long before a meeting its agenda is laid out."""
    when: tuple[time, int, str] = (time(10), 60, "Møterommet i første etasje")
    """From which hour, for how many minutes, where."""
    extra: tuple[int, ...] = ()
    """Also on these days."""

    @property
    def meetings(self) -> range:
        """The oldest first."""
        oldest = self.last + (FIRST - self.last) // self.every * self.every
        return range(oldest, LAST - 1, -self.every)

    @property
    def all_days(self) -> list[int]:
        return sorted({*self.meetings, *self.extra}, reverse=True)


IN_CANTEEN = (time(10), 75, "Kantina")
RHYTHMS: dict[Place, Rhythm] = {
    FORUM: Rhythm(every=20, last=16, notice=3, when=IN_CANTEEN, extra=(0,)),
    KIM_FORUM: Rhythm(every=5, last=2, notice=3),
    TEAM: Rhythm(every=10, last=5, notice=2),
    BOARD: Rhythm(every=63, last=40, notice=5),
    people.OFFICE: Rhythm(every=10, last=3, notice=1),
    people.REPAIRS: Rhythm(every=10, last=4, notice=1),
    people.SHOP: Rhythm(every=10, last=6, notice=1),
    people.DATA: Rhythm(every=10, last=8, notice=1),
    people.CAFE: Rhythm(every=10, last=9, notice=1),
    people.WOODWORK: Rhythm(every=10, last=1, notice=1),
}
DEPUTIES = {KIM_FORUM: "Marit Demodal", TEAM: "Kari Eksempelbakken"}
"""Of bodies that came without one."""


def plan_meetings() -> None:
    """And seat a deputy wherever the house begins without one."""
    for place, rhythm in RHYTHMS.items():
        body = found(place)
        body.meetings = [
            Meeting.on(day_of(ago), *rhythm.when) for ago in rhythm.all_days
        ]
    for place, name in DEPUTIES.items():
        body, deputy = found(place), one_named(name)
        body.seats.append(Seat(seating=Seating.DEPUTY, person=deputy))
    db.session.flush()


def met_on(ago: int) -> list[Meeting]:
    """In the order in which matters go up."""
    query = select(Meeting).where(Meeting.day == day_of(ago))
    return sorted(db.session.scalars(query), key=lambda it: it.body.rank)


def lay_out_agendas(ago: int) -> None:
    """Of all meetings whose turn it is on the day; most have nothing before them."""
    coming = {
        place: ago - rhythm.notice
        for place, rhythm in RHYTHMS.items()
        if ago - rhythm.notice in rhythm.all_days
    }
    for body in _that_may_have_something() if coming else ():
        place = body.department.name if body.department else body.kind
        if place in coming:
            _lay_out(body, day_of(coming[place]))


def _that_may_have_something() -> Iterable[Body]:
    """What is late is told to all."""
    query = select(Consideration).where(Consideration.state.in_(OPEN))
    found = db.session.scalars(query.order_by(Consideration.id)).unique().all()
    if any(it.is_late for it in found):
        return Body.all()
    return dict.fromkeys(it.lies_with for it in found)


def _lay_out(body: Body, day: date) -> None:
    [meeting] = [it for it in body.meetings if it.day == day]
    agenda = Agenda.of(meeting)
    if agenda.is_empty:
        return
    agenda.lay_out([it for it in agenda.to_add if _is_up(it, day)])
    db.session.flush()


def _is_up(visit: Consideration, day: date) -> bool:
    """Not put off until later."""
    return visit.due_on is None or visit.due_on <= day


def found(place: Place) -> Body:
    query = select(Body)
    if isinstance(place, BodyKind):
        query = query.where(Body.kind == place)
    else:
        query = query.join(Department).where(Department.name == place)
    body: Body = db.session.scalars(query).unique().one()
    return body

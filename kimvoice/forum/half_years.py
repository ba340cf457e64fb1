"""How each body kept its dates, by half-years: of what everybody can read, and nobody's
name. Against the date that was given first, whatever was promised since."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from kimvoice.core import clock, days
from kimvoice.core.db import db
from kimvoice.forum.agenda import goes_on
from kimvoice.forum.answers import MatterAnswer
from kimvoice.forum.bodies import Body
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.deciding import OFTEN
from kimvoice.forum.measures import Measure
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.models import Matter
from kimvoice.forum.states import State

SHOWN = 6
NOT_ITS_TO_ANSWER = (State.MERGED, State.ELSEWHERE, State.WITHDRAWN)


@dataclass(frozen=True)
class Met:
    """The meetings of one body in one half-year, the newest first."""

    half_year: str
    meetings: list[Meeting]

    @property
    def planned(self) -> int:
        """What still lies ahead is not counted."""
        return sum(it.was_due for it in self.meetings)

    @property
    def held(self) -> int:
        return sum(it.was_held for it in self.meetings)


@dataclass(frozen=True)
class Figures:
    """Of one body in one half-year."""

    body: Body
    received: list[Consideration]
    """In the half-year, and the body's to answer."""
    due: list[Measure]
    """Promised by the body, for a day of the half-year."""
    met: Met

    @property
    def anything(self) -> bool:
        return bool(self.received or self.due or self.met.planned)

    @property
    def in_time(self) -> int:
        return sum(it.was_in_time for it in self.received)

    @property
    def late(self) -> int:
        return sum(bool(it.decided_on) and not it.was_in_time for it in self.received)

    @property
    def open_and_late(self) -> int:
        return sum(not it.decided_on and _is_over(it) for it in self.received)

    @property
    def counted(self) -> int:
        """What is open and late counts too; what still has time does not."""
        return self.in_time + self.late + self.open_and_late

    @property
    def asked_again(self) -> int:
        return sum(it.again_of_id is not None for it in self.received)

    @property
    def often_postponed(self) -> list[Consideration]:
        return [it for it in self.received if it.postponed >= OFTEN]

    @property
    def kept_in_time(self) -> int:
        return sum(it.was_in_time for it in self.due)


def half_years() -> list[str]:
    """The last ones, the newest first."""
    found, today = [], clock.today()
    for back in range(SHOWN):
        found.append(days.half_year_of(days.months_after(today, -6 * back)))
    return found


def figures_of(half_year: str) -> list[Figures]:
    """Of each body that had anything, in the order in which matters go up."""
    received, due = list(_received(half_year)), list(_due(half_year))
    meetings = list(_meetings(half_year))
    found = (
        Figures(
            body,
            [it for it in received if it.body == body],
            [it for it in due if it.answer.consideration.body == body],
            Met(half_year, [it for it in meetings if it.body == body]),
        )
        for body in Body.all()
    )
    return [it for it in found if it.anything]


def met_by(body: Body) -> list[Met]:
    """All half-years in which it met, or is to, the newest first."""
    newest = sorted(body.meetings, key=lambda it: it.day, reverse=True)
    grouped = groupby(newest, key=lambda it: days.half_year_of(it.day))
    return [Met(half_year, list(meetings)) for half_year, meetings in grouped]


def _is_over(visit: Consideration) -> bool:
    return clock.today() > visit.first_due


def _between(half_year: str) -> tuple[date, date]:
    after = days.half_year_after(half_year)
    return days.first_day_of(half_year), days.first_day_of(after)


def _received(half_year: str) -> Iterator[Consideration]:
    first, after = _between(half_year)
    query = (
        select(Consideration)
        .join(Matter, Consideration.matter_id == Matter.id)
        .where(
            Matter.published_on.is_not(None),
            Consideration.received_on >= first,
            Consideration.received_on < after,
            Consideration.state.not_in(NOT_ITS_TO_ANSWER),
            goes_on(),
        )
        .options(joinedload(Consideration.matter), selectinload(Consideration.asked))
        .order_by(Consideration.id)
    )
    return iter(db.session.scalars(query).unique())


def _meetings(half_year: str) -> Iterator[Meeting]:
    first, after = _between(half_year)
    query = (
        select(Meeting)
        .where(Meeting.day >= first, Meeting.day < after)
        .options(joinedload(Meeting.body))
        .order_by(Meeting.day.desc())
    )
    return iter(db.session.scalars(query))


def _due(half_year: str) -> Iterator[Measure]:
    """Whose day has come, or that were settled before."""
    first, after = _between(half_year)
    query = (
        select(Measure)
        .where(Measure.due_originally >= first, Measure.due_originally < after)
        .options(joinedload(Measure.answer).joinedload(MatterAnswer.consideration))
        .order_by(Measure.id)
    )
    for measure in db.session.scalars(query).unique():
        last = days.working_day_from(measure.due_originally)
        if not measure.is_open or clock.today() > last:
            yield measure

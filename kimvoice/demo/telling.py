"""How a story of the demo is told: by the verbs that people use, week by week.

``ago`` is always counted in weeks before the week in which the house was furnished.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property
from typing import Protocol

from sqlalchemy import select

from kimvoice.core import clock, days
from kimvoice.core.db import db
from kimvoice.people.models import Department, Person, RoleKind
from kimvoice.suggestions import codes, mailbox
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.slips import SuggestionSlip
from kimvoice.suggestions.states import Audience
from kimvoice.suggestions.threads import Thread


class Act(Protocol):
    @property
    def ago(self) -> int: ...

    def happen(self, told: "Told") -> None: ...


@dataclass(frozen=True)
class Story:
    """What somebody said without a name, and all that came of it, in its order."""

    ago: int
    text: str
    reader: str = ""
    """The department whose representative takes it."""
    department: str = ""
    """What the author says it is about; empty is the whole house."""
    audience: Audience = Audience.EVERYBODY
    then: tuple[Act, ...] = ()


@dataclass
class Told:
    """A story under way. Only here, as with its author, is the code known."""

    story: Story
    code: str = field(default_factory=codes.mint)

    def send(self) -> None:
        about = db.session.scalar(
            select(Department).where(Department.name == self.story.department)
        )
        mailbox.receive(
            SuggestionSlip(
                code=self.code,
                text=self.story.text,
                audience=self.story.audience,
                department=about.id if about else None,
            )
        )

    def go_on(self, ago: int) -> None:
        """What happens in that week; each act by itself, as over the web."""
        if self.story.ago == ago:
            self.send()
            db.session.commit()
        for act in self.story.then:
            if act.ago == ago:
                act.happen(self)
                db.session.commit()

    @cached_property
    def number(self) -> int:
        thread = Thread.opened_by(codes.derive(self.code))
        if thread is None:
            raise LookupError(f"Not out of the mailbox yet: {self.story.text}")
        return thread.suggestion_number

    @property
    def suggestion(self) -> Suggestion:
        return db.session.get_one(Suggestion, self.number)

    @property
    def reader(self) -> Person:
        return one_who_is(RoleKind.REPRESENTATIVE, self.story.reader)

    @property
    def leader(self) -> Person:
        department = self.suggestion.department
        if department is None:
            return one_who_is(RoleKind.GENERAL_MANAGER)
        return one_who_is(RoleKind.WORK_LEADER, department.name)


def one_who_is(kind: RoleKind, department: str = "") -> Person:
    return next(
        person
        for person in Person.holding(kind)
        for role in person.current_roles
        if role.kind is kind
        and (not department or (role.department and role.department.name == department))
    )


def one_named(name: str) -> Person:
    return db.session.scalars(select(Person).where(Person.name == name)).one()


def move_to(day: date) -> None:
    """The morning: before the mailbox opens, far from midnight and summer time."""
    morning = datetime.combine(day, time(10), tzinfo=clock.OSLO)
    clock.the_clock().move(morning - clock.real_now())


def day_of(ago: int) -> date:
    """So many working days before today; what comes is below zero."""
    return _working_day(clock.real_now().astimezone(clock.OSLO).date(), ago)


@cache
def _working_day(today: date, ago: int) -> date:
    """Each from the one nearer to today, so that a year of them costs little."""
    if ago > 0:
        return days.working_day_until(_working_day(today, ago - 1) - timedelta(days=1))
    if ago < 0:
        return days.working_day_after(_working_day(today, ago + 1))
    return days.working_day_until(today)

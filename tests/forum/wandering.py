"""A house in which anything happens, looked at after each step."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.bodies import Body, Seat
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.measures import Measure
from kimvoice.forum.models import Matter
from kimvoice.forum.policy import may_do_measure
from kimvoice.forum.states import (
    Elsewhere,
    MeasureAct,
    Origin,
    Seating,
    State,
    Verdict,
)
from kimvoice.people.models import Person, RoleKind
from tests.conftest import TravelTo
from tests.factories import Make
from tests.forum import always
from tests.travelling import answer, given, lay_out

MONDAY = date(2025, 11, 17)
LEADERS = (
    RoleKind.REPRESENTATIVE,
    RoleKind.DEPUTY,
    RoleKind.WORK_LEADER,
    RoleKind.COORDINATOR,
    RoleKind.GENERAL_MANAGER,
    RoleKind.BOARD_CHAIR,
    RoleKind.BOARD_DEPUTY,
)
EVERYBODY = 8
STEPS = 60
"""More rounds than any matter here has hops."""


class Wandering:
    def __init__(self, make: Make, travel_to: TravelTo, departments: int) -> None:
        self.travel_to = travel_to
        self.departments = [make.department() for _ in range(departments)]
        self.people = [
            make.person(role, department=self.departments[0]) for role in LEADERS
        ]
        self.people += [make.person(RoleKind.STAFF_MEMBER) for _ in range(2)]
        self.stays = make.person(RoleKind.ADMINISTRATOR)
        self.first_dates: dict[int, date] = {}
        self.bodies = [it.id for it in Body.all()]

    def play(self, steps: Sequence[tuple[Any, ...]]) -> None:
        """In one transaction, which is taken back."""
        self.day, self.first_dates = MONDAY, {}
        self.travel_to(f"{self.day} 10:00")
        try:
            for name, *rest in steps:
                self._one_step(name, rest)
                always.look(self.matters, self.first_dates)
            self.let_everybody_do_theirs()
        finally:
            db.session.rollback()

    def _one_step(self, name: str, rest: list[Any]) -> None:
        """What is refused leaves nothing behind, as when a request ends."""
        step: Callable[..., None] = getattr(self, f"_{name}")
        try:
            with db.session.begin_nested():
                step(*rest)
        except RuleBroken:
            db.session.expire_all()

    # What there is

    @property
    def matters(self) -> list[Matter]:
        return list(db.session.scalars(select(Matter).order_by(Matter.id)).unique())

    @property
    def visits(self) -> list[Consideration]:
        query = select(Consideration).order_by(Consideration.id)
        return list(db.session.scalars(query).unique())

    def body(self, at: int) -> Body:
        return db.session.get_one(Body, self.bodies[at % len(self.bodies)])

    def person(self, at: int, visit_or: Sequence[Person] = ()) -> Person:
        """Whoever should, most of the time."""
        here = list(visit_or)
        return here[0] if here and at % 4 else self.people[at % len(self.people)]

    def visit(self, at: int, *states: State) -> Consideration:
        fitting = [it for it in self.visits if it.state in states]
        if not fitting:
            raise RuleBroken
        return fitting[at % len(fitting)]

    # Steps

    def _begin_matter(self, where: int, who: int) -> None:
        """Some name one, and some name everybody."""
        named = [] if who % 5 else [self.people[who]]
        about = [*self.people, self.stays] if who == EVERYBODY else named
        title = ", ".join(["Pauser", *(it.name for it in about)])
        Matter.raised(self.body(where), title, "Vi vil ha.", Origin.PARTICIPANT)

    def _lay_out(self, where: int) -> None:
        lay_out(self.body(where))

    def _decide(self, which: int, who: int, what: int) -> None:
        visit = self.visit(which, State.RECEIVED, State.ON_AGENDA, State.NEEDS_MORE)
        by = self.person(who, visit.matter.deciders_at(visit.body))
        DECIDING[what % len(DECIDING)](visit, by, what)

    def _send(self, which: int, who: int, what: int) -> None:
        self._decide(which, who, what * len(DECIDING))

    def _answer(self, which: int, who: int, what: int) -> None:
        self._decide(which, who, what * len(DECIDING) + 1)

    def _hear(self, which: int, who: int, what: int) -> None:
        visit = self.visit(which, State.ANSWERED, State.READ_OUT)
        if visit.asked_by is None:
            raise RuleBroken
        by = self.person(who, visit.matter.deciders_at(visit.asked_by.body))
        if what % 2:
            visit.read_out(by)
        else:
            visit.ask_again(by, "Hva med en kort pause?")

    def _look_again(self, which: int) -> None:
        visit = self.visit(which, State.READ_OUT)
        visit.look_again(self.person(1, visit.matter.deciders_at(visit.body)))

    def _part(self, which: int, other: int, what: int) -> None:
        matters = self.matters
        matter, second = matters[which % len(matters)], matters[other % len(matters)]
        by = self.person(1, matter.deciders_at(matter.root.body))
        match what % 4:
            case 0 | 1:
                matter.merge_into(second, by)
            case 2:
                matter.part(by)
            case 3 if other % 3:
                matter.withdraw()
            case _:
                matter.point_elsewhere(by, Elsewhere.COMPLAINT, "")

    def _measure(self, which: int, who: int, act: MeasureAct) -> None:
        found = list(db.session.scalars(select(Measure).order_by(Measure.id)))
        if not found:
            raise RuleBroken
        measure, person = found[which % len(found)], self.people[who]
        if may_do_measure(person, act, measure):
            MEASURING[act](measure)

    def _come(self, who: int, kind: RoleKind, where: int) -> None:
        placed = kind in LEADERS[:3]
        department = self.departments[where % len(self.departments)]
        self.people[who].take_role(
            kind, department if placed else None, since=clock.today()
        )

    def _leave(self, who: int) -> None:
        self.people[who].leave(clock.today() - timedelta(days=1))

    def _seat(self, where: int, who: int, days: int) -> None:
        seat = Seat(seating=Seating.CHAIR, person=self.people[who])
        seat.ends = clock.today() + timedelta(days=days)
        body = self.body(where)
        body.seats.append(seat)

    def _route(self, start: int, to: int) -> None:
        first, second = self.body(start), self.body(to)
        if second in first.next_bodies:
            first.next_bodies.remove(second)
        elif first is not second:
            first.next_bodies.append(second)

    def _days(self, count: int) -> None:
        self.day += timedelta(days=count)
        self.travel_to(f"{self.day} 10:00")
        db.session.flush()
        db.session.info.clear()

    # The end

    def let_everybody_do_theirs(self) -> None:
        """All lay out, answer and read out: then nothing waits, and all has come."""
        for _ in range(STEPS):
            waiting = [it for it in self.visits if it.is_open]
            if not waiting:
                break
            for body in Body.all():
                lay_out(body)
            for visit in waiting:
                do_next(visit)
            db.session.flush()
            always.look(self.matters, self.first_dates)
        assert not [it for it in self.visits if it.is_open]
        for matter in self.matters:
            main = matter.main
            came = set(main.root.answers) == set(always.last_answers(main))
            assert main.is_stopped or came


def do_next(visit: Consideration) -> None:
    assert visit.responsible or not visit.is_open
    if visit.is_undecided:
        answer(visit)
    elif visit.state is State.ANSWERED:
        visit.read_out(visit.responsible)  # type: ignore[arg-type]


# What a body may do with a matter


def _forward(visit: Consideration, by: Person, what: int) -> None:
    ways = visit.body.next_bodies
    departments = [it for it in ways if it.department is not None]
    several = (
        departments if what % 3 == 0 and departments else ways[what % 5 : what % 5 + 1]
    )
    visit.forward(by, several, "Kan dere si ja?")


def _postpone(visit: Consideration, by: Person, what: int) -> None:
    until = clock.today() + timedelta(days=what)
    visit.postpone(by, until, "Vi venter." if what % 2 else "")


def _answer(visit: Consideration, by: Person, what: int) -> None:
    visit.answer(by, given(by, list(Verdict)[what % len(Verdict)]))


def _find_out(visit: Consideration, by: Person, what: int) -> None:
    visit.find_out(by, "Prisen", "Kafeen", clock.today() + timedelta(days=what))


DECIDING = (_forward, _answer, _forward, _postpone, _answer, _find_out)
MEASURING: dict[MeasureAct, Callable[[Measure], None]] = {
    MeasureAct.REPORT_DONE: lambda it: it.report_done("Gjort."),
    MeasureAct.POSTPONE: lambda it: it.postpone(it.due + timedelta(days=9), "Senere."),
    MeasureAct.GIVE_UP: lambda it: it.give_up("For dyrt."),
    MeasureAct.CONFIRM: lambda it: it.confirm(),
    MeasureAct.DISPUTE: lambda it: it.dispute("Ikke her."),
}

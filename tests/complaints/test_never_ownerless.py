"""Whatever people do, leave or decide: an owner and a date, or «nobody in the house».

Random sequences of acts, changes of roles, exclusions and days, with and without the
daily job. Each is played in one transaction that is rolled back. The short form plays
the same ones every time; what fails in the long form is printed as a sequence.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kimvoice.complaints import policy, standstill
from kimvoice.complaints.exclusions import Exclusion
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Act, Ground, State
from kimvoice.core import clock, days, jobs
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.people.models import Person, RoleKind
from tests.anonymity.effort import long
from tests.complaints.test_states import VERBS
from tests.conftest import TravelTo
from tests.factories import Make

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
EXAMPLES = 3000 if long() else 20
MONDAY = date(2025, 11, 17)

HANDLING = (
    Act.TAKE_ON,
    Act.STEP_ASIDE,
    Act.CONFIRM,
    Act.NOTE,
    Act.TALK,
    Act.ASK,
    Act.EXTEND,
    Act.ANSWER,
)
OWN = tuple(set(Act) - {*HANDLING, Act.CLIMB, Act.EXCLUDE, Act.READMIT})
LADDER = (
    RoleKind.WORK_LEADER,
    RoleKind.COORDINATOR,
    RoleKind.GENERAL_MANAGER,
    RoleKind.BOARD_CHAIR,
    RoleKind.BOARD_DEPUTY,
)
CHOSEN = [Ground.ABOUT, Ground.NEAR]
PEOPLE = 9
who = st.integers(0, PEOPLE - 1)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("act"), st.sampled_from(sorted(OWN))),
        st.tuples(st.just("handle"), st.sampled_from(HANDLING)),
        st.tuples(st.just("handle"), st.sampled_from(HANDLING)),
        st.tuples(st.just("try"), who, st.sampled_from(HANDLING)),
        st.tuples(
            st.just("exclude"), who, st.sampled_from([Ground.ABOUT, Ground.NEAR])
        ),
        st.tuples(st.just("exclude role"), st.sampled_from(LADDER)),
        st.tuples(st.just("readmit"), st.integers(0, 3)),
        st.tuples(st.just("leave"), who),
        st.tuples(st.just("begin"), who, st.sampled_from(LADDER)),
        st.tuples(st.just("stand in"), who, who, st.integers(0, 9)),
        st.tuples(st.just("days"), st.integers(0, 40), st.booleans()),
    ),
    max_size=25,
)


class House:
    """One complaint, and nine people who come and go; three of them hold nothing."""

    def __init__(self, make: Make, travel_to: TravelTo) -> None:
        ladder = make.ladder()
        self.travel_to, self.department = travel_to, ladder.department
        self.people = [
            ladder.leader,
            ladder.coordinator,
            make.coordinator(),
            ladder.manager,
            ladder.chair,
            ladder.deputy_chair,
            make.person(),
            make.person(),
            make.participant(department=ladder.department),
        ]
        self.number = make.complaint(by=self.people[-1]).number

    def play(self, steps: list[tuple[Any, ...]]) -> None:
        self.day, self.named, self.kinds = MONDAY, set[Person](), set[RoleKind]()
        self.once = set[Person]()
        """Who has held a role while it was excluded."""
        self.travel_to(f"{self.day} 10:00")
        try:
            for name, *rest in [("days", 0, True), *steps]:
                complaint = db.session.get_one(Complaint, self.number)
                self.one_step(complaint, name.replace(" ", "_"), rest)
                self.look(complaint)
            self.look_at_the_lists(complaint)
        finally:
            db.session.rollback()

    def one_step(self, complaint: Complaint, name: str, rest: list[Any]) -> None:
        """What is refused leaves nothing behind, as when a request ends."""
        step: Callable[..., None] = getattr(self, f"_{name}")
        named, kinds = {*self.named}, {*self.kinds}
        try:
            with db.session.begin_nested():
                step(complaint, *rest)
        except RuleBroken:
            self.named, self.kinds = named, kinds

    # Steps

    def _act(self, complaint: Complaint, act: Act) -> None:
        VERBS[act](complaint, complaint.complainant)

    def _handle(self, complaint: Complaint, act: Act) -> None:
        if complaint.handler is not None:
            if act is not Act.STEP_ASIDE and complaint.state is not State.WITHDRAWN:
                complaint.take_on(complaint.handler)
            self._try(complaint, self.people.index(complaint.handler), act)

    def _try(self, complaint: Complaint, at: int, act: Act) -> None:
        """Somebody knocks, and the policy says who it is."""
        person = self.people[at]
        may = policy.may_handle
        if act in (Act.TAKE_ON, Act.STEP_ASIDE):
            may = policy.is_handler
        if may(person, complaint):
            VERBS[act](complaint, person)
            if act is Act.STEP_ASIDE:
                self.named.add(person)

    def _exclude(self, complaint: Complaint, at: int, ground: Ground) -> None:
        self.named.add(self.people[at])
        complaint.exclude([Exclusion.of(self.people[at], ground)])

    def _exclude_role(self, complaint: Complaint, kind: RoleKind) -> None:
        self.kinds |= {kind}
        beside = {RoleKind.BOARD_DEPUTY} if kind is RoleKind.BOARD_CHAIR else set()
        self.once |= {
            person
            for person in self.people
            for role in person.roles
            if role.kind in {kind, *beside}
        }
        complaint.exclude([Exclusion.of(kind, Ground.ABOUT)])

    def _readmit(self, complaint: Complaint, at: int) -> None:
        if at < len(complaint.exclusions):
            gone = complaint.exclusions[at]
            complaint.readmit(gone)
            left = complaint.exclusions
            self.named = {it.person for it in left if it.person}
            self.kinds = {it.role for it in left if it.role}

    def _leave(self, _complaint: Complaint, at: int) -> None:
        self.people[at].leave(clock.today() - timedelta(days=1))

    def _begin(self, _complaint: Complaint, at: int, kind: RoleKind) -> None:
        department = self.department if kind is RoleKind.WORK_LEADER else None
        self.people[at].take_role(kind, department, since=clock.today())

    def _stand_in(self, _complaint: Complaint, at: int, away: int, days: int) -> None:
        person, gone = self.people[at], self.people[away]
        for role in [it for it in gone.current_roles if it.kind in LADDER]:
            person.take_role(
                role.kind,
                role.department,
                since=clock.today(),
                until=clock.today() + timedelta(days=days),
                stands_in_for=gone,
            )

    def _days(self, complaint: Complaint, count: int, runs: bool) -> None:
        for _ in range(count):
            self.day += timedelta(days=1)
            self.travel_to(f"{self.day} 10:00")
            if runs:
                if complaint.awaits_answer:
                    complaint.climb()
                jobs.mark_done(standstill.JOB, self.day.isoformat())
        db.session.flush()

    # What must be true

    def look(self, complaint: Complaint) -> None:
        handler = complaint.handler
        if complaint.awaits_answer:
            assert complaint.is_stranded == (handler is None)
            assert complaint.due is not None
            assert complaint.due >= MONDAY
        unfit = self.unfit(complaint)
        if handler is not None:
            assert handler not in unfit
            today = clock.today()
            soon = days.working_day_from(today)
            assert any(
                it.kind in LADDER and it.starts <= soon and not it.is_over(today)
                for it in handler.roles
            )
            decided = [it.answer.by for it in complaint.steps if it.answer]
            assert handler not in decided or complaint.current.answer is not None
        elif complaint.is_vacant:
            assert complaint.current.stays
            assert complaint.can_escalate
        elif complaint.awaits_answer:
            assert not self.could_answer(complaint)

    def unfit(self, complaint: Complaint) -> set[Person]:
        """Whoever must not know of it, as the test itself keeps count."""
        kinds = set(self.kinds)
        if RoleKind.BOARD_CHAIR in kinds:
            kinds.add(RoleKind.BOARD_DEPUTY)
        holds = {it for it in self.people if it.holds(*kinds)}
        self.once |= holds
        barred = self.named | holds | {complaint.complainant}
        in_place_of = {
            it
            for it in self.people
            for role in it.current_roles
            if role.stands_in_for in barred
            and len([each for each in it.current_roles if each.kind in LADDER]) == 1
        }
        return barred | in_place_of

    def could_answer(self, complaint: Complaint) -> list[Person]:
        """The chair's deputy is the last: only a name or a role is in the way."""
        gone = self.unfit(complaint) | self.once
        gone |= {it.answer.by for it in complaint.steps if it.answer}
        return [
            it
            for it in self.people
            if it not in gone
            and any(
                role.kind is RoleKind.BOARD_DEPUTY and role.stands_in_for is None
                for role in it.current_roles
            )
        ]

    def look_at_the_lists(self, complaint: Complaint) -> None:
        unfit = self.unfit(complaint)
        for person in self.people:
            found = db.session.scalars(policy.visible_to(person)).unique().all()
            own = person == complaint.complainant
            assert not (found and person in unfit and not own), person.name
            concerned = complaint.awaits_answer or complaint.promise_is_unsaid
            took_on = complaint.current.taken_on_by_id == person.id
            answers = person == complaint.handler and (concerned or took_on)
            hidden = complaint.state is State.WITHDRAWN
            assert bool(found) == (own or (answers and not hidden))
            assert policy.waiting_for(person) == (
                [complaint] if answers and not hidden else []
            )


@on_sqlite
def test_no_sequence_leaves_it_without_owner_or_shows_it_to_the_wrong_one(
    make: Make, travel_to: TravelTo
) -> None:
    house = House(make, travel_to)

    @settings(
        max_examples=EXAMPLES,
        derandomize=not long(),
        suppress_health_check=list(HealthCheck),
    )
    @given(STEPS)
    def play(steps: list[tuple[Any, ...]]) -> None:
        house.play(steps)

    play()

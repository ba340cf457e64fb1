"""Random houses: who works there, what was written, how far it has come."""

from dataclasses import dataclass

from flask import Flask
from hypothesis import strategies as st
from sqlalchemy import delete

from kimvoice.core import clock
from kimvoice.core.choices import Choice
from kimvoice.core.db import db
from kimvoice.forum.bodies import Body
from kimvoice.people.models import Department, Person, RoleKind
from kimvoice.suggestions.intake import Pace
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.states import PUBLIC, Audience, Helped, State
from tests.database import passphrase_is_enough
from tests.factories import LONG_AGO, Make

KEPT = ("urns", "jobs_done", "urn_covers", "body_seats", "body_routes")
SEE_MOST = (
    RoleKind.REPRESENTATIVE,
    RoleKind.DEPUTY,
    RoleKind.WORK_LEADER,
    RoleKind.GENERAL_MANAGER,
    RoleKind.COORDINATOR,
    RoleKind.ADMINISTRATOR,
)
WEEKS = ("2025-W30", "2025-W40", "2025-W45", "2025-W46")
HOUSE_SETTINGS = (
    ("reading_weeks", "1"),
    ("thread_weeks", "13"),
    ("answer_weeks", "1"),
    ("smallest_department", "12"),
)


@dataclass(frozen=True)
class Told:
    """One suggestion, and what has come of it."""

    state: State
    audience: Audience
    week: str
    department: bool
    messages: int
    helped: bool
    approved: bool
    withdrawn: bool
    """In the end, after what is said above."""


@dataclass(frozen=True)
class Watcher:
    """Somebody who holds these roles, and looks at everything that this one may."""

    roles: frozenset[RoleKind]
    promised: bool
    elsewhere: bool


@dataclass(frozen=True)
class Plan:
    sizes: tuple[int, int]
    told: tuple[Told, ...]
    watchers: tuple[Watcher, ...]
    chosen: frozenset[tuple[str, str]]
    language: str


def told(states: tuple[State, ...] = tuple(State)) -> st.SearchStrategy[Told]:
    return st.builds(
        Told,
        state=st.sampled_from(states),
        audience=st.sampled_from(Audience),
        week=st.sampled_from(WEEKS),
        department=st.booleans(),
        messages=st.integers(0, 2),
        helped=st.booleans(),
        approved=st.booleans(),
        withdrawn=st.sampled_from((False, False, False, True)),
    )


watchers = st.builds(
    Watcher,
    # Those with most to see are drawn three times as often as the others.
    roles=st.frozensets(
        st.sampled_from(RoleKind) | st.sampled_from(SEE_MOST), min_size=1, max_size=2
    ),
    promised=st.sampled_from((False, False, True)),
    elsewhere=st.booleans(),
)


plans = st.builds(
    Plan,
    sizes=st.tuples(st.integers(0, 12), st.sampled_from((0, 3))),
    told=st.tuples(
        st.tuples(*[told((state,)) for state in State]),
        st.lists(told(), max_size=3).map(tuple),
    ).map(lambda parts: parts[0] + parts[1]),
    watchers=st.tuples(watchers, watchers),
    chosen=st.frozensets(st.sampled_from(HOUSE_SETTINGS), max_size=2),
    language=st.sampled_from(("nb", "en")),
)
"""With one in every state at least, so that everything hidden can change."""


class House:
    """Built anew for each plan in the database of the test."""

    def __init__(self, app: Flask, make: Make, plan: Plan) -> None:
        self.app, self.make, self.plan = app, make, plan
        empty(app)
        for name, value in sorted(plan.chosen):
            self._choose(name, value)
        large, small = plan.sizes
        self.department = make.department("Sirkulus", active=large)
        self.elsewhere = make.department("Datadrift", active=small)
        self.reader = make.representative(self.department)
        self.colleague = make.representative(self.elsewhere)
        self.coordinator = make.coordinator()
        self.watchers = [self._arrives(each) for each in plan.watchers]
        self.suggestions = [self._tell(each) for each in plan.told]
        db.session.commit()

    def _choose(self, name: str, value: str) -> None:
        today = clock.today()
        choice = {"name": name, "value": value, "chosen_by": "Prøve"}
        db.session.add(Choice(**choice, counts_from=today, chosen_on=today))

    def _arrives(self, watcher: Watcher) -> Person:
        department = self.elsewhere if watcher.elsewhere else self.department
        person = self.make.person(promised=watcher.promised)
        for role in sorted(watcher.roles):
            person.take_role(role, department, since=LONG_AGO)
        return person

    def _tell(self, it: Told) -> Suggestion:
        department = self.department if it.department else None
        if it.state in PUBLIC and it.audience is not Audience.EVERYBODY:
            suggestion = self._summed(it, department)
        else:
            raised = it.state is State.RAISED
            audience, week = Audience.EVERYBODY if raised else it.audience, it.week
            suggestion = self.make.suggestion(
                it.state,
                audience=audience,
                department=department,
                week=week,
                by=self.reader,
            )
        self._goes_on(suggestion, it)
        return suggestion

    def _summed(self, it: Told, department: Department | None) -> Suggestion:
        """Laid out in a reader's words; only some let their own be shown."""
        suggestion = self.make.suggestion(
            State.READING,
            audience=Audience.MAY_RAISE,
            department=department,
            week=it.week,
            by=self.reader,
        )
        suggestion.summarize(self.reader, "Noen vil ha samlingen etter lunsj.")
        suggestion.publish_summary()
        self.make._answer(suggestion, it.state)
        return suggestion

    def _goes_on(self, suggestion: Suggestion, it: Told) -> None:
        if suggestion.answer is not None and it.approved:
            suggestion.approve_answer(self.reader)
        if suggestion.can_hear_author:
            for number in range(it.messages):
                suggestion.receive("Mer om det.", f"nonce {number}", "2025-W46")
            suggestion.hear_whether_it_helped(Helped.PARTLY)
        if it.helped and suggestion.can_ask_for_help:
            suggestion.ask_for_help(self.reader, self.coordinator)
        if it.withdrawn and suggestion.state is not State.WITHDRAWN:
            suggestion.withdraw("2025-W46")


def empty(app: Flask) -> None:
    """As after moving in: nobody, nothing written, nothing in the mailbox's way."""
    db.session.rollback()
    db.session.expunge_all()
    for table in reversed(db.metadata.sorted_tables):
        if table.name == Body.__tablename__:
            meetings = Body.department_id.is_not(None)
            db.session.execute(delete(Body).where(meetings))
        elif table.name not in KEPT:
            db.session.execute(delete(table))
    passphrase_is_enough()
    forget_pace(app)


def forget_pace(app: Flask) -> None:
    """Twenty slips in ten minutes are for one house; here come many."""
    app.extensions["pace"] = Pace()

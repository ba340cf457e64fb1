"""One of everybody in the house, and a suggestion in every state they meet."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import time_machine

from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import State as ComplaintState
from kimvoice.complaints.support import Contact, Part
from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.people.models import Department, Person, RoleKind
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.states import Audience, State
from tests.factories import Make

ROLES = (
    "visitor",
    "participant",
    "representative",
    "colleague",
    "deputy",
    "leader",
    "other leader",
    "coordinator",
    "manager",
    "chair",
    "administrator",
)
"""The representative takes what is taken here; the colleague is another one.

The leader leads the department that the suggestions name, the other leader another.
"""
LIKE_ANOTHER = ("colleague", "deputy", "other leader", "coordinator", "chair")
"""Whose answers are nearly those of somebody else: they walk in the long form."""

LONG_AGO = "2025-W40"
OTHER_CASES = {
    "late": State.RECEIVED,
    "helped": State.RECEIVED,
    "summed": State.READING,
}
"""Beside the states; each with the state it is in."""


@dataclass(frozen=True)
class Cast:
    department: Department
    """Large enough to be named."""
    elsewhere: Department
    """Too small to be named."""
    people: dict[str, Person | None]

    def __getitem__(self, role: str) -> Person:
        person = self.people[role]
        assert person is not None
        return person


def assemble(make: Make) -> Cast:
    department = make.department("Sirkulus", active=10)
    elsewhere = make.department("Datadrift", active=9)
    people: dict[str, Person | None] = {
        "visitor": None,
        "participant": make.participant(department=department),
        "representative": make.representative(department),
        "colleague": make.representative(elsewhere),
        "deputy": make.deputy(department),
        "leader": make.work_leader(department),
        "other leader": make.work_leader(elsewhere),
        "coordinator": make.coordinator(),
        "manager": make.general_manager(),
        "chair": make.person(RoleKind.BOARD_CHAIR),
        "administrator": make.person(RoleKind.ADMINISTRATOR),
    }
    return Cast(department, elsewhere, people)


Teller = Callable[[str], Suggestion]


def teller(make: Make, cast: Cast) -> Teller:
    """Tells a suggestion that is «published», «late» (not read in time) and so on.

    With one that is «helped» the coordinator helps; the «summed» one has a summary,
    and its words are for the readers alone.
    """

    def tell(case: str) -> Suggestion:
        reader = cast["representative"]
        suggestion = make.suggestion(
            OTHER_CASES.get(case) or State(case),
            audience=Audience.MAY_RAISE if case == "summed" else Audience.EVERYBODY,
            department=cast.department,
            by=reader,
            week=LONG_AGO if case == "late" else "",
        )
        if case == "helped":
            suggestion.ask_for_help(reader, cast["coordinator"])
        if case == "summed":
            suggestion.summarize(reader, "Noen vil ha samlingen etter lunsj.")
        db.session.commit()
        return suggestion

    return tell


Complainer = Callable[[str], Complaint]
SENT_SO = {"k-late": ComplaintState.RECEIVED, "k-kept": ComplaintState.CLOSED}
SENT_SO |= {"k-stopped": ComplaintState.RECEIVED, "k-near": ComplaintState.SENT}
SENT_SO |= {"k-taken": ComplaintState.SENT}
SENT_SO |= dict.fromkeys(("k-called", "k-supported"), ComplaintState.RECEIVED)
SENT_SO |= {f"k-{state.value}": state for state in ComplaintState}
WEEKS_AGO = {"k-late": 3, "k-kept": 4}


def complainer(make: Make, cast: Cast) -> Complainer:
    """Sends a complaint of the participant's that is «k-sent», «k-answered» and so on.

    The leader answers it. Of the one that is «k-late» the date is over, of «k-kept»
    a promise has come to its date; the chair is near the one that is «k-near».
    The representative is called upon for support of «k-called», and supports another.
    """

    def complain(case: str) -> Complaint:
        without = (cast["chair"],) if case == "k-near" else ()
        with earlier(WEEKS_AGO.get(case, 0)):
            complaint = make.complaint(
                SENT_SO[case], by=cast["participant"], without=without
            )
        if case == "k-stopped":
            complaint.stay()
        if case == "k-taken":
            complaint.take_on(cast["leader"])
        if case in ("k-called", "k-supported"):
            complaint.ask_for_support(
                cast["representative"], tuple(Part), Contact.AT_WORK
            )
        if case == "k-supported":
            complaint.agree_to_support(cast["representative"])
        db.session.commit()
        return complaint

    return complain


@contextmanager
def earlier(weeks: int) -> Iterator[None]:
    """As if it had been done so long ago, whatever clock the test has."""
    with time_machine.travel(clock.real_now() - timedelta(weeks=weeks), tick=False):
        yield

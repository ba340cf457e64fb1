"""One of everybody in the house, and a suggestion in every state they meet."""

from collections.abc import Callable
from dataclasses import dataclass

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

"""One of everybody in the house, and a suggestion in every state they meet."""

from collections.abc import Callable
from dataclasses import dataclass

from kimvoice.people.models import Department, Person, RoleKind
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.states import State
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
    """Tells a suggestion that is «published», «late» (not read in time) and so on."""

    def tell(case: str) -> Suggestion:
        return make.suggestion(
            State.RECEIVED if case == "late" else State(case),
            department=cast.department,
            by=cast["representative"],
            week=LONG_AGO if case == "late" else "",
        )

    return tell

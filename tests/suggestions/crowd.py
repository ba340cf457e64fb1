"""Everybody in the house, and everything there can be for them to see."""

from itertools import product

from kimvoice.core.db import db
from kimvoice.core.settings import READING_COORDINATOR
from kimvoice.people.models import Person, RoleKind
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.states import State
from tests.cast import LONG_AGO, Cast, assemble
from tests.factories import LONG_AGO as SINCE
from tests.factories import Make


def crowd(make: Make) -> Cast:
    """With some who hold two roles, and one whose time is over."""
    cast = assemble(make)
    for name, kind in (
        ("deputy who leads", RoleKind.WORK_LEADER),
        ("deputy who manages", RoleKind.GENERAL_MANAGER),
        ("deputy whose time is over", RoleKind.PARTICIPANT),
    ):
        person = cast.people[name] = make.deputy(cast.elsewhere)
        person.take_role(kind, cast.department, since=SINCE)
    end_all([cast["deputy whose time is over"]])
    READING_COORDINATOR.choose(cast["coordinator"].user_name, "Prøve", SINCE)
    db.session.commit()
    return cast


def tell_everything(make: Make, cast: Cast) -> list[Suggestion]:
    """Every state, late or not, of the department or of the house, taken by whom."""
    told = [
        make.suggestion(state, week=week, department=department, by=cast[reader])
        for state, week, department, reader in product(
            State,
            ("", LONG_AGO),
            (cast.department, None),
            ("representative", "deputy", "deputy who leads", "coordinator"),
        )
    ]
    db.session.commit()
    return told


def end_all(people: list[Person]) -> None:
    for role in [role for person in people for role in person.roles]:
        role.ends = SINCE
    db.session.commit()


def everybody(cast: Cast) -> list[tuple[str, Person]]:
    return [(name, person) for name, person in cast.people.items() if person]

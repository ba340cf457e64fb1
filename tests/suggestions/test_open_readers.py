"""«Hvem ser dette?» says who reads; here it is compared with who really can."""

import re
from collections.abc import Callable

import pytest

from kimvoice.core import settings
from kimvoice.core.clock import today
from kimvoice.core.db import db
from kimvoice.people.models import Person, Role, RoleKind
from kimvoice.suggestions import policy
from kimvoice.suggestions.helping import helping_role
from kimvoice.suggestions.models import Suggestion
from tests.complaints.own_page import on_sqlite
from tests.factories import Make
from tests.suggestions.journey import check
from tests.visitor import Visit

pytestmark = on_sqlite

LATE = "2025-W30"


def representatives(make: Make, count: int) -> None:
    for _ in range(count):
        make.representative()


def named_coordinator(make: Make) -> None:
    name = make.coordinator().user_name
    settings.READING_COORDINATOR.choose(name, "Prøve", today())
    db.session.commit()


def retired(make: Make) -> None:
    person = make.representative()
    for role in person.roles:
        role.ends = role.starts
    db.session.commit()


def with_deputies(make: Make) -> None:
    representatives(make, 2)
    make.deputy()
    make.deputy()


def elected_after_all(make: Make) -> None:
    named_coordinator(make)
    make.representative()


def with_helpers(make: Make) -> None:
    representatives(make, 2)
    make.coordinator()
    make.coordinator()
    make.general_manager(promised=True)


def with_coordinators(make: Make) -> None:
    representatives(make, 2)
    make.coordinator()


def with_manager(make: Make) -> None:
    representatives(make, 2)
    make.general_manager(promised=True)


def reading_with_helpers(make: Make) -> None:
    named_coordinator(make)
    make.coordinator()
    make.general_manager(promised=True)


def reading_with_manager(make: Make) -> None:
    named_coordinator(make)
    make.general_manager(promised=True)


def reading_with_another(make: Make) -> None:
    named_coordinator(make)
    make.coordinator()


def nobody_to_ask_for_it(make: Make) -> None:
    make.coordinator()
    make.general_manager()


NOBODY = "Ingen leser det du skriver før noen er valgt."
HOUSES: dict[str, tuple[Callable[[Make], object], list[str]]] = {
    "nobody": (lambda make: None, [NOBODY]),
    "deputy alone": (lambda make: make.deputy(), [NOBODY]),
    "coordinator not named": (lambda make: make.coordinator(), [NOBODY]),
    "retired": (retired, [NOBODY]),
    "coordinator": (named_coordinator, [", koordinator, leser det du skriver."]),
    "one": (
        elected_after_all,
        [
            "Den tillitsvalgte kan lese det du skriver.",
            "Blir en tillitsvalgt bekymret, kan en koordinator også få lese det.",
        ],
    ),
    "two and all who can help": (
        with_helpers,
        [
            "De 2 tillitsvalgte kan lese",
            "Blir en tillitsvalgt bekymret, kan en koordinator eller daglig leder også",
        ],
    ),
    "two and a coordinator": (
        with_coordinators,
        [
            "De 2 tillitsvalgte kan lese",
            "Blir en tillitsvalgt bekymret, kan en koordinator også få lese det.",
        ],
    ),
    "two and the manager": (
        with_manager,
        [
            "De 2 tillitsvalgte kan lese",
            "Blir en tillitsvalgt bekymret, kan daglig leder også få lese det.",
        ],
    ),
    "coordinator and all who can help": (
        reading_with_helpers,
        [
            ", koordinator, leser det du skriver.",
            "Blir koordinatoren bekymret, kan en annen koordinator eller daglig leder",
        ],
    ),
    "coordinator and the manager": (
        reading_with_manager,
        [
            ", koordinator, leser det du skriver.",
            "Blir koordinatoren bekymret, kan daglig leder også få lese det.",
        ],
    ),
    "coordinator and another": (
        reading_with_another,
        [
            ", koordinator, leser det du skriver.",
            "Blir koordinatoren bekymret, kan en annen koordinator også få lese det.",
        ],
    ),
    "nobody reads, so nobody is asked": (nobody_to_ask_for_it, [NOBODY]),
    "five": (lambda make: representatives(make, 5), ["De 5 tillitsvalgte kan lese"]),
    "two and deputies": (
        with_deputies,
        ["De 2 tillitsvalgte kan lese", "får varaene det også."],
    ),
}
SENTENCES = [
    NOBODY,
    ", koordinator, leser",
    "Den tillitsvalgte",
    "De 2",
    "De 5",
    "varaene",
    "bekymret",
    "Blir en tillitsvalgt",
    "Blir koordinatoren",
    "kan en koordinator",
    "kan en annen koordinator",
    "daglig leder",
]


@pytest.mark.parametrize("house", HOUSES)
def test_the_box_says_who_reads(house: str, visit: Visit, make: Make) -> None:
    furnish, words = HOUSES[house]
    furnish(make)
    for page in (visit().get("/forslag/nytt"), check(visit())):
        said = " ".join(re.findall("(?s)who-sees.*?</section>", page.text))
        assert [each for each in words if each not in said] == []
        others = [it for it in SENTENCES if it in said and it not in " ".join(words)]
        assert others == []


@pytest.mark.parametrize("house", HOUSES)
def test_who_reads_is_who_can(house: str, visit: Visit, make: Make) -> None:
    """The people whom the box counts get the page; all the others get 404."""
    HOUSES[house][0](make)
    for _ in range(2):
        make.participant()
    make.work_leader()
    promised = policy.readers()
    new, late = make.suggestion(), make.suggestion(week=LATE)
    soon = {*promised.representatives} | {promised.coordinator} - {None}
    expected = {new: soon, late: soon | {*promised.deputies}}
    for suggestion, readers in expected.items():
        assert those_who_read(suggestion, visit) == readers


@pytest.mark.parametrize("house", HOUSES)
def test_who_may_be_asked_for_help_gets_it_when_asked(
    house: str, visit: Visit, make: Make
) -> None:
    """The roles that the box names, and each holder of them; nobody besides."""
    HOUSES[house][0](make)
    make.participant()
    make.work_leader()
    said = visit().get("/forslag/nytt").text
    readers = policy.readers()
    reading = {*readers.representatives} | {readers.coordinator} - {None}
    suggestion, got = make.suggestion(), set()
    for reader in sorted(reading, key=lambda each: each.id if each else 0)[:1]:
        assert reader is not None
        for person in policy.can_be_asked(suggestion, reader):
            suggestion.ask_for_help(reader, person)
            db.session.commit()
            assert those_who_read(suggestion, visit) == {*reading, person}
            suggestion.end_help()
            db.session.commit()
            got.add(helping_role(person))
    named = {
        RoleKind.COORDINATOR: "en koordinator" in said
        or "en annen koordinator" in said,
        RoleKind.GENERAL_MANAGER: "daglig leder" in said,
    }
    assert got == {role for role, is_named in named.items() if is_named}


def those_who_read(suggestion: Suggestion, visit: Visit) -> set[Person | None]:
    url = f"/min/forslag/{suggestion.number}"
    return {
        person
        for person in db.session.scalars(db.select(Person)).all()
        if person.may_come_in and visit(as_=person).get(url).status_code == 200
    }


def test_a_role_that_ended_yesterday_reads_nothing(visit: Visit, make: Make) -> None:
    person, suggestion = make.representative(), make.suggestion()
    visitor = visit(as_=person)
    url = f"/min/forslag/{suggestion.number}"
    assert visitor.get(url).status_code == 200
    office = db.select(Role).filter_by(
        person_id=person.id, kind=RoleKind.REPRESENTATIVE
    )
    for role in db.session.scalars(office).unique():
        role.ends = role.starts
    db.session.commit()
    assert visitor.get(url).status_code == 404

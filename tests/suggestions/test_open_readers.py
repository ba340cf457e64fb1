"""«Hvem ser dette?» says who reads; here it is compared with who really can."""

import re
from collections.abc import Callable

import pytest

from kimvoice.core import settings
from kimvoice.core.clock import today
from kimvoice.core.db import db
from kimvoice.people.models import Person, Role
from kimvoice.suggestions import policy
from tests.factories import Make
from tests.suggestions.journey import check
from tests.visitor import Visit

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


NOBODY = "Ingen leser det du skriver før noen er valgt."
HOUSES: dict[str, tuple[Callable[[Make], object], list[str]]] = {
    "nobody": (lambda make: None, [NOBODY]),
    "deputy alone": (lambda make: make.deputy(), [NOBODY]),
    "coordinator not named": (lambda make: make.coordinator(), [NOBODY]),
    "retired": (retired, [NOBODY]),
    "coordinator": (named_coordinator, [", koordinator, leser det du skriver."]),
    "one": (elected_after_all, ["Den tillitsvalgte kan lese det du skriver."]),
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
    make.general_manager()
    make.work_leader()
    promised = policy.readers()
    new, late = make.suggestion(), make.suggestion(week=LATE)
    soon = {*promised.representatives} | {promised.coordinator} - {None}
    expected = {new: soon, late: soon | {*promised.deputies}}
    for suggestion, readers in expected.items():
        url = f"/min/forslag/{suggestion.number}"
        can = {
            person
            for person in db.session.scalars(db.select(Person)).all()
            if visit(as_=person).get(url).status_code == 200
        }
        assert can == readers


def test_a_role_that_ended_yesterday_reads_nothing(visit: Visit, make: Make) -> None:
    person, suggestion = make.representative(), make.suggestion()
    visitor = visit(as_=person)
    url = f"/min/forslag/{suggestion.number}"
    assert visitor.get(url).status_code == 200
    for role in db.session.scalars(db.select(Role).filter_by(person_id=person.id)):
        role.ends = role.starts
    db.session.commit()
    assert visitor.get(url).status_code == 404

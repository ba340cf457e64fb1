"""Threat 13: the mail of the morning is the same, whatever somebody sent."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from kimvoice import house
from kimvoice.core.db import db
from kimvoice.people.models import Person, RoleKind
from tests.conftest import TravelTo
from tests.factories import Ladder, Make
from tests.morning.post_office import PostOffice, open_office
from tests.morning.told import sends_by
from tests.suggestions.author import Author

ROOT = Path(__file__).parents[2]
DAYS = {18: 0, 19: 1, 20: 5, 21: 0}
"""Of a week in November: how much was sent on it, of each kind. On the Friday the
mailbox is opened, and six come out."""


@pytest.fixture
def office(app: Flask, travel_to: TravelTo) -> Iterator[PostOffice]:
    with open_office() as office:
        sends_by(app, office.mail)
        yield office


@pytest.fixture
def ladder(make: Make) -> Ladder:
    ladder = make.ladder()
    for number, person in enumerate(holders(ladder)):
        person.email = f"leder{number}@example.org"
    db.session.commit()
    return ladder


def holders(ladder: Ladder) -> tuple[Person, ...]:
    return (
        ladder.leader,
        ladder.coordinator,
        ladder.manager,
        ladder.chair,
        ladder.deputy_chair,
    )


def test_a_day_with_none_one_or_five_gives_the_same_mails_at_the_same_time(
    make: Make, office: PostOffice, ladder: Ladder, travel_to: TravelTo
) -> None:
    """Some are about the coordinator, who is excluded and told all the same."""
    participant = make.participant(department=ladder.department)
    seen = {}
    for day, many in DAYS.items():
        for minute in ("06:00", "07:59", "08:00", "08:01", "12:01", "16:00"):
            travel_to(f"2025-11-{day} {minute}")
            house.tick()
            if minute in ("06:00", "12:01"):
                send(make, participant, ladder, many)
        seen[day] = as_a_watcher_sees(office)
        office.letters.clear()
    assert seen[18] == seen[19] == seen[20] == seen[21]
    assert len(seen[18]) == 5


def send(make: Make, participant: Person, ladder: Ladder, many: int) -> None:
    for number in range(many):
        about = (None, ladder.coordinator, RoleKind.GENERAL_MANAGER)[number % 3]
        make.complaint(by=participant, about=about)
        Author().sends(f"Forslag {number}")


def as_a_watcher_sees(office: PostOffice) -> list[tuple[tuple[str, ...], str, int]]:
    """Of each mail: to whom, at which time of day, and how long."""
    return sorted(
        (it.to, f"{it.at:%H:%M:%S}", len(it.content)) for it in office.letters
    )


def test_what_sends_knows_of_nothing_that_was_sent_here() -> None:
    tree = ast.parse((ROOT / "kimvoice/morning.py").read_text())
    known = {
        f"{it.module}.{alias.name}"
        for it in ast.walk(tree)
        if isinstance(it, ast.ImportFrom)
        for alias in it.names
        if (it.module or "").startswith("kimvoice")
    }
    rooms = ("complaints", "suggestions", "elections")
    assert known
    assert not [it for it in known if it.split(".")[1] in rooms]

"""Readers come and go; nothing that was written is stuck with who has left."""

from datetime import date

import pytest

from kimvoice.core import settings
from kimvoice.core.clock import today
from kimvoice.core.db import db
from kimvoice.elections.recorded import RecordedElection
from kimvoice.people.models import Department, Person, RoleKind
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.states import State
from tests.conftest import TravelTo
from tests.factories import Make
from tests.visitor import Visit


@pytest.fixture(autouse=True)
def _time_stands_still(travel_to: TravelTo) -> None:
    pass


def page(visit: Visit, person: Person, suggestion: Suggestion) -> int:
    return visit(as_=person).get(f"/min/forslag/{suggestion.number}").status_code


def press(visit: Visit, person: Person, suggestion: Suggestion, act: str) -> int:
    url = f"/min/forslag/{suggestion.number}/{act}"
    status = visit(as_=person).post(url).status_code
    db.session.refresh(suggestion)
    return status


def elected(
    make: Make, department: Department, representative: Person, deputy: Person | None
) -> None:
    """On paper, in a meeting, today; written in by the administrator."""
    election = RecordedElection(
        department=department,
        held_on=today(),
        representative=representative,
        deputy=deputy,
        witness_1="Vitne Vitnesen",
        witness_2="Se Sesen",
        recorded_by=make.person(RoleKind.ADMINISTRATOR),
        recorded_on=today(),
    )
    with db.session.no_autoflush:
        election.give_roles(names_shown=False)
    db.session.add(election)
    db.session.commit()


def promised(make: Make, department: Department) -> Person:
    participant = make.participant(department=department)
    participant.promise_confidentiality()
    db.session.commit()
    return participant


@pytest.mark.parametrize("office", [RoleKind.REPRESENTATIVE, RoleKind.DEPUTY])
def test_what_somebody_held_whose_office_ended_another_gives_back(
    office: RoleKind, visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    other = make.representative()
    suggestion = make.suggestion(week="2025-W40")
    holder = make.deputy() if office is RoleKind.DEPUTY else make.representative()
    assert press(visit, holder, suggestion, "ta") == 303
    assert press(visit, other, suggestion, "gi-tilbake") == 403
    for role in holder.roles:
        if role.kind is office:
            role.end(date(2025, 11, 17))
    db.session.commit()
    travel_to("2025-11-18 10:00")
    assert page(visit, holder, suggestion) == 404
    assert press(visit, holder, suggestion, "spor") == 404
    shown = visit(as_=other).get(f"/min/forslag/{suggestion.number}").text
    assert "Gi tilbake" in shown
    assert press(visit, other, suggestion, "gi-tilbake") == 303
    assert (suggestion.state, suggestion.taken_by) == (State.RECEIVED, None)
    assert press(visit, other, suggestion, "ta") == 303


def test_an_election_on_a_wednesday_changes_the_readers_that_day(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    department = make.department()
    before, after = make.representative(department), promised(make, department)
    held, waiting = make.suggestion(State.READING, by=before), make.suggestion()
    travel_to("2025-11-19 10:00")
    assert page(visit, after, waiting) == 404
    elected(make, department, after, None)
    for suggestion in (held, waiting):
        assert page(visit, before, suggestion) == 404
        assert page(visit, after, suggestion) == 200
    assert press(visit, after, held, "gi-tilbake") == 303
    assert press(visit, after, held, "ta") == 303


def test_what_nobody_has_after_an_election_waits_for_who_reads_now(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    department = make.department()
    before, after = make.representative(department), promised(make, department)
    held = make.suggestion(State.READING, by=before)
    left = "Forslag som ingen har nå"
    assert left not in visit(as_=before).get("/min/").text
    travel_to("2025-11-19 10:00")
    elected(make, department, after, None)
    home = visit(as_=after).get("/min/").text
    assert left in home
    assert f"{before.name} leser ikke forslag lenger." in home
    assert "Ingen har denne" in visit(as_=after).get("/min/forslag").text
    shown = visit(as_=after).get(f"/min/forslag/{held.number}").text
    assert f"{before.name} hadde denne" in shown
    assert f"{before.name} har denne" not in shown
    assert left not in visit(as_=before).get("/min/").text
    press(visit, after, held, "gi-tilbake")
    press(visit, after, held, "ta")
    assert left not in visit(as_=after).get("/min/").text


def test_who_is_elected_again_keeps_what_she_has(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    department = make.department()
    reader = make.representative(department)
    held = make.suggestion(State.READING, by=reader)
    travel_to("2025-11-19 10:00")
    elected(make, department, reader, None)
    assert press(visit, reader, held, "legg-ut") == 303


def test_the_first_election_takes_over_from_the_coordinator(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    coordinator, department = make.coordinator(), make.department()
    settings.READING_COORDINATOR.choose(coordinator.user_name, "Prøve", today())
    held, waiting = make.suggestion(State.READING, by=coordinator), make.suggestion()
    participant = promised(make, department)
    assert page(visit, coordinator, waiting) == 200
    travel_to("2025-11-19 10:00")
    elected(make, department, participant, None)
    assert page(visit, coordinator, held) == 404
    assert page(visit, coordinator, waiting) == 404
    assert press(visit, participant, held, "gi-tilbake") == 303


def test_what_is_late_goes_to_the_deputies_of_today(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    """Also when the election comes after the week's date."""
    department = make.department()
    make.representative()
    old, new = make.deputy(department), promised(make, department)
    suggestion = make.suggestion(week="2025-W40")
    assert page(visit, old, suggestion) == 200
    travel_to("2025-11-19 10:00")
    elected(make, department, promised(make, department), new)
    assert page(visit, old, suggestion) == 404
    assert page(visit, new, suggestion) == 200


def test_a_coordinator_who_helped_and_was_the_reader_is_only_the_one_now(
    visit: Visit, make: Make
) -> None:
    """Asked for help after the election: that one text and no other."""
    coordinator = make.coordinator()
    settings.READING_COORDINATOR.choose(coordinator.user_name, "Prøve", today())
    first, second = make.suggestion(), make.suggestion()
    assert page(visit, coordinator, second) == 200
    reader = make.representative()
    first.ask_for_help(reader, coordinator)
    db.session.commit()
    assert page(visit, coordinator, first) == 200
    assert page(visit, coordinator, second) == 404

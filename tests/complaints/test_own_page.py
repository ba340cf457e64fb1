"""The complainant's page always says who has it, until when, and what can be done."""

from datetime import date
from functools import partial
from typing import Any

import pytest

from kimvoice.complaints.states import State
from kimvoice.core.db import db
from kimvoice.people.models import RoleKind
from tests.complaints.own_page import Case, on_sqlite
from tests.conftest import TravelTo
from tests.factories import LONG_AGO, Make
from tests.reading import read
from tests.visitor import Visit


@pytest.fixture
def filed(make: Make, visit: Visit, travel_to: TravelTo) -> Any:
    """On Monday 17 November 2025."""
    return partial(Case.filed, make, visit)


NEXT = [
    (
        State.SENT,
        "Du får beskjed senest torsdag 20. november."
        " Du får svar senest mandag 1. desember.",
    ),
    (State.RECEIVED, "Du får svar senest mandag 1. desember."),
    (
        State.WAITING,
        "Du er spurt om noe. Svar innen mandag 1. desember."
        " Svarer du ikke, går arbeidet videre uten. Klagen blir ikke lukket."
        " Dager da klagen venter på deg, kommer i tillegg til fristen.",
    ),
    (
        State.ANSWERED,
        "Du velger. Er du ikke enig, kan du sende klagen videre"
        " fram til mandag 8. desember."
        " Gjør du ingenting, hviler den. Du kan åpne den igjen.",
    ),
    (
        State.CLOSED,
        "Du er fornøyd, og klagen er ferdig."
        " Du kan åpne den igjen fram til tirsdag 17. november 2026.",
    ),
    (
        State.WITHDRAWN,
        "Du har trukket klagen. Bare du kan åpne den."
        " Du kan angre til mandag 1. desember."
        " Slettes 18. februar 2026.",
    ),
]


@on_sqlite
@pytest.mark.parametrize(("state", "said"), NEXT)
def test_what_comes_next_is_said_with_its_day(
    filed: Any, state: State, said: str
) -> None:
    it = filed(state)
    page = it.reads()
    assert said in page
    assert str(it.complaint.standing.label) in page
    assert (it.leader in page) == it.complaint.awaits_answer


def test_sent_on_it_says_who_has_it_now(filed: Any) -> None:
    it = filed(State.ESCALATED)
    page = it.reads()
    assert f"Koordinatoren, {it.ladder.coordinator.name}, har klagen." in page
    assert "Du får svar senest mandag 1. desember." in page
    assert "Skjer det ikke i tide, går klagen videre til daglig leder." in page


def test_late_at_the_last_step_it_names_those_outside(
    filed: Any, travel_to: TravelTo
) -> None:
    it = filed(first=4)
    assert "Arbeidstilsynet" not in it.reads()
    travel_to("2025-12-01 10:00")
    page = it.reads()
    assert "Styrelederen har ikke svart." in page
    assert "Du kan også spørre noen utenfor KIM-senteret." in page
    assert "Arbeidstilsynet" in page
    assert "Send nå" not in page


def test_the_last_answer_leads_to_those_outside(filed: Any) -> None:
    page = filed(State.ANSWERED, first=4).reads()
    assert "Styrelederen har gitt sitt siste svar." in page
    assert "Du kan også spørre noen utenfor KIM-senteret." in page
    assert "Send videre" not in page


def test_when_nobody_may_answer_it_leads_outside(filed: Any) -> None:
    it = filed(State.RECEIVED)
    for role in (it.ladder.deputy_chair, it.ladder.chair):
        role.leave(date(2025, 11, 14))
    it.ladder.coordinator.leave(date(2025, 11, 14))
    it.ladder.manager.leave(date(2025, 11, 14))
    it.ladder.leader.leave(date(2025, 11, 14))
    page = it.reads()
    assert "Ingen i huset kan svare på klagen nå." in page
    assert "Arbeidstilsynet" in page


def test_after_three_months_those_outside_are_named(
    filed: Any, travel_to: TravelTo
) -> None:
    it = filed(State.RECEIVED)
    it.complaint.stay()
    travel_to("2026-02-18 10:00")
    page = it.reads()
    assert "Du har ventet mer enn tre måneder på svar. Beklager." in page
    assert "Arbeidstilsynet" in page


def test_skipped_steps_say_why_and_those_not_used_when_they_would_answer(
    make: Make, visit: Visit, travel_to: TravelTo
) -> None:
    ladder = make.ladder()
    by = make.participant(department=ladder.department)
    about = Case(ladder, make.complaint(by=by, about=ladder.leader), visit).reads()
    assert (
        "Steg 1: Arbeidslederen Hoppet over, på grunn av hvem klagen gjelder." in about
    )
    chosen = Case(ladder, make.complaint(State.ANSWERED, by=by, first=2), visit).reads()
    assert "Steg 1: Arbeidslederen Hoppet over, du valgte det." in chosen
    assert "Steg 2: Koordinatoren Svar gitt." in chosen
    unused = "Ikke brukt. Sender du i dag, får du svar senest mandag 1. desember."
    assert f"Steg 3: Daglig leder {unused}" in chosen
    assert "Steg 4: Styrelederen Ikke brukt. " in chosen
    assert chosen.count("Ikke brukt. Sender du i dag") == 1


def test_the_deputy_of_the_chair_is_called_by_that_name(
    make: Make, visit: Visit, travel_to: TravelTo
) -> None:
    ladder = make.ladder()
    by = make.participant(department=ladder.department)
    page = Case(ladder, make.complaint(by=by, about=ladder.chair), visit).reads()
    assert f"Nestlederen i styret, {ladder.deputy_chair.name}, har klagen." in page
    assert "Steg 4: Nestlederen i styret" in page


def test_the_page_is_for_the_complainant_alone(make: Make, filed: Any) -> None:
    it = filed(State.RECEIVED)
    url = f"/min/klage/{it.complaint.number}"
    others = [it.ladder.coordinator, it.ladder.manager, make.participant()]
    others.append(make.person(RoleKind.ADMINISTRATOR))
    for other in others:
        visitor = it.visit(as_=other)
        for path in ("", "/skriv-ut", "/skriv", "/videre", "/trekk"):
            assert visitor.get(url + path).status_code == 404, path
    leader = it.visit(as_=it.ladder.leader)
    assert leader.get(url).status_code == 200
    assert leader.get(f"{url}/skriv-ut").status_code == 403


def test_my_complaints_are_on_the_menu_of_those_who_can_have_one(
    make: Make, filed: Any, travel_to: TravelTo
) -> None:
    it = filed()
    mine = it.visit(as_=it.complaint.complainant).get("/min/klager")
    assert f"Klage {it.complaint.number}" in mine.text
    assert 'href="/min/klager"' in mine.text
    assert "Start en klage" in mine.text
    manager = it.visit(as_=it.ladder.manager)
    assert 'href="/min/klager"' not in manager.get("/min/").text
    theirs = manager.get("/min/klager").text
    assert "Start en klage" not in theirs
    assert str(it.complaint.number) not in theirs
    it.complaint.complainant.leave(date(2025, 11, 16))
    it.complaint.complainant.take_role(RoleKind.STAFF_MEMBER, since=LONG_AGO)
    still = it.visit(as_=it.complaint.complainant).get("/min/klager").text
    assert f"Klage {it.complaint.number}" in still
    assert "Start en klage" not in still


HOME = [
    (State.SENT, 17, ""),
    (State.SENT, 21, "Forsinket. Fristen gikk ut torsdag 20. november."),
    (State.RECEIVED, 17, ""),
    (State.WAITING, 17, "Du er spurt om noe. Svar innen mandag 1. desember."),
    (State.ANSWERED, 17, "Du har fått svar. Velg innen mandag 8. desember."),
    (State.CLOSED, 17, ""),
    (State.WITHDRAWN, 17, ""),
]


@on_sqlite
@pytest.mark.parametrize(("state", "day", "said"), HOME)
def test_home_says_what_waits_for_me_and_not_what_it_is_about(
    filed: Any, travel_to: TravelTo, state: State, day: int, said: str
) -> None:
    it = filed(state, text="Hemmelig sak.")
    travel_to(f"2025-11-{day} 10:00")
    home = read(it.visit(as_=it.complaint.complainant).get("/min/").text).page.words
    assert ("Nytt til deg" in home) == bool(said)
    assert (f"Klage {it.complaint.number} {said}" in home) == bool(said)
    assert "Hemmelig" not in home
    other = it.visit(as_=it.ladder.manager).get("/min/")
    assert str(it.complaint.number) not in other.text


def test_a_promise_on_its_day_is_asked_about(filed: Any, travel_to: TravelTo) -> None:
    it = filed(State.CLOSED)
    assert "Er det gjort?" not in it.reads()
    travel_to("2025-12-08 10:00")
    page = it.reads()
    assert "Kari Testesen skulle gjøre dette innen mandag 8. desember:" in page
    home = read(it.visit(as_=it.complaint.complainant).get("/min/").text).page.words
    assert "Er det gjort? Fristen var mandag 8. desember." in home


def test_nothing_is_stored_when_a_page_is_read(filed: Any) -> None:
    it = filed(State.RECEIVED)
    before = _rows()
    it.reads()
    it.reads("/skriv-ut")
    assert _rows() == before


def _rows() -> dict[str, int]:
    tables = db.metadata.sorted_tables
    return {it.name: len(db.session.execute(it.select()).all()) for it in tables}

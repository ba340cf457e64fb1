"""The course of a complaint, told to the complainant and printed."""

from datetime import date
from functools import partial
from typing import Any

import pytest

from kimvoice.complaints import daily
from kimvoice.complaints.states import Act, Reader, State, Verdict
from kimvoice.core.db import db
from tests.complaints.own_page import Case, on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.reading import read
from tests.visitor import Visit

INTERNAL = "Ring NAV om dette."


@pytest.fixture
def filed(make: Make, visit: Visit, travel_to: TravelTo) -> Any:
    """On Monday 17 November 2025."""
    return partial(Case.filed, make, visit)


@on_sqlite
@pytest.mark.parametrize("path", ["", "/skriv-ut"])
def test_once_it_has_climbed_it_can_be_read_as_before(
    path: str, filed: Any, travel_to: TravelTo
) -> None:
    it = filed()
    travel_to("2025-11-25 10:00")
    daily.run_when_due()
    assert it.complaint.handler == it.ladder.coordinator
    page = it.reads(path)
    assert "Klagen gikk videre av seg selv" in page
    assert f"Koordinatoren, {it.ladder.coordinator.name}, har klagen." in page


@on_sqlite
@pytest.mark.parametrize("path", ["", "/skriv-ut"])
def test_what_climbed_by_itself_is_told(
    filed: Any, travel_to: TravelTo, path: str
) -> None:
    it = filed()
    travel_to("2025-11-25 10:00")
    assert it.complaint.climb()
    db.session.commit()
    assert "Klagen gikk videre av seg selv" in it.reads(path)


@on_sqlite
@pytest.mark.parametrize("path", ["", "/skriv-ut"])
def test_the_course_is_told_and_what_is_internal_never(filed: Any, path: str) -> None:
    it = filed(State.RECEIVED, text="Ingen pause.", wish="Pause kl. 11.")
    leader = it.ladder.leader
    it.complaint.note(leader, INTERNAL, Reader.HANDLERS)
    it.complaint.note(leader, "Kom innom meg.", Reader.COMPLAINANT)
    it.complaint.talk(leader, date(2025, 11, 17))
    it.complaint.write("Jeg kommer.")
    it.complaint.give(leader, **Make.upheld(reason="Du har rett."))
    page = it.reads(path)
    for said in (
        "mandag 17. november Du sendte klagen Ingen pause. Dette ønsker du:"
        " Pause kl. 11.",
        f"{leader.name} har fått klagen Jeg har fått klagen din.",
        f"{leader.name} har sagt ja til å svare",
        f"{leader.name} skrev til deg Kom innom meg.",
        f"{leader.name} og du snakket sammen mandag 17. november",
        "Du skrev Jeg kommer.",
        f"{leader.name} svarte på klagen Er vi enige? Ja",
        "Vi lager en ny vaktliste.",
    ):
        assert said in page, said
    assert INTERNAL not in page
    assert "2025-11-17" not in page


def test_every_act_has_its_line(filed: Any) -> None:
    it = filed(State.RECEIVED)
    leader = it.ladder.leader
    for act in Act:
        it.complaint._enter(act, leader, "2025-11-16", Reader.COMPLAINANT)
    assert it.reads().count(leader.name) > len(Act) / 3


def test_a_no_stands_with_its_reason(filed: Any) -> None:
    it = filed(State.RECEIVED)
    it.complaint.give(it.ladder.leader, Verdict.NOT_UPHELD, reason="Det var fri.")
    page = it.reads()
    assert "Er vi enige? Nei" in page
    assert "Hvorfor Det var fri." in page
    assert "Hvem gjør det" not in page


def test_the_print_ends_with_those_outside_and_its_title_has_no_name(
    filed: Any,
) -> None:
    it = filed(State.ANSWERED)
    name = it.complaint.complainant.name
    url = f"/min/klage/{it.complaint.number}/skriv-ut"
    page = it.visit(as_=it.complaint.complainant).get(url)
    assert f"<title>Klage {it.complaint.number} – KIM voice</title>" in page.text
    words = read(page.text).page.words
    assert f"Klagen er sendt av {name}." in words
    assert "Siden viser klagen slik den var mandag 17. november 2025." in words
    assert words.index("Det du har valgt") < words.index("Arbeidstilsynet")

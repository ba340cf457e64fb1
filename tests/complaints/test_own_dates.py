"""The complainant's page names each day, also when a day has moved."""

from datetime import date
from functools import partial
from typing import Any

import pytest

from kimvoice.complaints import daily, standstill
from kimvoice.complaints.states import State, Verdict
from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.settings import CLOSING_DAYS
from tests.complaints.own_page import Case
from tests.conftest import TravelTo
from tests.factories import Make
from tests.visitor import Visit


@pytest.fixture
def filed(make: Make, visit: Visit, travel_to: TravelTo) -> Any:
    """On Monday 17 November 2025."""
    return partial(Case.filed, make, visit)


def test_late_it_says_when_it_climbs_and_that_it_can_be_stopped(
    filed: Any, travel_to: TravelTo
) -> None:
    it = filed(State.RECEIVED)
    for day in range(24, 29):
        travel_to(f"2025-11-{day} 10:00")
        daily.run_when_due()
    for day in (1, 2):
        travel_to(f"2025-12-0{day} 10:00")
        daily.run_when_due()
    page = it.reads()
    assert "Forsinket" in page
    assert "Fristen gikk ut mandag 1. desember. Beklager." in page
    assert "Klagen går videre til koordinatoren torsdag 4. desember." in page
    assert "Send nå Ikke send videre av seg selv" in page
    it.complaint.stay()
    db.session.commit()
    page = it.reads()
    assert "Du har stoppet klagen her. Den er fortsatt forsinket." in page
    assert "Send videre likevel La den gå videre av seg selv" in page
    assert "torsdag 4. desember" not in page


def test_on_the_day_it_climbs_it_says_so_before_it_has_moved(
    filed: Any, travel_to: TravelTo
) -> None:
    it = filed(State.RECEIVED)
    travel_to("2025-12-04 00:01")
    assert "Klagen går videre til koordinatoren i dag." in it.reads()


def test_a_standstill_is_told(filed: Any, travel_to: TravelTo) -> None:
    it = filed(State.RECEIVED)
    daily.run_when_due()
    travel_to("2025-12-15 10:00")
    still = standstill.today()
    assert still is not None
    page = it.reads()
    assert "Siden har stått stille siden mandag 17. november." in page
    assert "Ingen klage går videre av seg selv før torsdag 18. desember." in page


def test_more_time_is_told_with_its_reason(filed: Any) -> None:
    it = filed(State.RECEIVED)
    it.complaint.extend(it.ladder.leader, date(2025, 12, 8), "Jeg var syk.")
    page = it.reads()
    assert "Arbeidslederen har tatt mer tid." in page
    assert "Du kan vente, eller sende klagen videre nå." in page
    assert "Jeg var syk." in page
    assert "Du får svar senest mandag 8. desember." in page
    assert "Først var fristen" not in page


def test_a_later_closing_day_is_told_with_both_dates(filed: Any) -> None:
    it = filed(State.RECEIVED)
    assert "Først var fristen" not in it.reads()
    CLOSING_DAYS.choose(frozenset({date(2025, 11, 24)}), "Prøve", clock.today())
    page = it.reads()
    assert "Du får svar senest tirsdag 2. desember." in page
    assert (
        "Først var fristen mandag 1. desember. Nå er den tirsdag 2. desember."
        " Huset er stengt dager som ikke var kjent da." in page
    )


def test_a_wait_that_is_over_gives_a_new_day(filed: Any, travel_to: TravelTo) -> None:
    it = filed(State.WAITING)
    travel_to("2025-11-19 10:00")
    it.complaint.write("Det var tirsdag.")
    page = it.reads()
    assert "Du får svar senest onsdag 3. desember." in page
    assert "Huset er stengt dager" not in page


def test_resting_it_can_be_opened_until_it_is_deleted(
    filed: Any, travel_to: TravelTo
) -> None:
    it = filed(State.ANSWERED)
    travel_to("2025-12-09 10:00")
    page = it.reads()
    assert "Klagen hviler fra tirsdag 9. desember." in page
    assert "Du kan åpne den igjen fram til onsdag 9. desember 2026." in page
    assert "Slettes 10. desember 2026." in page


@pytest.mark.parametrize("answered", [True, False])
@pytest.mark.parametrize("first", [1, 3])
def test_the_day_that_is_told_before_sending_on_is_the_day_afterwards(
    filed: Any, travel_to: TravelTo, first: int, answered: bool
) -> None:
    """Also near the end of the three months: after an answer they begin anew.

    Seven working days are left to whoever has just got it.
    """
    complaint = filed(State.RECEIVED, first=first).complaint
    complaint.stay()
    travel_to("2026-02-09 10:00")
    if answered:
        complaint.give(complaint.handler, Verdict.NOT_UPHELD, reason="Nei.")
    told = complaint.answer_by_if_sent_on
    complaint.escalate()
    assert complaint.current.answer_by == told
    assert (told > date(2026, 2, 18)) == answered

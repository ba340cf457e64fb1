"""What scripts add while a meeting is written: saved as one types, and never a lie."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from playwright.sync_api import Page, Route, expect

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.forum.agenda import Agenda
from kimvoice.forum.agenda_items import AgendaItem
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.writing import Written
from tests.browser.conftest import House
from tests.browser.person import Somebody, end_reading
from tests.factories import Make
from tests.travelling import Travelling, meet

MINE, THEIRS = "Vi vil ha flere pauser.", "Vi vil ha færre pauser."
SAVED, FAILED = "Lagret kl.", "Ikke lagret. Teksten står her ennå."
WRITE = "**/gjennomfor/skriv"


@pytest.fixture
def scripts() -> bool:
    return True


@pytest.fixture
def people(make: Make) -> Travelling:
    return Travelling.furnished(make)


@pytest.fixture
def meeting(people: Travelling) -> Meeting:
    visit = people.raised(title="Pauser").root
    meeting = meet(people.forum, clock.today())
    Agenda.of(meeting).lay_out([visit])
    meeting.open()
    db.session.commit()
    return meeting


@pytest.fixture
def writing(
    phone: Page, house: House, people: Travelling, meeting: Meeting
) -> Somebody:
    """The representative, at the matter."""
    somebody = Somebody(phone, house.url)
    somebody.signs_in(people.representative)
    somebody.goes_to(f"/min/mote/{meeting.id}/gjennomfor?punkt=2")
    return somebody


def said(meeting: Meeting) -> str:
    end_reading()
    db.session.expire_all()
    words = the_matter(meeting).said
    end_reading()
    return words


def the_matter(meeting: Meeting) -> AgendaItem:
    [item] = meeting.matters
    return item


def types(writing: Somebody, words: str) -> None:
    end_reading()
    writing.page.get_by_label("Hva snakket vi om?").press_sequentially(words)


def test_what_is_typed_is_saved_by_itself(writing: Somebody, meeting: Meeting) -> None:
    types(writing, MINE)
    writing.sees(SAVED)
    assert said(meeting) == MINE
    types(writing, " Alle")
    writing.page.get_by_label("Hvor mange er enige?").fill("7")
    expect(writing.page.locator("#version")).to_have_value("2")
    assert said(meeting) == f"{MINE} Alle"
    writing.page.reload()
    expect(writing.page.get_by_label("Hvor mange er enige?")).to_have_value("7")


def test_a_date_that_nobody_understands_does_not_stop_the_rest(
    writing: Somebody, meeting: Meeting
) -> None:
    writing.presses("Vi er enige")
    writing.page.get_by_label("Innen").fill("på fredag")
    types(writing, MINE)
    writing.sees("Dette er ikke lagret: Skriv datoen slik: 4.12.2026.")
    expect(writing.page.get_by_label("Innen")).to_have_value("på fredag")
    assert said(meeting) == MINE


def test_without_a_network_it_says_so_and_saves_when_it_is_back(
    writing: Somebody, meeting: Meeting
) -> None:
    def cut(route: Route) -> None:
        route.abort()

    writing.page.route(WRITE, cut)
    types(writing, MINE)
    writing.sees(FAILED)
    assert said(meeting) == ""
    writing.page.unroute(WRITE, cut)
    writing.page.evaluate("dispatchEvent(new Event('online'))")
    writing.sees(SAVED)
    expect(writing.page.get_by_text(FAILED)).to_have_count(0)
    assert said(meeting) == MINE


def test_a_house_that_stumbles_is_no_better(
    writing: Somebody, meeting: Meeting
) -> None:
    writing.page.route(WRITE, lambda route: route.fulfill(status=502, body=""))
    types(writing, MINE)
    writing.sees(FAILED)
    expect(writing.page.get_by_label("Hva snakket vi om?")).to_have_value(MINE)


def test_of_two_writers_each_sees_both_texts(
    writing: Somebody, people: Travelling, meeting: Meeting
) -> None:
    the_matter(meeting).write(Written(said=THEIRS), people.deputy, 0)
    db.session.commit()
    types(writing, MINE)
    writing.sees("En annen har endret punktet.")
    assert said(meeting) == THEIRS
    writing.page.get_by_role("button", name="Lagre", exact=True).click()
    writing.sees(THEIRS)
    expect(writing.page.get_by_label("Hva snakket vi om?")).to_have_value(MINE)
    writing.page.get_by_role("button", name="Lagre", exact=True).click()
    writing.sees(SAVED)
    assert said(meeting) == MINE


def test_nobody_is_signed_out_in_the_middle_of_a_meeting(
    writing: Somebody, meeting: Meeting
) -> None:
    """75 minutes of talk, at a PC that else signs out after 30."""
    began = datetime.now(UTC)
    writing.page.clock.install()
    writing.page.reload()
    for minutes in (26, 52, 78):
        with (
            time_machine.travel(began + timedelta(minutes=minutes)),
            writing.page.expect_response("**/min/fortsett") as renewed,
        ):
            writing.page.clock.fast_forward("26:00")
        assert renewed.value.status == 204
    with time_machine.travel(began + timedelta(minutes=80)):
        types(writing, MINE)
        writing.page.clock.run_for(3_000)
        writing.sees(SAVED)
        assert said(meeting) == MINE

"""One meeting, four times: with scripts, without, by keyboard, and from paper.

The same minutes come of it (DESIGN 7: paper is equal).
"""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.forum.agenda import Agenda
from kimvoice.forum.meetings import Meeting
from tests.browser.conftest import House
from tests.browser.hands import Keyboard, Pointing
from tests.browser.person import Somebody, end_reading
from tests.browser.round_by_hand import it_is, written
from tests.factories import EXPLANATION, Make
from tests.travelling import Travelling, answer, in_a_month, meet

MONDAY = date(2025, 11, 17)
READ, LEFT, ASKED = "Svar en", "Svar to", "Svar tre"
TITLES = ("Pauser", "Benker", "Lys", "Kaffe", "Radio", "Maling")
RUNS = {
    "scripts": (True, Pointing),
    "without": (False, Pointing),
    "keyboard": (False, Keyboard),
    "paper": (False, Pointing),
}
WANTED = (
    "17",
    "Kom ikke med.",
    "Kan dere si ja?",
    "Vi leser det neste gang.",
    "Dette må vi snakke mer om.",
    "Alle var fornøyde med maten.",
    EXPLANATION,
)


@pytest.fixture(params=RUNS)
def run(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def scripts(run: str) -> bool:
    return RUNS[run][0]


@pytest.fixture
def people(make: Make) -> Travelling:
    it_is(MONDAY)
    return Travelling.furnished(make)


@pytest.fixture
def meeting(people: Travelling) -> Meeting:
    """Three answers have come back, and the last minutes wait for a yes."""
    earlier = held_last_week(people)
    visits = [people.raised(title=it).root for it in TITLES]
    meeting = meet(people.forum, clock.today())
    meet(people.forum, clock.today() + timedelta(days=14))
    Agenda.of(meeting).lay_out(visits)
    assert meeting.minutes_to_approve == [earlier]
    db.session.commit()
    return meeting


def held_last_week(people: Travelling) -> Meeting:
    visits = [people.raised(title=it).root for it in (READ, LEFT, ASKED)]
    earlier = meet(people.forum, clock.today())
    Agenda.of(earlier).lay_out(visits)
    earlier.open()
    for visit in visits:
        visit.forward(people.representative, [people.kim_forum], "Kan dere si ja?")
    earlier.finish(people.representative, [])
    earlier.lay_out_minutes()
    earlier.day -= timedelta(days=7)
    db.session.flush()
    for visit in visits:
        answer(visit.asked[0])
    return earlier


@dataclass
class Leader:
    somebody: Somebody
    hands: Pointing
    people: Travelling

    @property
    def page(self) -> Page:
        return self.somebody.page

    def presses(self, words: str) -> None:
        end_reading()
        button = self.page.get_by_role("button", name=words, exact=True)
        self.hands.press(button.first)

    def counts(self) -> None:
        for place, number in ((self.people.kafe.name, "9"), ("Andre", "8")):
            self.hands.fill(self.page.get_by_label(place, exact=True), number)

    def hears(self, title: str, what: str, words: str = "") -> None:
        heard = self.page.locator("section section, section").filter(
            has=self.page.get_by_role("heading", name=title)
        )
        self.hands.check(heard.last.get_by_label(what, exact=True))
        if words:
            self.hands.fill(heard.last.get_by_role("textbox"), words)

    def hears_all(self) -> None:
        self.hears(READ, "Lest opp")
        self.hears(LEFT, "Ikke lest opp", "Vi leser det neste gang.")
        self.hears(ASKED, "Vi vil spørre igjen", "Kan dere si ja likevel?")

    def decides(self, place: Locator, title: str) -> None:
        """The fields of the decision, wherever they stand."""
        words, until = self._words_of(place), place.locator("input[name$=until]")
        match title:
            case "Pauser":
                self.hands.fill(words, "Vi prøver to pauser.")
                doer = place.get_by_label("Hvem gjør det?")
                self.hands.choose(doer, self.people.work_leader.name)
                self.hands.fill(until, written(in_a_month()))
            case "Benker":
                self.hands.check(place.get_by_label("KIM-forum svarer senest"))
                self.hands.fill(words, "Kan dere si ja?")
            case "Lys":
                self.hands.fill(words, "Hva koster det?")
                self.hands.fill(place.get_by_label("Hvem finner det ut?"), "Kafeen")
                self.hands.fill(until, written(in_a_month()))
            case "Kaffe":
                later = clock.today() + timedelta(days=14)
                self.hands.fill(until, written(later))
                self.hands.fill(words, "Vi venter på svar fra andre.")
            case "Radio":
                self.hands.check(place.get_by_label("Nei", exact=True))
                self.hands.check(place.get_by_label("Det er ikke penger"))
                self.hands.fill(words, EXPLANATION)

    @staticmethod
    def _words_of(place: Locator) -> Locator:
        return place.locator("textarea[name$=words]")

    def says(self, place: Locator, words: str) -> None:
        self.hands.fill(place.locator("textarea[name$=said]"), words)


CHOSEN = {
    "Pauser": "Vi er enige",
    "Benker": "Send videre",
    "Lys": "Vi må vite mer",
    "Kaffe": "Utsett",
    "Radio": "Nei, eller ikke nå",
}


def led_on_the_screen(leader: Leader, meeting: Meeting) -> None:
    leader.somebody.goes_to(f"/min/mote/{meeting.id}/gjennomfor")
    leader.counts()
    leader.presses("Start møtet")
    leader.hears_all()
    leader.presses("Neste punkt")
    approved = leader.page.get_by_label("Godkjent", exact=True)
    leader.hands.check(approved)
    leader.presses("Neste punkt")
    main = leader.page.get_by_role("main")
    for title in TITLES:
        leader.somebody.sees(title)
        leader.says(main, "Dette må vi snakke mer om.")
        if title in CHOSEN:
            leader.presses(CHOSEN[title])
            leader.decides(main, title)
        if title == "Pauser":
            leader.hands.fill(main.get_by_label("Hvor mange er enige?"), "12")
        leader.presses("Neste punkt")
    leader.says(main, "Alle var fornøyde med maten.")
    leader.presses("Gå til avslutning")


def typed_in_from_paper(leader: Leader, meeting: Meeting) -> None:
    leader.somebody.goes_to(f"/min/mote/{meeting.id}/papir")
    leader.counts()
    leader.hears_all()
    page = leader.page
    leader.hands.check(page.get_by_label("Godkjent", exact=True))
    for title in TITLES:
        place = page.locator("main form > section").filter(
            has=page.get_by_role("heading", name=title)
        )
        leader.says(place, "Dette må vi snakke mer om.")
        if title in CHOSEN:
            leader.hands.check(place.get_by_label(CHOSEN[title], exact=True))
            leader.decides(place, title)
        if title == "Pauser":
            leader.hands.fill(place.get_by_label("Hvor mange er enige?"), "12")
    floor = page.locator("main form > section").last
    leader.says(floor, "Alle var fornøyde med maten.")
    leader.presses("Lagre og gå til avslutning")


MINUTES: dict[str, str] = {}
"""What stood in them, in the run before."""


def test_the_same_minutes_come_of_it_however_it_was_led(
    run: str, phone: Page, house: House, people: Travelling, meeting: Meeting
) -> None:
    somebody = Somebody(phone, house.url)
    somebody.signs_in(people.representative)
    leader = Leader(somebody, RUNS[run][1](phone), people)
    (typed_in_from_paper if run == "paper" else led_on_the_screen)(leader, meeting)
    somebody.reads("Avslutt møtet")
    somebody.sees("Maling")
    leader.presses("Avslutt møtet")
    somebody.sees("Møtet er avsluttet.")
    leader.presses("Legg ut referatet")
    minutes = " ".join((phone.locator(".minutes").text_content() or "").split())
    for words in WANTED:
        assert words in minutes
    first = MINUTES.setdefault("first", minutes)
    assert minutes == first

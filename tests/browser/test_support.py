"""A complainant asks for support, and the one who was asked reads and writes."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from kimvoice.people.models import Person
from tests.browser.conftest import PATIENCE, House
from tests.browser.person import Somebody
from tests.complaints.supporting import FILLED
from tests.factories import Make

TEXT = "Jeg fikk ikke pause på tirsdag."
MESSAGE = "Vi vil gjerne ha et møte på torsdag."


@pytest.fixture
def opens(
    new_context: Callable[..., BrowserContext], scripts: bool, house: House
) -> Callable[[Person], Somebody]:
    """Everybody at a device of their own."""

    def opens(person: Person) -> Somebody:
        context = new_context(java_script_enabled=scripts)
        context.set_default_timeout(PATIENCE)
        somebody = Somebody(context.new_page(), house.url)
        somebody.signs_in(person)
        return somebody

    return opens


def test_somebody_is_asked_says_yes_and_writes_until_it_is_ended(
    opens: Callable[[Person], Somebody], make: Make
) -> None:
    ladder = make.ladder()
    participant = make.participant(department=ladder.department)
    friend = make.participant()
    complainant, supporter = opens(participant), opens(friend)
    number = files(complainant)
    asks(complainant, ladder.leader, friend)
    says_yes(supporter, participant, number)
    writes(supporter, friend)
    reads_and_ends(complainant, friend)
    comes_too_late(supporter, number)


def files(somebody: Somebody) -> int:
    page = somebody.page
    somebody.goes_to("/min/klage/ny/1")
    page.get_by_label("Hva har skjedd?").fill(TEXT)
    somebody.goes_on(2)
    somebody.goes_on(3)
    page.get_by_label("Ingen person").check()
    somebody.goes_on(4)
    somebody.goes_on(5)
    page.get_by_label("Ja, en i huset").check()
    page.get_by_label("Her", exact=True).check()
    somebody.goes_on(6)
    somebody.presses("Send klagen")
    somebody.reads("Klagen er sendt")
    somebody.follows("Be om en støtteperson")
    somebody.reads("Be om en støtteperson")
    [number] = re.findall(r"\d{5}", page.url.rpartition("/klage/")[2])
    return int(number)


def asks(somebody: Somebody, leader: Person, friend: Person) -> None:
    """The work leader can't be asked, whoever types the name."""
    page = somebody.page
    page.get_by_label("En annen i huset").check()
    page.get_by_label("Klagen", exact=True).check()
    page.get_by_label("Ring meg").check()
    page.get_by_label("Hvilket telefonnummer?").fill(FILLED["phone"])
    for name in (leader.name, friend.name):
        page.get_by_label("Hva heter personen?").fill(name)
        somebody.presses("Spør om støtte")
        if name == leader.name:
            somebody.sees("Vi finner ingen med det navnet")
    somebody.sees(f"{friend.name} har fått spørsmålet om støtte.")


def says_yes(somebody: Somebody, participant: Person, number: int) -> None:
    somebody.goes_to("/min/")
    somebody.follows("En deltaker ber om støtte")
    somebody.reads("Kan du være støtteperson?")
    somebody.sees(participant.name)
    somebody.sees(FILLED["phone"])
    assert str(number) not in somebody.page.content()
    somebody.presses("Ja, jeg kan")
    somebody.reads(f"Klage {number}")
    somebody.sees(TEXT)


def writes(somebody: Somebody, friend: Person) -> None:
    somebody.follows("Skriv en melding")
    somebody.page.get_by_label("Hva vil du skrive?").fill(MESSAGE)
    somebody.presses("Send meldingen")
    somebody.sees(f"Skrevet av støttepersonen, {friend.name}")
    somebody.follows("Skriv en melding")
    somebody.page.get_by_label("Hva vil du skrive?").fill("For sent.")


def reads_and_ends(somebody: Somebody, friend: Person) -> None:
    somebody.follows("Tilbake til klagen")
    somebody.sees(f"{friend.name} er støttepersonen din.")
    somebody.sees(MESSAGE)
    somebody.follows("Se mer om støtten")
    somebody.presses("Avslutt støtten")
    somebody.sees("Slik har klagen gått")
    somebody.sees(friend.name)
    assert "er støttepersonen din" not in somebody.page.content()


def comes_too_late(somebody: Somebody, number: int) -> None:
    somebody.presses("Send meldingen")
    somebody.reads("Dette ble ikke sendt")
    somebody.sees("For sent.")
    assert str(number) not in somebody.page.get_by_role("main").inner_text()
    somebody.goes_to(f"/min/klage/{number}")
    somebody.reads("Vi finner ikke siden")

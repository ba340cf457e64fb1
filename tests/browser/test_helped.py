"""A participant is helped at a shared PC, with and without scripts."""

from playwright.sync_api import expect

from tests.browser.conftest import Opens
from tests.browser.person import Somebody, end_reading
from tests.browser.test_complaint import MONDAY, it_is
from tests.factories import Make
from tests.visitor import PASSPHRASE

TEXT = "Jeg fikk ikke pause på tirsdag."


def test_somebody_types_and_the_participant_decides(opens: Opens, make: Make) -> None:
    it_is(MONDAY)
    ladder = make.ladder()
    participant = make.participant(department=ladder.department)
    name = participant.name
    helper = opens(make.representative(ladder.department))
    begins(helper, name)
    answers(helper)
    confirms(helper)
    number = keeps_the_receipt(helper)
    helper.goes_to(f"/min/klage/{number}")
    helper.reads("Vi finner ikke siden")
    helper.signs_out()
    assert TEXT not in helper.goes_back()
    finds_it(opens(participant), number)


def begins(helper: Somebody, name: str) -> None:
    helper.goes_to("/min/hjelp-en-deltaker")
    page = helper.page
    expect(page.get_by_label("Når ble skjemaet levert?")).to_be_hidden()
    page.get_by_label("Hvem hjelper du?").fill("Nobody Nobodysen")
    page.get_by_label("Vi skriver sammen nå").check()
    helper.presses("Gå videre")
    helper.sees("Vi finner ingen deltaker som heter det.")
    end_reading()
    page.get_by_label("Hvem hjelper du?").fill(name)
    helper.presses("Gå videre")
    helper.sees("Les først høyt hvem som ser dette.")


def answers(helper: Somebody) -> None:
    page = helper.page
    page.get_by_label("Hva har skjedd?").fill(TEXT)
    helper.goes_on(2)
    helper.goes_on(3)
    page.get_by_label("Ingen person").check()
    helper.goes_on(4)
    helper.goes_on(5)
    page.get_by_label("Her", exact=True).check()
    helper.goes_on(6)
    helper.sees(TEXT)


def confirms(helper: Somebody) -> None:
    page = helper.page
    secret = page.get_by_label("Passordet til deltakeren")
    expect(secret).to_be_hidden()
    page.get_by_label("skriver passordet sitt").check()
    secret.fill("ikke de rette")
    helper.presses("Send klagen")
    helper.sees("Passordet stemmer ikke. Prøv igjen.")
    expect(secret).to_have_value("")
    secret.fill(PASSPHRASE)
    helper.presses("Send klagen")


def keeps_the_receipt(helper: Somebody) -> int:
    helper.reads("Klagen er sendt")
    helper.sees("Skriv ut kvitteringen nå. Du kan ikke åpne klagen etterpå.")
    helper.sees("Du får svar senest mandag 1. desember.")
    said = helper.page.get_by_role("main").inner_text()
    helper.follows("Ferdig")
    expect(helper.page).to_have_url(f"{helper.url}/min/")
    return int(said.partition("Klagen har nummer ")[2][:5])


def finds_it(participant: Somebody, number: int) -> None:
    participant.sees("skrev den inn mandag 17. november.")
    participant.follows(f"Klage {number}")
    participant.sees(TEXT)
    participant.sees("skrev den sammen med deg")
    participant.sees("Med passordet ditt")
    participant.follows("Trekk klagen")
    participant.presses("Trekk klagen")
    participant.sees("Du har trukket klagen.")

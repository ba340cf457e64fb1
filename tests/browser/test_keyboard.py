"""Where the keyboard goes, and what htmx does when it may."""

from playwright.sync_api import Page, expect

from kimvoice.core.db import db
from kimvoice.suggestions.states import State
from tests.browser.conftest import House
from tests.browser.person import Somebody
from tests.factories import Make


def test_the_first_stop_leads_away_and_the_second_to_the_content(
    phone: Page, house: House, make: Make
) -> None:
    reader = make.representative()
    somebody = Somebody(phone, house.url)
    somebody.signs_in(reader)
    for path in ("/", "/forslag/nytt", "/min/"):
        somebody.goes_to(path)
        phone.keyboard.press("Tab")
        expect(phone.locator(".exit").locator("a, button")).to_be_focused()
        phone.keyboard.press("Tab")
        skip = phone.get_by_role("link", name="Hopp til innhold")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        phone.keyboard.press("Enter")
        expect(phone.get_by_role("main")).to_be_focused()


def test_what_went_wrong_gets_the_focus_and_leads_to_its_field(
    phone: Page, house: House
) -> None:
    somebody = Somebody(phone, house.url)
    somebody.goes_to("/forslag/nytt")
    somebody.presses("Se over forslaget")
    expect(phone.get_by_role("alert")).to_be_focused()
    expect(phone).to_have_title("Si fra uten navn – KIM voice")
    for words, field in (
        ("Skriv hva du vil si.", phone.get_by_label("Hva vil du si?")),
        (
            "Velg hvem som kan lese ordene dine.",
            phone.get_by_label("Alle på KIM-senterets nett"),
        ),
    ):
        phone.get_by_role("alert").get_by_role("link", name=words).click()
        expect(field).to_be_focused()


def test_a_suggestion_is_written_by_keyboard_alone(phone: Page, house: House) -> None:
    somebody = Somebody(phone, house.url)
    somebody.goes_to("/forslag/nytt")
    text = phone.get_by_label("Hva vil du si?")
    for _ in range(12):
        phone.keyboard.press("Tab")
        if text.evaluate("it => it === document.activeElement"):
            break
    phone.keyboard.type("Mer kaffe.")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Space")
    expect(phone.get_by_label("Alle på KIM-senterets nett")).to_be_checked()
    phone.keyboard.press("Enter")
    somebody.reads("Se over forslaget")


def test_taking_one_swaps_its_course_and_keeps_the_focus_there(
    phone: Page, house: House, make: Make, scripts: bool
) -> None:
    reader, suggestion = make.representative(), make.suggestion()
    somebody = Somebody(phone, house.url)
    somebody.signs_in(reader)
    somebody.goes_to(f"/min/forslag/{suggestion.number}")
    phone.evaluate("window.sameDocument = true")
    somebody.presses("Jeg tar denne")
    somebody.sees("Du har denne.")
    assert phone.evaluate("Boolean(window.sameDocument)") is scripts
    if scripts:
        expect(phone.locator("#course")).to_be_focused()
    expect(phone.get_by_role("link", name="Spør om mer")).to_be_visible()
    expect(phone.locator("#course")).to_have_count(1)


def test_somebody_was_quicker(
    phone: Page, house: House, make: Make, scripts: bool
) -> None:
    reader, quicker = make.representative(), make.representative()
    suggestion = make.suggestion()
    somebody = Somebody(phone, house.url)
    somebody.signs_in(reader)
    somebody.goes_to(f"/min/forslag/{suggestion.number}")
    suggestion.take(quicker)
    db.session.commit()
    somebody.presses("Jeg tar denne")
    refused = "En annen kan ha gjort noe mens du leste."
    if scripts:
        expect(phone.locator("#notices")).to_contain_text(refused)
        expect(phone.locator("#notices > *")).to_be_focused()
        expect(phone.locator("#course")).to_be_visible()
    else:
        somebody.reads(f"Forslag {suggestion.number}")
        somebody.sees(refused)
    assert suggestion.state is State.READING

"""From the slip of paper to one's own home; and what happens to who stays too long."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from kimvoice.core.db import db
from kimvoice.suggestions.states import State
from tests.browser.conftest import PATIENCE, House
from tests.browser.person import TEXT, Somebody
from tests.factories import Make
from tests.visitor import PASSPHRASE

LATE = "Hvilket rom tenker du på? Og når?"
WARNING = "Vil du fortsatt være logget inn?"


def test_from_the_slip_to_ones_own_home(
    phone: Page, house: House, make: Make, scripts: bool
) -> None:
    newcomer = make.newcomer(make.department("Sirkulus"))
    code = make.slip_for(newcomer)
    somebody = Somebody(phone, house.url)
    somebody.goes_to(f"/min/start/{code}")
    somebody.reads("Er dette deg?")
    somebody.sees(f"{newcomer.first_name}, Sirkulus")
    assert code not in phone.url
    somebody.presses("Ja")
    somebody.reads("Lag et passord")
    phone.get_by_label("Passord", exact=True).fill("kort")
    somebody.presses("Lag passordet")
    somebody.sees("Passordet må ha minst 10 tegn.")
    phone.get_by_label("Passord", exact=True).fill(PASSPHRASE)
    shows(phone, scripts=scripts)
    somebody.presses("Lag passordet")
    somebody.reads("Hvor er du nå?")
    phone.get_by_label("Min egen telefon").check()
    somebody.presses("Gå videre")
    somebody.reads("Velkommen")
    somebody.sees(f"Brukernavnet ditt er {newcomer.user_name}. Skriv det ned.")
    somebody.follows("Gå videre")
    somebody.reads(f"Hei, {newcomer.first_name}!")
    somebody.signs_out()
    somebody.signs_in(newcomer)


def shows(page: Page, *, scripts: bool) -> None:
    """What is typed can be seen, where scripts run; else there is no dead button."""
    button = page.get_by_role("button", name="Vis passordet")
    if not scripts:
        expect(button).to_have_count(0)
        return
    button.click()
    field = page.get_by_label("Passord", exact=True)
    expect(field).to_have_attribute("type", "text")
    page.get_by_role("button", name="Skjul passordet").click()
    expect(field).to_have_attribute("type", "password")


def test_a_passphrase_is_not_sent_again_by_reload(
    phone: Page, house: House, make: Make
) -> None:
    reader = make.representative()
    somebody = Somebody(phone, house.url)
    somebody.signs_in(reader)
    somebody.signs_out()
    shown = somebody.goes_back() + somebody.goes_back()
    assert reader.name not in shown
    somebody.goes_to("/min/")
    somebody.reads("Logg inn")


def test_what_was_written_too_late_is_there_after_signing_in(
    phone: Page, house: House, make: Make
) -> None:
    reader = make.representative()
    suggestion = make.suggestion(State.READING, by=reader)
    somebody = Somebody(phone, house.url)
    somebody.signs_in(reader)
    somebody.goes_to(f"/min/forslag/{suggestion.number}/spor")
    phone.get_by_label("Hva vil du spørre om?").fill(LATE)
    in_another_tab(somebody).signs_out()
    somebody.presses("Send spørsmålet")
    somebody.reads("Logg inn")
    somebody.sees(LATE)
    assert not suggestion.entries[1:]
    phone.get_by_label("Brukernavn").fill(reader.user_name)
    phone.get_by_label("Passord", exact=True).fill(PASSPHRASE)
    phone.get_by_label("En felles PC").check()
    somebody.presses("Logg inn")
    somebody.reads("Teksten din står her ennå")
    somebody.presses("Fortsett")
    expect(phone.get_by_label("Hva vil du spørre om?")).to_have_value(LATE)
    db.session.refresh(suggestion)
    assert not suggestion.entries[1:]
    somebody.presses("Send spørsmålet")
    somebody.sees("Spørsmålet er sendt.")
    phone.get_by_role("link", name="Forlat siden").click()
    somebody.reads("I dag")
    for _ in range(4):
        shown = somebody.goes_back()
        assert LATE not in shown
        assert reader.name not in shown


def in_another_tab(somebody: Somebody) -> Somebody:
    other = Somebody(somebody.page.context.new_page(), somebody.url)
    other.goes_to("/min/")
    return other


def test_a_button_pressed_too_late_leads_to_the_sign_in(
    phone: Page, house: House, make: Make
) -> None:
    reader, suggestion = make.representative(), make.suggestion()
    somebody = Somebody(phone, house.url)
    somebody.signs_in(reader)
    somebody.goes_to(f"/min/forslag/{suggestion.number}")
    in_another_tab(somebody).signs_out()
    somebody.presses("Jeg tar denne")
    somebody.reads("Logg inn")
    expect(phone.locator("h1")).to_have_count(1)
    assert suggestion.state is State.RECEIVED


def test_words_sent_by_htmx_too_late_are_on_a_whole_page(
    scripted: Page, house: House, make: Make
) -> None:
    """No form of ours with words is sent so yet; the day one is, nothing gets lost."""
    reader = make.representative()
    suggestion = make.suggestion(State.READING, by=reader)
    somebody = Somebody(scripted, house.url)
    somebody.signs_in(reader)
    somebody.goes_to(f"/min/forslag/{suggestion.number}/spor")
    scripted.get_by_label("Hva vil du spørre om?").fill(LATE)
    scripted.evaluate("""() => {
      const form = document.querySelector("main form");
      form.setAttribute("hx-post", form.getAttribute("action"));
      form.setAttribute("hx-target", "#status");
      htmx.process(form);
    }""")
    in_another_tab(somebody).signs_out()
    somebody.presses("Send spørsmålet")
    somebody.reads("Logg inn")
    somebody.sees(LATE)
    for part in ("h1", "main", "header", "footer"):
        expect(scripted.locator(part)).to_have_count(1)
    scripted.get_by_label("Brukernavn").fill(reader.user_name)
    scripted.get_by_label("Passord", exact=True).fill(PASSPHRASE)
    scripted.get_by_label("En felles PC").check()
    somebody.presses("Logg inn")
    somebody.reads("Teksten din står her ennå")


@pytest.fixture
def scripted(new_context: Callable[..., BrowserContext]) -> Page:
    """A phone whose clock the test moves."""
    context = new_context()
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.clock.install()
    return page


def test_five_minutes_before_the_end_the_page_asks(
    scripted: Page, house: House, make: Make
) -> None:
    person = make.participant()
    somebody = Somebody(scripted, house.url)
    somebody.signs_in(person)
    dialog = scripted.get_by_role("dialog", name=WARNING)
    footer = scripted.locator("footer [data-out-at]")
    before = footer.inner_text()
    for way_to_stay in ("click", "Escape") * 6:
        scripted.clock.fast_forward("24:50")
        expect(dialog).to_have_count(0)
        scripted.clock.fast_forward("00:15")
        expect(dialog).to_be_visible()
        expect(dialog).to_contain_text(re.compile(r"logget ut kl\. \d\d\.\d\d\."))
        go_on = dialog.get_by_role("button", name="Fortsett")
        expect(go_on).to_be_focused()
        with scripted.expect_response("**/min/fortsett"):
            if way_to_stay == "click":
                go_on.click()
            else:
                scripted.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(footer).not_to_have_text(before)
        before = footer.inner_text()
    somebody.follows("Du sa – vi gjorde")
    somebody.goes_to("/min/")
    somebody.reads(f"Hei, {person.first_name}!")


def test_after_the_end_nothing_is_left_on_the_screen(
    scripted: Page, house: House, make: Make
) -> None:
    reader = make.representative()
    suggestion = make.suggestion(State.READING, by=reader)
    somebody = Somebody(scripted, house.url)
    somebody.signs_in(reader)
    somebody.goes_to(f"/min/forslag/{suggestion.number}")
    somebody.sees(TEXT)
    # The browser's clock alone is moved: the house ends the session otherwise.
    reader.sign_out_everywhere()
    db.session.commit()
    scripted.clock.fast_forward("30:01")
    somebody.reads("Du er logget ut")
    assert TEXT not in somebody.goes_back()


def test_tabs_of_one_session_stay_together(
    scripted: Page, house: House, make: Make
) -> None:
    somebody = Somebody(scripted, house.url)
    somebody.signs_in(make.participant())
    footer = scripted.locator("footer [data-out-at]")
    before = footer.inner_text()
    scripted.clock.fast_forward("20:00")
    in_another_tab(somebody)
    expect(footer).not_to_have_text(before)
    scripted.clock.fast_forward("06:00")
    expect(scripted.get_by_role("dialog")).to_have_count(0)


def test_the_page_is_blank_while_one_leaves(
    scripted: Page, house: House, make: Make
) -> None:
    person = make.participant()
    somebody = Somebody(scripted, house.url)
    somebody.signs_in(person)
    expect(scripted.get_by_text(person.first_name).first).to_be_visible()
    # As if the house were slow to answer.
    scripted.evaluate("addEventListener('click', (it) => it.preventDefault())")
    scripted.get_by_role("link", name="Forlat siden").click()
    expect(scripted.get_by_text(person.first_name)).to_have_count(0)

"""A general manager with an app on the telephone, from the set-up to a lost one."""

from playwright.sync_api import Page, expect

from kimvoice.core import clock
from kimvoice.core.settings import SECOND_FACTOR_REQUIRED
from kimvoice.people.models import Person
from tests.app import App
from tests.browser.conftest import House
from tests.browser.person import Somebody
from tests.factories import Make
from tests.visitor import PASSPHRASE


def test_from_the_set_up_to_a_sign_in_without_the_telephone(
    phone: Page, house: House, make: Make
) -> None:
    SECOND_FACTOR_REQUIRED.choose(True, "Prøve", clock.today())
    manager = make.general_manager()
    name, hello = manager.name, f"Hei, {manager.first_name}!"
    somebody = Somebody(phone, house.url)
    shows_passphrase(somebody, manager)
    somebody.reads("Tall fra en app")
    expect(phone.locator("svg.qr")).to_be_visible()
    app = App(phone.locator(".app-key").inner_text().replace(" ", ""))
    phone.get_by_label("Tallet fra appen").fill(app.wrong())
    phone.get_by_label("Passordet du har nå").fill(PASSPHRASE)
    somebody.presses("Ta i bruk")
    somebody.sees("Tallet stemmer ikke")
    phone.get_by_label("Tallet fra appen").fill(app.number())
    phone.get_by_label("Passordet du har nå").fill(PASSPHRASE)
    somebody.presses("Ta i bruk")
    somebody.reads("Koder til innlogging")
    shown_codes = phone.locator(".recovery-codes li")
    expect(shown_codes).to_have_count(10)
    codes = shown_codes.all_inner_texts()
    somebody.presses("Ferdig")
    somebody.reads(hello)
    shown = somebody.goes_back()
    assert not [code for code in codes if code in shown]
    somebody.goes_to("/min/")
    somebody.signs_out()

    shows_passphrase(somebody, manager)
    somebody.reads("Tallet fra appen")
    types_number(somebody, app.number(1))
    somebody.reads(hello)
    somebody.signs_out()
    shown = "".join(somebody.goes_back() for _ in range(3))
    assert name not in shown

    shows_passphrase(somebody, manager)
    types_number(somebody, codes[0])
    somebody.reads(hello)


def shows_passphrase(somebody: Somebody, person: Person) -> None:
    page = somebody.page
    somebody.goes_to("/min/logg-inn")
    page.get_by_label("Brukernavn").fill(person.user_name)
    page.get_by_label("Passord", exact=True).fill(PASSPHRASE)
    page.get_by_label("En felles PC").check()
    somebody.presses("Logg inn")


def types_number(somebody: Somebody, number: str) -> None:
    somebody.page.get_by_label("Tallet fra appen").fill(number)
    somebody.presses("Logg inn")

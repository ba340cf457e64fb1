"""The first day of a house: lists, slips, an election, and a worried reader."""

import re

from playwright.sync_api import Page, expect

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.people.models import Person, RoleKind
from tests.browser.conftest import House
from tests.browser.person import TEXT, Somebody
from tests.factories import Make
from tests.visitor import PASSPHRASE

CODE = re.compile("[A-Z0-9]{4}(?:-[A-Z0-9]{4}){2}")
LIST = """navn; avdeling; rolle; koordinator
Kari Koordinator; ; koordinator;
Ida Prøvesen; Sirkulus; deltaker; Kari Koordinator
Ole Testmoen; Sirkuls; deltaker; Kari Koordinator"""


def named(name: str) -> Person:
    db.session.rollback()
    found: Person = db.session.scalars(db.select(Person).filter_by(name=name)).one()
    return found


def test_from_pasted_lists_to_a_newly_elected_reader_who_gets_help(
    phone: Page, house: House, make: Make
) -> None:
    administrator = make.person(RoleKind.ADMINISTRATOR)
    make.suggestion()
    somebody = Somebody(phone, house.url)
    somebody.signs_in(administrator)
    brings_people_in(somebody)
    codes = prints_slips(somebody)
    somebody.signs_out()
    for name in ("Ida Prøvesen", "Kari Koordinator"):
        comes_in(somebody, name, codes)
        somebody.signs_out()
    somebody.signs_in(administrator)
    writes_the_election_in(somebody)
    somebody.signs_out()

    somebody.signs_in(named("Ida Prøvesen"))
    promises(somebody)
    somebody.opens_a_suggestion()
    somebody.sees(TEXT)
    somebody.follows("Jeg trenger hjelp med denne")
    phone.get_by_label("Kari Koordinator").check()
    somebody.presses("Be om hjelp")
    somebody.sees("Du er ikke alene om denne nå.")
    somebody.signs_out()

    somebody.signs_in(named("Kari Koordinator"))
    promises(somebody)
    somebody.sees("En tillitsvalgt ber om hjelp")
    somebody.opens_a_suggestion()
    somebody.sees(TEXT)
    somebody.presses("Jeg har hjulpet")
    somebody.sees("Hjelpen er avsluttet.")


def brings_people_in(somebody: Somebody) -> None:
    field = somebody.page.locator("textarea[name=pasted]")
    somebody.goes_to("/min/admin/avdelinger")
    field.fill("Sirkulus\nDatadrift")
    somebody.presses("Se over lista")
    somebody.presses("Lagre avdelinger")
    somebody.sees("Avdelingene er lagret.")
    somebody.goes_to("/min/admin/import")
    field.fill(LIST)
    somebody.presses("Se over lista")
    somebody.sees("Vi kjenner ikke avdelingen «Sirkuls».")
    field.fill(LIST.replace("Sirkuls;", "Sirkulus;"))
    somebody.presses("Se over lista")
    somebody.sees("3 nye, 0 fra før, 0 må rettes")
    somebody.presses("Lagre personer")
    somebody.reads("Personer")
    somebody.sees("Ida Prøvesen")


def prints_slips(somebody: Somebody) -> dict[str, str]:
    """First name and code of each slip; nobody comes back to them."""
    somebody.goes_to("/min/admin/lapper")
    somebody.page.get_by_label("Alle som ikke har logget inn").check()
    somebody.presses("Lag lappene")
    printed = somebody.page.locator(".sheet-slip")
    expect(printed).to_have_count(3)
    slips = [each.inner_text() for each in printed.all()]
    codes = {words.split()[1].strip("!"): CODE.findall(words)[-1] for words in slips}
    somebody.presses("Ferdig")
    somebody.reads("Personer")
    shown = somebody.goes_back()
    assert not [code for code in codes.values() if code in shown]
    somebody.goes_to("/min/")
    return codes


def comes_in(somebody: Somebody, name: str, codes: dict[str, str]) -> None:
    somebody.goes_to("/min/start")
    somebody.page.get_by_label("Koden på lappen").fill(codes[name.split()[0]].lower())
    somebody.presses("Gå videre")
    somebody.presses("Ja")
    somebody.page.get_by_label("Passord", exact=True).fill(PASSPHRASE)
    somebody.presses("Lag passordet")
    somebody.page.get_by_label("En felles PC").check()
    somebody.presses("Gå videre")
    somebody.reads("Velkommen")


def writes_the_election_in(somebody: Somebody) -> None:
    page = somebody.page
    somebody.goes_to("/min/valg/registrer")
    somebody.follows("Sirkulus")
    page.get_by_label("Når ble valget holdt?").fill(clock.today().strftime("%d.%m.%Y"))
    page.get_by_label("Hvem ble valgt?").select_option(label="Ida Prøvesen")
    page.get_by_label("Vitne 1").fill("Ole Testmoen")
    page.get_by_label("Vitne 2").fill("Ida Prøvesen")
    somebody.presses("Se over valget")
    somebody.sees("Den som er valgt, kan ikke være vitne.")
    page.get_by_label("Vitne 2").fill("Kari Koordinator")
    somebody.presses("Se over valget")
    somebody.sees("Valget er ikke skrevet inn ennå.")
    somebody.presses("Skriv inn valget")
    somebody.sees("Valget er skrevet inn.")
    somebody.sees("Ida Prøvesen")


def promises(somebody: Somebody) -> None:
    somebody.follows("Taushetsplikt")
    somebody.presses("Gå videre")
    somebody.sees("Sett kryss hvis du lover det.")
    somebody.page.get_by_label("Jeg forteller ikke videre").check()
    somebody.presses("Gå videre")
    somebody.sees("Si fra")

"""One anonymous suggestion, from the form to its answer, on a phone."""

from datetime import timedelta

from flask import Flask
from playwright.sync_api import Page

from kimvoice.core.clock import real_now, the_clock
from kimvoice.suggestions import mailbox
from tests.browser.conftest import House
from tests.browser.person import TEXT, Somebody, Watch
from tests.factories import Make


def a_week_passes() -> None:
    """The clock of this house moves; tokens and sign-in keep the real time."""
    clock = the_clock()
    clock.movable = True
    clock.move(clock.ahead + timedelta(weeks=1))
    mailbox.tick()


def test_a_suggestion_goes_all_the_way_to_an_answer(
    phone: Page, house: House, make: Make, app: Flask
) -> None:
    reader, manager = make.representative(), make.general_manager()
    watch = Watch().over(phone.context)
    author = somebody = Somebody(phone, house.url)

    author.goes_to("/")
    author.follows("Si fra uten navn")
    author.sees("De som leser, ser hvilken uke det kom.")
    author.writes()
    code = author.sends()
    author.finishes()
    a_week_passes()

    somebody.signs_in(reader)
    somebody.opens_a_suggestion()
    somebody.sees(TEXT)
    somebody.presses("Jeg tar denne")
    somebody.sees("Du har denne.")
    somebody.follows("Spør om mer")
    phone.get_by_label("Hva vil du spørre om?").fill("Hvilke dager?")
    somebody.presses("Send spørsmålet")
    somebody.sees("Spørsmålet er sendt.")
    somebody.signs_out()

    author.comes_back(code)
    author.sees("Hvilke dager?")
    phone.get_by_label("Skriv til de tillitsvalgte").fill("Mandag og onsdag.")
    author.presses("Send melding")
    author.reads("Meldingen ligger i postkassa")
    author.finishes()
    a_week_passes()

    somebody.signs_in(reader)
    somebody.opens_a_suggestion()
    somebody.sees("Mandag og onsdag.")
    somebody.presses("Legg ut")
    somebody.sees("Forslaget er lagt ut.")
    somebody.signs_out()

    somebody.signs_in(manager)
    somebody.opens_a_suggestion()
    somebody.follows("Svar på forslaget")
    phone.get_by_label("Ja, vi gjør det").check()
    phone.get_by_label("Hvem gjør det?").fill("Kari Testesen")
    soon = the_clock().ahead + timedelta(weeks=3)
    day = (real_now() + soon).strftime("%d.%m.%Y")
    phone.get_by_label("Når skal det være gjort?").fill(day)
    phone.get_by_label("Hva ble det spurt om?").fill("Samling etter lunsj?")
    phone.get_by_label("Hva svarer dere? Kort").fill("Vi prøver det i januar.")
    somebody.presses("Send svaret")
    somebody.sees("Svaret er sendt.")
    somebody.signs_out()

    somebody.signs_in(reader)
    somebody.opens_a_suggestion()
    somebody.presses("Vis på")
    somebody.sees("Teksten vises på Du sa – vi gjorde.")
    somebody.signs_out()

    author.comes_back(code)
    author.sees("Kari Testesen")
    phone.get_by_label("Delvis").check()
    author.page.locator("form:has([value='helped']) button").click()
    author.reads("Takk for svaret")
    author.finishes()
    for path in ("/", "/du-sa-vi-gjorde"):
        somebody.goes_to(path)
        somebody.sees("Vi prøver det i januar.")
    somebody.goes_to("/forslag")
    somebody.sees(TEXT)
    watch.is_quiet(house.url)

"""Lists: with scripts the list alone is swapped; on the wall nothing but the words."""

import re

from playwright.sync_api import Page, Route, expect

from kimvoice.suggestions.states import State
from tests.browser.conftest import House
from tests.browser.person import Somebody
from tests.cast import Cast, assemble
from tests.factories import Make

LIST = "#suggestions"
ROWS = "#suggestions .doors li"


def reader_at_the_list(page: Page, house: House, make: Make) -> Cast:
    cast = assemble(make)
    for state in (State.RECEIVED, State.RECEIVED, State.PUBLISHED, State.DONE):
        make.suggestion(state, by=cast["colleague"])
    somebody = Somebody(page, house.url)
    somebody.signs_in(cast["representative"])
    somebody.goes_to("/min/forslag")
    expect(page.locator(ROWS)).to_have_count(4)
    return cast


def choose(page: Page, label: str) -> None:
    page.get_by_label(label, exact=True).check()
    page.get_by_role("button", name="Vis", exact=True).click()


def test_a_choice_swaps_the_list_alone_and_says_how_many(
    phone: Page, house: House, make: Make, scripts: bool
) -> None:
    reader_at_the_list(phone, house, make)
    phone.evaluate("window.sameDocument = true")
    choose(phone, "Ny")
    expect(phone.locator(ROWS)).to_have_count(2)
    expect(phone.locator(LIST)).to_contain_text("2 forslag")
    expect(phone).to_have_url(re.compile(r"/min/forslag\?status=new$"))
    expect(phone.get_by_label("Ny", exact=True)).to_be_checked()
    assert phone.evaluate("Boolean(window.sameDocument)") is scripts
    if scripts:
        expect(phone.get_by_role("status")).to_have_text("2 forslag")
        expect(phone.get_by_role("button", name="Vis", exact=True)).to_be_focused()
        expect(phone.locator(LIST)).not_to_have_attribute("aria-busy", "true")


def test_back_and_reload_show_what_was_there(
    phone: Page, house: House, make: Make
) -> None:
    reader_at_the_list(phone, house, make)
    for label, chosen, rows in (("Ny", "new", 2), ("Lagt ut", "published", 1)):
        choose(phone, label)
        expect(phone.locator(ROWS)).to_have_count(rows)
        expect(phone).to_have_url(re.compile(f"status={chosen}$"))
    phone.go_back()
    expect(phone.locator(ROWS)).to_have_count(2)
    expect(phone.get_by_label("Ny", exact=True)).to_be_checked()
    phone.reload()
    expect(phone.locator(ROWS)).to_have_count(2)
    phone.go_back()
    expect(phone.locator(ROWS)).to_have_count(4)
    expect(phone.get_by_label("Alle", exact=True)).to_be_checked()
    choose(phone, "Ferdig")
    expect(phone.locator(ROWS)).to_have_count(1)


def test_the_list_is_busy_until_the_answer_is_there(
    phone: Page, house: House, make: Make, scripts: bool
) -> None:
    reader_at_the_list(phone, house, make)
    seen: list[str | None] = []

    def slowly(route: Route) -> None:
        if scripts:
            seen.append(phone.locator(LIST).get_attribute("aria-busy"))
        route.continue_()

    phone.route("**/min/forslag?status=new", slowly)
    choose(phone, "Ny")
    expect(phone.locator(ROWS)).to_have_count(2)
    assert seen == (["true"] if scripts else [])


def test_without_contact_the_list_stays_and_a_link_leads_to_the_page(
    phone: Page, house: House, make: Make, scripts: bool
) -> None:
    reader_at_the_list(phone, house, make)
    if not scripts:
        return
    for failure in (
        lambda route: route.abort(),
        lambda route: route.fulfill(status=502, body="<p>Bad gateway</p>"),
    ):
        phone.route("**/min/forslag?status=new", failure)
        choose(phone, "Ny")
        notice = phone.get_by_role("alert")
        expect(notice).to_contain_text("Fikk ikke kontakt. Prøv igjen.")
        expect(phone.locator(ROWS)).to_have_count(4)
        expect(phone.locator(LIST)).not_to_have_attribute("aria-busy", "true")
        expect(phone.get_by_role("button", name="Vis", exact=True)).to_be_focused()
        phone.unroute("**/min/forslag?status=new")
        choose(phone, "Lagt ut")
        expect(phone.locator(ROWS)).to_have_count(1)
        expect(notice).to_be_empty()
        phone.goto(f"{house.url}/min/forslag")
    phone.route("**/min/forslag?status=new", lambda route: route.abort())
    choose(phone, "Ny")
    expect(phone.get_by_role("alert")).to_contain_text("Fikk ikke kontakt.")
    phone.unroute("**/min/forslag?status=new")
    phone.get_by_role("link", name="Åpne hele siden").click()
    expect(phone.locator(ROWS)).to_have_count(2)


def test_who_was_signed_out_meanwhile_comes_to_sign_in(
    phone: Page, house: House, make: Make
) -> None:
    reader_at_the_list(phone, house, make)
    phone.context.clear_cookies()
    choose(phone, "Ny")
    Somebody(phone, house.url).reads("Logg inn")
    expect(phone.locator("main")).to_have_count(1)


def test_the_open_list_is_chosen_from_without_scripts(
    phone: Page, house: House, make: Make
) -> None:
    for state in (State.PUBLISHED, State.DONE, State.DONE):
        make.suggestion(state)
    somebody = Somebody(phone, house.url)
    somebody.goes_to("/forslag?lang=en")
    phone.get_by_role("radio").nth(3).check()
    phone.locator(".filter button").click()
    expect(phone.locator(".suggestion-card")).to_have_count(2)
    expect(phone.locator("html")).to_have_attribute("lang", "en")
    expect(phone).to_have_url(re.compile(r"/forslag\?lang=en&status=done$"))


def test_the_sheet_for_the_wall_prints_without_what_is_for_the_screen(
    desktop: Page, house: House, make: Make
) -> None:
    make.suggestion(State.DONE).approve_answer(make.representative())
    somebody = Somebody(desktop, house.url)
    somebody.goes_to("/tavle/papir")
    hint = desktop.get_by_text("Husk papiret i skriveren.")
    expect(hint).to_be_visible()
    desktop.emulate_media(media="print")
    for hidden in (hint, desktop.locator(".bar"), desktop.locator(".foot")):
        expect(hidden).to_be_hidden()
    answer = desktop.locator(".wall-answer")
    expect(answer).to_have_css("break-inside", "avoid")
    expect(answer).to_have_css("font-size", re.compile(r"^18\.66"))  # 14 pt
    expect(answer).to_have_css("color", "rgb(0, 0, 0)")

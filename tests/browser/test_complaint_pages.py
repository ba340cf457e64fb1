"""Every page of a complaint, as those see it who may, and filed by keyboard alone."""

from playwright.sync_api import Page

from tests.browser.conftest import House
from tests.browser.inspection import Inspection
from tests.browser.person import Somebody
from tests.cast import assemble, complainer
from tests.factories import Make

OWN = {
    "k-sent": ("", "kvittering"),
    "k-waiting": ("skriv",),
    "k-late": ("", "videre"),
    "k-answered": ("", "hvem", "hvem-skal-ikke-lese"),
    "k-kept": ("", "er-det-gjort"),
    "k-near": ("la-noen-lese-igjen",),
    "k-withdrawn": ("",),
}
HANDLED = {
    "k-sent": ("",),
    "k-taken": ("mottatt",),
    "k-received": ("mer-tid", "notat"),
    "k-late": ("",),
    "k-answered": ("konvolutt",),
    "k-kept": ("lovet",),
}


def test_pages_of_a_complaint(narrow: Page, house: House, make: Make) -> None:
    cast = assemble(make)
    complain = complainer(make, cast)
    numbers = {case: complain(case).number for case in OWN | HANDLED}
    somebody = Somebody(narrow, house.url)
    with Inspection(narrow) as inspection:
        somebody.signs_in(cast["participant"])
        inspection.look("home, with what is new")
        leafs_through(somebody, inspection, numbers, OWN)
        somebody.signs_out()
        somebody.signs_in(cast["leader"])
        leafs_through(somebody, inspection, numbers, HANDLED)
        answers(somebody, inspection, numbers["k-received"])
        helps(somebody, inspection, cast["participant"].name)


def leafs_through(
    somebody: Somebody,
    inspection: Inspection,
    numbers: dict[str, int],
    pages: dict[str, tuple[str, ...]],
) -> None:
    for case, ends in pages.items():
        for end in ends:
            path = f"/min/klage/{numbers[case]}/{end}".rstrip("/")
            answer = somebody.page.goto(somebody.url + path)
            assert answer is not None
            assert answer.ok, path
            inspection.look(f"{case}, {end}")


def answers(somebody: Somebody, inspection: Inspection, number: int) -> None:
    somebody.goes_to("/min/innboks")
    inspection.look("inbox")
    somebody.goes_to(f"/min/klage/{number}/svar")
    somebody.presses("Gå videre")
    somebody.sees("Velg et svar.")
    inspection.look("answer, empty")
    somebody.page.get_by_label("Nei", exact=True).check()
    somebody.page.get_by_label("Hvorfor?").fill("Vi " + "lager" * 40)
    somebody.presses("Gå videre")
    somebody.reads("Slik ser deltakeren svaret")
    inspection.look("answer, check")


def helps(somebody: Somebody, inspection: Inspection, name: str) -> None:
    page = somebody.page
    somebody.goes_to("/min/hjelp-en-deltaker")
    somebody.presses("Gå videre")
    somebody.sees("Du må rette dette")
    inspection.look("help, empty")
    page.get_by_label("Hvem hjelper du?").fill(name)
    page.get_by_label("Vi skriver sammen nå").check()
    somebody.goes_on(1)
    page.get_by_label("Hva har skjedd?").fill("Jeg fikk ikke pause.")
    inspection.look("help, read aloud")
    somebody.goes_on(2)
    somebody.goes_on(3)
    page.get_by_label("Ingen person").check()
    somebody.goes_on(4)
    somebody.goes_on(5)
    page.get_by_label("På papir").check()
    somebody.goes_on(6)
    page.get_by_label("Et vitne").check()
    inspection.look("help, confirmed")
    page.get_by_label("Hva heter vitnet?").fill("Vitne Sannsen")
    somebody.presses("Send klagen")
    somebody.reads("Klagen er sendt")
    inspection.look("help, receipt")


def test_a_complaint_is_filed_by_keyboard_alone(
    narrow: Page, house: House, make: Make
) -> None:
    ladder = make.ladder()
    somebody = Somebody(narrow, house.url)
    somebody.signs_in(make.participant(department=ladder.department))
    somebody.goes_to("/min/klage/ny/1")
    with Inspection(narrow) as inspection:
        presses(narrow, "Gå videre")
        somebody.sees("Skriv hva som har skjedd.")
        tabs_to(narrow, "textarea")
        narrow.keyboard.type("Ingen pause. " + "samling" * 20)
        goes_on(somebody, 2)
        goes_on(somebody, 3)
        tabs_to(narrow, "[name=subject]")
        narrow.keyboard.press("ArrowDown")
        inspection.look("whom, with a name asked for")
        goes_on(somebody, 4)
        inspection.look("who reads first")
        goes_on(somebody, 5)
        tabs_to(narrow, "[name=manner]")
        narrow.keyboard.press("ArrowUp")
        inspection.look("how, with a number asked for")
        tabs_to(narrow, "[name=phone]")
        narrow.keyboard.type("00 00 00 00")
        goes_on(somebody, 6)
        inspection.look("check")
        presses(narrow, "Send klagen")
        somebody.reads("Klagen er sendt")


def goes_on(somebody: Somebody, step: int) -> None:
    presses(somebody.page, "Gå videre")
    somebody.sees(f"Steg {step} av 6")


def presses(page: Page, button: str) -> None:
    tabs_to(page, f"button:has-text('{button}')")
    page.keyboard.press("Enter")


def tabs_to(page: Page, place: str) -> None:
    for _ in range(30):
        if page.locator(f"main {place}:focus").count():
            return
        page.keyboard.press("Tab")
    raise AssertionError(place)

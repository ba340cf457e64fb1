"""The visitor's home, help, and the ways out."""

import pytest

from kimvoice.complaints.ladder import COMPLAINT_MONTHS, UNDO_DAYS
from kimvoice.core.clock import today
from kimvoice.core.db import db
from kimvoice.core.settings import CONTACT, CONTACT_PHONE
from kimvoice.suggestions import mailbox
from kimvoice.suggestions.states import State
from tests.conftest import TravelTo
from tests.factories import Make
from tests.suggestions.journey import CHECK, FORM
from tests.visitor import Visit, forms


def test_home_says_when_the_mailbox_is_opened_and_nothing_of_what_lies_in_it(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    visitor = visit()
    empty = visitor.get("/").text
    assert "Postkassa åpnes neste gang fredag 21. november kl. 12." in empty
    visitor.submit(
        CHECK,
        {"text": "Hei", "audience": "everybody"},
        page=FORM,
    )
    make.suggestion()
    assert visitor.get("/").text == empty


def test_home_shows_the_last_three_answers(visit: Visit, make: Make) -> None:
    reader = make.representative()
    for number in range(4):
        answered = make.suggestion(State.ANSWERED, by=reader)
        assert answered.answer
        answered.answer.asked_in_short = f"Spørsmål {number}?"
        answered.approve_answer(reader)
    db.session.commit()
    assert visit().get("/").text.count("Spørsmål ") == 3
    assert visit().get("/du-sa-vi-gjorde").text.count("Spørsmål ") == 4


def test_lost_days_are_named_for_four_weeks(visit: Visit, travel_to: TravelTo) -> None:
    mailbox.start_over()
    db.session.commit()
    lost = "Sendte du noe mellom fredag 14. november og mandag 17. november?"
    assert lost in visit().get("/").text
    travel_to("2025-12-15 10:00")
    assert lost in visit().get("/").text
    travel_to("2025-12-16 10:00")
    assert "Sendte du noe" not in visit().get("/").text


def test_help_leads_to_every_page_that_explains(visit: Visit) -> None:
    page = visit().get("/hjelp").text
    for path in (
        "/hjelp/rettigheter",
        "/hjelp/tillitsvalgt",
        "/hjelp/stemme",
        "/hjelp/saker",
        "/hjelp/trygg-bruk",
        "/hjelp/papir",
        "/hjelp/ord",
        "/personvern",
        "/tilgjengelighet",
    ):
        assert f'href="{path}"' in page
    assert 'href="/hjelp/papir"' in visit().get("/forslag/nytt").text


def test_rights_lead_to_how_one_complains(visit: Visit) -> None:
    page = visit().get("/hjelp/rettigheter").text
    assert 'href="/klage"' in page
    assert "ikke sende en klage ennå" not in page


def test_privacy_says_what_is_kept_of_a_complaint_and_for_how_long(
    visit: Visit,
) -> None:
    page = visit().get("/personvern").text
    assert "Når du klager" in page
    assert "hviler, slettes etter 12 måneder." in page
    assert "trukket, slettes etter 3 måneder." in page
    assert "Et utkast du lagrer, slettes etter 14 dager." in page
    COMPLAINT_MONTHS.choose(6, "Prøve", today())
    db.session.commit()
    assert "hviler, slettes etter 6 måneder." in visit().get("/personvern").text


def test_the_words_of_a_complaint_are_explained(visit: Visit) -> None:
    page = visit().get("/hjelp/ord").text
    for word in ("Klage", "Sende videre", "Hviler", "Nestleder i styret"):
        assert f"<dt>{word}</dt>" in page
    assert "Du kan angre i to uker." in page
    assert UNDO_DAYS == 14


def test_help_names_whom_to_talk_with(visit: Visit, make: Make) -> None:
    assert "En tillitsvalgt i avdelingen din." in visit().get("/hjelp").text
    coordinator = make.coordinator()
    CONTACT.choose("Prøve Prøvesen", "Prøve", today())
    CONTACT_PHONE.choose("00 00 00 00", "Prøve", today())
    db.session.commit()
    page = visit().get("/hjelp").text
    assert f"{coordinator.name}, koordinator" in page
    assert "Prøve Prøvesen, tlf. 00 00 00 00" in page
    for number in ("116 117", "113", "116 123"):
        assert number in page
        assert number in visit().get("/forslag/nytt").text


def test_help_names_no_participant(visit: Visit, make: Make) -> None:
    names = [make.participant().name, make.representative().name, make.deputy().name]
    pages = ("/", "/hjelp", "/hjelp/trygg-bruk", "/forslag/nytt", "/personvern")
    shown = "".join(visit().get(page).text for page in pages)
    assert [name for name in names if name in shown] == []


def test_the_exit_leads_by_way_of_the_inside_to_a_dull_page(visit: Visit) -> None:
    visitor = visit()
    first = visitor.post("/forlat")
    assert (first.status_code, first.location) == (303, "/min/forlat")
    second = visitor.get("/min/forlat")
    assert (second.status_code, second.location) == (303, "/i-dag")
    dull = visitor.get("/i-dag").text
    for telling in ("anonym", "tillitsvalgt", "Klage"):
        assert telling not in dull.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("secure", [True, False])
def test_the_exit_clears_what_the_browser_lets_us_clear(
    secure: bool, visit: Visit, make: Make
) -> None:
    """Over plain http a browser ignores it, and Chromium then keeps the cookie too."""
    visitor = visit()
    visitor.origin = "https://localhost" if secure else "http://voice.test"
    visitor.sign_in(make.participant())
    left = visitor.get("/min/forlat")
    assert ("Clear-Site-Data" in left.headers) is secure
    assert left.headers["Set-Cookie"].startswith("session=;")


def test_the_ways_out_keep_the_language(visit: Visit, make: Make) -> None:
    visitor = visit()
    assert "lang=en" in visitor.get("/forslag/nytt?lang=en").text
    visitor.post("/min/sprak", {"lang": "en"})
    visitor.sign_in(make.participant())
    out = visitor.post("/min/logg-ut")
    assert '<html lang="en"' in visitor.get(out.location).text
    left = visitor.post("/forlat?lang=en")
    today = visitor.get(left.location)
    assert '<html lang="en"' in visitor.get(today.location).text


def test_every_open_page_offers_the_exit_first(visit: Visit) -> None:
    for path in ("/", "/forslag", "/kode", "/hjelp", "/i-dag", "/finnes-ikke"):
        assert forms(visit().get(path))[0].action == "/forlat"

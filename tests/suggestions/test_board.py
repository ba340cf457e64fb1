"""Du sa – vi gjorde, on the screen and on the paper that hang on the wall."""

import re

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.settings import READING_COORDINATOR
from kimvoice.suggestions.states import State, Verdict
from tests.conftest import TravelTo
from tests.factories import Make
from tests.suggestions.leafing import answer, pieces
from tests.visitor import Visit


@pytest.fixture(autouse=True)
def _time_stands_still(travel_to: TravelTo) -> None:
    pass


def test_the_board_shows_three_at_a_time(visit: Visit, make: Make) -> None:
    for days_ago in range(7):
        answer(make, f"Spørsmål nummer {days_ago}?", days_ago)
    found = [
        re.findall(r"Spørsmål nummer (\d)", page)
        for page in pieces(visit(), "/tavle", "Neste svar")
    ]
    assert found == [["0", "1", "2"], ["3", "4", "5"], ["6"]]
    for wrong in ("0", "-1", "4", "99999999999999999999", "x", "\0", ""):
        shown = visit().get("/tavle", query_string={"side": wrong})
        assert "Spørsmål nummer 0" in shown.text, wrong


def test_nothing_moves_on_the_board(visit: Visit, make: Make) -> None:
    answer(make, "Kan vi få lys?")
    shown = visit().get("/tavle").text
    assert "<script" not in shown
    assert "refresh" not in shown.lower()
    assert "<nav" not in shown, "no menu, and nothing to leaf through"


def test_neither_board_nor_sheet_holds_a_name_or_a_word_of_a_thread(
    visit: Visit, make: Make
) -> None:
    reader = make.representative()
    suggestion = make.suggestion(State.PUBLISHED, text="Noe jeg skrev", by=reader)
    made = make.answer(doer="Kari Testesen", explanation="Vi har sett på saken.")
    suggestion.give(made)
    suggestion.approve_answer(reader)
    db.session.commit()
    for path in ("/tavle", "/tavle/papir"):
        shown = visit().get(path).text
        assert made.answered_in_short in shown
        for private in (reader.name, made.by.name, "Kari", "Noe jeg", "sett på saken"):
            assert private not in shown, f"{private} on {path}"


def test_the_sheet_holds_the_answers_of_a_month(visit: Visit, make: Make) -> None:
    def sheet(month: str = "") -> str:
        return visit().get("/tavle/papir", query_string={"maned": month}).text

    answer(make, "Den første dagen?", 16)
    answer(make, "Dagen før?", 17)
    unapproved = make.suggestion(State.PUBLISHED)
    asked = "Ikke godkjent?"
    unapproved.give(make.answer(Verdict.NO, asked_in_short=asked))
    db.session.commit()
    shown = sheet()
    assert "Du sa – vi gjorde i november 2025" in shown
    assert "Svar til og med mandag 17. november." in shown
    assert ("Den første dagen?" in shown, "Dagen før?" in shown) == (True, False)
    assert asked not in shown
    assert "/tavle/papir?maned=2025-10" in shown
    assert "Måneden etter" not in shown
    october = sheet("2025-10")
    assert "Svar til og med fredag 31. oktober." in october
    assert ("Den første dagen?" in october, "Dagen før?" in october) == (False, True)
    assert "maned=2025-11" in october
    assert "Måneden før" not in october, "there is nothing older"
    for wrong in ("2025-12", "1999-01", "2025-13", "0000-01", "x", "\0", "２０２５-10"):
        assert "Den første dagen?" in sheet(wrong), wrong


def test_until_something_is_answered_the_sheet_is_that_of_the_last_month(
    visit: Visit, make: Make
) -> None:
    answer(make, "Dagen før?", 17)
    assert "Dagen før?" in visit().get("/tavle/papir").text


def test_the_one_sheet_of_a_month_holds_the_newest_ten_and_says_where_the_rest_is(
    visit: Visit, make: Make
) -> None:
    for days_ago in range(10):
        answer(make, f"Svar {days_ago}.", days_ago)
    assert "Resten står på" not in visit().get("/tavle/papir").text
    answer(make, "Det eldste.", 10)
    shown = visit().get("/tavle/papir").text
    assert "Resten står på http://localhost/du-sa-vi-gjorde" in shown
    assert ("Svar 9." in shown, "Det eldste." in shown) == (True, False)


def test_the_sheet_says_how_when_and_who_reads(visit: Visit, make: Make) -> None:
    def sheet() -> str:
        return " ".join(visit().get("/tavle/papir").text.split())

    assert "Ingen leser det du skriver før noen er valgt." in sheet()
    make.representative()
    shown = sheet()
    assert "http://localhost/" in shown
    assert "åpnes neste gang fredag 21. november kl. 12. Kassa tømmes" in shown
    assert "De tillitsvalgte leser det du skriver." in shown
    assert "varaene" not in shown
    make.deputy()
    assert "Blir det ikke lest i tide, får varaene det også." in sheet()


def test_the_sheet_names_nobody_who_reads(visit: Visit, make: Make) -> None:
    coordinator = make.coordinator()
    READING_COORDINATOR.choose(coordinator.user_name, "Prøve", clock.today())
    db.session.commit()
    shown = visit().get("/tavle/papir").text
    assert "En koordinator leser det du skriver." in shown
    for reader in (coordinator, make.representative(), make.deputy()):
        assert reader.name not in visit().get("/tavle/papir").text


def test_no_address_on_the_board_says_which_suggestion_was_answered(
    visit: Visit, make: Make
) -> None:
    answered = [answer(make, "Kan vi få lys?", days) for days in range(7)]
    for path in ("/tavle", "/tavle?side=2", "/tavle/papir"):
        shown = visit().get(path).text
        assert "Kan vi få lys?" in shown
        assert not [it for it in answered if str(it.number) in shown]


def test_a_board_without_answers_says_so(visit: Visit) -> None:
    assert "Ingen svar ennå." in visit().get("/tavle").text
    assert "Ingen nye svar" in visit().get("/tavle/papir").text

"""Paper is equal: the same questions, and no less is said than on the screen."""

import pytest

from kimvoice.complaints.ladder import LADDER
from kimvoice.complaints.new_forms import ComplaintForm
from kimvoice.complaints.new_pages import PAGES
from kimvoice.complaints.states import Manner, Subject
from kimvoice.complaints.titles import AT_THE_START
from tests.complaints.own_page import on_sqlite
from tests.factories import Ladder
from tests.reading import read
from tests.visitor import Visit

pytestmark = on_sqlite
ONE_LINE = {"about": "person"}
"""Who it is has one line on paper, whether staff or a participant."""
PAPER = "/klage/skjema"


def words_of(visit: Visit) -> str:
    shown = read(visit().get(PAPER).text)
    assert shown.mistakes == []
    return shown.page.words


def test_the_same_is_asked_on_paper_in_the_same_words(
    visit: Visit, ladder: Ladder
) -> None:
    said = words_of(visit)
    for name in (name for names in PAGES for name in names):
        question = getattr(ComplaintForm, ONE_LINE.get(name, name)).args[0]
        assert str(question) in said, name
    here = {Manner.HERE: "Her, i KIM voice"}
    manners = [here.get(it, str(it.label)) for it in Manner]
    for choice in (*(str(it.label) for it in Subject), *manners):
        assert choice in said
    first = said.partition("Hvem skal lese klagen først?")[2]
    readers = [str(AT_THE_START[it.role]) for it in LADDER.value()]
    assert all(it in first for it in readers)


def test_the_paper_says_to_whom_it_may_be_handed_and_what_follows(
    visit: Visit, ladder: Ladder
) -> None:
    said = words_of(visit)
    for sentence in (
        "Lever til den du vil: en tillitsvalgt, en koordinator eller daglig leder.",
        "Ikke lever den til en som klagen gjelder.",
        "Den du leverer til, skriver den inn, og kan ikke svare på den.",
        "Levert, dato",
        "Dato og underskrift",
        "Er det fare nå? Ring 110, 112 eller 113.",
    ):
        assert sentence in said


@pytest.mark.parametrize("page", ["/klage", "/klage/rutine", "/hjelp/papir"])
def test_the_paper_is_found_from_where_one_looks_for_it(
    page: str, visit: Visit, ladder: Ladder
) -> None:
    assert f'href="{PAPER}"' in visit().get(page).text

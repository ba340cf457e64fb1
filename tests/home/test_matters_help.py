"""«Slik går en sak»: it says what holds, also when the house has changed it."""

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.settings import AGENDA_IS_ENOUGH
from kimvoice.forum.overdue import Audience
from tests.complaints.own_page import on_sqlite
from tests.visitor import Visit

pytestmark = on_sqlite
PAGE = "/hjelp/saker"


def test_it_says_when_more_people_are_told(visit: Visit) -> None:
    page = visit().get(PAGE).text
    for audience in (Audience.LEADERSHIP_TEAM, Audience.BOARD):
        assert f"Etter {int(audience)} arbeidsdager" in page
    assert "<script" not in page


def test_where_reading_aloud_is_asked_for_it_promises_no_less(visit: Visit) -> None:
    enough = "er det nok at svaret står på sakslista"
    assert enough in visit().get(PAGE).text
    AGENDA_IS_ENOUGH.choose(False, "Prøve", counts_from=clock.today())
    db.session.commit()
    assert enough not in visit().get(PAGE).text


def test_it_goes_into_the_binder_and_is_found_where_people_look(visit: Visit) -> None:
    assert 'class="open binder"' in visit().get(PAGE).text
    for path in ("/hjelp", "/hjelp/papir"):
        assert f'href="{PAGE}"' in visit().get(path).text


def test_its_words_are_explained(visit: Visit) -> None:
    page = visit().get("/hjelp/ord").text
    for word in ("Sak", "Saksliste", "Lest opp", "Veien for saker"):
        assert f"<dt>{word}</dt>" in page

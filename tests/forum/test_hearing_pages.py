"""An answer that has come back: read out, or asked about once more."""

import pytest

from kimvoice.core.db import db
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.states import State
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import EXPLANATION, Make
from tests.forum.test_answer_pages import at, shown_at
from tests.travelling import Travelling, answer, lay_out
from tests.visitor import Visit

pytestmark = on_sqlite

AGAIN = {"question": "Hva med en kort pause?"}
ONCE = "Dere kan spørre på nytt én gang på hvert sted."


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    return Travelling.furnished(make)


@pytest.fixture
def asked(house: Travelling) -> Consideration:
    visit = house.at(house.kim_forum).considerations[-1]
    db.session.commit()
    return visit


def test_an_answer_is_read_out_from_the_matter_or_from_the_meeting(
    visit: Visit, house: Travelling, asked: Consideration
) -> None:
    answer(asked)
    asker, url = visit(as_=house.representative), at(asked, "lest-opp")
    meeting = f"/min/moter/{house.forum.slug}"
    for page in (shown_at(asked), meeting):
        assert f'action="{url}"' in asker.get(page).text
        for other in (house.manager, house.participant):
            assert url not in visit(as_=other).get(page).text
    assert "Du svarer nå for: Deltakerforum" in asker.get(shown_at(asked)).text
    assert asker.submit(url, page=meeting).status_code == 303
    assert asked.state is State.READ_OUT
    twice = asker.post(url)
    assert twice.status_code == 409
    assert "Svaret er lest opp fra før." in twice.text
    assert url not in asker.get(meeting).text


def test_nothing_is_read_out_that_is_not_there(
    visit: Visit, house: Travelling, asked: Consideration
) -> None:
    asker = visit(as_=house.representative)
    for url, status, why in (
        (at(asked, "lest-opp"), 409, "Her er det ikke noe svar å lese opp."),
        (at(asked.matter.root, "lest-opp"), 403, "Du har ikke tilgang"),
        ("/min/behandling/999/lest-opp", 404, "Vi finner ikke siden"),
    ):
        page = asker.post(url)
        assert (page.status_code, why in page.text) == (status, True), url
    early = asker.get(at(asked, "spor-igjen"))
    assert early.status_code == 409
    assert "Det er ikke noe svar ennå." in early.text
    theirs = visit(as_=house.manager).post(at(asked, "lest-opp"))
    assert theirs.status_code == 403
    assert "Du svarer ikke for Deltakerforum nå." in theirs.text


def test_it_is_asked_again_once_also_after_it_was_read_out(
    visit: Visit, house: Travelling, asked: Consideration
) -> None:
    answer(asked)
    asked.read_out(house.representative)
    asker, url = visit(as_=house.representative), at(asked, "spor-igjen")
    assert url in asker.get(shown_at(asked)).text
    for question, why in (
        ("", "Skriv hva dere vil spørre om på nytt."),
        ("x" * 10_000, "høyst 500 tegn"),
    ):
        page = asker.post(url, {"question": question})
        assert (page.status_code, why in page.text) == (422, True)
    assert asker.submit(url, AGAIN).status_code == 303
    twice = asker.post(url, AGAIN)
    assert (twice.status_code, ONCE in twice.text) == (409, True)
    assert AGAIN["question"] in twice.text
    anew = asked.matter.considerations[-1]
    assert (anew.body, anew.again_of) == (asked.body, asked)
    answer(anew)
    assert asker.get(at(anew, "spor-igjen")).status_code == 409
    assert at(anew, "spor-igjen") not in asker.get(shown_at(anew)).text


def test_who_is_named_in_it_hears_nothing_for_others(
    visit: Visit, house: Travelling, asked: Consideration
) -> None:
    answer(asked)
    asked.matter.about.append(house.representative)
    named = visit(as_=house.representative)
    for page in (
        named.post(at(asked, "lest-opp")),
        named.get(at(asked, "spor-igjen")),
        named.post(at(asked, "spor-igjen"), AGAIN),
    ):
        assert page.status_code == 409
        assert "Saken gjelder deg. En annen må svare." in page.text
    assert at(asked, "lest-opp") in visit(as_=house.deputy).get(shown_at(asked)).text


def test_once_the_answer_has_gone_on_nobody_in_the_middle_asks_again(
    visit: Visit, house: Travelling
) -> None:
    team = house.at(house.kim_forum, house.team).considerations[-1]
    answer(team)
    lay_out(house.kim_forum)
    page = visit(as_=house.manager).get(at(team, "spor-igjen"))
    assert page.status_code == 409
    assert "Svaret har gått videre. Dere kan ikke spørre igjen." in page.text


def test_whoever_sums_up_reads_what_the_others_answered(
    visit: Visit, house: Travelling
) -> None:
    matter = house.published()
    house.sent_to_both(matter)
    db.session.commit()
    leader = visit(as_=house.representative)
    assert "Alle svarene er kommet." in leader.get(shown_at(matter.root)).text
    form = leader.get(at(matter.root, "svar")).text
    assert "Svar fra Avdelingsmøtet i Lageret: Nei." in form
    assert EXPLANATION in form

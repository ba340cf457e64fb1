"""A body asks another one, needs to know more, or needs more time."""

from collections.abc import Mapping

import pytest

from kimvoice.core.db import db
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.states import State
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.forum.test_answer_pages import at, shown_at
from tests.travelling import Travelling, answer
from tests.visitor import Visit, form_to

pytestmark = on_sqlite

QUESTION = "Kan dere si ja til dette?"


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    return Travelling.furnished(make)


@pytest.fixture
def root(house: Travelling) -> Consideration:
    visit = house.published().root
    db.session.commit()
    return visit


def slugs(house: Travelling) -> tuple[str, str]:
    return house.meeting_of(house.kafe).slug, house.meeting_of(house.lager).slug


def test_several_department_meetings_are_asked_at_once_each_with_its_date(
    visit: Visit, house: Travelling, root: Consideration
) -> None:
    leader = visit(as_=house.representative)
    page = leader.get(at(root, "videre")).text
    assert "Du svarer nå for: Deltakerforum" in page
    for name in ("KIM-forum", "Avdelingsmøtet i Lageret"):
        assert f"{name} svarer senest" in page
    assert "Styret svarer senest" not in page
    typed = {"bodies": list(slugs(house)), "question": QUESTION}
    assert leader.post(at(root, "videre"), typed).status_code == 303
    assert root.state is State.FORWARDED
    assert [it.body.slug for it in root.asked] == list(slugs(house))
    late = leader.post(at(root, "videre"), typed | {"question": "En gang til?"})
    assert late.status_code == 409
    assert "Saken er alt sendt videre herfra." in late.text
    assert "En gang til?" in late.text
    assert at(root, "videre") not in leader.get(shown_at(root)).text


def test_a_question_has_words_and_goes_along_a_way_that_is_open(
    visit: Visit, house: Travelling, root: Consideration
) -> None:
    kafe, lager = slugs(house)
    wrong: list[tuple[Mapping[str, str | list[str]], str]] = [
        ({"bodies": kafe}, "Skriv hva dere spør om."),
        ({"question": QUESTION}, "Velg hvem som skal svare."),
        (
            {"bodies": "styret", "question": QUESTION},
            "Saker kan ikke sendes den veien.",
        ),
        ({"bodies": "x\0😀", "question": QUESTION}, "Saker kan ikke sendes den veien."),
        ({"bodies": kafe, "question": "x" * 10_000}, "høyst 500 tegn"),
        (
            {"bodies": [lager, "kim-forum"], "question": QUESTION},
            "Bare avdelingsmøter kan svare flere samtidig.",
        ),
    ]
    leader = visit(as_=house.representative)
    for typed, why in wrong:
        page = leader.post(at(root, "videre"), typed)
        assert page.status_code in (409, 422), typed
        assert why in page.text
        assert str(typed.get("question", "")) in page.text
    assert root.asked == []


def test_one_way_alone_is_named_on_the_button_and_none_is_not_offered(
    visit: Visit, house: Travelling
) -> None:
    """Nor is whoever waits for the answer."""
    team, board = house.at(house.kim_forum, house.team, house.board).considerations[-2:]
    kim_forum = team.asked_by
    assert kim_forum is not None
    matter = house.at(house.kim_forum)
    db.session.commit()
    leader = visit(as_=house.manager)
    page = leader.get(at(matter.considerations[-1], "videre"))
    assert "Send til Lederteam" in page.text
    assert form_to(at(matter.considerations[-1], "videre"), page).fields["bodies"]
    above = visit(as_=house.chair)
    assert "Vi sender saken" not in above.get(at(board)).text
    assert at(board, "videre") not in above.get(shown_at(board)).text


def test_who_has_answered_is_asked_again_and_not_anew(
    visit: Visit, house: Travelling, root: Consideration
) -> None:
    kafe, _lager = (house.meeting_of(it) for it in (house.kafe, house.lager))
    above = house.at(house.kim_forum).root
    below = above.asked[0]
    answer(below)
    below.read_out(house.representative)
    assert above.ways == [it for it in above.body.next_bodies if it is not below.body]
    root.forward(house.representative, [kafe], QUESTION)
    db.session.flush()
    assert house.forum not in root.asked[0].ways


def test_needing_to_know_more_says_what_and_by_whom_and_keeps_the_deadline(
    visit: Visit, house: Travelling, root: Consideration
) -> None:
    leader, first = visit(as_=house.representative), root.expected
    typed = {"needs": "Hva det koster.", "needs_from": "Kafeen", "until": "4.12.2025"}
    for name in typed:
        page = leader.post(at(root, "mer"), typed | {name: ""})
        assert page.status_code == 422, name
    assert leader.submit(at(root, "mer"), typed).status_code == 303
    assert (root.state, root.needs) == (State.NEEDS_MORE, "Hva det koster.")
    assert root.expected == first


def test_the_second_time_it_is_put_off_it_says_before_that_it_needs_a_reason(
    visit: Visit, house: Travelling, root: Consideration
) -> None:
    leader, url, first = visit(as_=house.representative), at(root, "utsett"), root.due
    page = leader.get(url).text
    assert "Valgfritt første gang." in page
    assert "Fristen nå er mandag 5. januar 2026." in page
    sooner = leader.post(url, {"until": "18.11.2025"})
    assert sooner.status_code == 422
    assert "Skriv en dato som er senere enn fristen." in sooner.text
    assert leader.submit(url, {"until": "4.3.2026"}).status_code == 303
    assert "Saken er utsatt før. Da må dere skrive hvorfor." in leader.get(url).text
    silent = leader.post(url, {"until": "4.5.2026"})
    assert silent.status_code == 422
    assert "Saken er utsatt før. Skriv hvorfor." in silent.text
    assert 'value="4.5.2026"' in silent.text
    again = {"until": "4.5.2026", "why": "Vi venter på svar fra NAV."}
    assert leader.submit(url, again).status_code == 303
    assert (root.postponed, root.due_originally) == (2, first)

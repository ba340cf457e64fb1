"""«Foreslå en sak» (SCREENS 7.1): a plain form, and one matter however often sent."""

from datetime import date
from typing import Any

import pytest

from kimvoice.core.db import db
from kimvoice.forum.models import Matter
from kimvoice.forum.states import Origin, Presenter, Wish
from kimvoice.people.models import RoleKind
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.travelling import Travelling, meet
from tests.visitor import Visit

pytestmark = on_sqlite
NEW = "/min/sak/ny"
WRITTEN = {
    "title": "Pauser i kafeen",
    "text": "Vi vil ha en pause til.",
    "wish": "agree",
    "presenter": "i",
    "name_shown": "no",
    "about_nobody": "y",
}


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    house = Travelling.furnished(make)
    meet(house.forum, date(2025, 12, 11))
    db.session.commit()
    return house


def all_matters() -> list[Matter]:
    return list(db.session.query(Matter).order_by(Matter.id))


def test_a_participant_raises_it_in_the_forum(house: Travelling, visit: Visit) -> None:
    visitor = visit(as_=house.participant)
    form = visitor.get(NEW).text
    assert "Deltakerforum møtes torsdag 11. desember kl. 10.00." in form
    assert 'name="body"' not in form
    assert 'name="origin"' not in form
    sent = visitor.submit(NEW, WRITTEN)
    assert sent.headers["Location"].endswith("/min/sak/2025-1")
    [matter] = all_matters()
    assert (matter.root.body, matter.origin) == (house.forum, Origin.PARTICIPANT)
    assert (matter.wish, matter.presenter) == (Wish.AGREE, Presenter.I)
    assert (matter.raised_by, matter.name_shown) == (house.participant, False)
    page = visitor.get(sent.headers["Location"]).text
    assert "Saken er sendt. Den heter nå sak 1/2025." in page
    assert "Kommer den ikke med torsdag 11. desember, ser du det her." in page


def test_sent_twice_or_from_two_tabs_it_is_one_matter(
    house: Travelling, visit: Visit, travel_to: TravelTo
) -> None:
    visitor = visit(as_=house.participant)
    first, again = visitor.post(NEW, WRITTEN), visitor.submit(NEW, WRITTEN)
    assert first.headers["Location"] == again.headers["Location"]
    assert "Vi har allerede fått denne." in visitor.get("/min/sak/2025-1").text
    assert len(all_matters()) == 1
    visitor.post(NEW, WRITTEN | {"title": "Pauser på lageret"})
    visit(as_=house.representative).post(NEW, leading(house))
    travel_to("2025-11-18 10:00")
    visitor = visit(as_=house.participant)
    visitor.post(NEW, WRITTEN)
    numbers = [it.number for it in all_matters()]
    assert numbers == ["1/2025", "2/2025", "3/2025", "4/2025"]


def leading(house: Travelling, **more: Any) -> dict[str, Any]:
    return WRITTEN | {"body": house.forum.slug, "origin": "representative"} | more


def test_who_leads_chooses_the_meeting_and_where_it_comes_from(
    house: Travelling, visit: Visit
) -> None:
    visitor = visit(as_=house.manager)
    body = house.kim_forum if house.manager in house.kim_forum.answering() else None
    assert body is not None
    sent = leading(house, body=body.slug, origin="dialogue_conference")
    assert visitor.post(NEW, sent).status_code == 303
    [matter] = all_matters()
    assert (matter.root.body, matter.origin) == (body, Origin.DIALOGUE_CONFERENCE)


def test_nobody_raises_it_where_they_lead_nothing_or_as_what_they_are_not(
    house: Travelling, visit: Visit
) -> None:
    visitor = visit(as_=house.representative)
    for name, told in (
        ("body", house.board.slug),
        ("body", "tull"),
        ("body", ""),
        ("origin", "anonymous_suggestion"),
        ("origin", "leader"),
    ):
        sent = visitor.post(NEW, leading(house, **{name: told}))
        assert sent.status_code == 422, (name, told)
    assert all_matters() == []


def test_a_participant_cannot_send_what_is_not_asked(
    house: Travelling, visit: Visit
) -> None:
    told = WRITTEN | {"body": house.board.slug, "origin": "morning_assembly"}
    visit(as_=house.participant).post(NEW, told)
    [matter] = all_matters()
    assert (matter.root.body, matter.origin) == (house.forum, Origin.PARTICIPANT)


WRONG: list[tuple[dict[str, str], str]] = [
    ({"title": " "}, "Skriv hva saken gjelder."),
    ({"title": "Ab"}, "Skriv hva saken gjelder."),
    ({"title": "a" * 10_000}, "Overskriften kan ha høyst 80 tegn."),
    ({"title": "\0\0\0"}, "Skriv hva saken gjelder."),
    ({"text": "<script>🙂" * 1000}, "Teksten kan ha høyst 1500 tegn."),
    ({"wish": ""}, "Velg hva forumet skal gjøre."),
    ({"presenter": "hun"}, "Velg hvem som legger fram saken."),
    ({"name_shown": ""}, "Velg om navnet ditt skal vises."),
    ({"about_nobody": ""}, "Forumet tar ikke saker om én person."),
    ({"csrf_token": "gammel"}, "Teksten din står her ennå."),
]


def test_what_is_wrong_gets_a_sentence_and_the_words_stay(
    house: Travelling, visit: Visit
) -> None:
    visitor = visit(as_=house.participant)
    for more, said in WRONG:
        answer = visitor.post(NEW, WRITTEN | more)
        assert answer.status_code == 422, more
        assert said in answer.text
        assert f"{said} {said}" not in answer.text
        assert WRITTEN["title" if "text" in more else "text"] in answer.text
        assert 'href="/klage"' in answer.text
        assert "<script>🙂" not in answer.text
    assert all_matters() == []


def test_who_takes_part_or_leads_may_raise_one(
    house: Travelling, make: Make, visit: Visit
) -> None:
    staff = make.person(RoleKind.STAFF_MEMBER)
    assert visit(as_=staff).get(NEW).status_code == 403
    assert visit(as_=house.work_leader).get(NEW).status_code == 200

"""«Møter»: who leads each body, and what lies before it for whom."""

import re
from datetime import date

import pytest
from flask import Flask, get_template_attribute

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.settings import HOUSE_NETWORKS, INSIDE_FROM_ELSEWHERE
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.route import headline
from kimvoice.people.models import RoleKind
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.travelling import Travelling, answer, lay_out
from tests.visitor import Visit

URL = "/min/moter"
FORUM = f"{URL}/deltakerforum"


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    return Travelling.furnished(make)


@on_sqlite
def test_each_body_stands_there_with_who_leads_it(
    visit: Visit, house: Travelling
) -> None:
    page = visit(as_=house.participant).get(URL).text
    for body in (house.forum, house.kim_forum, house.team, house.board):
        assert f'href="{URL}/{body.slug}"' in page
    assert f"{house.manager.name} leder møtet nå." in page
    assert "Du svarer for dette møtet." not in page
    assert "Du svarer for dette møtet." in visit(as_=house.chair).get(URL).text


@on_sqlite
def test_a_participant_who_leads_is_named_at_home_alone_and_with_consent(
    visit: Visit, house: Travelling
) -> None:
    leading, visitor = house.representative, visit(as_=house.participant)
    assert "En deltaker leder møtet nå." in visitor.get(FORUM).text
    for role in leading.roles:
        role.name_shown = role.kind is RoleKind.REPRESENTATIVE
    db.session.commit()
    assert f"{leading.name} leder møtet nå." in visitor.get(FORUM).text
    elsewhere = HOUSE_NETWORKS.read(["10.0.0.0/8"])
    HOUSE_NETWORKS.choose(elsewhere, "Prøve", clock.today())
    INSIDE_FROM_ELSEWHERE.choose(True, "Prøve", clock.today())
    db.session.commit()
    assert leading.name not in visitor.get(FORUM).text


@on_sqlite
def test_where_nobody_leads_the_page_says_who_answers(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    person = make.participant()
    said = "Ingen leder dette møtet nå"
    page = visit(as_=person).get(FORUM).text
    assert f"{said}, og ingen kan svare for det." in page
    manager = make.general_manager()
    words = f"{said}. Daglig leder {manager.name} svarer til noen er valgt."
    assert words in visit(as_=person).get(FORUM).text
    assert "Du svarer nå for: Deltakerforum" in visit(as_=manager).get(FORUM).text


@on_sqlite
def test_what_is_not_laid_out_is_there_for_who_leads_alone(
    visit: Visit, house: Travelling
) -> None:
    house.raised(title="Kaffe til alle")
    db.session.commit()
    seen = {
        name: "Kaffe til alle" in visit(as_=getattr(house, name)).get(FORUM).text
        for name in ("representative", "participant", "manager", "work_leader")
    }
    assert [name for name, sees in seen.items() if sees] == [
        "representative",
        "participant",
    ], "who leads, and who raised it"
    lay_out(house.forum)
    db.session.commit()
    page = visit(as_=house.work_leader).get(FORUM).text
    assert "Kaffe til alle" in page
    assert "Saken er ikke synlig for alle ennå." not in page


@on_sqlite
def test_a_body_shows_what_it_owes_and_what_it_waits_for(
    visit: Visit, house: Travelling, travel_to: TravelTo
) -> None:
    house.at(house.kim_forum)
    db.session.commit()
    assert "Venter på svar fra KIM-forum." in visit(as_=house.chair).get(FORUM).text
    travel_to("2025-12-02 10:00")
    late = "Forsinket. Svaret skulle kommet mandag 1. desember."
    owing = visit(as_=house.manager).get(f"{URL}/kim-forum").text
    assert owing.count(late) == 1
    assert "Kan dere si ja til dette?" in owing
    asking = visit(as_=house.chair).get(FORUM).text
    assert asking.count(late) == 2, "what it has asked, and what is late"
    assert late not in visit(as_=house.chair).get(f"{URL}/lederteam").text


@on_sqlite
def test_an_answer_waits_to_be_read_out_and_is_finished_after(
    visit: Visit, house: Travelling
) -> None:
    visitation = house.at(house.kim_forum).considerations[-1]
    answer(visitation)
    db.session.commit()
    page = visit(as_=house.chair).get(FORUM).text
    assert "Svar fra KIM-forum. Leses opp senest" in " ".join(page.split())
    assert "Ferdig her" not in page
    visitation.read_out(house.representative)
    db.session.commit()
    page = visit(as_=house.chair).get(FORUM).text
    assert "Ingen svar venter på å bli lest opp." in page
    assert "Ferdig her" in page


@on_sqlite
def test_a_date_that_has_passed_is_never_called_one_to_come(
    app: Flask, house: Travelling, travel_to: TravelTo
) -> None:
    asked = house.at(house.kim_forum).considerations[-1]
    asked.postpone(house.manager, date(2025, 12, 8), "")
    on_its_way = house.at(house.kim_forum, house.team).considerations[-1]
    answer(on_its_way)
    travel_to("2025-12-09 10:00")
    first = "Opprinnelig frist mandag 1. desember."
    said = f"Forsinket. Svaret skulle kommet mandag 8. desember. {first}"
    assert words_of(app, asked) == said
    assert headline(asked.matter) == f"Ligger hos KIM-forum. {said}"
    listed = "Forsinket. Svaret skulle stått på sakslista senest mandag 1. desember."
    assert words_of(app, on_its_way) == listed, "nothing is read aloud there"
    sent_on = "Sendt videre. Svaret skulle kommet mandag 8. desember."
    assert words_of(app, asked.matter.root) == sent_on


def words_of(app: Flask, visit: Consideration) -> str:
    with app.test_request_context():
        deadline = get_template_attribute("forum/_bodies.html", "deadline")
        return " ".join(re.sub(r"<[^>]+>", " ", deadline(visit)).split())


def test_no_body_has_an_odd_address(visit: Visit, house: Travelling) -> None:
    visitor = visit(as_=house.chair)
    for slug in ("nei", "%00", "styret%00", "🙂", "x" * 3_000):
        assert visitor.get(f"{URL}/{slug}").status_code == 404
        assert visitor.post(f"{URL}/{slug}/saksliste").status_code == 404

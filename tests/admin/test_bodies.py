"""«Møter og veien for saker»: who sits where, how fast they answer, where they send."""

from datetime import date
from typing import Any

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.forum.bodies import Body
from kimvoice.forum.states import State
from kimvoice.people.models import RoleKind
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.travelling import Travelling, answer
from tests.visitor import Visit, Visitor, form_to

URL = "/min/admin/moter"
TEAM = f"{URL}/lederteam"


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    return Travelling.furnished(make)


@pytest.fixture
def keeper(visit: Visit, make: Make, house: Travelling) -> Visitor:
    return visit(as_=make.person(RoleKind.ADMINISTRATOR))


def send(keeper: Visitor, what: str, page: str = TEAM, **typed: Any) -> int:
    answered = keeper.submit(f"{page}/{what}", typed, page=page)
    db.session.expire_all()
    return answered.status_code


def test_a_seat_is_for_a_role_or_a_person_between_two_days(
    keeper: Visitor, house: Travelling, travel_to: TravelTo
) -> None:
    deputy = house.work_leader
    data = {"seating": "deputy", "person": str(deputy.id), "ends": "28.11.2025"}
    assert send(keeper, "plass", **data) == 303
    assert deputy in house.team.answering()
    assert send(keeper, "plass", **data) == 409, "it is there already"
    travel_to("2025-11-29 10:00")
    db.session.expire_all()
    assert deputy not in house.team.answering(), "the term is over"


def test_nobody_seats_themselves_where_one_answers(
    visit: Visit, make: Make, house: Travelling
) -> None:
    person = make.person(RoleKind.ADMINISTRATOR)
    theirs = visit(as_=person)
    for holder in ({"person": str(person.id)}, {"role": "administrator"}):
        assert send(theirs, "plass", seating="chair", **holder) != 303
    assert person not in house.team.answering()
    assert send(theirs, "plass", seating="member", person=str(person.id)) == 303
    other = visit(as_=make.person(RoleKind.ADMINISTRATOR))
    assert send(other, "plass", seating="chair", person=str(person.id)) == 303


@on_sqlite
def test_without_a_chair_the_page_warns_and_says_who_answers(
    keeper: Visitor, house: Travelling
) -> None:
    chairs = [it.id for it in house.team.seats if it.seating.value == "chair"]
    for seat in chairs:
        away = f"{TEAM}/plass/ta-bort"
        assert keeper.post(away, {"seat": str(seat)}).status_code == 303
        assert keeper.post(away, {"seat": str(seat)}).status_code == 409
    page = keeper.get(TEAM).text
    assert f"Daglig leder {house.manager.name} svarer til noen er valgt." in page
    assert "Ingen leder møtet." in keeper.get(URL).text


@on_sqlite
def test_the_time_counts_for_what_comes_in_and_says_who_changed_it(
    keeper: Visitor, house: Travelling
) -> None:
    visit = house.at(house.kim_forum).considerations[-1]
    db.session.commit()
    before, page = visit.due_originally, f"{URL}/kim-forum"
    assert send(keeper, "svartid", page, meetings="1", working_days="3") == 303
    assert visit.due_originally == before
    assert house.kim_forum.answer_by(clock.today()) == date(2025, 11, 20)
    assert house.kim_forum.changed_on == clock.today()
    assert "mandag 17. november." in keeper.get(page).text
    for odd in ("0", "131", "ti", "9" * 5_000, "\0"):
        assert send(keeper, "svartid", page, working_days=odd) == 422
    assert send(keeper, "svartid", page, meetings="4") == 422


def test_a_route_that_is_taken_away_still_brings_the_answer_back(
    keeper: Visitor, house: Travelling
) -> None:
    matter = house.at(house.kim_forum)
    db.session.commit()
    page = f"{URL}/deltakerforum"
    assert send(keeper, "veier", page, to=[]) == 303
    assert house.forum.next_bodies == []
    answer(matter.considerations[-1])
    matter.considerations[-1].read_out(house.representative)
    assert matter.root.state is State.READ_OUT


@on_sqlite
def test_a_body_never_leads_to_itself(keeper: Visitor, house: Travelling) -> None:
    for odd in ("lederteam", "nei\0", "<script>alert(1)</script>" * 400):
        assert send(keeper, "veier", to=[odd]) == 422
    assert house.team.next_bodies == [house.board]


def test_of_two_who_change_the_routes_the_second_is_told(
    keeper: Visitor, visit: Visit, make: Make, house: Travelling
) -> None:
    other = visit(as_=make.person(RoleKind.ADMINISTRATOR))
    mine = form_to(f"{TEAM}/veier", keeper.get(TEAM)).fields | {"to": []}
    both = {"to": ["styret", "kim-forum"]}
    assert other.submit(f"{TEAM}/veier", both, page=TEAM).status_code == 303
    late = keeper.post(f"{TEAM}/veier", mine)
    assert late.status_code == 422
    assert "En annen har endret dette mens du skrev." in late.text
    db.session.expire_all()
    assert house.team.next_bodies == [house.kim_forum, house.board]
    now = form_to(f"{TEAM}/veier", late).fields | {"to": []}
    assert keeper.post(f"{TEAM}/veier", now).status_code == 303


def test_another_meeting_is_added_once_under_a_name_of_its_own(
    keeper: Visitor, house: Travelling
) -> None:
    added = keeper.submit(URL, {"name": "Allmøtet"})
    assert added.status_code == 303
    assert "Ingen leder dette møtet nå." in keeper.get(added.location).text
    for name, status in (("allmøtet", 409), ("", 422), ("Å" * 10_000, 422)):
        assert keeper.submit(URL, {"name": name}).status_code == status
    assert [it.name for it in Body.all()].count("Allmøtet") == 1
    assert send(keeper, "navn", added.location, name="") == 409
    assert send(keeper, "navn", name="Lederne") == 303
    assert house.team.name == "Lederne"


CANNOT_SIT = [
    {},
    {"seating": "chair"},
    {"seating": "chair", "role": "board_chair", "person": "1"},
    {"seating": "chair", "role": "administrator"},
    {"seating": "chair", "person": "\0"},
    {"seating": "x" * 10_000, "role": "board_chair"},
    {"seating": "chair", "role": "board_chair", "starts": "igår"},
    {
        "seating": "chair",
        "role": "board_chair",
        "starts": "2.12.2025",
        "ends": "1.12.2025",
    },
]


@on_sqlite
def test_what_is_no_seat_is_refused(keeper: Visitor, house: Travelling) -> None:
    before = len(house.team.seats)
    assert [send(keeper, "plass", **it) for it in CANNOT_SIT] == [422] * 8
    assert keeper.post(f"{TEAM}/plass/ta-bort", {"seat": "\0"}).status_code == 409
    assert len(house.team.seats) == before


@on_sqlite
def test_nobody_else_comes_here(visit: Visit, house: Travelling) -> None:
    for somebody in (house.manager, house.chair, house.representative):
        visitor = visit(as_=somebody)
        for url in (URL, TEAM):
            assert visitor.get(url).status_code == 403
        assert visitor.post(f"{TEAM}/plass", {}).status_code == 403

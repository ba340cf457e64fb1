"""Who is who in the house: with names of those who agreed, and of nobody else."""

import re
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import event
from werkzeug.test import TestResponse

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.settings import HOUSE_NETWORKS, INSIDE_FROM_ELSEWHERE
from kimvoice.people.directory import Directory
from kimvoice.people.models import Department, Person, RoleKind
from tests.conftest import TravelTo
from tests.elections.test_recorded import record
from tests.factories import LONG_AGO, Make
from tests.visitor import Visit, forms

PAGE = "/tillitsvalgte"
NOT_NAMED = "Tillitsvalgt er valgt. Spør koordinatoren hvem det er."


def elect(
    make: Make, kind: RoleKind, department: Department | None, *, shown: bool
) -> Person:
    person = make.participant(department=department)
    person.take_role(kind, department, since=LONG_AGO, name_shown=shown)
    db.session.commit()
    return person


def test_a_representative_is_named_only_with_consent(visit: Visit, make: Make) -> None:
    department = make.department()
    shown = elect(make, RoleKind.REPRESENTATIVE, department, shown=True)
    deputy = elect(make, RoleKind.DEPUTY, department, shown=False)
    page = visit().get(PAGE).text
    assert shown.name in page
    assert deputy.name not in page
    assert "Vara er valgt. Spør koordinatoren hvem det er." in page
    shown.roles[1].name_shown = False
    db.session.commit()
    page = visit().get(PAGE).text
    assert shown.name not in page
    assert NOT_NAMED in page


def test_participants_in_the_board_are_named_only_with_consent(
    visit: Visit, make: Make
) -> None:
    member = elect(make, RoleKind.BOARD_MEMBER, None, shown=False)
    employee = make.person(RoleKind.BOARD_MEMBER)
    page = visit().get(PAGE).text
    assert "Deltakerne er med i styret." in page
    assert member.name not in page
    assert employee.name not in page
    member.roles[1].name_shown = True
    db.session.commit()
    assert member.name in visit().get(PAGE).text


def test_no_other_participant_is_named(visit: Visit, make: Make) -> None:
    """A participant who stands in for somebody is asked as well."""
    department = make.department()
    leader = make.work_leader(department)
    stand_in = make.participant(department=department)
    stand_in.take_role(
        RoleKind.WORK_LEADER, department, since=LONG_AGO, stands_in_for=leader
    )
    db.session.commit()
    other = make.participant(department=department)
    page = visit().get(PAGE).text
    assert leader.name in page
    assert [it.name for it in (stand_in, other) if it.name in page] == []


def test_outside_the_house_no_participant_is_named(visit: Visit, make: Make) -> None:
    """The open side does not answer there; who has signed in sees no name either."""
    department = make.department()
    named = elect(make, RoleKind.REPRESENTATIVE, department, shown=True)
    reader = make.participant(department=department)
    visitor = visit(as_=reader)
    footer = f"Snakk med {named.name}, tillitsvalgt"
    assert footer in visitor.get("/min/").text
    elsewhere = HOUSE_NETWORKS.read(["192.0.2.0/24"])
    HOUSE_NETWORKS.choose(elsewhere, "Prøve", clock.today())
    INSIDE_FROM_ELSEWHERE.choose(True, "Prøve", clock.today())
    db.session.commit()
    for path in (PAGE, f"{PAGE}/tavle"):
        assert named.name not in visit().get(path).text
    home = visitor.get("/min/")
    assert home.status_code == 200
    assert named.name not in home.text


def test_where_participants_are_not_named_the_staff_are(make: Make) -> None:
    department = make.department()
    elect(make, RoleKind.REPRESENTATIVE, department, shown=True)
    leader = make.work_leader(department)
    directory = Directory.of_today(named=False)
    [representative] = directory.holders(RoleKind.REPRESENTATIVE, department)
    assert representative.name is None
    [found] = directory.holders(RoleKind.WORK_LEADER, department)
    assert found.name == leader.name


def test_a_stand_in_is_shown_with_the_last_day_and_no_longer(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    department = make.department()
    leader, other = make.work_leader(department), make.coordinator()
    other.take_role(
        RoleKind.WORK_LEADER,
        department,
        since=date(2025, 11, 18),
        until=date(2025, 12, 5),
        stands_in_for=leader,
    )
    db.session.commit()
    words = f"vikar til fredag 5. desember: {other.name}"
    for when, is_shown in (
        ("2025-11-17 23:59", False),
        ("2025-11-18 00:00", True),
        ("2025-12-05 23:59", True),
        ("2025-12-06 00:00", False),
    ):
        travel_to(when)
        page = visit().get(PAGE).text
        assert (words in page) is is_shown, when
        assert leader.name in page


def test_a_stand_in_for_somebody_who_has_left_stands_alone(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    department = make.department()
    leader, other = make.work_leader(department), make.coordinator()
    other.take_role(
        RoleKind.WORK_LEADER,
        department,
        since=LONG_AGO,
        until=date(2025, 12, 5),
        stands_in_for=leader,
    )
    leader.roles[0].ends = date(2025, 11, 14)
    db.session.commit()
    page = visit().get(PAGE).text
    assert f"{other.name} (vikar til fredag 5. desember)" in page
    assert leader.name not in page


def test_where_nobody_is_elected_somebody_helps(visit: Visit, make: Make) -> None:
    make.department()
    assert "Ingen er valgt nå." in visit().get(PAGE).text
    helper = make.coordinator()
    page = visit().get(PAGE).text
    assert f"Ingen er valgt nå. {helper.name} hjelper deg så lenge." in page


def test_the_month_of_the_election_is_said_while_somebody_is_elected(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    department = make.department()
    record(department, make.participant(department=department))
    assert "Valgt i november 2025." in visit().get(PAGE).text
    [elected] = Person.holding(RoleKind.REPRESENTATIVE)
    elected.roles[1].ends = date(2025, 11, 16)
    db.session.commit()
    assert "Valgt i" not in visit().get(PAGE).text


def test_the_open_side_does_not_know_who_asks(visit: Visit, make: Make) -> None:
    department = make.department()
    elect(make, RoleKind.REPRESENTATIVE, department, shown=True)
    person = make.participant(department=department)
    assert visit(as_=person).get(PAGE).text == visit().get(PAGE).text


def test_more_people_ask_no_more_of_the_database(
    app: Flask, visit: Visit, make: Make
) -> None:
    def queries() -> int:
        asked: list[str] = []

        def note(*args: object) -> None:
            asked.append(str(args[2]))

        event.listen(db.engine, "before_cursor_execute", note)
        visit().get(PAGE)
        event.remove(db.engine, "before_cursor_execute", note)
        return len([each for each in asked if each.startswith("SELECT")])

    make.work_leader(make.department())
    few = queries()
    for _ in range(6):
        department = make.department()
        elect(make, RoleKind.REPRESENTATIVE, department, shown=True)
        make.work_leader(department)
        make.coordinator()
    assert queries() == few


def test_the_footer_inside_names_the_own_representative_who_agreed(
    visit: Visit, make: Make
) -> None:
    department = make.department()
    elect(make, RoleKind.REPRESENTATIVE, make.department(), shown=True)
    silent = elect(make, RoleKind.REPRESENTATIVE, department, shown=False)
    person = make.participant(department=department)
    assert "Se hvem du kan snakke med" in visit(as_=person).get("/min/").text
    silent.roles[1].name_shown = True
    db.session.commit()
    words = f"Snakk med {silent.name}, tillitsvalgt"
    assert words in visit(as_=person).get("/min/").text
    assert words not in visit(as_=silent).get("/min/").text
    assert words not in visit(as_=make.coordinator()).get("/min/").text
    assert words not in visit().get("/").text


@pytest.mark.parametrize("path", ["/", "/hjelp", "/finnes-ikke"])
def test_every_open_page_leads_there(visit: Visit, path: str) -> None:
    assert f'href="{PAGE}"' in visit().get(path).text


def test_a_department_is_chosen_without_a_word_of_it_in_an_address(
    visit: Visit, make: Make
) -> None:
    """A browser's history keeps addresses and titles, parts of a page too."""
    one, other = make.department(), make.department()
    visitor = visit()
    everything = visitor.get(PAGE)
    [form] = [it for it in forms(everything) if "department" in it.fields]
    assert (form.method, form.action) == ("post", PAGE)
    assert not re.search(r'href="[^"]*department', everything.text)
    shown = visitor.submit(PAGE, {"department": str(one.id)})
    assert headings(shown) == [one.name]
    assert title(shown) == title(everything)
    for unknown in ("", "0", "x", "99999999999999999999"):
        shown = visitor.submit(PAGE, {"department": unknown})
        assert headings(shown) == [one.name, other.name], unknown
    asked = visitor.get(PAGE, query_string={"department": one.id})
    assert headings(asked) == [one.name, other.name]


def headings(page: TestResponse) -> list[str]:
    return re.findall(r'<h2 id="department-\d+">(.*?)</h2>', page.text)


def title(page: TestResponse) -> list[str]:
    return re.findall("<title>(.*?)</title>", page.text)


def test_the_board_names_who_agreed_of_every_department(
    visit: Visit, make: Make
) -> None:
    places = [make.department() for _ in range(11)]
    elected = [elect(make, RoleKind.REPRESENTATIVE, it, shown=True) for it in places]
    deputy = elect(make, RoleKind.DEPUTY, places[0], shown=False)
    shown = visit().get(f"{PAGE}/tavle").text
    assert all(it.name in shown for it in places)
    assert all(it.name in shown for it in elected)
    assert deputy.name not in shown
    assert "Vara er valgt. Spør koordinatoren hvem det er." in shown
    for moving in ("<script", "refresh", "<nav"):
        assert moving not in shown


def test_chair_and_deputy_are_named_with_what_they_are_for(
    visit: Visit, make: Make
) -> None:
    chair = make.person(RoleKind.BOARD_CHAIR)
    deputy = make.person(RoleKind.BOARD_DEPUTY)
    page = visit().get(PAGE).text
    assert chair.name in page
    assert deputy.name in page
    assert "En klage som gjelder styrelederen." in page

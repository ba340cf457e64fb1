"""Slips let people in: shown once, eight on a sheet, and nothing else than needed."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from kimvoice.core.db import db
from kimvoice.people.invitations import Invitation, plain
from kimvoice.people.models import Person, RoleKind
from kimvoice.people.new_codes import NewCode
from kimvoice.web import qr
from tests.admin.office import administrator, newcomer
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.reading import read
from tests.visitor import Visit, Visitor, form_to

pytestmark = on_sqlite

SLIPS = "/min/admin/lapper"
CODE = re.compile(r"\b[2-9A-HJKMNP-Z]{4}(?:-[2-9A-HJKMNP-Z]{4}){2}\b")


@pytest.fixture
def office(make: Make, visit: Visit, travel_to: TravelTo) -> Visitor:
    return visit(as_=administrator(make))


def filled(office: Visitor, **data: object) -> dict[str, object]:
    return form_to(SLIPS, office.get(SLIPS)).fields | data


def printed(office: Visitor, **data: object) -> TestResponse:
    return office.post(SLIPS, filled(office, **(data or {"whom": "everybody"})))


def codes(answer: TestResponse) -> list[str]:
    shown = [
        it.words
        for it in read(answer.text).page.all("p")
        if it["class"] == "sheet-code"
    ]
    return [CODE.search(words)[0] for words in shown]  # type: ignore[index]


def hashes() -> list[bytes]:
    db.session.rollback()
    return sorted(db.session.scalars(select(Invitation.code_hash)))


def test_a_slip_holds_a_first_name_a_code_and_nobodys_surname_or_role(
    office: Visitor, make: Make
) -> None:
    kafe = make.department("Kafe Nr 19")
    elected = make.participant(department=kafe)
    elected.name = "Test Testvik"
    elected.take_role(
        RoleKind.REPRESENTATIVE, kafe, since=date(2025, 1, 1), name_shown=True
    )
    newcomer(make, "Ida Hemmeligsen", department=kafe)
    sheet = printed(office)
    assert sheet.status_code == 203
    assert "Location" not in sheet.headers
    [slip] = [
        it.words
        for it in read(sheet.text).page.all("li")
        if it["class"] == "sheet-slip"
    ]
    assert "Hei Ida! Her kan du si fra på KIM-senteret." in slip
    assert "http://localhost/min/start" in slip
    assert "Koden virker til mandag 1. desember, og bare én gang." in slip
    assert "Trenger du hjelp? Spør Test Testvik." in slip
    assert "deltaker" not in slip
    assert "Hemmeligsen" not in sheet.text
    assert "Kafe Nr 19" not in sheet.text
    [code] = codes(sheet)
    found = Invitation.found(code)
    assert found
    assert found.person.name == "Ida Hemmeligsen"


def test_the_picture_holds_the_address_beside_it_and_the_code(
    office: Visitor, make: Make
) -> None:
    newcomer(make, "Ida Å")
    sheet = printed(office)
    [code] = codes(sheet)
    assert str(qr.svg(f"http://localhost/min/start/{code}")) in sheet.text


def test_a_representative_is_named_only_with_consent(
    office: Visitor, make: Make
) -> None:
    kafe = make.department()
    elected = make.representative(kafe)
    person = newcomer(make, department=kafe)
    assert elected.name not in printed(office).text
    person.coordinator = make.coordinator()
    db.session.commit()
    assert f"Spør {person.coordinator.name}." in printed(office).text


def test_eight_slips_are_on_each_sheet(office: Visitor, make: Make) -> None:
    kafe = make.department()
    for number in range(17):
        newcomer(make, f"Nr{number} Å", department=kafe)
    page = read(printed(office).text).page
    sheets = [it for it in page.all("ul") if it["class"] == "sheet"]
    slips = [len(list(it.all("li"))) for it in sheets]
    assert slips == [8, 8, 1]


def test_codes_are_shown_once_and_no_address_shows_them(
    office: Visitor, make: Make, travel_to: TravelTo
) -> None:
    newcomer(make, "Ida Å")
    form = filled(office, whom="everybody")
    [code] = codes(office.post(SLIPS, form))
    before = hashes()
    travel_to("2025-11-17 10:00:03")
    again = office.post(SLIPS, form)
    assert again.status_code == 410
    assert "Denne siden er tømt" in again.text
    assert "Kodene blir vist én gang." in again.text
    assert code not in again.text
    assert code not in office.get(SLIPS).text
    travel_to("2025-11-17 10:25")
    assert office.post(SLIPS, form).status_code == 410
    assert hashes() == before


def test_a_double_click_prints_once_and_shows_the_same(
    office: Visitor, make: Make
) -> None:
    newcomer(make, "Ida Å")
    form = filled(office, whom="everybody")
    first = office.post(SLIPS, form)
    before = hashes()
    second = office.post(SLIPS, form)
    assert codes(first) == codes(second) != []
    assert hashes() == before


def test_two_clicks_at_the_same_moment_print_one_set(
    office: Visitor, make: Make, app: Flask
) -> None:
    for number in range(3):
        newcomer(make, f"Nr{number} Å")
    form = filled(office, whom="everybody", csrf_token=office.csrf_token)
    db.session.remove()

    def click(_number: int) -> TestResponse:
        sent = {"data": form, "headers": {"Origin": "http://localhost"}}
        return office.client.post(SLIPS, **sent)

    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(click, range(2)))
    assert [each.status_code for each in answers] == [203, 203]
    assert codes(answers[0]) == codes(answers[1])
    for code in codes(answers[0]):
        assert Invitation.found(code)


def test_a_new_set_makes_the_old_one_worthless_and_the_page_says_so(
    office: Visitor, make: Make
) -> None:
    newcomer(make, "Ida Å")
    assert "virker ikke den gamle" not in office.get(SLIPS).text
    [first] = codes(printed(office))
    assert "Lager du en ny, virker ikke den gamle." in office.get(SLIPS).text
    [second] = codes(printed(office))
    assert Invitation.found(first) is None
    assert Invitation.found(second)


def test_one_department_or_those_who_are_ticked(office: Visitor, make: Make) -> None:
    kafe, rvt = make.department("Kafe Nr 19"), make.department("RVT")
    here = newcomer(make, "Ida Å", department=kafe)
    there = newcomer(make, "Bo Å", department=rvt)
    make.participant(department=kafe)
    page = office.get(SLIPS).text
    assert "Alle som ikke har logget inn (2)" in page
    assert "Kafe Nr 19 (1)" in page
    [code] = codes(printed(office, whom="in Kafe Nr 19"))
    assert Invitation.found(code).person == here  # type: ignore[union-attr]
    [code] = codes(printed(office, whom="ticked", people=[str(there.id)]))
    assert Invitation.found(code).person == there  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"whom": ""},
        {"whom": "ticked"},
        {"whom": "in Sirkus"},
        {"whom": "ticked", "people": ["999999"]},
        {"whom": "ticked", "people": ["x"]},
        {"whom": "everybody", "token": "forged"},
        {"whom": "everybody", "token": ""},
        {"whom": "everybody", "csrf_token": "forged"},
    ],
)
def test_a_form_that_says_too_little_prints_nothing(
    office: Visitor, make: Make, data: dict[str, object]
) -> None:
    newcomer(make, "Ida Å")
    answer = office.post(SLIPS, filled(office) | data)
    assert answer.status_code == 422
    assert codes(answer) == []
    assert hashes() == []


def test_who_has_signed_in_or_left_is_offered_no_slip(
    office: Visitor, make: Make
) -> None:
    old, left = make.participant(), newcomer(make, "Ida Borte")
    left.leave(date(2025, 11, 16))
    db.session.commit()
    assert "Alle har logget inn." in office.get(SLIPS).text
    for person in (old, left):
        form = {"whom": "ticked", "people": [str(person.id)]}
        token = {"token": "x"}
        assert office.post(SLIPS, form | token).status_code == 409
    assert hashes() == []


def test_with_a_second_persons_yes_a_new_code_is_printed_once(
    office: Visitor, make: Make
) -> None:
    person, second = make.participant(), make.coordinator()
    by = db.session.scalar(
        select(Person).where(Person.roles.any(kind=RoleKind.ADMINISTRATOR))
    )
    assert by
    newcomer(make, "Ida Å")
    db.session.add(asked := NewCode.ask(person, by, second))
    db.session.commit()
    assert person.name not in office.get(SLIPS).text
    asked.agree(second)
    db.session.commit()
    assert f"{person.name}, " in office.get(SLIPS).text
    assert len(codes(printed(office))) == 1, "nobody gets a new code unless ticked"
    form = filled(office, whom="ticked", people=[str(person.id)])
    [code] = codes(office.post(SLIPS, form))
    assert Invitation.found(code).person == person  # type: ignore[union-attr]
    assert codes(office.post(SLIPS, form)) == [code], "a double click"
    assert person.name not in office.get(SLIPS).text
    db.session.refresh(asked)
    assert asked.printed_on == date(2025, 11, 17)


def test_more_than_two_hundred_are_refused_in_words(
    office: Visitor, make: Make
) -> None:
    kafe = make.department()
    people = [Person(name=f"Nr {it}", user_name=f"nr{it}") for it in range(201)]
    for person in people:
        person.take_role(RoleKind.PARTICIPANT, kafe, since=date(2025, 1, 1))
    db.session.add_all(people)
    db.session.commit()
    answer = printed(office)
    assert answer.status_code == 422
    assert "Du kan lage høyst 200 lapper om gangen." in answer.text
    assert hashes() == []


def test_only_the_hash_of_a_code_is_kept(office: Visitor, make: Make) -> None:
    newcomer(make, "Ida Å")
    [code] = codes(printed(office))
    [kept] = hashes()
    assert plain(code).encode() not in kept


def test_after_done_not_even_a_quick_reload_shows_a_code(
    office: Visitor, make: Make
) -> None:
    newcomer(make, "Ida Å")
    form = filled(office, whom="everybody")
    sheet = office.post(SLIPS, form)
    done = form_to(f"{SLIPS}/ferdig", sheet)
    assert office.post(done.action, done.fields).status_code == 303
    again = office.post(SLIPS, form)
    assert again.status_code == 410
    assert not [code for code in codes(sheet) if code in again.text]

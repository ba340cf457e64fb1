"""Departments and people come by pasted list: looked at first, then saved."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import event, func, select
from werkzeug.test import TestResponse

from kimvoice.admin import arrivals
from kimvoice.core.db import db
from kimvoice.people.models import Department, Person, Role, RoleKind
from tests.admin.office import Meeting, administrator
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.visitor import Visit, Visitor, forms

pytestmark = on_sqlite

IMPORT, DEPARTMENTS = "/min/admin/import", "/min/admin/avdelinger"
TODAY = date(2025, 11, 17)
LIST = """Navn; Avdeling; Rolle; Koordinator; E-post
Ida Prøvesen; Kafe Nr 19; deltaker; Marit Demodal
Bo <script>alert(1)</script>; Kafe Nr 19; arbeidsleder
Marit Demodal;; koordinator;; marit@example.org
"""


@pytest.fixture
def office(make: Make, visit: Visit, travel_to: TravelTo) -> Visitor:
    make.department("Kafe Nr 19")
    make.department("Kontoret")
    return visit(as_=administrator(make))


def many(kind: type[Person] | type[Department]) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(kind)) or 0


def paste(office: Visitor, text: str, **more: str) -> TestResponse:
    return office.post(IMPORT, {"pasted": text, **more})


def pasted(answer: TestResponse) -> str:
    [found] = [form for form in forms(answer) if "pasted" in form.fields]
    return str(found.fields["pasted"])


def named(name: str) -> Person:
    person = db.session.scalar(select(Person).where(Person.name == name))
    assert person, name
    return person


def test_looking_stores_nothing_and_saving_lets_everybody_in(office: Visitor) -> None:
    before = many(Person)
    looked = paste(office, LIST)
    assert looked.status_code == 200
    assert "3 nye, 0 fra før, 0 må rettes" in looked.text
    assert "Ingenting er lagret ennå." in looked.text
    assert many(Person) == before

    assert paste(office, pasted(looked), do="save").status_code == 303
    assert many(Person) == before + 3
    ida = named("Ida Prøvesen")
    [role] = ida.roles
    assert (role.kind, role.starts, role.ends) == (RoleKind.PARTICIPANT, TODAY, None)
    assert role.department
    assert role.department.name == "Kafe Nr 19"
    assert ida.coordinator == named("Marit Demodal")
    assert (ida.email, named("Marit Demodal").email) == ("", "marit@example.org")
    assert not ida.has_signed_in
    assert ida.user_name == "ida"


def test_the_same_list_a_second_time_changes_nothing(office: Visitor) -> None:
    paste(office, LIST, do="save")
    before = many(Person)
    assert "0 nye, 3 fra før, 0 må rettes" in paste(office, LIST).text
    again = paste(office, LIST, do="save")
    assert again.status_code == 409
    assert "Det er ingen nye å lagre." in again.text
    assert many(Person) == before


def test_faults_are_told_line_by_line_and_what_was_pasted_stays(
    office: Visitor,
) -> None:
    text = LIST + "; Kontoret; deltaker\nAri 010170 12345; Kontoret; deltaker\n"
    text += "Una Ny; Sirkus; deltaker\n=1+1; Kontoret; deltaker"
    before = many(Person)
    for wish in ({}, {"do": "save"}, {"do": "steal"}):
        answer = paste(office, text, **wish)
        assert answer.status_code == (422 if wish == {"do": "save"} else 200)
        assert "3 nye, 0 fra før, 4 må rettes" in answer.text
        for words in (
            "Linje 5: Navnet mangler.",
            "Linje 6: Dette ligner et fødselsnummer. Ta det bort.",
            "Linje 7: Vi kjenner ikke avdelingen «Sirkus».",
            "Linje 8: «=1+1» ser ut som en formel.",
        ):
            assert words in answer.text
        assert pasted(answer) == text
    assert many(Person) == before


def test_the_right_ones_are_saved_alone_only_when_asked_for(office: Visitor) -> None:
    text = LIST + "Una Ny; Sirkus; deltaker"
    assert "Lagre de 3 som er riktige" in paste(office, text).text
    before = many(Person)
    assert paste(office, text, do="save_right_ones").status_code == 303
    assert many(Person) == before + 3


def test_a_department_that_is_gone_meanwhile_is_seen_when_saving(
    office: Visitor, make: Make
) -> None:
    looked = paste(office, LIST)
    kafe = db.session.scalar(select(Department).filter_by(name="Kafe Nr 19"))
    assert kafe
    kafe.rename("Kafe Nr 20")
    db.session.commit()
    answer = paste(office, pasted(looked), do="save")
    assert answer.status_code == 422
    assert "Vi kjenner ikke avdelingen «Kafe Nr 19»." in answer.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_and_stays_on_the_page(office: Visitor, encoding: str) -> None:
    file = io.BytesIO(LIST.encode(encoding))
    looked = office.post(IMPORT, {"pasted": "", "file": (file, "=cmd.csv")})
    assert looked.status_code == 200
    assert "3 nye, 0 fra før, 0 må rettes" in looked.text
    assert pasted(looked) == LIST
    assert "=cmd" not in looked.text


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04sheet", b"%PDF-1.7", b"\xd0\xcf\x11\xe0old"]
)
def test_what_is_no_text_is_refused_in_words(office: Visitor, content: bytes) -> None:
    file = (io.BytesIO(content), "list.xlsx")
    answer = office.post(IMPORT, {"pasted": LIST, "file": file})
    assert answer.status_code == 422
    assert "Lagre den som CSV, og prøv igjen." in answer.text
    assert pasted(answer) == LIST


@pytest.mark.parametrize("text", ["", " \n \t", "\0", "🌲" * 5000, "<script>;;;", ";"])
def test_nonsense_gets_an_answer(office: Visitor, text: str) -> None:
    before = many(Person)
    for wish in ({}, {"do": "save"}, {"do": "save_right_ones"}):
        assert paste(office, text, **wish).status_code in (200, 409, 422)
    assert many(Person) == before


def test_a_list_too_long_is_refused_and_too_large_too(office: Visitor) -> None:
    answer = paste(office, "Ida; Kontoret; deltaker\n" * 5001)
    assert answer.status_code == 422
    assert "Lista er for lang. Den kan ha høyst 5000 linjer." in answer.text
    answer = paste(office, "å" * 500_000)
    assert answer.status_code == 413
    assert "Vi kan ikke ta imot så mye på en gang." in answer.text


def test_three_thousand_people_with_formulas_in_windows_1252_get_their_answer(
    office: Visitor, app: Flask
) -> None:
    lines = ["Navn;Avdeling;Rolle;Koordinator"]
    for number in range(3000):
        formula = "=CMD()" if number % 3 == 0 else f"Kåre Ødegård {'x' * (number % 7)}"
        lines.append(f"{formula} nr {number};Kontoret;deltaker;")
    file = io.BytesIO("\r\n".join(lines).encode("cp1252"))
    looked = office.post(IMPORT, {"pasted": "", "file": (file, "all.csv")})
    assert looked.status_code == 200
    assert "2000 nye, 0 fra før, 1000 må rettes" in looked.text

    asked: list[str] = []
    listener = lambda *args: asked.append(args[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listener)
    saved = office.post(
        IMPORT,
        {"pasted": pasted(looked), "do": "save_right_ones"},
        content_type="multipart/form-data",
    )
    event.remove(db.engine, "before_cursor_execute", listener)
    assert saved.status_code == 303
    selects = [words for words in asked if words.startswith("SELECT")]
    assert len(selects) < 30, "a question for each person"
    drawn = db.session.scalars(select(Person.user_name)).all()
    assert len(set(drawn)) == len(drawn) > 2000


def test_two_who_save_the_same_list_at_once_let_everybody_in_once(
    office: Visitor, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "known", Meeting().after(arrivals.known))
    form = {"pasted": LIST, "do": "save", "csrf_token": office.csrf_token}
    before = many(Person)
    db.session.remove()

    def save(_number: int) -> int:
        sent = {"data": form, "headers": {"Origin": "http://localhost"}}
        return office.client.post(IMPORT, **sent).status_code

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(save, range(2))) == [303, 409]
    assert many(Person) == before + 3


# Departments


def test_departments_are_looked_at_and_then_saved(office: Visitor) -> None:
    text = "Sirkulus\nkafe nr 19\n Datadrift \nDATADRIFT\n"
    looked = office.post(DEPARTMENTS, {"pasted": text})
    assert "2 nye, 2 fra før, 0 må rettes" in looked.text
    assert many(Department) == 2
    saved = office.post(DEPARTMENTS, {"pasted": text, "do": "save"})
    assert saved.status_code == 303
    names = db.session.scalars(select(Department.name).order_by(Department.name))
    assert list(names) == ["Datadrift", "Kafe Nr 19", "Kontoret", "Sirkulus"]
    again = office.post(DEPARTMENTS, {"pasted": text, "do": "save"})
    assert again.status_code == 409


@pytest.mark.parametrize("line", ["=1", "x" * 201, "a\0b", "01017012345", "\u200b"])
def test_what_is_no_name_of_a_department_is_refused(office: Visitor, line: str) -> None:
    answer = office.post(DEPARTMENTS, {"pasted": f"{line}\nRVT", "do": "save"})
    assert answer.status_code == 422
    assert "Linje 1: " in answer.text
    assert many(Department) == 2


def test_a_department_is_renamed_but_never_to_what_another_is_called(
    office: Visitor,
) -> None:
    kafe = db.session.scalar(select(Department).filter_by(name="Kafe Nr 19"))
    assert kafe
    door = f"{DEPARTMENTS}/{kafe.id}/navn"
    for taken in ("Kontoret", "KONTORET", " kontoret "):
        answer = office.submit(door, {"name": taken})
        assert answer.status_code == 409
        assert "En annen avdeling heter det." in answer.text
    assert office.submit(door, {"name": "KAFE nr 19"}).status_code == 303
    assert office.submit(door, {"name": " "}).status_code == 422
    assert office.submit(door, {"name": "=1"}).status_code == 422
    db.session.refresh(kafe)
    assert kafe.name == "KAFE nr 19"


def test_roles_lie_in_the_renamed_department_still(office: Visitor, make: Make) -> None:
    person = make.participant(department=make.department("Gammel"))
    role = db.session.scalar(select(Role).where(Role.person_id == person.id))
    assert role
    office.submit(f"{DEPARTMENTS}/{role.department_id}/navn", {"name": "Ny"})
    db.session.refresh(role)
    assert role.department
    assert role.department.name == "Ny"

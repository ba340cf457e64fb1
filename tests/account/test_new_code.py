"""A new code for who has signed in before: the second person, and being told."""

import pytest
from flask import Flask

from kimvoice.core import clock, settings
from kimvoice.core.db import db
from kimvoice.people.invitations import Invitation
from kimvoice.people.models import Person, RoleKind
from kimvoice.people.new_codes import NewCode
from kimvoice.people.seconds import TOLD_FOR
from tests.conftest import TravelTo
from tests.factories import Make
from tests.reading import read
from tests.visitor import PASSPHRASE, Visit


@pytest.fixture
def administrator(make: Make) -> Person:
    return make.person(RoleKind.ADMINISTRATOR)


def printed(make: Make, administrator: Person, person: Person, second: Person) -> None:
    asked = make.new_code(by=administrator, second=second, person=person)
    asked.agree(second)
    Invitation.issue(person, by=administrator)
    db.session.commit()


def test_the_second_person_is_asked_and_nobody_else_knows(
    visit: Visit, make: Make, administrator: Person
) -> None:
    second, other = make.coordinator(), make.coordinator()
    asked = make.new_code(by=administrator, second=second)
    url = f"/min/ny-kode/{asked.id}"
    words = f"{administrator.name} ber om ny kode til {asked.person.name}."
    assert words in visit(as_=second).get("/min/").text
    shown = visit(as_=second).get(url).text
    assert words in shown
    assert f"Spør {asked.person.first_name} selv, ansikt til ansikt." in shown
    for person in (other, administrator, asked.person):
        visitor = visit(as_=person)
        assert words not in visitor.get("/min/").text
        for answer in (visitor.get(url), visitor.post(url, {"answer": "yes"})):
            assert answer.status_code == 404
    assert asked.agreed_on is None


def test_yes_lets_the_slip_be_printed_and_is_said_once(
    visit: Visit, make: Make, administrator: Person
) -> None:
    second = make.coordinator()
    asked = make.new_code(by=administrator, second=second)
    url, visitor = f"/min/ny-kode/{asked.id}", visit(as_=second)
    assert visitor.post(url, {"answer": "yes"}).status_code == 303
    assert asked.agreed_on
    for late in (visitor.post(url, {"answer": "no"}), visitor.get(url)):
        assert late.status_code == 409
        assert "Dette er gjort" in late.text
    assert url not in visitor.get("/min/").text


def test_no_takes_it_away(visit: Visit, make: Make, administrator: Person) -> None:
    second = make.coordinator()
    asked = make.new_code(by=administrator, second=second)
    url, visitor = f"/min/ny-kode/{asked.id}", visit(as_=second)
    assert visitor.post(url, {"answer": "no"}).status_code == 303
    assert NewCode.waiting_for(second) == []
    assert visitor.post(url, {"answer": "yes"}).status_code == 404


@pytest.mark.parametrize("answer", ["", "maybe", "<script>"])
def test_neither_yes_nor_no_is_a_question_again(
    answer: str, visit: Visit, make: Make, administrator: Person
) -> None:
    second = make.coordinator()
    asked = make.new_code(by=administrator, second=second)
    url = f"/min/ny-kode/{asked.id}"
    again = visit(as_=second).post(url, {"answer": answer})
    assert again.status_code == 422
    assert "Velg ja eller nei." in again.text
    assert asked.agreed_on is None


def test_the_person_is_told_for_thirty_days(
    visit: Visit, make: Make, administrator: Person, travel_to: TravelTo
) -> None:
    person, second = make.participant(), make.coordinator()
    printed(make, administrator, person, second)
    told = (
        "Du fikk ny kode mandag 17. november."
        f" {administrator.name} skrev den ut. {second.name} sa ja."
    )
    for day, still in (("11-17", True), ("12-17", True), ("12-18", False)):
        travel_to(f"2025-{day} 10:00")
        home = read(visit(as_=person).get("/min/").text).page.words
        assert (told in home) is still
    assert told not in read(visit(as_=second).get("/min/").text).page.words


def test_nobody_is_sent_to_who_had_a_part_in_it(
    make: Make, administrator: Person
) -> None:
    department = make.department()
    person = make.participant(department=department)
    elected = make.representative(department)
    make.representative()
    coordinator = make.coordinator()
    for second, to_tell in ((coordinator, elected), (elected, coordinator)):
        asked = make.new_code(by=administrator, second=second, person=person)
        assert asked.to_tell() == [to_tell]
        db.session.delete(asked)
        db.session.commit()


def test_where_nobody_is_left_the_house_names_its_contact(
    visit: Visit, make: Make, administrator: Person
) -> None:
    person, second = make.participant(), make.coordinator()
    printed(make, administrator, person, second)
    home = visit(as_=person)
    assert "Si fra til en du stoler på." in home.get("/min/").text
    settings.CONTACT.choose("Prøve Kontaktsen", "Prøve", clock.today())
    assert "Si fra til Prøve Kontaktsen." in home.get("/min/").text


def test_a_new_passphrase_shuts_out_a_code_that_is_out(
    visit: Visit, make: Make, administrator: Person
) -> None:
    person, second = make.participant(), make.coordinator()
    asked = make.new_code(by=administrator, second=second, person=person)
    asked.agree(second)
    code = make.slip_for(person)
    typed = {"passphrase_now": PASSPHRASE, "passphrase_new": "fire nye stille ord"}
    changed = visit(as_=person).post("/min/innstillinger/passord", typed)
    assert changed.status_code == 303
    answer = visit().post("/min/start", {"code": code})
    assert "Koden er brukt eller for gammel." in answer.text


def test_no_code_works_longer_than_its_person_is_told(app: Flask) -> None:
    assert settings.INVITATION_DAYS.between is not None
    assert settings.INVITATION_DAYS.between[1] <= TOLD_FOR.days

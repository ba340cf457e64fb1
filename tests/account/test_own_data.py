"""«Lagret om meg»: all that lies in the house with one's name, nothing of others."""

import re
import secrets
from datetime import date, timedelta

import pytest
from flask import Flask

from kimvoice.admin import printing
from kimvoice.complaints.drafts import Draft
from kimvoice.complaints.states import State
from kimvoice.complaints.support import Contact, Part
from kimvoice.core import clock
from kimvoice.core.db import Model, db
from kimvoice.core.settings import THREAD_WEEKS
from kimvoice.elections.recorded import RecordedElection
from kimvoice.people import stored
from kimvoice.people.models import Person, RoleKind
from tests.conftest import TravelTo
from tests.factories import Ladder, Make
from tests.visitor import Visit

ME = "/min/lagret-om-meg"


@pytest.fixture
def ladder(make: Make, travel_to: TravelTo) -> Ladder:
    return make.ladder()


def told(person: Person) -> set[str]:
    return {str(line.label) for _title, lines in stored.about(person) for line in lines}


def test_every_column_that_names_somebody_is_told_of(app: Flask) -> None:
    pointing = {
        f"{table.name}.{column.name}"
        for table in Model.metadata.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "people"
    }
    named = [name for each in stored.REGISTER for name in each.columns]
    assert sorted(named) == sorted(pointing)


def test_each_reads_their_own_and_nobody_elses(
    make: Make, ladder: Ladder, visit: Visit
) -> None:
    me, other = (make.participant(department=ladder.department) for _ in range(2))
    me.coordinator = ladder.coordinator
    mine, theirs = make.complaint(by=me), make.complaint(by=other)
    page = visit(as_=me).get(ME).text
    for words in (me.name, me.user_name, ladder.coordinator.name, str(mine.number)):
        assert words in page
    assert ladder.department.name in page
    assert other.name not in page
    assert str(theirs.number) not in page
    assert "Vi vet ikke hvem som skrev dem." in page


def test_what_the_house_keeps_of_a_way_in_is_told_and_opens_nothing(
    make: Make, ladder: Ladder, visit: Visit
) -> None:
    me = make.participant(department=ladder.department, active=True)
    asked = make.new_code(by=ladder.coordinator, second=ladder.manager, person=me)
    page = visit(as_=me).get(ME).text
    assert "halvår 2 i 2025" in page
    assert f"{asked.asked_by.name} og {asked.second.name}" in page
    assert me.passphrase_hash not in page


def test_an_election_a_setting_and_an_answer_are_told(
    make: Make, ladder: Ladder
) -> None:
    boss = ladder.manager
    db.session.add(
        RecordedElection(
            department=ladder.department,
            held_on=date(2025, 11, 3),
            representative=make.representative(ladder.department),
            witness_1=boss.name.upper(),
            witness_2="Sett Sannsen",
            recorded_by=boss,
            recorded_on=date(2025, 11, 4),
        )
    )
    THREAD_WEEKS.choose(20, boss.name, clock.today())
    answer = make.answer(by=boss)
    make.suggestion().answer = answer
    db.session.commit()
    assert {
        "Vitne ved et valg",
        "Du skrev inn et valg",
        "Du endret",
        "Svar du har gitt",
    } <= told(boss)


def test_a_draft_is_told_to_its_writer(make: Make, ladder: Ladder) -> None:
    me = make.participant(department=ladder.department)
    Draft.save(me, {"nonce": ["0"], "happened": ["Jeg fikk ikke pause."]})
    assert "Et utkast til en klage" in told(me)


def test_who_has_a_hand_in_others_complaints_is_told_since_when_and_not_which(
    make: Make, ladder: Ladder, visit: Visit, travel_to: TravelTo
) -> None:
    numbers = []
    for day in ("2025-11-17", "2025-11-19"):
        travel_to(f"{day} 10:00")
        numbers.append(make.complaint(State.RECEIVED, by=made(make, ladder)).number)
    page = visit(as_=ladder.leader).get(ME).text
    assert "Du har gjort noe i klager fra andre" in page
    assert "17. november 2025" in page
    assert "19. november 2025" not in page
    assert not any(str(number) in page for number in numbers)


def test_being_asked_for_support_is_told(make: Make, ladder: Ladder) -> None:
    friend = make.participant()
    complaint = make.complaint(by=made(make, ladder))
    assert HAND not in told(friend)
    complaint.ask_for_support(friend, list(Part), Contact.HERE)
    db.session.commit()
    assert HAND in told(friend)


def test_ones_own_complaint_leads_on_and_names_whom_one_has_asked(
    make: Make, ladder: Ladder, visit: Visit
) -> None:
    me, no, friend = made(make, ladder), make.participant(), make.participant()
    complaint = make.complaint(by=me)
    complaint.ask_for_support(no, list(Part), Contact.HERE)
    complaint.decline_support(no)
    complaint.ask_for_support(friend, list(Part), Contact.HERE)
    db.session.commit()
    page = visit(as_=me).get(ME).text
    assert f'href="/min/klage/{complaint.number}"' in page
    assert page.count(f"Du spurte om støtte til klage {complaint.number}") == 2
    assert no.name in page
    assert friend.name in page


def test_a_support_person_is_told_that_they_are_and_never_for_whom(
    make: Make, ladder: Ladder, visit: Visit, travel_to: TravelTo
) -> None:
    friend, me = make.participant(), made(make, ladder)
    complaint = make.complaint(by=me)
    complaint.ask_for_support(friend, list(Part), Contact.HERE)
    db.session.commit()
    assert SUPPORTS not in told(friend)
    travel_to("2025-11-18 10:00")
    complaint.agree_to_support(friend)
    db.session.commit()
    page = visit(as_=friend).get(ME).text
    assert SUPPORTS in page
    assert "fra 18. november 2025" in page
    assert me.name not in page
    assert str(complaint.number) not in page
    complaint.end_support(friend)
    db.session.commit()
    assert SUPPORTS not in told(friend)


@pytest.mark.parametrize("state", [State.SENT, State.RECEIVED])
def test_whom_a_complaint_is_about_reads_the_same_with_it_and_without(
    make: Make, ladder: Ladder, visit: Visit, state: State
) -> None:
    leader = visit(as_=ladder.leader)
    before = without_marks(leader.get(ME).text)
    complaint = make.complaint(state, by=made(make, ladder), about=ladder.leader)
    assert complaint.handler != ladder.leader
    assert without_marks(leader.get(ME).text) == before


def test_who_is_shut_out_afterwards_reads_as_if_there_were_none(
    make: Make, ladder: Ladder, visit: Visit
) -> None:
    leader = visit(as_=ladder.leader)
    before = without_marks(leader.get(ME).text)
    complaint = make.complaint(State.RECEIVED, by=made(make, ladder))
    assert HAND in told(ladder.leader)
    complaint.step_aside(ladder.leader)
    db.session.commit()
    assert without_marks(leader.get(ME).text) == before


def test_an_administrator_reads_nothing_of_others(make: Make, visit: Visit) -> None:
    office = make.person(RoleKind.ADMINISTRATOR)
    newcomer = make.newcomer()
    make.slip_for(newcomer)
    assert newcomer.name not in visit(as_=office).get(ME).text


HAND = "Du har gjort noe i klager fra andre"
SUPPORTS = "Du er støtteperson for noen"
MARKS = re.compile(r'(value|data-[a-z-]+)="[^"]*"')


def made(make: Make, ladder: Ladder) -> Person:
    return make.participant(department=ladder.department)


def without_marks(page: str) -> str:
    return MARKS.sub("", page)


def test_who_printed_a_code_does_not_read_who_has_complained(
    make: Make, ladder: Ladder
) -> None:
    office = make.person(RoleKind.ADMINISTRATOR)
    has, has_not = (made(make, ladder) for _ in range(2))
    make.complaint(by=has)
    before = told(office), told(ladder.coordinator)
    for person in (has_not, has):
        asked = make.new_code(by=office, second=ladder.coordinator, person=person)
        asked.agree(ladder.coordinator)
        printing.issue([person], secrets.token_bytes(16), office)
        db.session.commit()
    after = told(office), told(ladder.coordinator)
    assert after == tuple(each | {"Ny kode til andre"} for each in before)


def test_a_coordinator_does_not_read_that_an_erased_person_has_a_complaint(
    make: Make, ladder: Ladder
) -> None:
    has = made(make, ladder)
    has.coordinator = ladder.coordinator
    make.complaint(by=has, about=ladder.coordinator)
    assert "Koordinator for andre" in told(ladder.coordinator)
    has.leave(clock.today() - timedelta(days=1))
    has.be_erased()
    db.session.commit()
    assert has.coordinator == ladder.coordinator
    assert "Koordinator for andre" not in told(ladder.coordinator)

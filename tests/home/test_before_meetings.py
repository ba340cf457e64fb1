"""What somebody prepares before a meeting: of what lies there, and nothing else."""

from datetime import date

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.forum import inbox as matters
from kimvoice.forum.bodies import Seat
from kimvoice.forum.states import Seating
from kimvoice.home.preparing import Preparing, before_meetings
from kimvoice.people.models import Person, RoleKind
from kimvoice.suggestions import inbox as suggestions
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.home.test_matters_at_home import home
from tests.travelling import Travelling, answer, lay_out, meet
from tests.visitor import Visit

pytestmark = on_sqlite
FRIDAY = date(2025, 11, 21)
BEFORE = "Før møtet fredag 21. november"


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    return Travelling.furnished(make)


def prepared_by(person: Person) -> list[Preparing]:
    return before_meetings(
        person, suggestions.waiting_for(person), matters.waiting_for(person)
    )


def test_a_representative_reads_lays_out_and_reads_out_and_then_prints(
    house: Travelling, make: Make, visit: Visit
) -> None:
    answer(house.at(house.kim_forum).considerations[-1])
    house.forum.meetings.clear()
    meet(house.forum, FRIDAY)
    make.person(RoleKind.COORDINATOR, name="Marit Demodal")
    make.suggestion()
    make.suggestion()
    representative = visit(as_=house.representative)
    shown = home(representative).partition(f"<h2>{BEFORE}: Deltakerforum</h2>")[2]
    for words in (
        "Les 2 forslag",
        "Velg saker, og legg ut sakslista",
        "Se over 1 svar som skal leses opp",
        "Spør Marit Demodal om du vil ha en ansatt med.",
    ):
        assert words in shown
    assert "Skriv ut sakslista" not in shown
    lay_out(house.forum)
    db.session.commit()
    shown = home(representative)
    assert "Skriv ut sakslista" in shown
    assert "Velg saker, og legg ut sakslista" not in shown


def test_suggestions_are_read_before_the_forum_by_who_may_read_them_alone(
    house: Travelling, make: Make
) -> None:
    elected, another = house.representative, house.meeting_of(house.kafe)
    another.seats.append(Seat(seating=Seating.CHAIR, person=elected))
    for body in (house.forum, another):
        house.raised(body)
        meet(body, FRIDAY)
    make.suggestion()
    read = {it.meeting.body: len(it.to_read) for it in prepared_by(elected)}
    assert read == {house.forum: 1, another: 0}
    assert prepared_by(house.deputy) == []
    elected.confidentiality_promised_on = None
    assert not any(it.to_read for it in prepared_by(elected))


def test_who_leads_a_meeting_is_told_even_when_nothing_lies_before_it(
    house: Travelling, visit: Visit
) -> None:
    meeting = meet(house.forum, FRIDAY)
    meeting.hand_over(house.deputy)
    assert prepared_by(house.representative) == []
    db.session.commit()
    shown = home(visit(as_=house.deputy)).partition(f"<h2>{BEFORE}: Deltakerforum</h2>")
    assert "fredag 21. november kl. 10.00. Du leder møtet." in shown[2]
    assert "Velg saker, og legg ut sakslista" in shown[2]


def test_who_writes_in_a_meeting_finds_back_to_it_from_home(
    visit: Visit, house: Travelling
) -> None:
    meeting = meet(house.forum, clock.today())
    meeting.minute_taker = house.participant
    meeting.open()
    db.session.commit()
    link = f'href="/min/mote/{meeting.id}/gjennomfor"'
    for writer in (house.representative, house.participant):
        page = visit(as_=writer).get("/min/").text
        assert ("Møtet er i gang: Deltakerforum" in page, link in page) == (True, True)
    assert link not in visit(as_=house.work_leader).get("/min/").text

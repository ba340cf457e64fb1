"""What was led on paper is typed in on one page: nothing of it is lost."""

from datetime import timedelta

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.forum.agenda import Agenda
from kimvoice.forum.meeting_states import Decision, MeetingState
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.states import Elsewhere
from kimvoice.forum.writing import Written
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.questions import asked_of_the_database
from tests.travelling import Travelling, meet
from tests.visitor import Visit, form_to

pytestmark = on_sqlite


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    return Travelling.furnished(make)


def laid_out(house: Travelling, *titles: str) -> Meeting:
    visits = [house.raised(title=it).root for it in titles]
    meeting = meet(house.forum, clock.today())
    Agenda.of(meeting).lay_out(visits)
    db.session.commit()
    return meeting


def paper(meeting: Meeting) -> str:
    return f"/min/mote/{meeting.id}/papir"


def test_it_opens_the_meeting_and_saves_all_that_can_be_read(
    visit: Visit, house: Travelling, travel_to: TravelTo
) -> None:
    meeting = laid_out(house, "Pauser", "Benker")
    travel_to("2025-11-19 10:00")
    leader, url = visit(as_=house.representative), paper(meeting)
    one, other = (f"point-{it.id}-" for it in meeting.matters)
    typed = {
        "from-others": "12",
        f"{one}said": "Vi snakket.",
        f"{one}decision": "agree",
    }
    typed |= {f"{one}until": "på fredag", f"{other}said": "Dette òg."}
    sent = leader.submit(url, typed)
    assert sent.status_code == 422
    for words in ("Lagret kl.", "Skriv datoen slik: 4.12.2026.", "på fredag"):
        assert words in sent.text
    db.session.expire_all()
    assert meeting.state is MeetingState.UNDER_WAY
    assert [it.said for it in meeting.matters] == ["Vi snakket.", "Dette òg."]
    assert (meeting.present, meeting.matters[0].decision) == (12, Decision.AGREE)


def test_what_another_has_written_meanwhile_is_shown_and_the_rest_is_saved(
    visit: Visit, house: Travelling
) -> None:
    meeting = laid_out(house, "Pauser", "Benker")
    meeting.open()
    db.session.commit()
    leader, url = visit(as_=house.representative), paper(meeting)
    mine = form_to(url, leader.get(url)).fields
    first, second = meeting.matters
    first.write(Written(said="Deres tekst."), house.deputy, first.version)
    db.session.commit()
    mine |= {f"point-{it.id}-said": "Min tekst." for it in (first, second)}
    sent = leader.post(url, mine)
    assert (sent.status_code, "Deres tekst." in sent.text) == (422, True)
    db.session.expire_all()
    assert [it.said for it in meeting.matters] == ["Deres tekst.", "Min tekst."]
    again = form_to(url, sent).fields
    assert leader.post(url, again).status_code == 303
    db.session.expire_all()
    assert [it.said for it in meeting.matters] == ["Min tekst.", "Min tekst."]


def test_a_matter_that_is_stopped_meanwhile_takes_no_words(
    visit: Visit, house: Travelling
) -> None:
    meeting = laid_out(house, "Pauser", "Benker")
    leader, url = visit(as_=house.representative), paper(meeting)
    mine = form_to(url, leader.get(url)).fields
    mine |= {f"point-{it.id}-said": "Om Kari." for it in meeting.matters}
    stopped = meeting.matters[0].visit
    assert stopped
    stopped.matter.point_elsewhere(house.representative, Elsewhere.COMPLAINT, "")
    db.session.commit()
    assert leader.post(url, mine).status_code == 303
    db.session.expire_all()
    assert [it.said for it in meeting.matters] == ["", "Om Kari."]


def test_who_does_not_lead_it_types_nothing_in(visit: Visit, house: Travelling) -> None:
    url = paper(laid_out(house, "Pauser"))
    for other in (house.participant, house.work_leader, house.chair):
        assert visit(as_=other).get(url).status_code == 403
    assert visit(as_=house.representative).get(url).status_code == 200


def test_sixty_points_stand_on_one_page(visit: Visit, house: Travelling) -> None:
    meeting = laid_out(house, *(f"Sak om {it}" for it in range(60)))
    leader, url = visit(as_=house.representative), paper(meeting)
    last = meeting.matters[-1]
    typed = {f"point-{last.id}-said": "Den siste."}
    assert leader.submit(url, typed).status_code == 303
    db.session.refresh(last)
    assert last.said == "Den siste."


def test_a_long_agenda_asks_the_database_as_often_as_a_short_one(
    visit: Visit, house: Travelling
) -> None:
    leader, asked = visit(as_=house.representative), []
    for many in (2, 6):
        meeting = laid_out(house, *(f"Sak om {it}" for it in range(many)))
        with asked_of_the_database() as statements:
            assert leader.get(paper(meeting)).status_code == 200
        asked.append(len(statements))
        meeting.day -= timedelta(days=many)
        db.session.commit()
    assert asked[0] == asked[1]


def test_who_sends_it_after_it_is_finished_gets_the_words_back(
    visit: Visit, house: Travelling
) -> None:
    meeting = laid_out(house, "Pauser")
    meeting.open()
    db.session.commit()
    leader, url = visit(as_=house.representative), paper(meeting)
    mine = form_to(url, leader.get(url)).fields
    mine[f"point-{meeting.matters[0].id}-said"] = "Vi vil ha flere."
    meeting.finish(house.deputy, [])
    db.session.commit()
    sent = leader.post(url, mine)
    assert (sent.status_code, "Vi vil ha flere." in sent.text) == (409, True)
    db.session.expire_all()
    assert meeting.matters[0].said == ""

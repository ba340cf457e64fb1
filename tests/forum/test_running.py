"""A meeting is led from the screen: nothing typed is lost, and nobody is stopped."""

from collections.abc import Callable
from typing import TypeAlias

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.forum.agenda import Agenda
from kimvoice.forum.agenda_items import AgendaItem
from kimvoice.forum.meeting_states import Decision, Hearing, MeetingState
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.states import Elsewhere, State
from kimvoice.forum.writing import Written
from kimvoice.people.models import RoleKind
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.travelling import Travelling, answer, in_a_month, meet
from tests.visitor import Visit, Visitor

pytestmark = on_sqlite
Begun: TypeAlias = Callable[..., Meeting]


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    return Travelling.furnished(make)


@pytest.fixture
def leader(visit: Visit, house: Travelling) -> Visitor:
    return visit(as_=house.representative)


def planned(house: Travelling, *titles: str) -> Meeting:
    """Of the forum, today, with these matters on an agenda that is laid out."""
    visits = [house.raised(title=it).root for it in titles]
    meeting = meet(house.forum, clock.today())
    Agenda.of(meeting).lay_out(visits)
    db.session.commit()
    return meeting


@pytest.fixture
def under_way(house: Travelling) -> Begun:
    def begun(*titles: str) -> Meeting:
        meeting = planned(house, *titles)
        meeting.open()
        db.session.commit()
        return meeting

    return begun


def at(meeting: Meeting, end: str = "gjennomfor") -> str:
    return f"/min/mote/{meeting.id}/{end}"


def sent(point: AgendaItem, **typed: str) -> dict[str, str]:
    """As the form of the point that was read."""
    known = {"item": str(point.id), "version": str(point.version)}
    return known | {"said": point.said, "decision": point.decision or ""} | typed


def test_it_begins_with_who_is_there_and_goes_to_the_first_point(
    house: Travelling, leader: Visitor
) -> None:
    meeting = planned(house)
    page = leader.get(at(meeting))
    assert "Alle meninger er verdifulle." in page.text
    kafe = f"from-{house.kafe.id}"
    wrong = leader.post(at(meeting), {kafe: "mange", "from-others": "2"})
    assert "Skriv et tall fra 0 til 999" in wrong.text
    assert meeting.state is MeetingState.AGENDA_OUT
    begun = leader.post(at(meeting), {kafe: "7", "from-others": "2"})
    assert begun.location.endswith("?punkt=1")
    assert (meeting.state, meeting.present) == (MeetingState.UNDER_WAY, 9)


def test_it_is_not_begun_before_its_day(house: Travelling, leader: Visitor) -> None:
    meeting = meet(house.forum)
    said = "Du kan starte det på dagen."
    assert said in leader.get(at(meeting)).text
    refused = leader.post(at(meeting))
    assert (refused.status_code, said in refused.text) == (409, True)


def test_an_empty_meeting_is_held_too(leader: Visitor, under_way: Begun) -> None:
    meeting = under_way()
    assert "Punkt 2 av 2" in leader.get(f"{at(meeting)}?punkt=99").text
    assert leader.post(at(meeting, "avslutt")).status_code == 303
    assert meeting.state is MeetingState.HELD


def test_each_button_saves_the_text_and_opens_its_own_fields(
    leader: Visitor, house: Travelling, under_way: Begun
) -> None:
    [item] = under_way("Pauser").matters
    url = at(item.meeting, "gjennomfor/skriv")
    for choice, asked in (
        (Decision.AGREE, "Ingen skal gjøre noe. Vi er bare enige."),
        (Decision.FORWARD, "Hvem skal svare?"),
        (Decision.FIND_OUT, "Hvem finner det ut?"),
        (Decision.POSTPONE, "Til hvilken dag?"),
        (Decision.TURN_DOWN, "Ikke nå. Vi ser på det igjen"),
    ):
        typed = sent(item, choose=choice, said="Vi vil ha flere.", words="Ja.")
        on = leader.post(url, typed)
        page = leader.get(on.location)
        assert (asked in page.text, "Lagret kl. " in page.text) == (True, True)
    assert (item.said, item.words, item.decision) == (
        "Vi vil ha flere.",
        "Ja.",
        Decision.TURN_DOWN,
    )
    leader.post(url, sent(item, choose="none"))
    assert (item.decision, item.words) == (None, "Ja.")


def test_a_whole_decision_is_typed_in_and_carried_out(
    leader: Visitor, house: Travelling, under_way: Begun
) -> None:
    [item] = under_way("Pauser").matters
    url = at(item.meeting, "gjennomfor/skriv")
    leader.post(url, sent(item, choose="agree", agreeing="12"))
    page = leader.post(url, sent(item, ready="0", doer=str(house.work_leader.id)))
    for shown in (page.location, at(item.meeting, "avslutt")):
        assert "Skriv når det skal være gjort." in leader.get(shown).text
    assert leader.post(at(item.meeting, "avslutt")).status_code == 409
    until = in_a_month()
    more = {"words": item.words, "doer": str(house.work_leader.id), "then": "next"}
    on = leader.post(url, sent(item, until=f"{until:%d.%m.%Y}", **more))
    assert on.location.endswith("?punkt=3")
    assert (item.agreeing, item.words) == (12, "Vi prøver det i en måned.")
    assert leader.post(at(item.meeting, "avslutt")).status_code == 303
    assert item.visit
    assert item.visit.own_answer
    assert item.visit.own_answer.measures[0].due_originally == until
    again = leader.post(at(item.meeting, "avslutt"))
    assert "Det er avsluttet, eller ikke startet." in again.text


def test_a_matter_is_sent_to_several_at_once(
    leader: Visitor, house: Travelling, under_way: Begun
) -> None:
    [item] = under_way("Pauser").matters
    url = at(item.meeting, "gjennomfor/skriv")
    bodies = [house.meeting_of(house.kafe).slug, house.meeting_of(house.lager).slug]
    asked = sent(item, choose="forward") | {"bodies": bodies, "words": "Hva nå?"}
    leader.post(url, sent(item, choose="forward"))
    leader.post(url, asked | {"version": str(item.version), "decision": "forward"})
    assert [it.slug for it in item.bodies] == bodies
    assert not item.lacks


def test_what_cannot_be_read_stays_typed_and_all_else_is_saved(
    leader: Visitor, under_way: Begun
) -> None:
    [item] = under_way("Pauser").matters
    url = at(item.meeting, "gjennomfor/skriv")
    leader.post(url, sent(item, choose="find_out"))
    wrong = {"until": "på fredag", "agreeing": "alle", "words": "<script>\0 prisen"}
    page = leader.post(url, sent(item, said="å" * 10_000, then="next", **wrong))
    assert page.status_code == 422
    for told in ("Lagret kl. ", "Skriv datoen slik", "på fredag", "&lt;script&gt;"):
        assert told in page.text
    assert (item.said, item.words, item.until) == (
        "å" * 10_000,
        "<script> prisen",
        None,
    )
    page = leader.post(url, sent(item, said="å" * 10_001))
    assert "høyst 10000 tegn" in page.text
    assert item.words == "<script> prisen"


def test_of_two_writers_both_texts_stand_there_and_the_next_to_save_wins(
    leader: Visitor, house: Travelling, under_way: Begun
) -> None:
    [item] = under_way("Pauser").matters
    url = at(item.meeting, "gjennomfor/skriv")
    mine = sent(item, said="Vi vil ha flere.")
    item.write(Written(said="Vi vil ha færre."), house.deputy, 0)
    page = leader.post(url, mine)
    assert page.status_code == 409
    assert "Vi vil ha færre." in page.text
    assert "Vi vil ha flere." in page.text
    assert item.said == "Vi vil ha færre."
    again = leader.post(url, mine | {"version": "1"})
    assert (again.status_code, item.said) == (303, "Vi vil ha flere.")
    assert leader.post(url, mine).status_code == 303, "sent twice, it is saved"


def test_nobody_gets_fields_where_it_is_about_them(
    leader: Visitor, house: Travelling, under_way: Begun
) -> None:
    meeting = under_way("Pauser", "Benker")
    mine, gone = meeting.matters
    for item in (mine, gone):
        assert item.visit
    mine.visit.matter.about.append(house.representative)  # type: ignore[union-attr]
    gone.visit.matter.point_elsewhere(house.deputy, Elsewhere.COMPLAINT, "")  # type: ignore[union-attr]
    page = leader.get(f"{at(meeting)}?punkt=2")
    assert "Saken gjelder deg. En annen må skrive her." in page.text
    assert 'name="said"' not in page.text
    page = leader.post(at(meeting, "gjennomfor/skriv"), sent(gone, said="Om Kari."))
    assert "Saken er tatt bort." in leader.get(page.location).text
    assert gone.said == ""


def test_decided_elsewhere_meanwhile_the_meeting_goes_on(
    leader: Visitor, house: Travelling, under_way: Begun
) -> None:
    [item] = under_way("Pauser").matters
    assert item.visit
    answer(item.visit)
    page = leader.get(f"{at(item.meeting)}?punkt=2")
    assert "Saken er avgjort et annet sted mens møtet gikk." in page.text
    assert leader.post(at(item.meeting, "avslutt")).status_code == 303


def test_each_answer_is_heard_on_the_first_point(
    leader: Visitor, house: Travelling, under_way: Begun
) -> None:
    asked = house.at(house.kim_forum).considerations[-1]
    answer(asked)
    point = (meeting := under_way()).points[0]
    assert "Vi vil spørre igjen" in leader.get(at(meeting)).text
    url, hearing = at(meeting, "gjennomfor/skriv"), f"hearing-{asked.id}"
    assert "om hvert svar er lest opp" in leader.get(at(meeting, "avslutt")).text
    leader.post(url, sent(point, **{hearing: "read_out"}))
    heard = meeting.heard_of(asked)
    assert heard
    assert heard.hearing is Hearing.READ_OUT
    late = sent(
        point, **{hearing: "not_read", f"words-{asked.id}": "Vi rakk det ikke."}
    )
    page = leader.post(url, late | {"version": "0"})
    assert (page.status_code, heard.hearing) == (409, Hearing.READ_OUT)
    assert "Vi rakk det ikke." in page.text
    assert leader.post(at(meeting, "avslutt")).status_code == 303
    assert asked.state is State.READ_OUT


def test_who_no_longer_leads_it_hears_so_and_gets_the_words_back(
    leader: Visitor, house: Travelling, under_way: Begun
) -> None:
    [item] = under_way("Pauser").matters
    for role in house.representative.roles:
        role.kind = RoleKind.PARTICIPANT
    typed = sent(item, said="Vi vil ha flere.")
    page = leader.post(at(item.meeting, "gjennomfor/skriv"), typed)
    assert page.status_code == 403
    assert "Du leder ikke Deltakerforum nå." in page.text
    assert "Vi vil ha flere." in page.text


def test_the_screen_on_the_wall_tells_what_is_decided_and_nothing_of_what_was_said(
    leader: Visitor, house: Travelling, under_way: Begun
) -> None:
    meeting = under_way(*(f"Sak {it}" for it in range(60)))
    item = meeting.matters[-1]
    agreed = Written("Kari vil ikke.", 12, Decision.AGREE, "Vi prøver det.")
    item.write(agreed, house.deputy, 0)
    page = leader.get(f"{at(meeting, 'skjerm')}?punkt=61")
    assert "Vi prøver det." in page.text
    assert "Kari vil ikke." not in page.text
    assert "Punkt 61 av 62" in page.text

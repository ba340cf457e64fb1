"""A meeting goes on while others take away, merge, write, or click twice."""

from datetime import timedelta

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.agenda import Agenda
from kimvoice.forum.bodies import board_meets_after
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.meeting_states import MeetingState
from kimvoice.forum.meetings import Meeting
from tests.complaints.own_page import on_sqlite
from tests.forum.test_running import (
    Begun,
    at,
    house,
    leader,
    planned,
    sent,
    under_way,
)
from tests.travelling import Travelling, answer, lay_out, meet
from tests.visitor import Visit, Visitor, form_to

__all__ = ("house", "leader", "under_way")
pytestmark = on_sqlite


@pytest.mark.parametrize("is_finished", [False, True])
def test_a_meeting_that_has_begun_is_taken_away_by_nobody(
    house: Travelling, leader: Visitor, *, is_finished: bool
) -> None:
    """Opened without an agenda on its day: all that was written would be gone."""
    meeting = meet(house.forum, clock.today())
    meeting.open()
    if is_finished:
        meeting.finish(house.representative, [])
    db.session.commit()
    number, day = meeting.id, str(meeting.day)
    dates = f"/min/moter/{house.forum.slug}/datoer"
    assert f'value="{day}"' not in leader.get(dates).text
    refused = leader.post(f"{dates}/ta-bort", {"day": day})
    assert refused.status_code == 409
    db.session.expire_all()
    assert db.session.get(Meeting, number)
    with pytest.raises(RuleBroken, match="i gang, eller har vært"):
        house.forum.call_off(clock.today())


def test_what_was_left_off_an_agenda_is_read_in_it_by_nobody_afterwards(
    house: Travelling, visit: Visit
) -> None:
    """It was merged into another one, before anybody else had read it."""
    merged, other = house.raised(title="Blå vegger"), house.raised(title="Kaffe")
    meeting = meet(house.forum, clock.today())
    for matter in (merged, other):
        meeting.add(matter.root)
    merged.merge_into(other, house.representative)
    Agenda.of(meeting).lay_out()
    meeting.open()
    meeting.finish(house.representative, [])
    db.session.commit()
    for path in ("saksliste", "referat"):
        assert (
            "Blå vegger" not in visit(as_=house.work_leader).get(at(meeting, path)).text
        )


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize("version", ["0", "7"])
def test_who_writes_of_a_matter_that_was_put_off_is_led_on(
    house: Travelling,
    leader: Visitor,
    under_way: Begun,
    headers: dict[str, str],
    version: str,
) -> None:
    meeting = under_way("Pauser", "Kaffe")
    item = meeting.matters[0]
    assert item.visit
    item.visit.put_off(house.representative, clock.today() + timedelta(days=9), "")
    db.session.commit()
    typed = sent(item, said="Vi snakket om det.", version=version)
    answer = leader.post(at(meeting, "gjennomfor/skriv"), typed, headers=headers)
    assert answer.status_code == (204 if headers else 303)


def test_it_is_finished_as_whoever_finishes_it_saw_it(
    leader: Visitor, visit: Visit, house: Travelling, under_way: Begun
) -> None:
    meeting = under_way()
    url = at(meeting, "avslutt")
    seen = form_to(url, leader.get(url))
    floor = sent(meeting.points[-1], said="Takk for alt.")
    visit(as_=house.deputy).post(at(meeting, "gjennomfor/skriv"), floor)
    refused = leader.post(url, seen.fields)
    assert refused.status_code == 409
    assert "Noen har skrevet noe mens du leste." in refused.text
    db.session.expire_all()
    assert meeting.state is MeetingState.UNDER_WAY
    assert leader.post(url, form_to(url, refused).fields).status_code == 303


def test_a_sentence_that_is_not_offered_adds_nothing(
    leader: Visitor, under_way: Begun
) -> None:
    item = under_way("Pauser").matters[0]
    typed = sent(item, choose="agree", ready="9" * 5000)
    answer = leader.post(at(item.meeting, "gjennomfor/skriv"), typed)
    assert answer.status_code == 303
    assert item.words == ""


def earlier_minutes(house: Travelling, days: int) -> Meeting:
    """Of a meeting so many days ago, not laid out yet."""
    meeting = planned(house)
    meeting.open()
    meeting.finish(house.representative, [])
    meeting.day = clock.today() - timedelta(days=days)
    db.session.commit()
    return meeting


def test_minutes_that_nobody_had_before_them_are_not_approved(
    house: Travelling, leader: Visitor
) -> None:
    first, second = (earlier_minutes(house, it) for it in (14, 7))
    first.lay_out_minutes()
    meeting = planned(house)
    meeting.open()
    db.session.commit()
    point, url = meeting.points[1], at(meeting, "avslutt")
    leader.post(at(meeting, "gjennomfor/skriv"), sent(point, approved="approved"))
    page = leader.get(url)
    assert page.text.count("blir godkjent.") == 1
    second.lay_out_minutes()
    db.session.commit()
    refused = leader.post(url, form_to(url, page).fields)
    assert refused.status_code == 409
    assert refused.text.count("blir godkjent.") == 2
    db.session.expire_all()
    assert first.state is MeetingState.MINUTES_OUT


def test_a_correction_is_of_the_point_that_was_read(
    house: Travelling, leader: Visitor, under_way: Begun
) -> None:
    """A point that is emptied gives its number to the next one."""
    earlier_minutes(house, 7).lay_out_minutes()
    meeting = under_way("Kaffe", "Te")
    for point in meeting.points[1:]:
        typed = sent(point, said=f"Om punkt {point.id}")
        leader.post(at(meeting, "gjennomfor/skriv"), typed)
    assert leader.submit(at(meeting, "avslutt")).status_code == 303
    db.session.expire_all()
    before = {it.id: it.said for it in meeting.items}
    url = at(meeting, "referat/punkt/3")
    typed = form_to(url, leader.get(url)).fields | {"said": "Rettet."}
    leader.submit(at(meeting, "referat/punkt/2"), {"said": ""})
    refused = leader.post(url, typed)
    assert refused.status_code == 409
    assert "Rettet." in refused.text
    db.session.expire_all()
    here = {it.id: it.said for it in meeting.items if it.is_matter}
    assert here.items() <= before.items()


def test_what_stands_beside_minutes_is_added_once(
    house: Travelling, under_way: Begun
) -> None:
    earlier = earlier_minutes(house, 7)
    earlier.lay_out_minutes()
    earlier.approve_minutes(under_way())
    earlier.add_addendum("Det var 12, ikke 13.")
    with pytest.raises(RuleBroken, match="allerede fått denne"):
        earlier.add_addendum("Det var 12, ikke 13.")
    assert len(earlier.addenda) == 1


def test_no_answer_is_promised_for_a_board_meeting_that_is_called_off(
    house: Travelling,
) -> None:
    first, second = (clock.today() + timedelta(days=it) for it in (7, 14))
    for day in (first, second):
        meet(house.board, day)
    assert board_meets_after(clock.today()) == first
    house.board.meetings[0].call_off("Ingen kunne komme.", None)
    db.session.commit()
    assert board_meets_after(clock.today() - timedelta(days=1)) == second


def answered(house: Travelling) -> Consideration:
    """By KIM-forum, and waiting to be read out in the participants' forum."""
    [*_, visit] = house.at(house.kim_forum).considerations
    lay_out(house.kim_forum)
    answer(visit)
    db.session.commit()
    return visit


def test_whoever_a_matter_is_about_writes_nothing_about_its_answer(
    house: Travelling, leader: Visitor
) -> None:
    visit = answered(house)
    meeting = meet(house.forum, clock.today())
    meeting.open()
    visit.matter.about.append(house.representative)
    db.session.commit()
    typed = {f"hearing-{visit.id}": "ask_again", f"words-{visit.id}": "Hva koster det?"}
    refused = leader.post(at(meeting, "gjennomfor/skriv"), of_answers(meeting) | typed)
    assert refused.status_code == 409
    assert "gjelder deg. En annen må skrive om svaret." in refused.text
    db.session.expire_all()
    assert meeting.heard == []


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_words_about_an_answer_are_saved_once_it_is_said_what_they_are(
    house: Travelling, leader: Visitor, headers: dict[str, str]
) -> None:
    visit = answered(house)
    meeting = meet(house.forum, clock.today())
    meeting.open()
    db.session.commit()
    typed = {f"words-{visit.id}": "Vi rakk det ikke."}
    page = leader.post(
        at(meeting, "gjennomfor/skriv"), of_answers(meeting) | typed, headers=headers
    )
    assert page.status_code == 422
    assert "Velg hva vi gjør med svaret." in page.text
    assert "ikke lagret" in page.text


def of_answers(meeting: Meeting) -> dict[str, str]:
    [point] = (it for it in meeting.points if it.kind == "answers")
    return {"item": str(point.id), "version": str(point.version)}


def test_what_was_left_comes_along_where_nobody_laid_out_an_agenda(
    house: Travelling, leader: Visitor
) -> None:
    before = planned(house, "Pauser")
    before.open()
    before.finish(house.representative, [])
    before.day = clock.today() - timedelta(days=7)
    meeting = meet(house.forum, clock.today())
    db.session.commit()
    assert leader.post(at(meeting), {"from-others": "3"}).status_code == 303
    db.session.expire_all()
    [left] = meeting.matters
    assert left.visit
    assert left.visit.matter.title == "Pauser"

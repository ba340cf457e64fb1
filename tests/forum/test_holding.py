"""A meeting is written first, and carried out when it is finished (decision 32)."""

from datetime import date, timedelta

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.agenda import Agenda, waiting_for
from kimvoice.forum.agenda_items import AgendaItem
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.meeting_states import Decision, Hearing, MeetingState
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.states import Elsewhere, Reason, State, Verdict
from kimvoice.forum.writing import OverwrittenMeanwhile, Written
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import EXPLANATION, Make
from tests.travelling import Travelling, answer, in_a_month, meet

pytestmark = on_sqlite


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    return Travelling.furnished(make)


def under_way(house: Travelling, *titles: str) -> Meeting:
    """Of the forum, today, with these matters."""
    visits = [house.raised(title=it).root for it in titles]
    meeting = meet(house.forum, clock.today())
    Agenda.of(meeting).lay_out(visits)
    meeting.open()
    db.session.flush()
    return meeting


def write(house: Travelling, item: AgendaItem, **written: object) -> None:
    item.write(Written(**written), house.representative, item.version)  # type: ignore[arg-type]


def answered(house: Travelling) -> Consideration:
    """KIM-forum was asked, and its answer waits to be read out."""
    asked = house.at(house.kim_forum).considerations[-1]
    answer(asked)
    return asked


def finish(house: Travelling, meeting: Meeting) -> None:
    meeting.finish(house.representative, waiting_for(meeting.body))
    db.session.flush()


def test_nothing_goes_out_before_it_is_finished(house: Travelling) -> None:
    meeting = under_way(house, "Pauser")
    [item] = meeting.matters
    write(
        house,
        item,
        decision=Decision.FORWARD,
        words="Kan dere si ja?",
        bodies=(house.kim_forum,),
    )
    assert item.visit
    assert item.visit.asked == []
    finish(house, meeting)
    assert [it.question for it in item.visit.asked] == ["Kan dere si ja?"]
    assert meeting.state is MeetingState.HELD


@pytest.mark.parametrize(
    ("written", "state", "verdict"),
    [
        (
            {"decision": Decision.AGREE, "words": "Vi prøver.", "nobody": True},
            State.READ_OUT,
            Verdict.NOTED,
        ),
        (
            {"decision": Decision.FIND_OUT, "words": "Prisen", "who": "Kafeen"},
            State.NEEDS_MORE,
            None,
        ),
        ({"decision": Decision.POSTPONE}, State.RECEIVED, None),
        (
            {
                "decision": Decision.TURN_DOWN,
                "words": EXPLANATION,
                "verdict": Verdict.NO,
                "reason": Reason.MONEY,
            },
            State.READ_OUT,
            Verdict.NO,
        ),
        (
            {
                "decision": Decision.TURN_DOWN,
                "words": EXPLANATION,
                "verdict": Verdict.NOT_NOW,
                "reason": Reason.MONEY,
            },
            State.READ_OUT,
            Verdict.NOT_NOW,
        ),
    ],
)
def test_each_of_the_five_is_carried_out_as_its_page_would(
    house: Travelling, written: dict[str, object], state: State, verdict: Verdict
) -> None:
    meeting = under_way(house, "Pauser")
    [item] = meeting.matters
    write(house, item, until=in_a_month(), **written)
    finish(house, meeting)
    assert item.visit
    assert item.visit.state is state
    given = item.visit.own_answer
    assert (given.verdict if given else None) == verdict


def test_a_yes_promises_who_and_when(house: Travelling) -> None:
    meeting = under_way(house, "Pauser")
    [item] = meeting.matters
    agreed = {"decision": Decision.AGREE, "words": "Ny plan henger fredag."}
    write(house, item, doer=house.work_leader, until=in_a_month(), **agreed)
    finish(house, meeting)
    assert item.visit
    assert item.visit.own_answer
    [measure] = item.visit.own_answer.measures
    assert (measure.doer, measure.due_originally) == (house.work_leader, in_a_month())


def test_what_lacks_something_stops_all_of_it(house: Travelling) -> None:
    meeting = under_way(house, "Pauser", "Benker")
    whole, half = meeting.matters
    write(house, whole, decision=Decision.AGREE, words="Ja.", nobody=True)
    write(house, half, decision=Decision.AGREE, words="Vi maler dem.")
    db.session.commit()
    with pytest.raises(RuleBroken, match=r"Sak 2/2025: Velg hvem som gjør det\."):
        finish(house, meeting)
    db.session.rollback()
    assert meeting.state is MeetingState.UNDER_WAY
    assert whole.visit
    assert whole.visit.state is State.ON_AGENDA


def test_what_nobody_decided_comes_first_the_next_time(
    house: Travelling, travel_to: TravelTo
) -> None:
    meeting = under_way(house, "Pauser")
    [item] = meeting.matters
    coming = meet(house.forum, clock.today() + timedelta(days=14))
    finish(house, meeting)
    house.raised(title="Benker")
    agenda = Agenda.of(coming)
    assert agenda.carried == [item.visit]
    assert item.visit
    assert item.visit.times_left == 1


def test_what_is_put_off_comes_back_on_its_day_and_not_before(
    house: Travelling,
) -> None:
    meeting = under_way(house, "Pauser")
    [item] = meeting.matters
    next_one = meet(house.forum, clock.today() + timedelta(days=7))
    after = meet(house.forum, clock.today() + timedelta(days=14))
    write(house, item, decision=Decision.POSTPONE, until=after.day)
    finish(house, meeting)
    assert Agenda.of(next_one).carried == []
    assert Agenda.of(after).carried == [item.visit]


def test_two_writers_never_overwrite_each_other(house: Travelling) -> None:
    [item] = under_way(house, "Pauser").matters
    item.write(Written(said="Vi vil ha flere."), house.representative, 0)
    with pytest.raises(OverwrittenMeanwhile):
        item.write(Written(said="Vi vil ha færre."), house.deputy, 0)
    assert item.said == "Vi vil ha flere."
    item.write(Written(said="Vi vil ha flere."), house.deputy, 0)
    assert item.version == 1, "the same words once more change nothing"


def test_nobody_writes_where_it_is_about_them(house: Travelling) -> None:
    [item] = under_way(house, "Pauser").matters
    assert item.visit
    item.visit.matter.about.append(house.representative)
    with pytest.raises(RuleBroken, match="Saken gjelder deg"):
        write(house, item, said="Vi snakket.")
    item.write(
        Written(decision=Decision.AGREE, words="Ja.", nobody=True), house.deputy, 0
    )
    finish(house, item.meeting)
    assert item.visit.own_answer
    assert item.visit.own_answer.by is house.deputy


def test_of_a_matter_that_is_stopped_nothing_stands_in_the_minutes(
    house: Travelling,
) -> None:
    meeting = under_way(house, "Pauser")
    [item] = meeting.matters
    write(house, item, said="Om Kari.", decision=Decision.AGREE, words="Kari slutter.")
    assert item.visit
    item.visit.matter.point_elsewhere(house.representative, Elsewhere.COMPLAINT, "")
    assert item.written == Written()
    with pytest.raises(RuleBroken, match="tatt bort"):
        write(house, item, said="Om Kari.")
    finish(house, meeting)
    assert item not in meeting.points


def test_each_answer_is_read_out_or_says_why_not(house: Travelling) -> None:
    asked = answered(house)
    meeting = meet(house.forum, clock.today())
    Agenda.of(meeting).lay_out()
    meeting.open()
    with pytest.raises(RuleBroken, match="om hvert svar er lest opp"):
        finish(house, meeting)
    meeting.hear(asked, Hearing.NOT_READ, "")
    with pytest.raises(RuleBroken, match="om hvert svar er lest opp"):
        finish(house, meeting)
    meeting.hear(asked, Hearing.READ_OUT, "")
    finish(house, meeting)
    assert asked.state is State.READ_OUT


def test_minutes_are_approved_in_the_next_meeting_and_then_locked(
    house: Travelling, travel_to: TravelTo
) -> None:
    first = under_way(house, "Pauser")
    finish(house, first)
    first.lay_out_minutes()
    travel_to("2025-12-01 10:00")
    second = under_way(house, "Benker")
    [approving] = [it for it in second.points if it.kind == "minutes"]
    write(house, approving, decision=Decision.AGREE)
    finish(house, second)
    assert (first.state, first.approved_in) == (MeetingState.APPROVED, second)
    with pytest.raises(RuleBroken, match="Legg til en rettelse"):
        first.correct(first.matters[0], "Noe annet.", house.representative, 1)
    first.add_addendum("Det var 12, ikke 13.")
    assert first.addenda[0].added_on == date(2025, 12, 1)


def test_what_stood_on_the_agenda_of_a_meeting_that_was_not_held_comes_along(
    house: Travelling, travel_to: TravelTo
) -> None:
    visit = house.raised().root
    meeting = meet(house.forum, clock.today())
    Agenda.of(meeting).lay_out([visit])
    coming = meet(house.forum, clock.today() + timedelta(days=7))
    meeting.call_off("Møtelederen var syk.", coming)
    assert Agenda.of(coming).carried == [visit]
    assert house.forum.next_meeting is coming


def test_over_midnight_it_is_the_same_meeting(
    house: Travelling, travel_to: TravelTo
) -> None:
    meeting = under_way(house, "Pauser")
    travel_to("2025-11-18 00:20")
    assert meeting.is_coming
    assert meeting.day < clock.today()
    finish(house, meeting)
    assert not meeting.is_coming


def test_it_ends_by_the_clock_that_runs(house: Travelling) -> None:
    """On the night on which the clock is put back an hour is an hour."""
    meeting = Meeting.on(date(2026, 10, 25), length=90)
    meeting.starts = meeting.starts.replace(hour=2)
    assert f"{meeting.ends:%H.%M}" == "02.30"


def test_what_was_decided_elsewhere_hinders_nothing_and_is_not_said_twice(
    house: Travelling,
) -> None:
    meeting = under_way(house, "Pauser", "Benker", "Lys")
    answered, merged, other = meeting.matters
    for item in (answered, merged):
        agreed = {"decision": Decision.AGREE, "words": "Ja.", "nobody": True}
        write(house, item, said="Vi snakket.", **agreed)
    assert answered.visit
    assert merged.visit
    assert other.visit
    answer(answered.visit)
    merged.visit.matter.merge_into(other.visit.matter, house.representative)
    finish(house, meeting)
    assert [it.decision for it in meeting.matters] == [None, None, None]
    assert answered.said == "Vi snakket."
    assert [it.was_decided_elsewhere for it in (answered, other)] == [True, False]


def test_an_answer_of_a_matter_that_is_stopped_meanwhile_hinders_nothing(
    house: Travelling,
) -> None:
    asked = answered(house)
    meeting = under_way(house)
    meeting.hear(asked, Hearing.ASK_AGAIN, "Og nå?")
    asked.matter.point_elsewhere(house.representative, Elsewhere.COMPLAINT, "")
    finish(house, meeting)
    assert meeting.state is MeetingState.HELD


def test_an_answer_that_was_asked_again_elsewhere_is_not_asked_again_once_more(
    house: Travelling,
) -> None:
    asked = answered(house)
    meeting = under_way(house)
    meeting.hear(asked, Hearing.ASK_AGAIN, "Og nå?")
    asked.ask_again(house.representative, "Hva med en kort pause?")
    finish(house, meeting)
    assert meeting.state is MeetingState.HELD
    assert asked.matter.considerations[-1].question == "Hva med en kort pause?"


def test_what_hinders_the_end_says_of_which_answer(house: Travelling) -> None:
    asked = answered(house)
    asked.ask_again(house.representative, "Hva med en kort pause?")
    again = asked.matter.considerations[-1]
    answer(again)
    meeting = under_way(house)
    meeting.hear(again, Hearing.ASK_AGAIN, "Og nå?")
    with pytest.raises(RuleBroken, match=f"Sak {asked.matter.number}: .*én gang"):
        finish(house, meeting)

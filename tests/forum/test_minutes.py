"""Minutes: what everybody reads of a meeting, and until when they can be changed."""

from datetime import timedelta

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.agenda import Agenda, waiting_for
from kimvoice.forum.agenda_items import AgendaItem
from kimvoice.forum.half_years import figures_of, met_by
from kimvoice.forum.meeting_states import Decision, Hearing, MeetingState
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.states import Elsewhere
from kimvoice.forum.unsettled import unsettled_for
from kimvoice.forum.writing import OverwrittenMeanwhile, Written
from kimvoice.people import erasure
from kimvoice.people.models import Person
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.forum.meetings_at import meeting_in
from tests.questions import asked_of_the_database
from tests.reading import read
from tests.travelling import Travelling, answer, in_a_month, meet
from tests.visitor import Visit

pytestmark = on_sqlite
SAID = "Vi snakket om pausene."


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    return Travelling.furnished(make)


def at(state: MeetingState, house: Travelling) -> Meeting:
    return meeting_in(state, house.representative, house.participant)


def of(meeting: Meeting, end: str = "") -> str:
    return f"/min/mote/{meeting.id}/referat{end}"


def agreed(item: AgendaItem, by: Person, doer: Person) -> None:
    words = {"said": SAID, "agreeing": 7, "words": "Ny plan henger fredag."}
    written = Written(**words, decision=Decision.AGREE, doer=doer, until=in_a_month())  # type: ignore[arg-type]
    item.write(written, by, item.version)


def whole_meeting(house: Travelling) -> Meeting:
    """One answer not read out; agreed upon, stopped, and left."""
    asked = house.at(house.kim_forum).considerations[-1]
    answer(asked)
    visits = [house.raised(title=it).root for it in ("Benker", "Kari", "Lys")]
    meeting = meet(house.forum, clock.today())
    Agenda.of(meeting).lay_out(visits)
    meeting.open()
    meeting.count({house.kafe: 2, house.lager: 0, None: 1})
    meeting.hear(asked, Hearing.NOT_READ, "Vi rakk det ikke.")
    db.session.flush()
    first, stopped, _left = meeting.matters[-3:]
    agreed(first, house.representative, house.participant)
    assert stopped.visit
    stopped.visit.matter.point_elsewhere(house.representative, Elsewhere.COMPLAINT, "")
    meeting.finish(house.representative, waiting_for(meeting.body))
    meeting.lay_out_minutes()
    db.session.commit()
    return meeting


def test_everybody_reads_what_was_decided_and_no_name_of_who_takes_part(
    house: Travelling, visit: Visit
) -> None:
    meeting = whole_meeting(house)
    page = read(visit(as_=house.other_leader).get(of(meeting)).text).page.words
    for words in (
        "Ikke lest opp. Vi rakk det ikke.",
        SAID,
        "Vi er enige om Ny plan henger fredag.",
        "Så mange var enige 7",
        "En deltaker",
        "En sak er tatt bort. Den hører hjemme et annet sted.",
        "Kom ikke med. Står først neste gang.",
        "Så mange var der 3",
        "De kom fra Kafe Nr 19 og andre",
        "Ikke godkjent ennå.",
    ):
        assert words in page
    for name in (house.participant.name, "Kari", "Lageret"):
        assert name not in page


def test_a_matter_that_nobody_else_reads_yet_is_not_read_in_minutes(
    house: Travelling, visit: Visit
) -> None:
    """Held without an agenda that was laid out."""
    meeting = meet(house.forum, clock.today())
    meeting.add(house.raised(title="Benker").root)
    meeting.open()
    meeting.finish(house.representative, [])
    meeting.lay_out_minutes()
    db.session.commit()
    assert "Benker" in visit(as_=house.representative).get(of(meeting)).text
    assert "Benker" not in visit(as_=house.manager).get(of(meeting)).text


def test_of_two_who_lay_the_minutes_out_the_second_is_told(
    house: Travelling, visit: Visit
) -> None:
    meeting = at(MeetingState.HELD, house)
    db.session.commit()
    door = visit(as_=house.representative)
    assert door.post(of(meeting, "/legg-ut")).status_code == 303
    twice = door.post(of(meeting, "/legg-ut"))
    assert twice.status_code == 409
    assert "En annen kan ha gjort noe mens du leste." in twice.text


def test_who_corrects_what_another_corrected_meanwhile_sees_both_texts(
    house: Travelling, visit: Visit
) -> None:
    meeting = at(MeetingState.MINUTES_OUT, house)
    [item] = meeting.matters
    db.session.commit()
    url, door = of(meeting, "/punkt/2"), visit(as_=house.representative)
    read_before = {"said": "Min tekst.", "version": str(item.version)}
    meeting.correct(item, "Den andre teksten.", house.deputy, item.version)
    db.session.commit()
    both = door.post(url, read_before)
    assert both.status_code == 409
    assert "Den andre teksten." in both.text
    assert "Min tekst." in both.text
    again = door.post(url, {"said": "Min tekst.", "version": str(item.version)})
    assert (again.status_code, item.said) == (303, "Min tekst.")


def test_nobody_corrects_what_is_about_them_or_is_approved_or_stopped(
    house: Travelling, visit: Visit
) -> None:
    meeting = at(MeetingState.MINUTES_OUT, house)
    [item] = meeting.matters
    assert item.visit
    item.visit.matter.about.append(house.representative)
    with pytest.raises(RuleBroken, match="Saken gjelder deg"):
        meeting.correct(item, "Noe annet.", house.representative, item.version)
    with pytest.raises(OverwrittenMeanwhile):
        meeting.correct(item, "Noe annet.", house.deputy, item.version - 1)
    meeting.approve_minutes(meet(house.forum))
    db.session.commit()
    door = visit(as_=house.representative)
    refused = door.get(of(meeting, "/punkt/2"))
    assert refused.status_code == 409
    assert "Referatet er godkjent. Legg til en rettelse." in refused.text
    door.post(of(meeting, "/rettelse"), {"words": "Det var 12, ikke 13."})
    assert "Det var 12, ikke 13." in visit(as_=house.manager).get(of(meeting)).text


def test_minutes_outlive_everybody_in_them(house: Travelling, visit: Visit) -> None:
    meeting = meet(house.forum, clock.today())
    Agenda.of(meeting).lay_out([house.raised().root])
    meeting.chair, meeting.minute_taker = house.representative, house.work_leader
    meeting.open()
    db.session.flush()
    agreed(meeting.matters[0], house.representative, house.work_leader)
    meeting.finish(house.representative, [])
    meeting.lay_out_minutes()
    before = clock.today() - timedelta(days=900)
    for person in (house.representative, house.work_leader):
        for role in person.roles:
            role.starts, role.ends = before, before
        erasure.erase(person)
    db.session.commit()
    page = read(visit(as_=house.manager).get(of(meeting)).text).page.words
    assert "Hvem gjør det En som er slettet" in page
    assert SAID in page


# Not held


def test_the_new_day_has_the_same_hour_and_place_and_what_was_left_comes_first(
    house: Travelling, visit: Visit
) -> None:
    left = house.raised().root
    meeting = meet(house.forum, clock.today())
    meeting.arrange(meeting.starts.replace(hour=13), 45, "Kantina")
    Agenda.of(meeting).lay_out([left])
    db.session.commit()
    url, door = f"/min/mote/{meeting.id}/ikke-holdt", visit(as_=house.representative)
    said = {"why": "Vi hadde brannøvelse.", "new_day": meeting.day.isoformat()}
    assert "Velg en annen dag." in door.post(url, said).text
    new_day = clock.today() + timedelta(days=7)
    assert door.post(url, said | {"new_day": new_day.isoformat()}).status_code == 303
    moved = meeting.moved_to
    assert moved
    assert (moved.day, moved.starts.hour, moved.length, moved.place) == (
        *(new_day, 13, 45),
        "Kantina",
    )
    assert Agenda.of(moved).carried == [left]
    page = read(
        visit(as_=house.participant).get("/min/moter/deltakerforum").text
    ).page.words
    assert "Ikke holdt. Vi hadde brannøvelse. Ny dato:" in page


def test_it_can_be_moved_to_a_day_on_which_one_is_planned(house: Travelling) -> None:
    meeting, coming = meet(house.forum), meet(house.forum, in_a_month())
    house.forum.say_not_held(meeting, "Huset var stengt.", coming.day)
    assert meeting.moved_to is coming
    with pytest.raises(RuleBroken, match="Dagen har vært"):
        house.forum.say_not_held(
            meet(house.forum, clock.today()),
            "Huset var stengt.",
            clock.today() - timedelta(days=1),
        )


# Told


def test_the_minutes_wait_for_who_led_and_after_a_week_for_all_who_lead(
    house: Travelling, travel_to: TravelTo
) -> None:
    meeting = meet(house.forum, clock.today())
    meeting.open()
    meeting.finish(house.representative, [])
    for day, is_late, told in (
        ("2025-11-17", False, [house.representative]),
        ("2025-11-20", False, [house.representative]),
        ("2025-11-21", True, [house.representative]),
        ("2025-11-24", True, [house.representative, house.deputy]),
    ):
        travel_to(f"{day} 10:00")
        assert meeting.is_late_to_settle is is_late
        people = (house.representative, house.deputy, house.manager)
        assert [it for it in people if unsettled_for(it) == [meeting]] == told, day
    meeting.lay_out_minutes()
    assert unsettled_for(house.representative) == []


def test_it_is_asked_of_a_meeting_nobody_spoke_of_and_of_one_nobody_ended(
    house: Travelling, visit: Visit, travel_to: TravelTo
) -> None:
    forgotten = meet(house.forum, clock.today())
    begun = meet(house.kim_forum, clock.today())
    begun.open()
    db.session.commit()
    assert unsettled_for(house.representative) == []
    travel_to("2025-11-18 10:00")
    assert unsettled_for(house.representative) == [forgotten]
    assert unsettled_for(house.manager) == [begun]
    home = visit(as_=house.representative)
    assert "Ble møtet holdt?" in home.get("/min/").text
    assert "Nei. Møtet ble ikke holdt" in home.get(of(forgotten)).text
    travel_to("2025-12-18 10:00")
    assert unsettled_for(house.representative) == []
    assert unsettled_for(house.manager) == [begun]


def test_however_many_meetings_wait_they_are_asked_for_at_once(
    house: Travelling,
) -> None:
    number = house.representative.id

    def asked() -> int:
        db.session.commit()
        db.session.expunge_all()
        person = db.session.get_one(Person, number)
        with asked_of_the_database() as questions:
            unsettled_for(person)
        return len(questions)

    for days_ago in range(1, 3):
        meet(house.forum, clock.today() - timedelta(days=days_ago))
    few = asked()
    forum = house.forum
    for days_ago in range(3, 9):
        meet(forum, clock.today() - timedelta(days=days_ago))
    assert asked() == few


# Counted


def test_held_is_counted_against_what_was_to_be_held_by_now(
    house: Travelling,
) -> None:
    for state in (MeetingState.APPROVED, MeetingState.NOT_HELD, MeetingState.PLANNED):
        at(state, house)
    meet(house.forum, clock.today() - timedelta(days=40))
    this_half_year = met_by(house.forum)[-1]
    assert (this_half_year.held, this_half_year.planned) == (1, 3)
    [figures] = [it for it in figures_of("2025-2") if it.body == house.forum]
    assert (figures.met.held, figures.met.planned) == (1, 3)

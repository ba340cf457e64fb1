"""A meeting on paper and in a calendar: the same words, and no more than is told."""

from datetime import date, time

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.forum import calendar_file
from kimvoice.forum.meeting_states import Hearing
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.states import BodyKind
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.travelling import Travelling, answer, lay_out, meet, of_kind
from tests.visitor import Visit

ADDRESS = "http://localhost/min/mote/1/kalender"
WINTER, SUMMER = date(2026, 3, 26), date(2026, 3, 30)
TITLE = "Benker ved døra"


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    return Travelling.furnished(make)


def told(meeting: Meeting) -> dict[str, str]:
    """What each line of the file says."""
    text = calendar_file.of_meeting(meeting, ADDRESS).decode()
    pairs = (line.partition(":") for line in text.splitlines())
    return {name: value for name, _colon, value in pairs}


@on_sqlite
@pytest.mark.parametrize(
    ("day", "hours"),
    [(WINTER, ("090000Z", "100000Z")), (SUMMER, ("080000Z", "090000Z"))],
)
def test_a_calendar_has_the_hour_of_the_house_on_both_sides_of_daylight_saving(
    house: Travelling, day: date, hours: tuple[str, str]
) -> None:
    meeting = meet(house.forum, day)
    lines = told(meeting)
    times = [lines["DTSTART"], lines["DTEND"]]
    assert times == [f"{day:%Y%m%d}T{hour}" for hour in hours]


@on_sqlite
def test_a_calendar_tells_when_and_where_and_no_matter(house: Travelling) -> None:
    house.raised(title=TITLE)
    lay_out(house.forum)
    meeting = house.forum.next_meeting
    assert meeting is not None
    meeting.arrange(time(23, 30), 60, "Kantina, rom 2")
    lines = told(meeting)
    assert lines["SUMMARY"] == "Deltakerforum"
    assert lines["LOCATION"] == r"Kantina\, rom 2"
    assert lines["DTSTAMP"] == f"{clock.today():%Y%m%dT000000Z}"
    said = " ".join(lines.values())
    assert all(it not in said for it in (TITLE, "Sak", ADDRESS))
    assert "STATUS" not in lines
    meeting.call_off("Møtelederen var syk.", None)
    lines = told(meeting)
    assert lines["STATUS"] == "CANCELLED"
    assert "syk" not in " ".join(lines.values())


def written_on(visit: Visit, house: Travelling, end: str) -> str:
    meeting = house.forum.next_meeting
    assert meeting is not None
    db.session.commit()
    reader = visit(as_=house.participant)
    return " ".join(reader.get(f"/min/mote/{meeting.id}/{end}").text.split())


@on_sqlite
def test_paper_asks_in_the_order_in_which_it_is_typed_in(
    visit: Visit, house: Travelling
) -> None:
    house.raised(title=TITLE)
    lay_out(house.forum)
    asked = (
        *("Les høyt:", "Hvor mange er her?", "Svar siden sist", TITLE),
        *("Hva snakket vi om?", "Hvor mange er enige?", "Vi er enige<"),
        *("Send videre", "Vi må vite mer<", "Utsett", ">Nei<", "Ikke nå"),
        *("Hvem gjør det?", "Innen<", "Ordet er fritt", "Min sak:"),
    )
    shown = written_on(visit, house, "saksliste")
    found = [shown.find(it) for it in asked]
    assert -1 not in found
    assert found == sorted(found)


@on_sqlite
def test_paper_has_a_box_for_whatever_can_be_done_with_an_answer(
    visit: Visit, house: Travelling
) -> None:
    answer(house.at(house.kim_forum).considerations[-1])
    shown = written_on(visit, house, "saksliste")
    assert all(f"<li>{it.label}</li>" in shown for it in Hearing)


@on_sqlite
def test_whose_name_may_not_be_shown_leads_the_meeting_without_it(
    visit: Visit, house: Travelling
) -> None:
    leader = house.forum.answering()[0]
    lay_out(house.forum)
    for role in leader.current_roles:
        role.name_shown = True
    assert f'<dd class="words">{leader.name}' in written_on(visit, house, "innkalling")
    for role in leader.current_roles:
        role.name_shown = False
    assert f'<dd class="words">{leader.name}' not in written_on(
        visit, house, "innkalling"
    )


@on_sqlite
def test_a_meeting_of_others_has_no_poster(visit: Visit, house: Travelling) -> None:
    board = of_kind(BodyKind.BOARD)
    db.session.commit()
    door = f"/min/moter/{board.slug}/plakat"
    assert visit(as_=house.participant).get(door).status_code == 404

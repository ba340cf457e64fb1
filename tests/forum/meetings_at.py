"""A meeting of the forum in each state, for doors and for the walk."""

from collections.abc import Callable
from datetime import timedelta

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.forum.agenda import Agenda, waiting_for
from kimvoice.forum.meeting_states import Decision, Hearing, MeetingState
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.states import BodyKind
from kimvoice.forum.writing import Written
from kimvoice.people.models import Person
from tests.travelling import meet, of_kind, raised

SAID = "Vi snakket om pausene."


def meeting_in(state: MeetingState, leader: Person, participant: Person) -> Meeting:
    """On a day that no other has; with one matter, agreed upon where it was held."""
    body = of_kind(BodyKind.PARTICIPANT_FORUM)
    taken = {it.day for it in body.meetings}
    step = 1 if state in AHEAD else -1
    day = clock.today() + timedelta(days=max(step, 0))
    while day in taken:
        day += timedelta(days=step)
    meeting = meet(body, clock.today() + timedelta(days=400))
    matter = raised(by=participant)
    if state is not MeetingState.PLANNED:
        Agenda.of(meeting).lay_out([matter.root])
    meeting.day = day
    db.session.flush()
    if state in LEADS_TO:
        LEADS_TO[state](meeting, leader)
    db.session.flush()
    return meeting


AHEAD = (MeetingState.PLANNED, MeetingState.AGENDA_OUT)


def _open(meeting: Meeting, _leader: Person) -> None:
    meeting.open()


def _hold(meeting: Meeting, leader: Person) -> None:
    meeting.open()
    [item] = meeting.matters
    agreed = Written(
        said=SAID, decision=Decision.AGREE, words="Vi prøver det.", nobody=True
    )
    item.write(agreed, leader, item.version)
    answers = waiting_for(meeting.body)
    for visit in answers:
        meeting.hear(visit, Hearing.READ_OUT, "")
    meeting.finish(leader, answers)


def _write(meeting: Meeting, leader: Person) -> None:
    _hold(meeting, leader)
    meeting.lay_out_minutes()


def _approve(meeting: Meeting, leader: Person) -> None:
    _write(meeting, leader)
    on_a_free_day = clock.today() + timedelta(days=500 + meeting.id)
    meeting.approve_minutes(meet(meeting.body, on_a_free_day))


def _call_off(meeting: Meeting, _leader: Person) -> None:
    meeting.call_off("Møtelederen var syk.", None)


LEADS_TO: dict[MeetingState, Callable[[Meeting, Person], None]] = {
    MeetingState.UNDER_WAY: _open,
    MeetingState.HELD: _hold,
    MeetingState.MINUTES_OUT: _write,
    MeetingState.APPROVED: _approve,
    MeetingState.NOT_HELD: _call_off,
}


def sent_to(number: int, end: str) -> dict[str, str]:
    """What is sent to the door of that meeting whose address ends so."""
    meeting = db.session.get_one(Meeting, number)
    free = Agenda.of(meeting).to_add
    sent = {
        "legg-til": lambda: {"visit": str(free[-1].id)},
        "skriv": lambda: {"item": str(meeting.points[-1].id), "version": "0"},
        "2": lambda: {"said": "Vi snakket om noe annet.", "version": _version(meeting)},
        "rettelse": lambda: {"words": "Det var 12, ikke 13."},
        "ikke-holdt": lambda: {"why": "Huset var stengt."},
    }
    return sent[end]() if end in sent else {}


def _version(meeting: Meeting) -> str:
    return str(meeting.recorded[1].version)

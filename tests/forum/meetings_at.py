"""A meeting of the forum in each state, for doors and for the walk."""

from collections.abc import Callable
from datetime import timedelta

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.forum.agenda import Agenda, waiting_for
from kimvoice.forum.drawn import Drawn
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
    agreed = Written(
        said=SAID, decision=Decision.AGREE, words="Vi prøver det.", nobody=True
    )
    for item in meeting.matters:
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
    return SENT[end](meeting) if end in SENT else {}


def _free(meeting: Meeting) -> str:
    return str(Agenda.of(meeting).to_add[-1].id)


def _lower(meeting: Meeting) -> str:
    """The last of two matters that stand on it."""
    lower = [meeting.add(raised(by=_somebody(meeting)).root) for _ in range(2)][-1]
    db.session.commit()
    return str(lower.consideration_id)


def _somebody(meeting: Meeting) -> Person:
    return meeting.body.answering()[0]


def _as_arranged(meeting: Meeting) -> dict[str, str]:
    chair = str(_somebody(meeting).id)
    when = {"starts": "13.00", "length": "45", "place": "Kantina"}
    return when | {"chair": chair, "minute_taker": "nobody"}


def _as_seen(meeting: Meeting) -> dict[str, str]:
    return {"seen": Drawn.by(_somebody(meeting), meeting).mark}


def _version(meeting: Meeting) -> str:
    return str(meeting.recorded[1].version)


SENT: dict[str, Callable[[Meeting], dict[str, str]]] = {
    "legg-til": lambda it: {"point": _free(it)},
    "flytt": lambda it: {"point": _lower(it), "to": "up"},
    "endre": lambda it: {"point": "open_floor", "minutes": "5"} | _as_arranged(it),
    "utsett": lambda it: {"point": _lower(it), "to": "later"},
    "legg-ut": _as_seen,
    "skriv": lambda it: {"item": str(it.points[-1].id), "version": "0"},
    "2": lambda it: {"said": "Vi snakket om noe annet.", "version": _version(it)},
    "rettelse": lambda _it: {"words": "Det var 12, ikke 13."},
    "ikke-holdt": lambda _it: {"why": "Huset var stengt."},
}

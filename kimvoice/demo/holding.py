"""How the meetings of the demo went: opened, written, finished, and their minutes.

``ago`` is counted in working days before today; what comes is below zero.
"""

from kimvoice.core.db import db
from kimvoice.demo import people
from kimvoice.demo.meetings import FORUM, TEAM, Place, found, met_on
from kimvoice.demo.telling import day_of
from kimvoice.forum.agenda import waiting_for
from kimvoice.forum.agenda_items import AgendaItem
from kimvoice.forum.bodies import Body
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.meeting_states import Decision, Hearing, ItemKind, MeetingState
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.states import BodyKind
from kimvoice.forum.writing import Written
from kimvoice.people.models import Department, Person

IN_THE_MIDDLE: tuple[Place, int] = (FORUM, 0)
"""Under way, whenever somebody looks at the demo."""
NOT_HELD: tuple[Place, int] = (people.WOODWORK, 1)
NO_MINUTES_YET: tuple[Place, int] = (TEAM, 5)
WHY_NOT_HELD = "Arbeidslederen var syk, og ingen kunne lede møtet."
NO_TIME = "Vi fikk ikke tid. Vi leser det neste gang."
SAID = {
    Decision.FORWARD: "Mange kjente seg igjen. Vi kan ikke avgjøre dette alene.",
    Decision.FIND_OUT: "Vi vet for lite til å si ja eller nei.",
}
FROM_EACH = (4, 3, 5, 2, 6, 3)
"""How many come from each department."""


def open_meetings(ago: int) -> None:
    for meeting in met_on(ago):
        if _is(NOT_HELD, meeting):
            meeting.call_off(WHY_NOT_HELD, meeting.body.coming_meetings[1])
        else:
            meeting.open()
            meeting.count(_present(meeting.body, ago))
    db.session.flush()


def finish_meetings(ago: int) -> None:
    for meeting in met_on(ago):
        under_way = meeting.state is MeetingState.UNDER_WAY
        if under_way and not _is(IN_THE_MIDDLE, meeting):
            _finish(meeting)
    db.session.flush()


def _finish(meeting: Meeting) -> None:
    answers = waiting_for(meeting.body)
    for visit in meeting.unheard(answers):
        meeting.hear(visit, Hearing.NOT_READ, NO_TIME)
    leader = leader_of(meeting)
    if meeting.minutes_to_approve:
        approving = next(it for it in meeting.items if it.kind is ItemKind.MINUTES)
        approving.write(Written(decision=Decision.AGREE), leader, approving.version)
    meeting.finish(leader, answers)
    if not _is(NO_MINUTES_YET, meeting):
        meeting.lay_out_minutes()


def write(visit: Consideration, decision: Decision, **written: object) -> bool:
    """In the meeting that considers it now; False when none does."""
    item = _item_of(visit)
    if item is None:
        return False
    said = {"said": SAID.get(decision, "")}
    words = Written(decision=decision, **(said | written))  # type: ignore[arg-type]
    item.write(words, leader_of(item.meeting), item.version)
    return True


def hear(visit: Consideration, hearing: Hearing, words: str = "") -> None:
    """In the meeting of whoever asked, today."""
    asker = visit.lies_with
    [meeting] = [it for it in asker.meetings if it.state is MeetingState.UNDER_WAY]
    meeting.hear(visit, hearing, words)


def leader_of(meeting: Meeting) -> Person:
    if meeting.leader is None:
        raise LookupError(f"Nobody leads {meeting.body.name}.")
    return meeting.leader


def _item_of(visit: Consideration) -> AgendaItem | None:
    now = (
        it for it in visit.agenda_items if it.meeting.state is MeetingState.UNDER_WAY
    )
    return next(now, None)


def _is(which: tuple[Place, int], meeting: Meeting) -> bool:
    place, ago = which
    return meeting.day == day_of(ago) and meeting.body is found(place)


def _present(body: Body, ago: int) -> dict[Department | None, int]:
    """Never quite the same."""
    if body.kind is not BodyKind.PARTICIPANT_FORUM:
        return {body.department: FROM_EACH[ago % len(FROM_EACH)] + 3}
    places = [it.department for it in body.next_bodies if it.department]
    numbers = (FROM_EACH[(ago + at) % len(FROM_EACH)] for at in range(len(places)))
    return dict(zip(places, numbers, strict=True))

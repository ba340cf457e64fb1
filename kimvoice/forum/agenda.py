"""What lies before a body, and what a meeting of it can take up, or takes up."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, select, true
from sqlalchemy.orm import aliased, joinedload, selectinload

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.forum.agenda_items import AgendaItem
from kimvoice.forum.answers import MatterAnswer
from kimvoice.forum.bodies import Body
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.meeting_states import MeetingState
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.models import Matter
from kimvoice.forum.overdue import Audience
from kimvoice.forum.states import OPEN, STOPPED, UNDECIDED, BodyKind, State

ASKER, ROOT, LATER = (aliased(Consideration) for _each in range(3))
WHOLE = (
    selectinload(Matter.considerations),
    selectinload(Matter.about),
    selectinload(Matter.doubles).options(
        selectinload(Matter.considerations),
        selectinload(Matter.about),
        selectinload(Matter.doubles),
    ),
)
"""What is asked of a matter, and of its doubles, to know whom it is about."""
AT_ONCE = (
    selectinload(Consideration.asked),
    selectinload(Consideration.agenda_items).joinedload(AgendaItem.meeting),
    joinedload(Consideration.own_answer),
    joinedload(Consideration.matter).options(*WHOLE),
)
"""What is asked of each, however many there are."""
LATE_FOR = {
    BodyKind.LEADERSHIP_TEAM: Audience.LEADERSHIP_TEAM,
    BodyKind.BOARD: Audience.BOARD,
}
"""Whose agenda shows also what others owe, once it is that late."""


@dataclass(frozen=True)
class Agenda:
    """What a meeting can take up; laid out, what it takes up."""

    meeting: Meeting
    to_read: list[Consideration]
    """«Svar siden sist»: answers that have come back, and are not yet read out."""
    late: list[Consideration]
    """Answers that the body waits for, or is to know of, and that are overdue."""
    carried: list[Consideration]
    """Left over from an earlier meeting: they come along by themselves."""
    to_add: list[Consideration]
    """What else lies before the body; what stands on a coming agenda, stays there."""

    @classmethod
    def of(cls, meeting: Meeting) -> "Agenda":
        body = meeting.body
        free = [it for it in _lying(body) if it.stands_on is None]
        left = [it for it in free if it.comes_by_itself_to(meeting)]
        if meeting.has_agenda:
            left = []
        others = [it for it in free if it not in left]
        return cls(meeting, waiting_for(body), late_for(body), left, others)

    @property
    def is_empty(self) -> bool:
        lying = self.carried or self.to_add or self.meeting.matters
        return not (self.to_read or self.late or lying)

    def draw_up(self) -> None:
        """Before anything is changed in it."""
        self.meeting.gather(self.carried)

    def lay_out(self, chosen: Collection[Consideration] = ()) -> None:
        """Everybody can read it from now on, with what was ``chosen`` too. Where that
        is enough, the answers on it have come back."""
        self.draw_up()
        for visit in chosen:
            self.meeting.add(visit)
        self.meeting.lay_out()
        if not self.meeting.body.reads_aloud:
            for visit in self.to_read:
                visit.come_back()


def answers_for(meeting: Meeting) -> list[Consideration]:
    """«Svar siden sist» of its agenda, or of its minutes."""
    heard = [it.visit for it in meeting.heard if not it.visit.matter.is_stopped]
    waiting = [] if meeting.was_held else waiting_for(meeting.body)
    return list(dict.fromkeys([*come_back_for(meeting), *heard, *waiting]))


def waiting_for(body: Body) -> list[Consideration]:
    """Answers that wait to be read out by the body, oldest first."""
    query = _asked_by(body, Consideration.state == State.ANSWERED)
    return _read(query.order_by(Consideration.read_by, Consideration.id))


def come_back_for(meeting: Meeting) -> list[Consideration]:
    """Answers that were read out in it, or by laying its agenda out."""
    if meeting.agenda_on is None:
        return []
    aloud = meeting.body.reads_aloud
    query = _asked_by(
        meeting.body,
        Consideration.state == State.READ_OUT,
        goes_on(),
        Consideration.ended_on >= (meeting.day if aloud else meeting.agenda_on),
        Consideration.ended_on <= meeting.day,
    )
    return _read(query.order_by(Consideration.read_by, Consideration.id))


def sent_from(body: Body) -> list[Consideration]:
    """What the body has asked others, and they have not answered."""
    unanswered = Consideration.state.in_((*UNDECIDED, State.FORWARDED))
    return _read(_asked_by(body, unanswered).order_by(Consideration.id))


def lying_at(body: Body) -> list[Consideration]:
    """What the body has before it, by deadline."""
    return sorted(_lying(body), key=lambda it: (it.expected, it.id))


def _lying(body: Body) -> list[Consideration]:
    return _those(Consideration.state.in_(UNDECIDED), body=body)


def finished_at(body: Body, most: int) -> list[Consideration]:
    """What the body has dealt with, the latest first."""
    query = (
        select(Consideration)
        .where(
            Consideration.state == State.READ_OUT,
            Consideration.body_id == body.id,
            ~looked_again(),
            goes_on(),
        )
        .order_by(Consideration.ended_on.desc(), Consideration.id.desc())
        .limit(most)
    )
    return _read(query)


def late_for(body: Body) -> list[Consideration]:
    """What everybody waits for too long; of a body above, only what is later still."""
    audience = LATE_FOR.get(body.kind, Audience.EVERYBODY)
    return [it for it in late() if it.is_told_to(audience) and it.body is not body]


def late() -> list[Consideration]:
    """All that is overdue in the house and may be seen, the oldest first."""
    owed = Consideration.state.in_(OPEN) | put_off()
    found = [it for it in _those(owed) if it.is_late]
    published = [it for it in found if it.matter.is_published]
    return sorted(published, key=lambda it: (it.expected, it.id))


def put_off() -> ColumnElement[bool]:
    """«Not now» was said, and the day has come."""
    return Consideration.own_answer.has(MatterAnswer.look_again <= clock.today())


def looked_again(*, told: bool = False) -> ColumnElement[bool]:
    """The body has looked at the matter once more since; or what came of it is told."""
    words = LATER.own_answer.has(MatterAnswer.approved_by_id.is_not(None))
    return (
        select(LATER.id)
        .join(ASKER, LATER.asked_by_id == ASKER.id)
        .where(
            LATER.body_id == ASKER.body_id,
            LATER.body_id == Consideration.body_id,
            LATER.id > Consideration.id,
            ASKER.id.in_((Consideration.id, Consideration.asked_by_id)),
            words if told else true(),
        )
        .exists()
    )


def goes_on() -> ColumnElement[bool]:
    """Of a matter that was pointed elsewhere, or withdrawn, nobody reads anything."""
    gone = select(ROOT.matter_id).where(
        ROOT.asked_by_id.is_(None), ROOT.state.in_(STOPPED)
    )
    return Consideration.matter_id.not_in(gone)


def _those(which: ColumnElement[bool], body: Body | None = None) -> list[Consideration]:
    here = true() if body is None else Consideration.body_id == body.id
    query = (
        select(Consideration)
        .where(which, here)
        .options(*AT_ONCE)
        .order_by(Consideration.id)
    )
    return _read(query)


def _asked_by(body: Body, *which: ColumnElement[bool]) -> Select[Consideration]:
    """What was sent on from the body; not what it looks at again itself."""
    return (
        select(Consideration)
        .join(ASKER, Consideration.asked_by_id == ASKER.id)
        .where(ASKER.body_id == body.id, Consideration.body_id != body.id, *which)
    )


def _read(query: Select[Consideration]) -> list[Consideration]:
    return list(db.session.scalars(query).unique())


def meeting_today() -> list[Body]:
    """By name: that they meet, and nothing of what for."""
    held = Meeting.state != MeetingState.NOT_HELD
    query = select(Body).join(Meeting).where(Meeting.day == clock.today(), held)
    return sorted(db.session.scalars(query).unique(), key=lambda it: it.name)

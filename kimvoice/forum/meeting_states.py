"""What can happen to a meeting, and what it can do with a point (DESIGN 7)."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from kimvoice.core.flow import Flow
from kimvoice.core.labels import Labelled
from kimvoice.forum.states import Presenter


class MeetingState(Labelled):
    PLANNED = "planned", _l("Planlagt")
    AGENDA_OUT = "agenda_out", _l("Sakslista er lagt ut")
    UNDER_WAY = "under_way", _l("Møtet er i gang")
    HELD = "held", _l("Holdt. Referatet er ikke lagt ut")
    MINUTES_OUT = "minutes_out", _l("Holdt. Referatet er ikke godkjent ennå")
    APPROVED = "approved", _l("Holdt. Referatet er godkjent")
    NOT_HELD = "not_held", _l("Ikke holdt")


class MeetingAct(StrEnum):
    LAY_OUT_AGENDA = "lay_out_agenda"
    OPEN = "open"
    FINISH = "finish"
    LAY_OUT_MINUTES = "lay_out_minutes"
    APPROVE_MINUTES = "approve_minutes"
    CALL_OFF = "call_off"


MEETING_FLOW = Flow(
    start=MeetingState.PLANNED,
    table={
        (MeetingState.PLANNED, MeetingAct.LAY_OUT_AGENDA): MeetingState.AGENDA_OUT,
        # With what came late; nothing is taken off it.
        (MeetingState.AGENDA_OUT, MeetingAct.LAY_OUT_AGENDA): MeetingState.AGENDA_OUT,
        # Without an agenda too: answers are read out, and the floor is open.
        (MeetingState.PLANNED, MeetingAct.OPEN): MeetingState.UNDER_WAY,
        (MeetingState.AGENDA_OUT, MeetingAct.OPEN): MeetingState.UNDER_WAY,
        (MeetingState.UNDER_WAY, MeetingAct.FINISH): MeetingState.HELD,
        (MeetingState.HELD, MeetingAct.LAY_OUT_MINUTES): MeetingState.MINUTES_OUT,
        (MeetingState.MINUTES_OUT, MeetingAct.APPROVE_MINUTES): MeetingState.APPROVED,
        (MeetingState.PLANNED, MeetingAct.CALL_OFF): MeetingState.NOT_HELD,
        (MeetingState.AGENDA_OUT, MeetingAct.CALL_OFF): MeetingState.NOT_HELD,
    },
)

TO_COME = (MeetingState.PLANNED, MeetingState.AGENDA_OUT)
"""Not begun."""
HAPPENED = (MeetingState.HELD, MeetingState.MINUTES_OUT, MeetingState.APPROVED)
"""Its points are settled, and it has minutes."""
WRITTEN = (MeetingState.MINUTES_OUT, MeetingState.APPROVED)
"""Everybody reads its minutes."""


class ItemKind(Labelled):
    """The order of an agenda: «Svar siden sist» is always first (DESIGN 7)."""

    ANSWERS = "answers", _l("Svar siden sist")
    MINUTES = "minutes", _l("Godkjenne referatet")
    MATTER = "matter", _l("Sak")
    OPEN_FLOOR = "open_floor", _l("Ordet er fritt")


STANDING = {ItemKind.ANSWERS: 10, ItemKind.MINUTES: 5, ItemKind.OPEN_FLOOR: 10}
"""On every agenda, and for so many minutes."""
MATTER_MINUTES = 15

PRESENTED_BY = {
    Presenter.I: _l("Den som meldte saken"),
    Presenter.REPRESENTATIVE: _l("En tillitsvalgt"),
    Presenter.DO_NOT_KNOW: _l("Ikke avtalt"),
}
"""Who presents a matter, as others say it: never a name."""


class Decision(Labelled):
    """The five large buttons (SCREENS 7.3)."""

    AGREE = "agree", _l("Vi er enige")
    FORWARD = "forward", _l("Send videre")
    FIND_OUT = "find_out", _l("Vi må vite mer")
    POSTPONE = "postpone", _l("Utsett")
    TURN_DOWN = "turn_down", _l("Nei, eller ikke nå")


class Hearing(Labelled):
    """What a meeting did with an answer that has come back."""

    READ_OUT = "read_out", _l("Lest opp")
    ASK_AGAIN = "ask_again", _l("Vi vil spørre igjen")
    NOT_READ = "not_read", _l("Ikke lest opp")

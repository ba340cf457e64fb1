"""What can happen to a complaint, and the words for it (DESIGN 5)."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from kimvoice.core.flow import AS_BEFORE, Flow, Next
from kimvoice.core.labels import Labelled

DONE = _l("Dette er gjort, eller kan ikke gjøres nå.")


class State(Labelled):
    SENT = "sent", _l("Sendt")
    ESCALATED = "escalated", _l("Sendt videre")
    RECEIVED = "received", _l("Mottatt")
    WAITING = "waiting", _l("Venter på svar fra deg")
    ANSWERED = "answered", _l("Svar gitt")
    RESTING = "resting", _l("Hviler")
    CLOSED = "closed", _l("Ferdig")
    WITHDRAWN = "withdrawn", _l("Trukket")


class Act(StrEnum):
    # the complainant's
    WRITE = "write"
    STAY = "stay"
    MOVE_BY_ITSELF = "move_by_itself"
    ESCALATE = "escalate"
    ACCEPT = "accept"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    UNDO = "undo"
    EXCLUDE = "exclude"
    READMIT = "readmit"
    # the handler's
    TAKE_ON = "take_on"
    STEP_ASIDE = "step_aside"
    CONFIRM = "confirm"
    NOTE = "note"
    TALK = "talk"
    ASK = "ask"
    EXTEND = "extend"
    ANSWER = "answer"
    # of either: what was promised, on its date
    REPORT = "report"
    # the clock's
    CLIMB = "climb"


UNANSWERED = (State.SENT, State.ESCALATED, State.RECEIVED, State.WAITING)
"""Somebody owes the complainant an answer."""
ANSWERED = (State.ANSWERED, State.RESTING, State.CLOSED)


def anywhere(
    states: tuple[State, ...], *acts: Act
) -> dict[tuple[State, Act], Next[State]]:
    """Acts that leave the state as it is."""
    return {(state, act): state for state in states for act in acts}


FLOW = Flow(
    start=State.SENT,
    table={
        (State.SENT, Act.CONFIRM): State.RECEIVED,
        (State.ESCALATED, Act.CONFIRM): State.RECEIVED,
        # Whoever answers at once has received it too.
        (State.SENT, Act.ANSWER): State.ANSWERED,
        (State.ESCALATED, Act.ANSWER): State.ANSWERED,
        (State.RECEIVED, Act.ANSWER): State.ANSWERED,
        (State.WAITING, Act.ANSWER): State.ANSWERED,
        (State.RECEIVED, Act.ASK): State.WAITING,
        (State.RECEIVED, Act.EXTEND): State.RECEIVED,
        # What the complainant writes is the answer to what was asked.
        (State.SENT, Act.WRITE): State.SENT,
        (State.ESCALATED, Act.WRITE): State.ESCALATED,
        (State.RECEIVED, Act.WRITE): State.RECEIVED,
        (State.WAITING, Act.WRITE): State.RECEIVED,
        (State.ANSWERED, Act.WRITE): State.ANSWERED,
        (State.RESTING, Act.WRITE): State.ANSWERED,
        (State.CLOSED, Act.WRITE): State.ANSWERED,
        # Up the ladder: asked for, or by itself when people let it lie.
        (State.SENT, Act.ESCALATE): State.ESCALATED,
        (State.ESCALATED, Act.ESCALATE): State.ESCALATED,
        (State.RECEIVED, Act.ESCALATE): State.ESCALATED,
        (State.WAITING, Act.ESCALATE): State.ESCALATED,
        (State.ANSWERED, Act.ESCALATE): State.ESCALATED,
        (State.RESTING, Act.ESCALATE): State.ESCALATED,
        (State.SENT, Act.CLIMB): State.ESCALATED,
        (State.ESCALATED, Act.CLIMB): State.ESCALATED,
        (State.RECEIVED, Act.CLIMB): State.ESCALATED,
        (State.WAITING, Act.CLIMB): State.ESCALATED,
        # The end, which is never quite the end.
        (State.ANSWERED, Act.ACCEPT): State.CLOSED,
        (State.RESTING, Act.ACCEPT): State.CLOSED,
        (State.RESTING, Act.REOPEN): State.ANSWERED,
        (State.CLOSED, Act.REOPEN): State.ANSWERED,
        (State.WITHDRAWN, Act.UNDO): AS_BEFORE,
        **anywhere(UNANSWERED, Act.STAY, Act.MOVE_BY_ITSELF),
        **anywhere((*UNANSWERED, State.ANSWERED), Act.NOTE, Act.TALK),
        **anywhere((*UNANSWERED, *ANSWERED), Act.TAKE_ON, Act.STEP_ASIDE),
        **anywhere((*UNANSWERED, *ANSWERED), Act.EXCLUDE, Act.READMIT),
        **anywhere((*UNANSWERED, *ANSWERED), Act.REPORT),
        **{(it, Act.WITHDRAW): State.WITHDRAWN for it in (*UNANSWERED, *ANSWERED)},
    },
)


class Subject(Labelled):
    """Whom it is about."""

    WORK_LEADER = "work_leader", _l("Arbeidslederen min")
    COORDINATOR = "coordinator", _l("En koordinator")
    STAFF_MEMBER = "staff_member", _l("En annen ansatt")
    GENERAL_MANAGER = "general_manager", _l("Daglig leder")
    BOARD = "board", _l("Noen i styret")
    PARTICIPANT = "participant", _l("En annen deltaker")
    NOBODY = "nobody", _l("Ingen person")


class Manner(Labelled):
    """How the complainant wants the answer."""

    HERE = "here", _l("Her")
    ON_PAPER = "on_paper", _l("På papir, i lukket konvolutt")
    IN_A_TALK = "in_a_talk", _l("I en samtale")
    BY_PHONE = "by_phone", _l("På telefon")


class Verdict(Labelled):
    """«Er du enig i klagen?»"""

    UPHELD = "upheld", _l("Ja")
    PARTLY_UPHELD = "partly_upheld", _l("Delvis")
    NOT_UPHELD = "not_upheld", _l("Nei")


class Outcome(Labelled):
    """How it ended: the last answer, or none."""

    UPHELD = "upheld", _l("Ja")
    PARTLY_UPHELD = "partly_upheld", _l("Delvis")
    NOT_UPHELD = "not_upheld", _l("Nei")
    WITHDRAWN = "withdrawn", _l("Trukket")
    UNANSWERED = "unanswered", _l("Ikke besvart")


class Confirmation(Labelled):
    """How the complainant said that what a helper typed is right."""

    PASSPHRASE = "passphrase", _l("Passordet til deltakeren")
    SIGNATURE = "signature", _l("Underskrift på papir")
    WITNESS = "witness", _l("Et vitne")


class Kept(Labelled):
    """«Er det gjort?»"""

    YES = "yes", _l("Ja")
    PARTLY = "partly", _l("Delvis")
    NO = "no", _l("Nei")


class Reader(Labelled):
    """For whom a text is; chosen when it is written, never changed."""

    COMPLAINANT = "complainant", _l("Deltakeren")
    HANDLERS = "handlers", _l("Bare oss som behandler klagen")


class Ground(Labelled):
    """Why somebody is excluded."""

    ABOUT = "about", _l("Klagen gjelder personen")
    NEAR = "near", _l("Du har valgt det")
    STEPPED_ASIDE = "stepped_aside", _l("Har gått til side")


class Skip(Labelled):
    """Why a step is passed over."""

    ABOUT = "about", _l("hoppet over, på grunn av hvem klagen gjelder")
    CHOSEN = "chosen", _l("hoppet over, du valgte det")
    NOBODY = "nobody", _l("hoppet over, fordi ingen her kan lese klagen")

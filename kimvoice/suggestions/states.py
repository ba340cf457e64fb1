"""What can happen to a suggestion, and the words for it."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from kimvoice.core.flow import Flow
from kimvoice.core.labels import Labelled


class State(Labelled):
    RECEIVED = "received", _l("Kommet fram")
    READING = "reading", _l("En tillitsvalgt leser")
    PUBLISHED = "published", _l("Lagt ut")
    DECLINED = "declined", _l("Ikke lagt ut")
    CLOSED = "closed", _l("Ferdig")
    RAISED = "raised", _l("Blitt en sak")
    ANSWERED = "answered", _l("Svar gitt")
    DONE = "done", _l("Gjort")
    NOT_DONE = "not_done", _l("Ble ikke gjort")
    WITHDRAWN = "withdrawn", _l("Trukket")


class Act(StrEnum):
    TAKE = "take"
    GIVE_BACK = "give_back"
    ASK = "ask"
    PUBLISH = "publish"
    DECLINE = "decline"
    CLOSE = "close"
    RAISE = "raise"
    ANSWER = "answer"
    CONFIRM_DONE = "confirm_done"
    CONFIRM_NOT_DONE = "confirm_not_done"
    WRITE = "write"
    WITHDRAW = "withdraw"
    SUMMARIZE = "summarize"
    ASK_FOR_HELP = "ask_for_help"
    END_HELP = "end_help"


FLOW = Flow(
    start=State.RECEIVED,
    table={
        (State.RECEIVED, Act.TAKE): State.READING,
        (State.READING, Act.GIVE_BACK): State.RECEIVED,
        (State.READING, Act.ASK): State.READING,
        (State.READING, Act.PUBLISH): State.PUBLISHED,
        (State.READING, Act.DECLINE): State.DECLINED,
        (State.READING, Act.CLOSE): State.CLOSED,
        (State.READING, Act.RAISE): State.RAISED,
        (State.PUBLISHED, Act.RAISE): State.RAISED,
        (State.PUBLISHED, Act.ANSWER): State.ANSWERED,
        (State.ANSWERED, Act.CONFIRM_DONE): State.DONE,
        (State.ANSWERED, Act.CONFIRM_NOT_DONE): State.NOT_DONE,
        # What was promised stays promised when the author's words are taken away.
        (State.WITHDRAWN, Act.CONFIRM_DONE): State.WITHDRAWN,
        (State.WITHDRAWN, Act.CONFIRM_NOT_DONE): State.WITHDRAWN,
        # The author may always write; what was set aside is then read again.
        (State.RECEIVED, Act.WRITE): State.RECEIVED,
        (State.READING, Act.WRITE): State.READING,
        (State.PUBLISHED, Act.WRITE): State.PUBLISHED,
        (State.DECLINED, Act.WRITE): State.READING,
        (State.CLOSED, Act.WRITE): State.READING,
        (State.RAISED, Act.WRITE): State.RAISED,
        (State.ANSWERED, Act.WRITE): State.ANSWERED,
        (State.DONE, Act.WRITE): State.DONE,
        (State.NOT_DONE, Act.WRITE): State.NOT_DONE,
        (State.RECEIVED, Act.WITHDRAW): State.WITHDRAWN,
        (State.READING, Act.WITHDRAW): State.WITHDRAWN,
        (State.PUBLISHED, Act.WITHDRAW): State.WITHDRAWN,
        (State.DECLINED, Act.WITHDRAW): State.WITHDRAWN,
        (State.CLOSED, Act.WITHDRAW): State.WITHDRAWN,
        (State.RAISED, Act.WITHDRAW): State.WITHDRAWN,
        (State.ANSWERED, Act.WITHDRAW): State.WITHDRAWN,
        (State.DONE, Act.WITHDRAW): State.WITHDRAWN,
        (State.NOT_DONE, Act.WITHDRAW): State.WITHDRAWN,
        (State.READING, Act.SUMMARIZE): State.READING,
        (State.PUBLISHED, Act.SUMMARIZE): State.PUBLISHED,
        (State.ANSWERED, Act.SUMMARIZE): State.ANSWERED,
        (State.DONE, Act.SUMMARIZE): State.DONE,
        (State.NOT_DONE, Act.SUMMARIZE): State.NOT_DONE,
        # A worry cannot wait: also before anybody has taken it, and after the end.
        (State.RECEIVED, Act.ASK_FOR_HELP): State.RECEIVED,
        (State.READING, Act.ASK_FOR_HELP): State.READING,
        (State.PUBLISHED, Act.ASK_FOR_HELP): State.PUBLISHED,
        (State.DECLINED, Act.ASK_FOR_HELP): State.DECLINED,
        (State.CLOSED, Act.ASK_FOR_HELP): State.CLOSED,
        (State.RAISED, Act.ASK_FOR_HELP): State.RAISED,
        (State.ANSWERED, Act.ASK_FOR_HELP): State.ANSWERED,
        (State.DONE, Act.ASK_FOR_HELP): State.DONE,
        (State.NOT_DONE, Act.ASK_FOR_HELP): State.NOT_DONE,
        (State.RECEIVED, Act.END_HELP): State.RECEIVED,
        (State.READING, Act.END_HELP): State.READING,
        (State.PUBLISHED, Act.END_HELP): State.PUBLISHED,
        (State.DECLINED, Act.END_HELP): State.DECLINED,
        (State.CLOSED, Act.END_HELP): State.CLOSED,
        (State.RAISED, Act.END_HELP): State.RAISED,
        (State.ANSWERED, Act.END_HELP): State.ANSWERED,
        (State.DONE, Act.END_HELP): State.DONE,
        (State.NOT_DONE, Act.END_HELP): State.NOT_DONE,
    },
)

PUBLIC = (State.PUBLISHED, State.ANSWERED, State.DONE, State.NOT_DONE)
"""Whose words everybody may read; of what became a matter, if they were laid out."""


ON_THEIR_WAY = (*PUBLIC, State.RAISED)
"""Where what is laid out can be found; some in the last state never were."""


class Course(Labelled):
    """How far the matter has come that a suggestion became, as its author reads it."""

    RAISED = State.RAISED.value, State.RAISED.label
    ON_AGENDA = "on_agenda", _l("På sakslista")
    SENT_ON = "sent_on", _l("Sendt videre")
    ANSWERED = State.ANSWERED.value, State.ANSWERED.label
    DONE = State.DONE.value, State.DONE.label
    NOT_DONE = State.NOT_DONE.value, State.NOT_DONE.label
    ELSEWHERE = "elsewhere", _l("Hører hjemme et annet sted")


class Audience(Labelled):
    """Who may read the author's words; chosen by the author, never changed."""

    EVERYBODY = "everybody", _l("Alle på KIM-senterets nett")
    MAY_RAISE = (
        "may_raise",
        _l("Bare de tillitsvalgte. De kan ta opp saken med egne ord"),
    )
    GO_NO_FURTHER = "go_no_further", _l("Bare de tillitsvalgte. Ikke ta det videre")


SHOWING_LESS = tuple(Audience)
"""From the one that shows most to the one that shows least."""


class DeclineReason(Labelled):
    NAMES_A_PERSON = "names_a_person", _l("Det står navn på en person")
    THREAT = "threat", _l("Det er en trussel eller hets")
    SAME_AS_ANOTHER = "same_as_another", _l("Det samme forslaget finnes fra før")
    OTHER = "other", _l("Noe annet")


class Verdict(Labelled):
    YES = "yes", _l("Ja, vi gjør det")
    NO = "no", _l("Nei")
    NOT_NOW = "not_now", _l("Ikke nå. Vi ser på det igjen")


class Helped(Labelled):
    YES = "yes", _l("Ja")
    PARTLY = "partly", _l("Delvis")
    NO = "no", _l("Nei")
    DO_NOT_KNOW = "do_not_know", _l("Vet ikke")

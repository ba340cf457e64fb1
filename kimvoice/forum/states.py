"""What can happen to a matter on its way, and the words for it (DESIGN 7)."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from kimvoice.core.flow import AS_BEFORE, Flow
from kimvoice.core.labels import Labelled


class BodyKind(Labelled):
    DEPARTMENT_MEETING = "department_meeting", _l("Avdelingsmøte")
    PARTICIPANT_FORUM = "participant_forum", _l("Deltakerforum")
    KIM_FORUM = "kim_forum", _l("KIM-forum")
    LEADERSHIP_TEAM = "leadership_team", _l("Lederteam")
    BOARD = "board", _l("Styret")
    OTHER = "other", _l("Et annet møte")


class Seating(Labelled):
    """What a seat in a body is for."""

    MEMBER = "member", _l("medlem")
    CHAIR = "chair", _l("leder møtet")
    DEPUTY = "deputy", _l("vara for den som leder")


class Origin(Labelled):
    ANONYMOUS_SUGGESTION = "anonymous_suggestion", _l("Fra et anonymt forslag")
    PARTICIPANT = "participant", _l("Fra en deltaker")
    REPRESENTATIVE = "representative", _l("Fra en tillitsvalgt")
    BODY = "body", _l("Fra et møte")
    LEADER = "leader", _l("Fra en leder")
    DIALOGUE_CONFERENCE = "dialogue_conference", _l("Fra dialogkonferansen")
    MORNING_ASSEMBLY = "morning_assembly", _l("Fra Morgenuniversitetet")


class Wish(Labelled):
    """What the meeting is asked to do (SCREENS 7.1)."""

    TALK = "talk", _l("Snakke om saken")
    AGREE = "agree", _l("Bli enige om noe")
    SEND_ON = "send_on", _l("Sende saken videre")
    DO_NOT_KNOW = "do_not_know", _l("Vet ikke")


class Presenter(Labelled):
    """Who presents the matter in the meeting."""

    I = "i", _l("Jeg")  # noqa: E741
    REPRESENTATIVE = "representative", _l("En tillitsvalgt")
    DO_NOT_KNOW = "do_not_know", _l("Vet ikke")


class Elsewhere(Labelled):
    """Where a matter about one person belongs."""

    COMPLAINT = "complaint", _l("Du kan klage. Klagen er hemmelig for de andre")
    COORDINATOR = "coordinator", _l("Snakk med koordinatoren din")
    SAFETY = "safety", _l("Snakk med verneombudet")


class State(Labelled):
    """Of one consideration: a matter's visit to a body."""

    RECEIVED = "received", _l("Meldt inn")
    ON_AGENDA = "on_agenda", _l("På sakslista")
    NEEDS_MORE = "needs_more", _l("Vi må vite mer")
    FORWARDED = "forwarded", _l("Sendt videre")
    ANSWERED = "answered", _l("Svar gitt")
    READ_OUT = "read_out", _l("Svaret er lest opp")
    MERGED = "merged", _l("Samme sak som en annen")
    ELSEWHERE = "elsewhere", _l("Hører hjemme et annet sted")
    WITHDRAWN = "withdrawn", _l("Trukket")


class Act(StrEnum):
    SCHEDULE = "schedule"
    POSTPONE = "postpone"
    FIND_OUT = "find_out"
    FORWARD = "forward"
    ANSWER = "answer"
    PASS_BACK = "pass_back"
    SUM_UP = "sum_up"
    READ_OUT = "read_out"
    ASK_AGAIN = "ask_again"
    LOOK_AGAIN = "look_again"
    WAIT_AGAIN = "wait_again"
    MERGE = "merge"
    UNDO = "undo"
    POINT_ELSEWHERE = "point_elsewhere"
    WITHDRAW = "withdraw"


UNDECIDED = (State.RECEIVED, State.ON_AGENDA, State.NEEDS_MORE)
"""The body has the matter before it."""
OPEN = (*UNDECIDED, State.FORWARDED, State.ANSWERED)
"""Somebody owes something."""

STOPPED = (State.ELSEWHERE, State.WITHDRAWN)
"""Where it was raised: then nobody reads anything of the matter."""

FLOW = Flow(
    start=State.RECEIVED,
    table={
        (State.RECEIVED, Act.SCHEDULE): State.ON_AGENDA,
        (State.NEEDS_MORE, Act.SCHEDULE): State.ON_AGENDA,
        # Still unsettled when the next agenda is laid out: it stands there first.
        (State.ON_AGENDA, Act.SCHEDULE): State.ON_AGENDA,
        (State.RECEIVED, Act.POSTPONE): State.RECEIVED,
        (State.ON_AGENDA, Act.POSTPONE): State.RECEIVED,
        (State.NEEDS_MORE, Act.POSTPONE): State.NEEDS_MORE,
        **{(it, Act.FIND_OUT): State.NEEDS_MORE for it in UNDECIDED},
        **{(it, Act.FORWARD): State.FORWARDED for it in UNDECIDED},
        **{(it, Act.ANSWER): State.ANSWERED for it in UNDECIDED},
        # All that was asked for has been read out here: one answer goes on back by
        # itself, several are summed up by the body.
        (State.FORWARDED, Act.PASS_BACK): State.ANSWERED,
        (State.FORWARDED, Act.SUM_UP): State.RECEIVED,
        (State.ANSWERED, Act.READ_OUT): State.READ_OUT,
        (State.ANSWERED, Act.ASK_AGAIN): State.READ_OUT,
        # Read out first, and asked on afterwards.
        (State.READ_OUT, Act.ASK_AGAIN): State.READ_OUT,
        # «Not now», and its day has come.
        (State.READ_OUT, Act.LOOK_AGAIN): State.READ_OUT,
        # Who asks or looks again waits again.
        (State.FORWARDED, Act.WAIT_AGAIN): State.FORWARDED,
        (State.READ_OUT, Act.WAIT_AGAIN): State.FORWARDED,
        (State.RECEIVED, Act.WAIT_AGAIN): State.FORWARDED,
        (State.ON_AGENDA, Act.WAIT_AGAIN): State.FORWARDED,
        (State.NEEDS_MORE, Act.WAIT_AGAIN): State.FORWARDED,
        (State.RECEIVED, Act.MERGE): State.MERGED,
        (State.ON_AGENDA, Act.MERGE): State.MERGED,
        (State.NEEDS_MORE, Act.MERGE): State.MERGED,
        (State.MERGED, Act.UNDO): AS_BEFORE,
        (State.RECEIVED, Act.POINT_ELSEWHERE): State.ELSEWHERE,
        (State.ON_AGENDA, Act.POINT_ELSEWHERE): State.ELSEWHERE,
        (State.NEEDS_MORE, Act.POINT_ELSEWHERE): State.ELSEWHERE,
        (State.FORWARDED, Act.POINT_ELSEWHERE): State.ELSEWHERE,
        (State.ANSWERED, Act.POINT_ELSEWHERE): State.ELSEWHERE,
        (State.RECEIVED, Act.WITHDRAW): State.WITHDRAWN,
        (State.MERGED, Act.WITHDRAW): State.WITHDRAWN,
    },
)


ONCE_PUBLISHED = (Act.FIND_OUT, Act.FORWARD, Act.ANSWER)
"""Not before everybody can read of it."""
OF_THE_MATTER = (Act.MERGE, Act.UNDO, Act.POINT_ELSEWHERE, Act.WITHDRAW)
"""Done where it was raised."""


class Verdict(Labelled):
    YES = "yes", _l("Ja, vi gjør det")
    PARTLY = "partly", _l("Ja, en del av det")
    NO = "no", _l("Nei")
    NOT_NOW = "not_now", _l("Ikke nå. Vi ser på det igjen")
    NOTED = "noted", _l("Vi har snakket om det")


PROMISES = (Verdict.YES, Verdict.PARTLY)
"""Who does it, and by when."""
NEEDS_REASON = (Verdict.PARTLY, Verdict.NO, Verdict.NOT_NOW)


SHORTEST_REASON = 40
"""Characters: nobody is turned down with one word (DESIGN 4.10 and 7)."""


class Reason(Labelled):
    """Why not, or why not now."""

    MONEY = "money", _l("Det er ikke penger")
    NAV_RULES = "nav_rules", _l("Regler fra NAV setter en grense")
    AFFECTS_OTHERS = "affects_others", _l("Det går ut over andre")
    EXISTS_ALREADY = "exists_already", _l("Det finnes allerede")
    DISAGREE = "disagree", _l("Vi er ikke enige")
    OTHER = "other", _l("Noe annet")


class Outcome(Labelled):
    """What has come of an answer, for the board; computed, never stored."""

    UNDER_WAY = "under_way", _l("På vei")
    DONE = "done", _l("Gjort")
    NOT_DONE = "not_done", _l("Ble ikke gjort")
    NO = "no", _l("Nei")
    NOT_NOW = "not_now", _l("Ikke nå")
    NOTED = "noted", _l("Snakket om")


class MeasureState(Labelled):
    PROMISED = "promised", _l("På vei")
    REPORTED = "reported", _l("Meldt gjort")
    DONE = "done", _l("Gjort")
    NOT_DONE = "not_done", _l("Ble ikke gjort")


UNDONE = (MeasureState.PROMISED, MeasureState.REPORTED)
"""What was promised still waits for somebody."""


class MeasureAct(StrEnum):
    REPORT_DONE = "report_done"
    POSTPONE = "postpone"
    GIVE_UP = "give_up"
    CONFIRM = "confirm"
    DISPUTE = "dispute"


MEASURE_FLOW = Flow(
    start=MeasureState.PROMISED,
    table={
        (MeasureState.PROMISED, MeasureAct.REPORT_DONE): MeasureState.REPORTED,
        (MeasureState.PROMISED, MeasureAct.POSTPONE): MeasureState.PROMISED,
        (MeasureState.PROMISED, MeasureAct.GIVE_UP): MeasureState.NOT_DONE,
        (MeasureState.REPORTED, MeasureAct.CONFIRM): MeasureState.DONE,
        (MeasureState.REPORTED, MeasureAct.DISPUTE): MeasureState.PROMISED,
        # It turns out that it was not: for some time after.
        (MeasureState.DONE, MeasureAct.DISPUTE): MeasureState.PROMISED,
    },
)


class Deed(StrEnum):
    """A line of the history that anybody can follow."""

    RAISED = "raised"
    SCHEDULED = "scheduled"
    POSTPONED = "postponed"
    NEEDED_MORE = "needed_more"
    FORWARDED = "forwarded"
    ANSWERED = "answered"
    PASSED_BACK = "passed_back"
    TO_SUM_UP = "to_sum_up"
    READ_OUT = "read_out"
    ASKED_AGAIN = "asked_again"
    LOOKED_AGAIN = "looked_again"
    MERGED = "merged"
    PARTED = "parted"
    SENT_ELSEWHERE = "sent_elsewhere"
    WITHDRAWN = "withdrawn"
    REPORTED_DONE = "reported_done"
    MEASURE_POSTPONED = "measure_postponed"
    GIVEN_UP = "given_up"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"

"""What can happen to a suggestion, and the words for it."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from kimvoice.core.flow import Flow


class State(StrEnum):
    RECEIVED = "received"
    READING = "reading"
    PUBLISHED = "published"
    DECLINED = "declined"
    CLOSED = "closed"
    ANSWERED = "answered"
    DONE = "done"
    NOT_DONE = "not_done"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> LazyString:
        return _LABELS[self]


class Act(StrEnum):
    TAKE = "take"
    GIVE_BACK = "give_back"
    ASK = "ask"
    PUBLISH = "publish"
    DECLINE = "decline"
    CLOSE = "close"
    ANSWER = "answer"
    CONFIRM_DONE = "confirm_done"
    CONFIRM_NOT_DONE = "confirm_not_done"
    WRITE = "write"
    WITHDRAW = "withdraw"


FLOW = Flow(
    start=State.RECEIVED,
    table={
        (State.RECEIVED, Act.TAKE): State.READING,
        (State.READING, Act.GIVE_BACK): State.RECEIVED,
        (State.READING, Act.ASK): State.READING,
        (State.READING, Act.PUBLISH): State.PUBLISHED,
        (State.READING, Act.DECLINE): State.DECLINED,
        (State.READING, Act.CLOSE): State.CLOSED,
        (State.PUBLISHED, Act.ANSWER): State.ANSWERED,
        (State.ANSWERED, Act.CONFIRM_DONE): State.DONE,
        (State.ANSWERED, Act.CONFIRM_NOT_DONE): State.NOT_DONE,
        # The author may always write; what was set aside is then read again.
        (State.RECEIVED, Act.WRITE): State.RECEIVED,
        (State.READING, Act.WRITE): State.READING,
        (State.PUBLISHED, Act.WRITE): State.PUBLISHED,
        (State.DECLINED, Act.WRITE): State.READING,
        (State.CLOSED, Act.WRITE): State.READING,
        (State.ANSWERED, Act.WRITE): State.ANSWERED,
        (State.DONE, Act.WRITE): State.DONE,
        (State.NOT_DONE, Act.WRITE): State.NOT_DONE,
        (State.RECEIVED, Act.WITHDRAW): State.WITHDRAWN,
        (State.READING, Act.WITHDRAW): State.WITHDRAWN,
        (State.PUBLISHED, Act.WITHDRAW): State.WITHDRAWN,
        (State.DECLINED, Act.WITHDRAW): State.WITHDRAWN,
        (State.CLOSED, Act.WITHDRAW): State.WITHDRAWN,
        (State.ANSWERED, Act.WITHDRAW): State.WITHDRAWN,
        (State.DONE, Act.WITHDRAW): State.WITHDRAWN,
        (State.NOT_DONE, Act.WITHDRAW): State.WITHDRAWN,
    },
)

PUBLIC = (State.PUBLISHED, State.ANSWERED, State.DONE, State.NOT_DONE)
"""Whose words everybody may read."""

_LABELS = {
    State.RECEIVED: _l("Kommet fram"),
    State.READING: _l("En tillitsvalgt leser"),
    State.PUBLISHED: _l("Lagt ut"),
    State.DECLINED: _l("Ikke lagt ut"),
    State.CLOSED: _l("Ferdig"),
    State.ANSWERED: _l("Svar gitt"),
    State.DONE: _l("Gjort"),
    State.NOT_DONE: _l("Ble ikke gjort"),
    State.WITHDRAWN: _l("Trukket"),
}


class Audience(StrEnum):
    """Who may read the author's words; chosen by the author, never changed."""

    EVERYBODY = "everybody"
    MAY_RAISE = "may_raise"
    GO_NO_FURTHER = "go_no_further"

    @property
    def label(self) -> LazyString:
        return _AUDIENCES[self]


SHOWING_LESS = tuple(Audience)
"""From the one that shows most to the one that shows least."""

_AUDIENCES = {
    Audience.EVERYBODY: _l("Alle på KIM-senterets nett"),
    Audience.MAY_RAISE: _l("Bare de tillitsvalgte. De kan ta opp saken med egne ord"),
    Audience.GO_NO_FURTHER: _l("Bare de tillitsvalgte. Ikke ta det videre"),
}


class DeclineReason(StrEnum):
    NAMES_A_PERSON = "names_a_person"
    THREAT = "threat"
    SAME_AS_ANOTHER = "same_as_another"
    OTHER = "other"

    @property
    def label(self) -> LazyString:
        return _DECLINE_REASONS[self]


_DECLINE_REASONS = {
    DeclineReason.NAMES_A_PERSON: _l("Det står navn på en person"),
    DeclineReason.THREAT: _l("Det er en trussel eller hets"),
    DeclineReason.SAME_AS_ANOTHER: _l("Det samme forslaget finnes fra før"),
    DeclineReason.OTHER: _l("Noe annet"),
}


class Verdict(StrEnum):
    YES = "yes"
    NO = "no"
    NOT_NOW = "not_now"

    @property
    def label(self) -> LazyString:
        return _VERDICTS[self]


_VERDICTS = {
    Verdict.YES: _l("Ja, vi gjør det"),
    Verdict.NO: _l("Nei"),
    Verdict.NOT_NOW: _l("Ikke nå. Vi ser på det igjen"),
}


class Outcome(StrEnum):
    """What has come of an answer, for the board; computed, never stored."""

    UNDER_WAY = "under_way"
    DONE = "done"
    NOT_DONE = "not_done"
    NO = "no"
    NOT_NOW = "not_now"

    @property
    def label(self) -> LazyString:
        return _OUTCOMES[self]


_OUTCOMES = {
    Outcome.UNDER_WAY: _l("På vei"),
    Outcome.DONE: _l("Gjort"),
    Outcome.NOT_DONE: _l("Ble ikke gjort"),
    Outcome.NO: _l("Nei"),
    Outcome.NOT_NOW: _l("Ikke nå"),
}


class Reason(StrEnum):
    """Why not, or why not now."""

    MONEY = "money"
    NAV_RULES = "nav_rules"
    AFFECTS_OTHERS = "affects_others"
    EXISTS_ALREADY = "exists_already"
    DISAGREE = "disagree"
    OTHER = "other"

    @property
    def label(self) -> LazyString:
        return _REASONS[self]


_REASONS = {
    Reason.MONEY: _l("Det er ikke penger"),
    Reason.NAV_RULES: _l("Regler fra NAV setter en grense"),
    Reason.AFFECTS_OTHERS: _l("Det går ut over andre"),
    Reason.EXISTS_ALREADY: _l("Det finnes allerede"),
    Reason.DISAGREE: _l("Vi er ikke enige"),
    Reason.OTHER: _l("Noe annet"),
}


class Helped(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    DO_NOT_KNOW = "do_not_know"

    @property
    def label(self) -> LazyString:
        return _HELPED[self]


_HELPED = {
    Helped.YES: _l("Ja"),
    Helped.PARTLY: _l("Delvis"),
    Helped.NO: _l("Nei"),
    Helped.DO_NOT_KNOW: _l("Vet ikke"),
}

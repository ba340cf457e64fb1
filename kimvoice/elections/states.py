"""What can happen to an election, and the words for it (DESIGN 6)."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from kimvoice.core.flow import Flow
from kimvoice.core.labels import Labelled

DONE = _l("Dette er gjort, eller kan ikke gjøres nå.")


class RoundKind(Labelled):
    ORDINARY = "ordinary", _l("Valg av tillitsvalgte")
    BY_ELECTION = "by_election", _l("Suppleringsvalg")
    BOARD = "board", _l("Valg av styrerepresentant")


class Way(Labelled):
    """How a department votes."""

    PAPER = "paper", _l("På papir i møtet")
    NET = "net", _l("På nett og papir")


class State(Labelled):
    DRAFT = "draft", _l("Utkast")
    NOMINATION = "nomination", _l("Kandidater foreslås")
    LISTED = "listed", _l("Kandidatene er klare")
    # by the clock, when there is a vote to hold
    OPEN = "open", _l("Avstemningen er åpen")
    CLOSED = "closed", _l("Avstemningen er over")
    TIED = "tied", _l("Venter på loddtrekning")
    COUNTED = "counted", _l("Talt opp")
    PUBLISHED = "published", _l("Resultatet er klart")
    # by the clock, when nobody's complaint waits
    FINAL = "final", _l("Endelig")
    ANNULLED = "annulled", _l("Gjelder ikke")


UNDER_WAY = (State.NOMINATION, State.LISTED, State.TIED, State.COUNTED)
"""Announced, and no result yet: as they are stored."""
BY_THE_CLOCK = (State.OPEN, State.CLOSED, State.FINAL)
"""Computed (`Election.standing`), never stored."""


class Act(StrEnum):
    # the officers'
    CHANGE = "change"
    ANNOUNCE = "announce"
    CORRECT = "correct"
    GIVE_SLIP = "give_slip"
    # on the net
    SEAL = "seal"
    ALLOW_CODE = "allow_code"
    LAY_IN = "lay_in"
    CLOSE_URN = "close_urn"
    UNLOCK = "unlock"
    RECOUNT = "recount"
    PLAN_DRAW = "plan_draw"
    DRAW = "draw"
    PUBLISH = "publish"
    DECIDE = "decide"
    ANNUL = "annul"
    # the counters', once the two agree
    COUNT = "count"
    TIE = "tie"
    # a participant's
    NOMINATE = "nominate"
    STAND = "stand"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    AGREE = "agree"
    ASK_FOR_VOTE = "ask_for_vote"
    VOTE = "vote"
    COMPLAIN = "complain"
    # the clock's
    FREEZE = "freeze"


def staying(*states: State, acts: tuple[Act, ...]) -> dict[tuple[State, Act], State]:
    """Acts that leave the state as it is stored: what is open or over is listed."""
    stored = {State.OPEN: State.LISTED, State.CLOSED: State.LISTED}
    return {(state, act): stored.get(state, state) for state in states for act in acts}


FLOW = Flow(
    start=State.DRAFT,
    table={
        (State.DRAFT, Act.CHANGE): State.DRAFT,
        (State.DRAFT, Act.ANNOUNCE): State.NOMINATION,
        **staying(
            State.NOMINATION, acts=(Act.NOMINATE, Act.STAND, Act.DECLINE, Act.WITHDRAW)
        ),
        (State.NOMINATION, Act.FREEZE): State.LISTED,
        **staying(
            State.LISTED, acts=(Act.CORRECT, Act.WITHDRAW, Act.AGREE, Act.ASK_FOR_VOTE)
        ),
        # Without a vote: nobody stands, or those who stand are elected.
        (State.LISTED, Act.PUBLISH): State.PUBLISHED,
        **staying(State.OPEN, State.CLOSED, acts=(Act.CORRECT, Act.GIVE_SLIP)),
        # On the net, as far as `Balloting` allows: the two officers' words count it.
        **staying(State.LISTED, State.OPEN, acts=(Act.SEAL,)),
        **staying(State.LISTED, State.OPEN, State.CLOSED, acts=(Act.ALLOW_CODE,)),
        **staying(State.OPEN, acts=(Act.VOTE,)),
        **staying(State.CLOSED, acts=(Act.LAY_IN, Act.CLOSE_URN, Act.UNLOCK)),
        (State.CLOSED, Act.RECOUNT): State.LISTED,
        (State.CLOSED, Act.COUNT): State.COUNTED,
        (State.CLOSED, Act.TIE): State.TIED,
        (State.TIED, Act.PLAN_DRAW): State.TIED,
        (State.TIED, Act.DRAW): State.COUNTED,
        (State.COUNTED, Act.PUBLISH): State.PUBLISHED,
        **staying(State.PUBLISHED, acts=(Act.COMPLAIN, Act.DECIDE)),
        **{
            (state, Act.ANNUL): State.ANNULLED
            for state in State
            if state not in (State.DRAFT, State.FINAL, State.ANNULLED)
        },
    },
)


class CandidateState(Labelled):
    NOMINATED = "nominated", _l("Foreslått")
    STANDS = "stands", _l("Stiller til valg")
    DECLINED = "declined", _l("Sa nei")
    """Shown to nobody but the nominee, and forgotten when the roll is frozen."""
    WITHDREW = "withdrew", _l("Trukket seg")


class ProposalKind(Labelled):
    """What two officers must agree on."""

    ENROL = "enrol", _l("Før opp i manntallet")
    STRIKE = "strike", _l("Stryk fra manntallet")
    NEW_CODE = "new_code", _l("Ny kode i valget")
    ANNUL = "annul", _l("Valget skal holdes på nytt")


class Deed(StrEnum):
    """A line of the protocol."""

    ANNOUNCED = "announced"
    LISTED = "listed"
    CANDIDATE_WITHDREW = "candidate_withdrew"
    ORDER_AGREED = "order_agreed"
    VOTE_ASKED = "vote_asked"
    ROLL_CORRECTED = "roll_corrected"
    OFFICER_REPLACED = "officer_replaced"
    URN_SEALED = "urn_sealed"
    NAME_ASKED = "name_asked"
    CODE_ALLOWED = "code_allowed"
    PAPER_LAID_IN = "paper_laid_in"
    PAPER_CHECKED = "paper_checked"
    URN_CLOSED = "urn_closed"
    UNLOCKED = "unlocked"
    SHREDDED = "shredded"
    COUNTS_DIFFERED = "counts_differed"
    COUNTED = "counted"
    DRAW_PLANNED = "draw_planned"
    DREW = "drew"
    PUBLISHED = "published"
    COMPLAINED = "complained"
    COMPLAINT_DECIDED = "complaint_decided"
    ANNULLED = "annulled"
    OFFICE_ENDED = "office_ended"
    DEPUTY_MOVED_UP = "deputy_moved_up"

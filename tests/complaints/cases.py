"""Complaints that stand as few do, beside those of tests/cast.py."""

from collections.abc import Callable

from kimvoice.complaints.exclusions import Exclusion
from kimvoice.complaints.ladder import MAY_ANSWER
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Ground, Manner, State, Verdict
from kimvoice.core import days
from kimvoice.core.db import db
from kimvoice.people.models import RoleKind
from tests.cast import Cast, Complainer, complainer, earlier
from tests.factories import Make

WHY = "Jeg venter på en plan fra dere."


def about_manager(make: Make, cast: Cast) -> Complaint:
    return make.complaint(by=cast["participant"], about=RoleKind.GENERAL_MANAGER)


def answered_last(make: Make, cast: Cast) -> Complaint:
    about = RoleKind.GENERAL_MANAGER
    return make.complaint(State.ANSWERED, by=cast["participant"], about=about)


def chosen_first(make: Make, cast: Cast) -> Complaint:
    return make.complaint(by=cast["participant"], first=2, wish="Jeg vil ha pause.")


def without_leader(make: Make, _cast: Cast) -> Complaint:
    return make.complaint(by=make.participant(department=make.department()))


def more_time(make: Make, cast: Cast) -> Complaint:
    it = received(make, cast)
    it.extend(cast["leader"], days.working_day_after(it.current.answer_by, 5), WHY)
    return it


def turned_down(make: Make, cast: Cast) -> Complaint:
    it = received(make, cast)
    it.give(cast["leader"], Verdict.NOT_UPHELD, reason="Vi ser det ikke slik.")
    return it


def stranded(make: Make, cast: Cast) -> Complaint:
    it = make.complaint(by=cast["participant"])
    it.exclude([Exclusion.of(kind, Ground.NEAR) for kind in MAY_ANSWER])
    return it


def on_paper(make: Make, cast: Cast) -> Complaint:
    manner = Manner.ON_PAPER
    return make.complaint(State.ANSWERED, by=cast["participant"], manner=manner)


def answered(make: Make, cast: Cast) -> Complaint:
    return make.complaint(State.ANSWERED, by=cast["participant"])


def received(make: Make, cast: Cast) -> Complaint:
    return make.complaint(State.RECEIVED, by=cast["participant"])


def withdrawn(make: Make, cast: Cast) -> Complaint:
    return make.complaint(State.WITHDRAWN, by=cast["participant"])


FURTHER: dict[str, tuple[int, Callable[[Make, Cast], Complaint]]] = {
    "late at the end": (10, about_manager),
    "answered at the end": (0, answered_last),
    "chosen first": (0, chosen_first),
    "without leader": (0, without_leader),
    "more time": (0, more_time),
    "turned down": (0, turned_down),
    "stranded": (0, stranded),
    "on paper": (0, on_paper),
    "rested": (20, answered),
    "past three months": (15, received),
    "withdrawn for good": (6, withdrawn),
    "soon deleted": (11, withdrawn),
}
"""How many weeks ago each was sent, and what came of it on that day."""


def further(make: Make, cast: Cast) -> Complainer:
    """Sends those of tests/cast.py and these, by their names."""
    usual = complainer(make, cast)

    def complain(case: str) -> Complaint:
        if case not in FURTHER:
            return usual(case)
        weeks, send = FURTHER[case]
        with earlier(weeks):
            complaint = send(make, cast)
        db.session.commit()
        return complaint

    return complain

"""What of the complaints waits for somebody who answers them."""

from collections.abc import Iterable

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from kimvoice.complaints.answers import ComplaintAnswer
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Act, State

NEXT: dict[State, LazyString] = {
    State.SENT: _l("si at du har fått klagen"),
    State.ESCALATED: _l("si at du har fått klagen"),
    State.RECEIVED: _l("gi svar"),
    State.WAITING: _l("vent på svar fra deltakeren"),
}


def next_of(complaint: Complaint) -> LazyString | str:
    """What the handler owes next; nothing when all is answered and printed."""
    if prints_next(complaint):
        return _l("skriv ut til konvolutten")
    return NEXT.get(complaint.standing, "")


def prints_next(complaint: Complaint) -> bool:
    """Once it is said that it has come: one envelope for both."""
    return complaint.awaits_envelope and not complaint.can(Act.CONFIRM)


NEWS: dict[Act, LazyString] = {
    Act.WRITE: _l("Deltakeren har skrevet."),
    Act.REOPEN: _l("Deltakeren har åpnet klagen igjen."),
}


def news_of(complaint: Complaint) -> LazyString | str:
    """What came last at this step, when that is the complainant's and asks for eyes."""
    here = [it for it in complaint.entries if it.position == complaint.position]
    for entry in reversed(here):
        if entry.act in NEWS:
            mine = entry.by_id == complaint.complainant_id
            return NEWS[entry.act] if mine else _l("Støttepersonen har skrevet.")
        if entry.act is Act.ACCEPT or entry.by_id != complaint.complainant_id:
            return ""
    return ""


def promised_in(handled: Iterable[Complaint]) -> list[ComplaintAnswer]:
    """What the house has promised there, until one of the two says that it is done."""
    return [
        answer
        for complaint in handled
        for answer in complaint.answers
        if answer.promises and not answer.is_done
    ]

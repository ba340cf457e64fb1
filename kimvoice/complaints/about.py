"""What the complaints hold about somebody: one's own, and that others name one.

Never whom a complaint is about: for them it does not exist (DESIGN 5).
"""

from collections.abc import Iterator
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select

from kimvoice.complaints import policy, sweeping
from kimvoice.complaints.drafts import Draft
from kimvoice.complaints.exclusions import Exclusion
from kimvoice.complaints.log import Deed, LogLine
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.support import Support
from kimvoice.core.db import db
from kimvoice.people import stored
from kimvoice.people.models import Person
from kimvoice.people.stored import Line


def _complaints(person: Person) -> Iterator[Line]:
    for complaint in policy.own(person):
        title = _("Klage %(number)s, sendt", number=complaint.number)
        yield Line(title, on=complaint.filed_on, case=complaint.number)
        yield from _asked_for(complaint)
    if draft := Draft.of(person):
        since, until = draft.saved_on, draft.last_day
        yield Line(_l("Et utkast til en klage"), since=since, until=until)
    supported = (it.supporter for it in policy.supported_by(person))
    if agreed := [it.agreed_on for it in supported if it and it.agreed_on]:
        yield Line(_l("Du er støtteperson for noen"), since=min(agreed))
    if first := min(_deeds(person), default=None):
        yield Line(_l("Du har gjort noe i klager fra andre"), since=first)


def _asked_for(complaint: Complaint) -> Iterator[Line]:
    for support in complaint.supports:
        title = _("Du spurte om støtte til klage %(number)s", number=complaint.number)
        name = support.person.name or _("en som er slettet")
        yield Line(title, name, on=support.asked_on)


def _deeds(person: Person) -> Iterator[date]:
    """What the person knows of: done by themselves, where it exists for them.

    Not that a code was printed: who has printed one would learn who has a complaint.
    """
    lines = or_(LogLine.by_id == person.id, LogLine.second_id == person.id)
    known = LogLine.deed != Deed.NEW_CODE
    for line in db.session.scalars(select(LogLine).where(lines, known)):
        if not _is_hidden(line.complaint, person):
            yield line.done_on
    for support in _supports(person):
        if not _is_hidden(support.complaint, person):
            yield support.asked_on


def _is_hidden(complaint: Complaint, person: Person) -> bool:
    return complaint.bars(person) or complaint.is_to_be_deleted


def _erase(person: Person) -> None:
    """In others' complaints the log forgets who it was, and its chain holds."""
    for support in _supports(person):
        support.complaint.end_lost_support()
    lines = or_(LogLine.by_id == person.id, LogLine.second_id == person.id)
    for line in db.session.scalars(select(LogLine).where(lines)):
        line.forget(person)
    for complaint in _own(person):
        complaint.keep_name_of(person)
    if not _is_named(person):
        person.roles.clear()
    Draft.forget(person)
    sweeping.owe()


def _erase_own(person: Person) -> None:
    for complaint in _own(person):
        complaint.bury()


def _own(person: Person) -> list[Complaint]:
    """Locked; also those whose time is over and that are not deleted yet."""
    query = select(Complaint.number).where(Complaint.complainant_id == person.id)
    numbers = sorted(db.session.scalars(query))
    return [it for number in numbers if (it := Complaint.locked(number))]


def _is_named(person: Person) -> bool:
    """Whom a complaint is about stays above those who answered to them."""
    query = select(Exclusion.id).where(Exclusion.person_id == person.id)
    return db.session.scalar(query.limit(1)) is not None


def _supports(person: Person) -> list[Support]:
    query = select(Support).where(Support.person_id == person.id)
    return list(db.session.scalars(query).unique())


stored.holds(
    _l("Klager"),
    "complaints.complainant_id",
    "complaints.helper_id",
    "complaint_steps.handler_id",
    "complaint_steps.taken_on_by_id",
    "complaint_entries.by_id",
    "complaint_answers.by_id",
    "complaint_exclusions.person_id",
    "complaint_log.by_id",
    "complaint_log.second_id",
    "complaint_supports.person_id",
    "complaint_drafts.person_id",
    told=_complaints,
    erase=_erase,
    erase_own=_erase_own,
)

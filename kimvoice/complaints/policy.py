"""Who may do what with a complaint. When it can be done, the model says."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import Select, select

from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Act, Ground, State
from kimvoice.complaints.support import Support
from kimvoice.core import clock, days
from kimvoice.core.db import db
from kimvoice.people import names
from kimvoice.people.duties import CAN_OWE_ANSWERS
from kimvoice.people.models import Person, RoleKind
from kimvoice.people.new_codes import NewCode

MAY_HELP = (
    RoleKind.REPRESENTATIVE,
    RoleKind.DEPUTY,
    RoleKind.STAFF_MEMBER,
    RoleKind.WORK_LEADER,
    RoleKind.COORDINATOR,
    RoleKind.GENERAL_MANAGER,
)
TOLD_DAYS = 30
GIVEN_BACK_DAYS = 30
"""From when somebody took it on: what they typed too late is given back to them."""


def visible_to(person: Person) -> Select[Complaint]:
    """All that exist for this person: one's own, and those one answers or supports.

    Everything that shows, counts or names complaints asks this, and nothing else.
    """
    every = (*own(person), *_handled_by(person), *supported_by(person))
    seen = [each.number for each in every]
    return select(Complaint).where(Complaint.number.in_(seen))


def waiting_for(person: Person) -> list[Complaint]:
    """Those that the person answers today, by deadline; what owes nothing is last."""
    return sorted(_handled_by(person), key=lambda it: (not it.due, it.due, it.number))


def own(person: Person) -> list[Complaint]:
    """Those that the person has sent, the newest first."""
    return [it for it in _from(person) if it.claimed]


def to_claim(person: Person, number: int) -> Complaint | None:
    """Typed for this person, who had never signed in; locked."""
    if number not in [it.number for it in _from(person) if not it.claimed]:
        return None
    it = Complaint.locked(number)
    return it if it and not it.claimed else None


def has_open(person: Person) -> bool:
    """One's own that is not over: it outlives one's time in the house (DESIGN 5).

    What is not claimed lets nobody in but with a slip that two people answer for:
    else whoever used the first slip would learn of it by leaving.
    """
    by_two = bool(NewCode.told_to(person))
    return any(it.is_open and (it.claimed or by_two) for it in _from(person))


Person.let_in_for.append(has_open)


def own_to_look_at(person: Person) -> list[Complaint]:
    """Those of one's own that have a day, or that are late, new or soon gone."""
    return [it for it in own(person) if _asks_for_a_look(it)]


def supported_by(person: Person) -> list[Complaint]:
    """Those in which the person has said yes, and is the support person today."""
    return [it for it in _with_support(person) if is_supporter(person, it)]


def asked_to_support(person: Person) -> list[Support]:
    """What one can still say yes or no to; of the complaint nothing is seen."""
    asked = [it.support for it in _with_support(person)]
    return [it for it in asked if it and it.waits and it.person_id == person.id]


def follows_complaints(person: Person) -> bool:
    """Whether there is anything on the page of one's own complaints."""
    return may_claim(person) or bool(own(person))


def may_claim(person: Person) -> bool:
    """Alike for all who are or were participants: that one may, tells nothing."""
    took_part = (it.kind is RoleKind.PARTICIPANT for it in person.roles)
    return not person.is_here or any(took_part)


def may_complain(person: Person) -> bool:
    return person.holds(RoleKind.PARTICIPANT)


def answers_complaints(person: Person) -> bool:
    """Whether a complaint can ever wait for this person; never whether one does."""
    if person.holds(RoleKind.ADMINISTRATOR):
        return False
    today = clock.today()
    soon = days.working_day_from(today)
    held = (it for it in person.roles if it.kind in CAN_OWE_ANSWERS)
    return any(it.starts <= soon and not it.is_over(today) for it in held)


def may_help(person: Person) -> bool:
    """Type a complaint for a participant; who that is, is never a list.

    No administrator, who would read one while typing it.
    """
    return person.holds(*MAY_HELP) and not person.holds(RoleKind.ADMINISTRATOR)


def participant_called(typed: str) -> Person | None:
    return called(typed, Person.holding(RoleKind.PARTICIPANT))


def called(typed: str, people: Iterable[Person]) -> Person | None:
    """By the whole name; of two who share it, with the user name behind."""
    said, among = names.same(typed), list(people)
    named = [it for it in among if names.same(it.name) == said]
    told = [it for it in among if names.same(f"{it.name} {it.user_name}") == said]
    found = named if len(named) == 1 else told
    return found[0] if len(found) == 1 else None


def may_type_on(helper: Person, complaint: Complaint, name: str) -> bool:
    """Whoever has the paper knows name and number; never who is shut out.

    What is withdrawn the complainant alone takes back.
    """
    known = may_help(helper) and names.same(complaint.sent_by) == names.same(name)
    hidden = complaint.state is State.WITHDRAWN or complaint.is_to_be_deleted
    return known and not hidden and not complaint.bars(helper)


def helped_lately(person: Person) -> list[Complaint]:
    """Those of one's own that somebody else has typed: told at home for a while."""
    since = clock.today() - timedelta(days=TOLD_DAYS)
    helped = (it for it in own(person) if it.helper_id is not None)
    return [
        it for it in helped if it.typed_on >= since and it.state is not State.WITHDRAWN
    ]


def is_own(person: Person, complaint: Complaint) -> bool:
    return complaint.claimed and complaint.complainant_id == person.id


def is_handler(person: Person, complaint: Complaint) -> bool:
    """Also before it was said that it is not about the person: sees the first page."""
    hidden = complaint.state is State.WITHDRAWN
    return not hidden and complaint.reader == person


def may_handle(person: Person, complaint: Complaint) -> bool:
    """Reads it all, and acts."""
    taken_on = complaint.current.taken_on_by_id == person.id
    return taken_on and is_handler(person, complaint)


def is_supporter(person: Person, complaint: Complaint) -> bool:
    """Reads what is ticked, and writes; nothing while it is withdrawn."""
    support = complaint.supporter
    shown = complaint.state is not State.WITHDRAWN
    return shown and support is not None and support.person_id == person.id


def reads_complaint(person: Person, complaint: Complaint) -> bool:
    """Of those who see it: a support person only when that is ticked."""
    support = complaint.supporter
    if support is None or not is_supporter(person, complaint):
        return True
    return support.reads_complaint


def may_end_support(person: Person, complaint: Complaint) -> bool:
    return is_own(person, complaint) or is_supporter(person, complaint)


def may_see(person: Person, complaint: Complaint) -> bool:
    takes_part = is_own(person, complaint) or is_supporter(person, complaint)
    return takes_part or may_handle(person, complaint)


def waits_for_anything(person: Person) -> bool:
    """Whether «Saker som venter på meg» has anything for this person."""
    if answers_complaints(person):
        return True
    open_to = (it.support for it in _with_support(person))
    return any(it and it.person_id == person.id for it in open_to)


def has_left_today(person: Person, complaint: Complaint) -> bool:
    """By what the person did alone: nothing that came later shows in it."""
    return any(
        each.ground is Ground.STEPPED_ASIDE
        and each.person_id == person.id
        and each.since == clock.today()
        for each in complaint.exclusions
    )


def had_it(person: Person, complaint: Complaint) -> bool:
    """Took it on lately, at any step, and nothing hides it from this person since."""
    if person.holds(RoleKind.ADMINISTRATOR):
        return False
    away = [it.stands_in_for for it in person.current_roles if it.stands_in_for]
    if any(complaint.bars(each) for each in (person, *away)):
        return False
    since = clock.today() - timedelta(days=GIVEN_BACK_DAYS)
    taken = [it for it in complaint.entries if it.act is Act.TAKE_ON]
    return any(it.by_id == person.id and it.done_on >= since for it in taken)


def had_support(person: Person, complaint: Complaint) -> bool:
    """Was the support person lately, and nothing hides it from this person since."""
    if complaint.bars(person):
        return False
    since = clock.today() - timedelta(days=GIVEN_BACK_DAYS)
    mine = (it for it in complaint.supports if it.person_id == person.id)
    return any(it.agreed_on and (it.ended_on or since) >= since for it in mine)


def _from(person: Person) -> list[Complaint]:
    query = select(Complaint).where(Complaint.complainant_id == person.id)
    newest = query.order_by(Complaint.filed_on.desc(), Complaint.number)
    return _kept(db.session.scalars(newest).unique())


def _with_support(person: Person) -> list[Complaint]:
    """Where the person was asked, and did not say no; none that is withdrawn."""
    asked = (
        select(Support.complaint_number)
        .where(Support.person_id == person.id)
        .where(Support.declined_on.is_(None), Support.ended_on.is_(None))
    )
    shown = select(Complaint).where(
        Complaint.number.in_(asked), Complaint.state != State.WITHDRAWN
    )
    return _kept(db.session.scalars(shown.order_by(Complaint.number)).unique())


def _handled_by(person: Person) -> list[Complaint]:
    if not answers_complaints(person):
        return []
    shown = select(Complaint).where(Complaint.state != State.WITHDRAWN)
    found = db.session.scalars(shown.order_by(Complaint.number)).unique()
    return [each for each in _kept(found) if is_handler(person, each)]


def _kept(complaints: Iterable[Complaint]) -> list[Complaint]:
    """Without those whose time is over, also before the daily job has deleted them."""
    return [each for each in complaints if not each.is_to_be_deleted]


def _asks_for_a_look(it: Complaint) -> bool:
    return it.waits_for_complainant or it.has_support_news or it.is_soon_deleted

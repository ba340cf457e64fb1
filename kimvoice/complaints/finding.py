"""How every door of the room finds a complaint: by the one query, or not at all."""

from collections.abc import Callable
from functools import partial

from flask import Response, after_this_request, request
from flask_babel import LazyString
from werkzeug.exceptions import NotFound

from kimvoice.complaints import policy
from kimvoice.complaints.handling_forms import typed_into
from kimvoice.complaints.log import Deed
from kimvoice.complaints.models import Complaint
from kimvoice.core.db import begin_writing, db
from kimvoice.core.errors import RuleBroken
from kimvoice.people.models import Person
from kimvoice.web import errors
from kimvoice.web.acts import May, Question
from kimvoice.web.answers import one_or_404, page
from kimvoice.web.person import me, require

REDIRECTS = range(300, 400)


def found(number: int, may: May[Complaint] = policy.may_see) -> Complaint:
    """404 for what does not exist for me, 403 for an act that is not mine.

    To change it, it is locked before it is asked who answers it today. Whoever is not
    the complainant leaves a line in its log when a page of it is shown to them: that
    is every answer but a redirect and a page that says why not, and nothing else.
    """
    if request.method == "POST":
        begin_writing()
        if Complaint.locked(number) is None:
            raise NotFound
    query = policy.visible_to(me()).where(Complaint.number == number)
    complaint = one_or_404(query)
    require(may, complaint)
    if not policy.is_own(me(), complaint):
        after_this_request(partial(_leave_line, number, _deed(complaint)))
    return complaint


def _deed(complaint: Complaint) -> Deed:
    """Told as what it was: not everybody who comes here may read the complaint."""
    if not policy.may_see(me(), complaint):
        return Deed.SAW
    reads = policy.reads_complaint(me(), complaint)
    return Deed.OPENED if reads else Deed.SAW_SUPPORT


def _leave_line(number: int, deed: Deed, response: Response) -> Response:
    """Before the page leaves the house: without the line nobody gets it."""
    if response.status_code not in REDIRECTS and not errors.is_answered():
        begin_writing()
        complaint = Complaint.locked(number)
        if complaint is not None:
            complaint.enter(deed, me())
            db.session.commit()
    return response


def given_back(
    number: int,
    act: Question[Complaint],
    had: May[Complaint],
    why: Callable[[Complaint, Person], LazyString],
) -> Response | None:
    """What somebody typed too late, with why; None for whoever never ``had`` it."""
    complaint = db.session.get(Complaint, number)
    if request.method != "POST" or complaint is None or not had(me(), complaint):
        return None
    typed = typed_into(act.form(complaint, me()))
    if not typed:
        return None
    return page(
        "complaints/lost.html",
        status=RuleBroken.status,
        why=why(complaint, me()),
        typed=typed,
    )

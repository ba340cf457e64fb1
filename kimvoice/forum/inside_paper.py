"""A meeting that was led on paper, typed in afterwards: the same minutes come of it."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from kimvoice.core.db import db
from kimvoice.core.errors import TooLate
from kimvoice.forum import policy
from kimvoice.forum.agenda import late_for
from kimvoice.forum.finding import found_meeting, or_told
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.paper_forms import PaperForms
from kimvoice.forum.sentences import saved_now
from kimvoice.web.answers import on_to, on_with, page
from kimvoice.web.person import me, signed_in

bp = Blueprint("paper", __name__, url_prefix="/min/mote")


@bp.route("/<int(max=999999):number>/papir", methods=["GET", "POST"])
@signed_in
def type_in(number: int) -> Response:
    """Also before anybody has opened the meeting: typing it in opens it."""
    meeting = found_meeting(number, or_told(policy.may_run))
    _check_may_begin(meeting)
    forms = PaperForms.of(meeting, me())
    if request.method == "GET":
        return _paper_page(meeting, forms)
    if not forms.start.validate() and forms.start.csrf_token.errors:
        return _paper_page(meeting, forms, 422)
    if meeting.is_to_come:
        meeting.open()
    forms.write(meeting, me())
    db.session.commit()
    if forms.errors:
        return _paper_page(meeting, forms, 422, saved=saved_now())
    if request.form.get("then") == "finish":
        return on_to(url_for("forum.ending.show", number=number))
    return on_with(url_for(".type_in", number=number), saved_now())


def _check_may_begin(meeting: Meeting) -> None:
    if not meeting.may_begin:
        raise TooLate(_("Møtet er ikke i dag, eller det er avsluttet."))


def _paper_page(
    meeting: Meeting, forms: PaperForms, status: int = 200, *, saved: str = ""
) -> Response:
    return page(
        "forum/paper.html",
        status=status,
        meeting=meeting,
        forms=forms,
        form=forms.start,
        failed=forms.errors,
        late=late_for(meeting.body),
        saved=saved,
    )

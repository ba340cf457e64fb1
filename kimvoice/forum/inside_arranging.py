"""One meeting: when and where it is, who leads it, and who writes its minutes."""

from flask import Blueprint, Response
from flask_babel import gettext as _

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.addresses import of_agenda
from kimvoice.forum.finding import found_meeting
from kimvoice.forum.matter_forms import named_as
from kimvoice.forum.meeting_forms import ArrangeForm
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.policy import may_arrange
from kimvoice.web.answers import on_with, page
from kimvoice.web.person import me, signed_in

bp = Blueprint("meeting", __name__, url_prefix="/min/mote")
bp.add_app_template_global(may_arrange)


@bp.app_template_global()
def who_leads_it(meeting: Meeting) -> str:
    """As it may be told here."""
    leader = meeting.leader
    if leader is None:
        return ""
    if leader == me():
        return str(_("Du leder møtet."))
    said = str(_("%(name)s leder møtet denne gangen.", name=named_as(leader)))
    return said[0].upper() + said[1:]


@bp.route("/<int(max=999999):number>/endre", methods=["GET", "POST"])
@signed_in
def arrange(number: int) -> Response:
    meeting = found_meeting(number, may_arrange)
    meeting.check_not_begun()
    form = ArrangeForm(meeting)
    if not form.is_submitted():
        return _asked(meeting, form)
    if not form.validate():
        return _asked(meeting, form, 422)
    try:
        _arrange(meeting, form)
    except RuleBroken as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return _asked(meeting, form, refusal.status)
    db.session.commit()
    return on_with(of_agenda(meeting), _("Lagret."))


def _arrange(meeting: Meeting, form: ArrangeForm) -> None:
    meeting.arrange(form.starts.data, form.length.data, form.place.data)
    if form.chosen_chair != meeting.leader:
        meeting.hand_over(form.chosen_chair)
    meeting.take_minutes(form.chosen_taker)


def _asked(meeting: Meeting, form: ArrangeForm, status: int = 200) -> Response:
    return page("forum/arrange.html", status=status, meeting=meeting, form=form)

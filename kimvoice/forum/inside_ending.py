"""What all who are at a meeting see of it, and how it is finished (SCREENS 7.3)."""

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.forum import policy
from kimvoice.forum.addresses import of_minutes
from kimvoice.forum.agenda import waiting_for
from kimvoice.forum.finding import found_meeting, or_told, point_at
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.minutes_words import who_does
from kimvoice.web.answers import on_with, page
from kimvoice.web.fields import ButtonForm
from kimvoice.web.person import me, signed_in
from kimvoice.web.seen import SeenButton

bp = Blueprint("ending", __name__, url_prefix="/min/mote")

bp.add_app_template_global(who_does)

NUMBER = "/<int(max=999999):number>"


# On the wall


@bp.get(f"{NUMBER}/skjerm")
@signed_in
def screen(number: int) -> Response:
    meeting = found_meeting(number, or_told(policy.may_run))
    meeting.check_under_way()
    point = point_at(meeting, request.args.get("punkt", ""))
    points = meeting.points
    at = points.index(point) + 1
    return page(
        "forum/run_screen.html",
        meeting=meeting,
        points=points,
        point=point,
        at=at,
        last=len(points),
    )


# It ends


@bp.get(f"{NUMBER}/avslutt")
@signed_in
def show(number: int) -> Response:
    meeting = found_meeting(number, or_told(policy.may_finish))
    meeting.check_under_way()
    return _finish_page(meeting, _finished_as_seen(meeting))


@bp.post(f"{NUMBER}/avslutt")
@signed_in
def end(number: int) -> Response:
    meeting = found_meeting(number, or_told(policy.may_finish))
    meeting.check_under_way()
    form = _finished_as_seen(meeting)
    if not form.validate_on_submit():
        return _finish_page(meeting, form, form.status)
    try:
        meeting.finish(me(), waiting_for(meeting.body))
    except RuleBroken as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return _finish_page(meeting, form, refusal.status)
    db.session.commit()
    return on_with(of_minutes(meeting), _("Møtet er avsluttet."))


def _finished_as_seen(meeting: Meeting) -> SeenButton:
    changed = _("Noen har skrevet noe mens du leste. Se over på nytt.")
    return SeenButton(meeting.as_written, changed=changed)


def _finish_page(meeting: Meeting, form: ButtonForm, status: int = 200) -> Response:
    hindered = {
        it: why
        for it in meeting.decided
        if it.visit and not it.lacks and (why := it.visit.why_not_carried_out(me(), it))
    }
    return page(
        "forum/run_finish.html",
        status=status,
        meeting=meeting,
        form=form,
        numbers={it: at for at, it in enumerate(meeting.points, 1)},
        hindered=hindered,
        unheard=meeting.unheard(waiting_for(meeting.body)),
    )

"""A meeting that is led from the screen, or typed in from paper (SCREENS 7.3)."""

from typing import TypeAlias

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.forum import policy
from kimvoice.forum.agenda import Agenda, answers_for, late_for
from kimvoice.forum.agenda_items import AgendaItem
from kimvoice.forum.finding import found_meeting, or_told, point_at
from kimvoice.forum.item_forms import form_of
from kimvoice.forum.meeting_states import ItemKind
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.running_forms import AnswersForm, PointForm, StartForm
from kimvoice.forum.sentences import saved_now
from kimvoice.forum.writing import OverwrittenMeanwhile, Written
from kimvoice.web.answers import on_to, on_with, page, wants_fragment
from kimvoice.web.person import me, signed_in

bp = Blueprint("running", __name__, url_prefix="/min/mote")

NUMBER = "/<int(max=999999):number>"
AnyForm: TypeAlias = PointForm | AnswersForm

bp.add_app_template_global(policy.may_run)
bp.add_app_template_global(policy.may_finish)


# It begins


@bp.get(f"{NUMBER}/gjennomfor")
@signed_in
def show(number: int) -> Response:
    meeting = found_meeting(number, or_told(policy.may_run))
    asked = request.args.get("punkt", "")
    if not meeting.is_to_come and asked != "0":
        meeting.check_under_way()
        return _point_page(point_at(meeting, asked))
    return _start_page(meeting, StartForm.of(meeting))


@bp.post(f"{NUMBER}/gjennomfor")
@signed_in
def start(number: int) -> Response:
    """Sent again, who is there is counted anew."""
    meeting = found_meeting(number, or_told(policy.may_run))
    form = StartForm.of(meeting)
    if not form.validate_on_submit():
        return _start_page(meeting, form, 422)
    try:
        if meeting.is_to_come:
            Agenda.of(meeting).draw_up()
            meeting.open()
        meeting.count(form.present)
    except RuleBroken as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return _start_page(meeting, form, refusal.status)
    db.session.commit()
    return on_with(_to(meeting, 1), saved_now())


def _start_page(meeting: Meeting, form: StartForm, status: int = 200) -> Response:
    return page("forum/run_start.html", status=status, meeting=meeting, form=form)


# It is written


@bp.post(f"{NUMBER}/gjennomfor/skriv")
@signed_in
def write(number: int) -> Response:
    """All that can be read is saved, whatever is wrong with the rest."""
    meeting = found_meeting(number, or_told(policy.may_run))
    point = _sent_point(meeting)
    form = _form_of(point)
    form.validate_on_submit()
    if form.csrf_token.errors:
        return _point_page(point, form, 422)
    try:
        form.write(me())
    except OverwrittenMeanwhile as refusal:
        db.session.rollback()
        form.renew()
        return _point_page(point, form, refusal.status, theirs=point.written)
    except RuleBroken as refusal:
        db.session.rollback()
        return _not_written(point, form, refusal)
    db.session.commit()
    if form.errors or wants_fragment():
        form.renew()
        status = 422 if form.errors else 200
        return _point_page(point, form, status, saved=saved_now())
    return _on_from(point)


def _sent_point(meeting: Meeting) -> AgendaItem:
    """Known by itself: its number is another once a matter is withdrawn."""
    asked = request.form.get("item", "")
    found = next((it for it in meeting.items if str(it.id) == asked), None)
    if found is None:
        raise NotFound
    return found


def _form_of(point: AgendaItem) -> AnyForm:
    meeting = point.meeting
    if point.kind is ItemKind.ANSWERS:
        return AnswersForm.of(meeting, answers_for(meeting))
    sent = request.form
    return form_of(point, sent.get("choose", ""), sent.get("ready", ""))


def _not_written(point: AgendaItem, form: AnyForm, refusal: RuleBroken) -> Response:
    """Of a matter that is taken away nothing that was typed is shown again."""
    if point not in point.meeting.points:
        return on_with(_to(point.meeting, 1), str(refusal))
    form.form_errors.append(str(refusal))
    return _point_page(point, form, refusal.status)


def _on_from(point: AgendaItem) -> Response:
    """Where the button that saved it leads."""
    meeting, then = point.meeting, request.form.get("then", "")
    points = meeting.points
    if then == "finish":
        return on_to(url_for("forum.ending.show", number=meeting.id))
    if point not in points:
        return _gone(meeting, saved=True)
    here = points.index(point) + 1
    step = {"next": here + 1, "back": here - 1}.get(then)
    to = step or (int(then[:4]) if then.isdecimal() else here)
    opened = "decided" if {"choose", "ready"} & set(request.form) else None
    return on_with(_to(meeting, to, opened), saved_now())


def _gone(meeting: Meeting, *, saved: bool) -> Response:
    """Taken off the agenda, or merged, while somebody wrote."""
    kept = _("Saken står ikke på sakslista lenger. Det du skrev, er lagret.")
    lost = _("Saken står ikke på sakslista lenger. Det du skrev, er ikke lagret.")
    return on_with(_to(meeting, 1), kept if saved else lost)


def _to(meeting: Meeting, to: int, place: str | None = None) -> str:
    return url_for(".show", number=meeting.id, punkt=to, _anchor=place)


def _point_page(
    point: AgendaItem,
    form: AnyForm | None = None,
    status: int = 200,
    *,
    saved: str = "",
    theirs: Written | None = None,
) -> Response:
    meeting = point.meeting
    points = meeting.points
    if point not in points:
        return _gone(meeting, saved=bool(saved))
    form = form or _form_of(point)
    return page(
        "forum/run.html",
        fragment="forum/_run_saved.html",
        status=status,
        failed=bool(form.errors or theirs),
        meeting=meeting,
        points=points,
        point=point,
        at=points.index(point) + 1,
        last=len(points),
        form=form,
        late=late_for(meeting.body) if point.kind is ItemKind.ANSWERS else [],
        why_not=point.why_not_written(me()),
        saved=saved,
        theirs=theirs,
    )

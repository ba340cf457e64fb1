"""A point of an agenda is changed or put off, and the agenda is laid out."""

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.addresses import of_agenda
from kimvoice.forum.agenda import Agenda
from kimvoice.forum.agenda_forms import (
    MatterPointForm,
    NewMatterForm,
    PutOffForm,
    StandingForm,
)
from kimvoice.forum.agenda_items import AgendaItem
from kimvoice.forum.drawn import Drawn, Point
from kimvoice.forum.finding import found_meeting, found_visit_at
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.policy import draws_up
from kimvoice.web.answers import on_with, page
from kimvoice.web.fields import InsideForm
from kimvoice.web.language import day
from kimvoice.web.person import me, signed_in
from kimvoice.web.seen import SeenButton

bp = Blueprint("points", __name__, url_prefix="/min/mote")

PLACE = "/<int(max=999999):number>/saksliste"


@bp.route(f"{PLACE}/endre", methods=["GET", "POST"])
@signed_in
def change(number: int) -> Response:
    meeting = found_meeting(number, draws_up)
    meeting.check_drawn_up()
    asked = request.values.get("point", "")
    point = _point_of(meeting, asked)
    form = _form_for(point, asked)
    if not form.is_submitted():
        return _asked("change", meeting, point, form)
    if not form.validate():
        return _asked("change", meeting, point, form, 422)
    Agenda.of(meeting).draw_up()
    _change(meeting, point, form)
    db.session.commit()
    return on_with(f"{of_agenda(meeting)}#sak-{asked}", _("Lagret."))


def _point_of(meeting: Meeting, asked: str) -> Point:
    """A standing one by its kind, a matter by its visit to the body."""
    standing = (it for it in meeting.points if it.visit is None and it.kind == asked)
    if found := next(standing, None):
        return found
    visit = found_visit_at(meeting, asked)
    drawn = (it for _number, it in Drawn.by(me(), meeting).points)
    return next((it for it in drawn if it.visit is visit), None) or meeting.point_of(
        visit
    )


def _form_for(point: Point, asked: str) -> StandingForm:
    given = {"point": asked, "minutes": point.minutes}
    if point.visit is None:
        return StandingForm(data=given)
    matter = point.visit.matter
    given |= {"presenter": point.presenter, "wish": point.wish, "title": matter.title}
    return (MatterPointForm if matter.is_published else NewMatterForm)(data=given)


def _change(meeting: Meeting, point: Point, form: StandingForm) -> None:
    item = meeting.point_of(point.visit) if point.visit else point
    assert isinstance(item, AgendaItem)
    if isinstance(form, MatterPointForm):
        item.change(form.minutes.data, form.wish.data, form.presenter.data)
    else:
        item.take(form.minutes.data)
    if isinstance(form, NewMatterForm) and item.visit:
        item.visit.matter.rename(form.title.data)


@bp.route(f"{PLACE}/utsett", methods=["GET", "POST"])
@signed_in
def put_off(number: int) -> Response:
    meeting = found_meeting(number, draws_up)
    meeting.check_drawn_up()
    visit = found_visit_at(meeting, request.values.get("point", ""))
    point = _point_of(meeting, str(visit.id))
    form = PutOffForm(meeting, visit, data={"point": str(visit.id)})
    if not form.is_submitted():
        return _asked("put_off", meeting, point, form)
    if not form.validate():
        return _asked("put_off", meeting, point, form, 422)
    Agenda.of(meeting).draw_up()
    to = form.meeting.day if form.meeting else None
    try:
        meeting.put_off(visit, me(), to, form.why.data)
    except RuleBroken as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return _asked("put_off", meeting, point, form, refusal.status)
    db.session.commit()
    said = (
        _("Saken er utsatt til %(day)s.", day=day(to)) if to else _("Saken er utsatt.")
    )
    return on_with(of_agenda(meeting), said)


def _asked(
    what: str, meeting: Meeting, point: Point, form: InsideForm, status: int = 200
) -> Response:
    return page(
        f"forum/agenda_{what}.html",
        status=status,
        meeting=meeting,
        point=point,
        form=form,
    )


# Laid out


@bp.route(f"{PLACE}/legg-ut", methods=["GET", "POST"])
@signed_in
def lay_out(number: int) -> Response:
    """Looked over first: everybody reads it from then on."""
    meeting = found_meeting(number, draws_up)
    meeting.check_drawn_up()
    drawn = Drawn.by(me(), meeting)
    form = SeenButton(
        drawn.mark, changed=_("Sakslista er endret mens du leste. Se over på nytt.")
    )
    if not form.is_submitted():
        return _looked_over(meeting, drawn, form)
    if not form.validate():
        return _looked_over(meeting, drawn, form, form.status)
    drawn.agenda.lay_out()
    db.session.commit()
    return on_with(of_agenda(meeting), _("Sakslista er lagt ut."))


def _looked_over(
    meeting: Meeting, drawn: Drawn, form: SeenButton, status: int = 200
) -> Response:
    return page(
        "forum/agenda_lay_out.html",
        status=status,
        meeting=meeting,
        drawn=drawn,
        form=form,
    )

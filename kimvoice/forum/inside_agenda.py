"""The agenda of a meeting: drawn up by who leads the body, then read by everybody."""

from collections.abc import Callable

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.agenda import Agenda, answers_for, late_for
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.drawn import Drawn
from kimvoice.forum.finding import found_meeting, found_visit_at
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.policy import draws_up
from kimvoice.web.answers import done, page, wants_fragment
from kimvoice.web.fields import ButtonForm, InsideForm
from kimvoice.web.person import me, signed_in

bp = Blueprint("agenda", __name__, url_prefix="/min/mote")

PLACE = "/<int(max=999999):number>/saksliste"
LIST = "forum/_drawing_up.html"


bp.add_app_template_global(draws_up)


@bp.get(PLACE)
@signed_in
def show(number: int) -> Response:
    return _agenda_page(found_meeting(number), ButtonForm(formdata=None))


def _agenda_page(meeting: Meeting, form: InsideForm, status: int = 200) -> Response:
    return page(
        "forum/agenda.html",
        status=status,
        body=meeting.body,
        meeting=meeting,
        form=form,
        to_read=answers_for(meeting),
        late=late_for(meeting.body),
        drawn=Drawn.by(me(), meeting) if draws_up(me(), meeting) else None,
        pressed=None,
    )


@bp.post(f"{PLACE}/legg-til")
@signed_in
def add(number: int) -> Response:
    return _pressed(number, _add)


@bp.post(f"{PLACE}/flytt")
@signed_in
def move(number: int) -> Response:
    return _pressed(number, _move)


def _add(meeting: Meeting, visit: Consideration) -> str:
    item = meeting.add(visit)
    if meeting.has_agenda:
        return str(_("Saken er lagt til. Alle kan lese den nå."))
    place = meeting.points.index(item) + 1
    return str(_("Saken er lagt til. Den er nummer %(place)s.", place=place))


def _move(meeting: Meeting, visit: Consideration) -> str:
    place = meeting.move(visit, up=request.form.get("to") != "down")
    return str(_("Saken er nå nummer %(place)s.", place=place))


def _pressed(number: int, act: Callable[[Meeting, Consideration], str]) -> Response:
    """A refusal for htmx is a notice: it leaves the page as it is."""
    meeting, form = found_meeting(number, draws_up), ButtonForm()
    if not form.validate_on_submit():
        return _agenda_page(meeting, form, 422)
    visit = found_visit_at(meeting, request.form.get("point", ""))
    Agenda.of(meeting).draw_up()
    try:
        said = act(meeting, visit)
    except RuleBroken as refusal:
        if wants_fragment():
            raise
        return _refused(meeting, form, refusal)
    db.session.commit()
    return done(
        url_for(".show", number=number, _anchor=f"sak-{visit.id}"),
        said,
        fragment=LIST,
        meeting=meeting,
        drawn=Drawn.by(me(), meeting),
        pressed=(visit.id, request.form.get("to", "")),
    )


def _refused(meeting: Meeting, form: InsideForm, refusal: RuleBroken) -> Response:
    db.session.rollback()
    form.form_errors.append(str(refusal))
    return _agenda_page(meeting, form, refusal.status)

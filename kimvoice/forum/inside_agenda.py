"""The agenda of a meeting: drawn up by who leads the body, then read by everybody."""

from collections.abc import Iterable
from dataclasses import replace

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from kimvoice.core.db import db
from kimvoice.forum.agenda import Agenda, answers_for, late_for
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.finding import found_meeting
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.policy import draws_up, may_see
from kimvoice.web.answers import done, page
from kimvoice.web.fields import ButtonForm
from kimvoice.web.person import me, signed_in

bp = Blueprint("agenda", __name__, url_prefix="/min/mote")

NUMBER = "/<int(max=999999):number>"


bp.add_app_template_global(draws_up)


@bp.get(f"{NUMBER}/saksliste")
@signed_in
def show(number: int) -> Response:
    return _agenda_page(found_meeting(number))


@bp.post(f"{NUMBER}/saksliste/legg-til")
@signed_in
def add(number: int) -> Response:
    meeting = found_meeting(number, draws_up)
    form = ButtonForm()
    if not form.validate_on_submit():
        return _agenda_page(meeting, 422)
    agenda = _seen_agenda(meeting)
    agenda.draw_up()
    meeting.add(_found(agenda.to_add))
    db.session.commit()
    return done(url_for(".show", number=number), _("Saken er lagt til."))


def _found(visits: Iterable[Consideration]) -> Consideration:
    """Which one the button says."""
    asked = request.form.get("visit", "")
    visit = next((it for it in visits if str(it.id) == asked), None)
    if visit is None:
        raise NotFound
    return visit


@bp.post(f"{NUMBER}/saksliste/legg-ut")
@signed_in
def lay_out(number: int) -> Response:
    meeting = found_meeting(number, draws_up)
    form = ButtonForm()
    if not form.validate_on_submit():
        return _agenda_page(meeting, 422)
    _seen_agenda(meeting).lay_out()
    db.session.commit()
    return done(url_for(".show", number=number), _("Sakslista er lagt ut."))


def _seen_agenda(meeting: Meeting) -> Agenda:
    """Of what nobody else reads yet, all for who leads; for others what they answer."""
    whole = Agenda.of(meeting)
    return replace(whole, carried=_seen(whole.carried), to_add=_seen(whole.to_add))


def _seen(visits: Iterable[Consideration]) -> list[Consideration]:
    return [it for it in visits if may_see(me(), it.matter)]


def _agenda_page(meeting: Meeting, status: int = 200) -> Response:
    return page(
        "forum/agenda.html",
        status=status,
        body=meeting.body,
        meeting=meeting,
        to_read=answers_for(meeting),
        late=late_for(meeting.body),
        agenda=_seen_agenda(meeting) if draws_up(me(), meeting) else None,
    )

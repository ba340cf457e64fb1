"""Minutes: read by everybody once they are laid out; and a meeting that is not held."""

from flask import Blueprint, Response
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.forum import minutes_words
from kimvoice.forum.addresses import of_minutes
from kimvoice.forum.agenda import answers_for
from kimvoice.forum.agenda_items import AgendaItem
from kimvoice.forum.finding import found_meeting
from kimvoice.forum.meeting_states import ItemKind
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.minutes_acts import BUTTONS, QUESTIONS
from kimvoice.forum.minutes_forms import CorrectForm
from kimvoice.forum.policy import may_read_minutes, may_run
from kimvoice.forum.writing import OverwrittenMeanwhile
from kimvoice.web.acts import Desk, Question
from kimvoice.web.answers import on_with, page
from kimvoice.web.fields import ButtonForm, InsideForm
from kimvoice.web.person import me, signed_in

bp = Blueprint("minutes", __name__, url_prefix="/min/mote")
for asked, name in (
    (may_read_minutes, "may_read_minutes"),
    (minutes_words.decided, "minutes_decided"),
    (minutes_words.who_can_be_asked, "who_can_be_asked"),
    (minutes_words.who_came, "who_came"),
):
    bp.add_app_template_global(asked, name)

NUMBER = "/<int(max=999999):number>"
POINT = f"{NUMBER}/referat/punkt/<int(max=999):point>"


@bp.get(f"{NUMBER}/referat")
@signed_in
def show(number: int) -> Response:
    return _minutes_page(found_meeting(number, may_read_minutes), ButtonForm(), 200)


@bp.route(POINT, methods=["GET", "POST"])
@signed_in
def correct(number: int, point: int) -> Response:
    meeting = found_meeting(number, may_run)
    item = _found(meeting, point)
    form = CorrectForm(item)
    if not form.is_submitted():
        meeting.check_can_be_corrected()
        item.check_not_about(me())
        return _correct_page(item, point, form, 200)
    if not form.validate():
        return _correct_page(item, point, form, form.status)
    try:
        meeting.correct(item, form.said.data, me(), form.version.data)
    except OverwrittenMeanwhile as meanwhile:
        form.read_again(item)
        form.form_errors.append(str(meanwhile))
        return _correct_page(item, point, form, meanwhile.status, theirs=item.said)
    except RuleBroken as refusal:
        form.form_errors.append(str(refusal))
        return _correct_page(item, point, form, refusal.status)
    db.session.commit()
    return on_with(of_minutes(meeting), _("Teksten er endret."))


def _found(meeting: Meeting, point: int) -> AgendaItem:
    """By the number that it has in the minutes; answers have no words of their own."""
    numbered = dict(enumerate(meeting.recorded, 1))
    item = numbered.get(point)
    if item is None or item.kind is ItemKind.ANSWERS:
        raise NotFound
    return item


def _correct_page(
    item: AgendaItem, point: int, form: CorrectForm, status: int, theirs: str = ""
) -> Response:
    return page(
        "forum/minutes_point.html",
        status=status,
        meeting=item.meeting,
        item=item,
        point=point,
        form=form,
        theirs=theirs,
    )


def _minutes_page(meeting: Meeting, form: InsideForm, status: int) -> Response:
    return page(
        "forum/minutes.html",
        status=status,
        meeting=meeting,
        body=meeting.body,
        answers=answers_for(meeting),
        form=form,
    )


def _asked(
    act: Question[Meeting], meeting: Meeting, form: InsideForm, status: int
) -> Response:
    return page(
        "forum/minutes_act.html",
        status=status,
        act=act,
        meeting=meeting,
        body=meeting.body,
        form=form,
        url=f"{bp.url_prefix}/{meeting.id}/{act.url}",
    )


def _done(meeting: Meeting, said: str) -> Response:
    return on_with(of_minutes(meeting), said)


DESK = Desk(found_meeting, _minutes_page, _asked, _done)
DESK.open_doors(bp, NUMBER, BUTTONS, QUESTIONS)

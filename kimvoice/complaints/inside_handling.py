"""What the handler does: takes it on, confirms, asks, answers."""

from flask import Blueprint, Response, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import Forbidden, NotFound

from kimvoice.complaints import inbox, policy
from kimvoice.complaints.finding import found, given_back
from kimvoice.complaints.handling_acts import (
    ANSWER,
    BUTTONS,
    QUESTIONS,
    Proposed,
    refuse_what_is_answered,
    why_lost,
)
from kimvoice.complaints.handling_forms import AnswerForm, PrintedForm
from kimvoice.complaints.models import Complaint
from kimvoice.core import settings
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.web.acts import Desk, Question
from kimvoice.web.answers import on_with, page
from kimvoice.web.fields import ButtonForm, InsideForm
from kimvoice.web.person import me, signed_in

bp = Blueprint("handling", __name__, url_prefix="/min/klage")
bp.add_app_template_global(settings.contact, "house_contact")
bp.add_app_template_global(inbox.news_of)

TO_PRINT = _l("Lagret. Skriv ut til konvolutten, så deltakeren får vite det.")
TEMPLATES: dict[type[InsideForm], str] = {
    AnswerForm: "complaints/answer.html",
    PrintedForm: "complaints/envelope.html",
}
NUMBER = "/<int(max=99999):number>"


class HandlersDesk(Desk[Complaint]):
    """What somebody wrote is not lost when the complaint has left them meanwhile."""

    def fill_in(self, number: int, act: Question[Complaint]) -> Response:
        try:
            return super().fill_in(number, act)
        except (NotFound, Forbidden):
            if act is QUESTIONS["step_aside"] and _steps_aside_twice(number):
                return on_with(url_for("home.inside.index"), str(act.said))
            if (lost := _lost(number, act)) is None:
                raise
            return lost


def _faulty(complaint: Complaint, form: InsideForm, status: int) -> Response:
    return page("complaints/first.html", status=status, complaint=complaint, form=form)


def _asked(
    act: Question[Complaint], complaint: Complaint, form: InsideForm, status: int
) -> Response:
    template = TEMPLATES.get(type(form), "complaints/handling_act.html")
    return page(template, status=status, act=act, complaint=complaint, form=form)


def _done(complaint: Complaint, said: str) -> Response:
    if policy.is_handler(me(), complaint):
        here = url_for("complaints.inside.show", number=complaint.number)
        return on_with(here, TO_PRINT if inbox.prints_next(complaint) else said)
    return on_with(url_for("home.inside.index"), said)


def _steps_aside_twice(number: int) -> bool:
    complaint = db.session.get(Complaint, number)
    return (
        complaint is not None
        and policy.has_left_today(me(), complaint)
        and ButtonForm().validate_on_submit()
    )


def _lost(number: int, act: Question[Complaint]) -> Response | None:
    return given_back(number, act, policy.had_it, why_lost)


DESK = HandlersDesk(found, _faulty, _asked, _done)
DESK.open_doors(bp, NUMBER, BUTTONS, QUESTIONS)


@bp.route(f"{NUMBER}/{ANSWER.url}", methods=["GET", "POST"])
@signed_in
def answer(number: int) -> Response:
    """A form, the page that the complainant will see, and sent from there alone."""
    if request.method == "GET" or "send" in request.form:
        return DESK.fill_in(number, ANSWER)
    try:
        return _checked(found(number, policy.may_handle), AnswerForm())
    except (NotFound, Forbidden):
        if (lost := _lost(number, ANSWER)) is None:
            raise
        return lost


def _checked(complaint: Complaint, form: AnswerForm) -> Response:
    if form.change.data:
        return _asked(ANSWER, complaint, form, 200)
    if not form.validate():
        return _asked(ANSWER, complaint, form, 422)
    try:
        refuse_what_is_answered(complaint, me())
    except RuleBroken as refusal:
        form.form_errors.append(str(refusal))
        return _asked(ANSWER, complaint, form, refusal.status)
    return page(
        "complaints/answer_check.html",
        complaint=complaint,
        form=form,
        answer=Proposed.of(form, me()),
    )

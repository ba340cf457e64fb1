"""The inside: readers read, ask and lay out; leaders answer."""

from collections.abc import Callable

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy import select

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.suggestions import inbox, policy
from kimvoice.suggestions.answers import Answer
from kimvoice.suggestions.forms import (
    AnswerForm,
    CloseForm,
    DeclineForm,
    NotDoneForm,
    QuestionForm,
)
from kimvoice.suggestions.models import Suggestion
from kimvoice.web import navigation
from kimvoice.web.answers import done, one_or_404, page
from kimvoice.web.fields import ButtonForm
from kimvoice.web.person import me, require, signed_in

bp = Blueprint("inside", __name__, url_prefix="/min/forslag")
for question in (
    policy.may_read,
    policy.may_act,
    policy.may_give_back,
    policy.may_answer,
    policy.may_approve,
):
    bp.add_app_template_global(question)
navigation.offer(
    bp, _l("Forslag"), "suggestions.inside.index", policy.works_with_suggestions
)

SHOW = "suggestions/inside_show.html"
COURSE = "suggestions/_course.html"
ACT = "suggestions/act.html"


@bp.get("")
@signed_in
def index() -> Response:
    """Nobody sees a count here, nor anything before the mailbox is emptied."""
    return page("suggestions/inside_index.html", seen=inbox.seen_by(me()))


@bp.get("/<int:number>")
@signed_in
def show(number: int) -> Response:
    return page(SHOW, suggestion=_found(number), form=ButtonForm())


@bp.post("/<int:number>/ta")
@signed_in
def take(number: int) -> Response:
    return _press(number, policy.may_read, lambda it: it.take(me()), _("Du har denne."))


@bp.post("/<int:number>/gi-tilbake")
@signed_in
def give_back(number: int) -> Response:
    return _press(
        number,
        policy.may_give_back,
        Suggestion.give_back,
        _("Du har gitt den tilbake."),
    )


@bp.post("/<int:number>/legg-ut")
@signed_in
def publish(number: int) -> Response:
    return _press(
        number, policy.may_act, Suggestion.publish, _("Forslaget er lagt ut.")
    )


@bp.post("/<int:number>/tavla")
@signed_in
def approve(number: int) -> Response:
    return _press(
        number,
        policy.may_approve,
        lambda it: it.approve_answer(me()),
        _("Teksten vises på Du sa – vi gjorde."),
    )


@bp.post("/<int:number>/gjort")
@signed_in
def confirm_done(number: int) -> Response:
    return _press(
        number,
        policy.may_answer,
        Suggestion.confirm_done,
        _("Bra! Nå står det «Gjort»."),
    )


@bp.route("/<int:number>/spor", methods=["GET", "POST"])
@signed_in
def ask(number: int) -> Response:
    suggestion, form = _found(number, policy.may_act), QuestionForm()
    if not form.validate_on_submit():
        return _act_page(suggestion, form, _("Spør om mer"), _("Send spørsmålet"))
    suggestion.ask(me(), form.words.data)
    return _done(suggestion, _("Spørsmålet er sendt."))


@bp.route("/<int:number>/ikke-legg-ut", methods=["GET", "POST"])
@signed_in
def decline(number: int) -> Response:
    suggestion, form = _found(number, policy.may_act), DeclineForm()
    if not form.validate_on_submit():
        return _act_page(suggestion, form, _("Ikke legg ut"), _("Ikke legg ut"))
    suggestion.decline(me(), form.reason.data, form.words.data)
    return _done(suggestion, _("Den som skrev, får vite hvorfor."))


@bp.route("/<int:number>/avslutt", methods=["GET", "POST"])
@signed_in
def close(number: int) -> Response:
    suggestion, form = _found(number, policy.may_act), CloseForm()
    if not form.validate_on_submit():
        return _act_page(suggestion, form, _("Avslutt forslaget"), _("Avslutt"))
    suggestion.close(me(), form.words.data)
    return _done(suggestion, _("Forslaget er avsluttet."))


@bp.route("/<int:number>/svar", methods=["GET", "POST"])
@signed_in
def answer(number: int) -> Response:
    suggestion, form = _found(number, policy.may_answer), AnswerForm()
    if not form.validate_on_submit():
        return _act_page(suggestion, form, _("Svar på forslaget"), _("Send svaret"))
    suggestion.give(_answer_from(form))
    return _done(suggestion, _("Svaret er sendt. Alle kan se det nå."))


@bp.route("/<int:number>/ikke-gjort", methods=["GET", "POST"])
@signed_in
def confirm_not_done(number: int) -> Response:
    suggestion, form = _found(number, policy.may_answer), NotDoneForm()
    if not form.validate_on_submit():
        return _act_page(suggestion, form, _("Ble ikke gjort"), _("Lagre"))
    suggestion.confirm_not_done(form.why.data)
    return _done(suggestion, _("Lagret."))


def _found(number: int, may: policy.May = policy.may_see) -> Suggestion:
    """404 for what does not exist for me, 403 for an act that is not mine."""
    suggestion = one_or_404(
        select(Suggestion).where(Suggestion.number == number),
        lambda found: policy.may_see(me(), found),
        to_change=request.method == "POST",
    )
    require(may, suggestion)
    return suggestion


def _press(
    number: int, may: policy.May, verb: Callable[[Suggestion], None], said: str
) -> Response:
    """An act that is one button."""
    suggestion, form = _found(number, may), ButtonForm()
    if not form.validate_on_submit():
        return page(SHOW, status=422, suggestion=suggestion, form=form)
    verb(suggestion)
    return _done(suggestion, said)


def _done(suggestion: Suggestion, said: str) -> Response:
    db.session.commit()
    return done(
        url_for(".show", number=suggestion.number),
        said,
        fragment=COURSE,
        suggestion=suggestion,
        form=ButtonForm(),
    )


def _act_page(
    suggestion: Suggestion, form: FlaskForm, title: str, button: str
) -> Response:
    everybody = isinstance(form, AnswerForm | NotDoneForm)
    return page(
        ACT,
        status=422 if form.errors else 200,
        suggestion=suggestion,
        form=form,
        title=title,
        button=button,
        sees=_("Alle på KIM-senterets nett kan lese det du skriver, og navnet ditt.")
        if everybody
        else _("Den som skrev, og de tillitsvalgte kan lese det du skriver."),
    )


def _answer_from(form: AnswerForm) -> Answer:
    return Answer(
        verdict=form.verdict.data,
        by=me(),
        by_role=policy.answering_role(me()),
        given_on=clock.today(),
        doer=form.doer.data or None,
        done_by=form.done_by.data,
        reason=form.reason.data,
        explanation=form.explanation.data or None,
        look_again=form.look_again.data,
        asked_in_short=form.asked_in_short.data,
        answered_in_short=form.answered_in_short.data,
    )

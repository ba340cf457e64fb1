"""Planning a round: calendar, committee and departments, until it is announced."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kimvoice.core.db import begin_adding, db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections import policy
from kimvoice.elections.finding import found_round
from kimvoice.elections.next_step import calendar, listed
from kimvoice.elections.officer_forms import AnnounceForm, ReplaceForm
from kimvoice.elections.officers_desk import desk_of, first_step, rooms_of
from kimvoice.elections.officers_steps import step_for
from kimvoice.elections.round_forms import RoundForm, round_form
from kimvoice.elections.rounds import OFFICERS, ElectionRound
from kimvoice.elections.states import RoundKind
from kimvoice.people.models import Person, RoleKind
from kimvoice.web.answers import done, page
from kimvoice.web.fields import ButtonForm
from kimvoice.web.person import me, require, signed_in

bp = Blueprint("rounds", __name__, url_prefix="/min/valg/runde")
bp.add_app_template_global(desk_of, "elections_desk")
bp.add_app_template_global(policy.may_plan)
bp.add_app_template_global(policy.may_announce)
bp.add_app_template_global(step_for)
bp.add_app_template_global(calendar, "election_calendar")
bp.add_app_template_global(first_step)
bp.add_app_template_global(rooms_of)
bp.add_app_template_filter(listed, "listed")

FORM = "elections/round_form.html"
SHOW = "elections/round.html"
NUMBER = "/<int(max=999999):number>"
KINDS = {
    "ordinart": RoundKind.ORDINARY,
    "supplering": RoundKind.BY_ELECTION,
    "styret": RoundKind.BOARD,
}


@bp.get("/ny")
@signed_in
def choose() -> Response:
    require(policy.may_start)
    able = Person.holding(RoleKind.ELECTION_OFFICER)
    chosen = request.args.get("avdeling", "")
    return page(
        "elections/round_kinds.html",
        kinds=KINDS,
        lacking=max(0, OFFICERS - len(able)),
        chosen=chosen,
    )


@bp.route("/ny/<any(ordinart, supplering, styret):kind>", methods=["GET", "POST"])
@signed_in
def plan(kind: str) -> Response:
    if request.method == "POST":
        begin_adding(ElectionRound)
    require(policy.may_start)
    form = round_form(KINDS[kind], chosen=request.args.getlist("avdeling"))
    if not form.validate_on_submit():
        return _form_page(form, KINDS[kind], status=422 if form.errors else 200)
    return _save(form, ElectionRound(kind=KINDS[kind]))


@bp.get(NUMBER)
@signed_in
def show(number: int) -> Response:
    return page(SHOW, round=found_round(number))


@bp.route(f"{NUMBER}/endre", methods=["GET", "POST"])
@signed_in
def change(number: int) -> Response:
    planned = found_round(number)
    planned.change()
    form = round_form(planned.kind, planned)
    if not form.validate_on_submit():
        status = 422 if form.errors else 200
        return _form_page(form, planned.kind, status=status, planned=planned)
    return _save(form, planned)


@bp.route(f"{NUMBER}/kunngjor", methods=["GET", "POST"])
@signed_in
def announce(number: int) -> Response:
    """Counts only for the plan that was shown."""
    planned = found_round(number, policy.may_announce)
    form = AnnounceForm(planned)
    if not form.validate_on_submit():
        planned.change()
        planned.check()
        return _check_page(planned, form, status=422 if form.errors else 200)
    try:
        planned.check_mark(form.plan.data or "")
        planned.announce()
    except RuleBroken as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        form.plan.data = planned.mark
        return _check_page(planned, form, status=refusal.status)
    db.session.commit()
    return done(url_for(".show", number=number), _("Valget er kunngjort."))


@bp.route(f"{NUMBER}/slett", methods=["GET", "POST"])
@signed_in
def delete(number: int) -> Response:
    planned = found_round(number)
    planned.change()
    form = ButtonForm()
    if not form.validate_on_submit():
        status = 422 if form.errors else 200
        return page(
            "elections/round_delete.html", status=status, round=planned, form=form
        )
    db.session.delete(planned)
    db.session.commit()
    return done(url_for("elections.inside.index"), _("Utkastet er slettet."))


@bp.route(f"{NUMBER}/bytt", methods=["GET", "POST"])
@signed_in
def replace(number: int) -> Response:
    planned = found_round(number)
    form = ReplaceForm(planned, me())
    if not form.validate_on_submit():
        return _replace_page(planned, form, status=422 if form.errors else 200)
    try:
        planned.replace(*form.exchange)
    except RuleBroken as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return _replace_page(planned, form, status=refusal.status)
    db.session.commit()
    return done(url_for("elections.inside.index"), _("Valgstyret er endret."))


def _save(form: RoundForm, planned: ElectionRound) -> Response:
    known = planned.id is not None
    with db.session.no_autoflush:
        form.write(planned)
        db.session.add(planned)
    try:
        planned.check_order()
    except RuleBroken as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return _form_page(
            form,
            planned.kind,
            status=refusal.status,
            planned=planned if known else None,
        )
    db.session.commit()
    return done(url_for(".show", number=planned.id), _("Utkastet er lagret."))


def _form_page(
    form: RoundForm,
    kind: RoundKind,
    *,
    status: int,
    planned: ElectionRound | None = None,
) -> Response:
    return page(FORM, status=status, form=form, kind=kind, round=planned)


def _check_page(planned: ElectionRound, form: FlaskForm, *, status: int) -> Response:
    return page(
        "elections/round_announce.html", status=status, round=planned, form=form
    )


def _replace_page(planned: ElectionRound, form: FlaskForm, *, status: int) -> Response:
    return page("elections/round_replace.html", status=status, round=planned, form=form)

"""Those who are elected: the first day in office, leaving it, and who comes after."""

from datetime import date

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from kimvoice.core.db import begin_writing, db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections import offices, policy, terms
from kimvoice.elections.forms import StepDownForm, named
from kimvoice.people.directory import Directory
from kimvoice.people.models import Department, Role
from kimvoice.web.answers import on_with, one_or_404, page
from kimvoice.web.fields import ButtonForm
from kimvoice.web.person import me, require, signed_in

bp = Blueprint("office", __name__, url_prefix="/min/valg")
for lent in (
    named,
    offices.is_held_again,
    offices.moved_up,
    offices.newly,
    offices.was_held_before,
    policy.is_elected,
):
    bp.add_app_template_global(lent)
bp.add_app_template_global(terms.due, "terms_due")
bp.add_app_template_global(offices.of, "offices_of")
bp.add_app_template_global(ButtonForm, "button_form")

STEP_DOWN = "elections/step_down.html"


@bp.get("/verv")
@signed_in
def welcome() -> Response:
    require(policy.is_elected)
    return page(
        "elections/welcome.html",
        held=offices.of(me()),
        helper=Directory.of_today(named=True).helper,
    )


@bp.route("/verv/slutt", methods=["GET", "POST"])
@signed_in
def step_down() -> Response:
    """Write, check, confirm: only by whoever holds the office."""
    if request.method == "POST":
        begin_writing()
    require(policy.is_elected)
    form = StepDownForm(me())
    if not form.validate_on_submit() or "change" in request.form:
        return page(STEP_DOWN, status=422 if form.errors else 200, form=form)
    role, last_day = form.role, form.last_day.data
    try:
        if not form.confirmed.data:
            return _check_page(role, form)
        offices.step_down(role, last_day)
    except RuleBroken as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return page(STEP_DOWN, status=refusal.status, form=form)
    db.session.commit()
    return on_with(url_for("home.inside.index"), _("Det er skrevet inn. Takk for deg!"))


def _check_page(role: Role, form: StepDownForm) -> Response:
    offices.check_last_day(role, form.last_day.data)
    after: date = form.last_day.data
    return page(
        "elections/step_down_check.html",
        form=form,
        role=role,
        follows=offices.follows(role, after),
        seat=offices.seat_that_follows(role),
        helper=Directory.of_today(named=True).helper,
    )


@bp.post("/supplering")
@signed_in
def start_by_election() -> Response:
    """A draft, for those who plan rounds; the same one for a second click."""
    begin_writing()
    require(policy.may_start)
    department = _department(request.form.get("department", ""))
    if not ButtonForm().validate_on_submit():
        return on_with(
            url_for("elections.inside.index"),
            _("Det gikk lang tid. Trykk på knappen en gang til."),
        )
    election = terms.start_by_election(department)
    db.session.commit()
    return on_with(
        url_for("elections.rounds.show", number=election.round.id),
        _("Utkastet er laget. Se over datoene, og velg valgstyret."),
    )


def _department(typed: str) -> Department | None:
    """None for the board."""
    if not typed:
        return None
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 0
    return one_or_404(select(Department).where(Department.id == number))

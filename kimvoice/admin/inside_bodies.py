"""«Møter og veien for saker»: who sits where, and where matters may go."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from kimvoice.admin.body_forms import (
    AnotherForm,
    BodyNameForm,
    RoutesForm,
    SeatForm,
    SubmissionForm,
    TimeForm,
)
from kimvoice.core.db import begin_writing, db
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.bodies import Body
from kimvoice.forum.finding import found_body
from kimvoice.forum.policy import may_set_up
from kimvoice.people.models import Person
from kimvoice.web.answers import done, page
from kimvoice.web.fields import ButtonForm, InsideForm
from kimvoice.web.person import me, require, signed_in

bp = Blueprint("bodies", __name__, url_prefix="/min/admin/moter")


@bp.get("")
@signed_in
def index() -> Response:
    require(may_set_up)
    return _bodies_page(AnotherForm(formdata=None))


@bp.post("")
@signed_in
def add() -> Response:
    require(may_set_up)
    begin_writing()
    form = AnotherForm()
    if not form.validate_on_submit():
        return _bodies_page(form, 422)
    try:
        body = Body.another(form.name.data)
    except RuleBroken as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return _bodies_page(form, refusal.status)
    slug = body.slug
    db.session.commit()
    return done(url_for(".show", slug=slug), _("Lagret. Velg hvem som leder møtet."))


def _bodies_page(form: AnotherForm, status: int = 200) -> Response:
    return page("admin/bodies.html", status=status, form=form, bodies=Body.all())


# One of them


@bp.get("/<slug>")
@signed_in
def show(slug: str) -> Response:
    return _body_page(_found(slug))


@bp.post("/<slug>/navn")
@signed_in
def rename(slug: str) -> Response:
    body = _found(slug)
    form = BodyNameForm()
    return _save(body, form, lambda: body.take_name(form.name.data or ""))


@bp.post("/<slug>/svartid")
@signed_in
def take_time(slug: str) -> Response:
    body = _found(slug)
    form = TimeForm(body)
    return _save(
        body,
        form,
        lambda: body.take_time(me(), form.meetings.data, form.working_days.data),
    )


@bp.post("/<slug>/frist")
@signed_in
def take_submission(slug: str) -> Response:
    body = _found(slug)
    form = SubmissionForm(body)
    return _save(body, form, lambda: body.take_submission(form.before.data))


@bp.post("/<slug>/veier")
@signed_in
def lead_on(slug: str) -> Response:
    body = _found(slug)
    form = RoutesForm(body)
    return _save(body, form, lambda: body.lead_to(form.chosen))


@bp.post("/<slug>/plass")
@signed_in
def give_seat(slug: str) -> Response:
    body = _found(slug)
    form = SeatForm()
    return _save(
        body,
        form,
        lambda: body.give_seat(
            form.seating.data, form.holder, me(), form.starts.data, form.ends.data
        ),
    )


@bp.post("/<slug>/plass/ta-bort")
@signed_in
def take_seat_away(slug: str) -> Response:
    body = _found(slug)
    typed = request.form.get("seat", "")
    number = int(typed) if typed.isdecimal() and len(typed) < 10 else 0
    return _save(body, ButtonForm(), lambda: body.take_seat_away(number))


def _found(slug: str) -> Body:
    return found_body(slug, _may)


def _may(person: Person, _body: Body) -> bool:
    return may_set_up(person)


def _save(body: Body, form: InsideForm, verb: Any) -> Response:
    """What was typed stays, whatever is wrong with it."""
    if not form.validate_on_submit():
        return _body_page(body, form, 422)
    try:
        verb()
    except RuleBroken as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return _body_page(body, form, refusal.status)
    slug = body.slug
    db.session.commit()
    return done(url_for(".show", slug=slug), _("Lagret."))


def _body_page(
    body: Body, sent: InsideForm | None = None, status: int = 200
) -> Response:
    forms: dict[str, InsideForm] = {
        "name": BodyNameForm(formdata=None, data={"name": body.given_name}),
        "time": TimeForm(body, formdata=None),
        "submission": SubmissionForm(body, formdata=None),
        "routes": RoutesForm(body, formdata=None),
        "seat": SeatForm(formdata=None),
    }
    forms = {
        name: sent if isinstance(sent, type(it)) else it for name, it in forms.items()
    }
    return page("admin/body.html", status=status, body=body, form=sent, forms=forms)

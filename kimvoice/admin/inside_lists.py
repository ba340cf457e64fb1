"""Departments and people by pasted list: look first, then save."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from wtforms.validators import ValidationError

from kimvoice.admin import arrivals, roster
from kimvoice.admin.departments import Places, add_all, look_through
from kimvoice.admin.faults import Wrong
from kimvoice.admin.list_forms import DepartmentsForm, PeopleForm
from kimvoice.admin.policy import may_administer
from kimvoice.admin.roster import Findings, Row
from kimvoice.core.db import begin_adding, db
from kimvoice.core.errors import RuleBroken
from kimvoice.people.models import Department, Person
from kimvoice.people.role_requests import BY_TWO
from kimvoice.web.answers import on_with, page
from kimvoice.web.person import me, require, signed_in

bp = Blueprint("inside_lists", __name__, url_prefix="/min/admin")

SAVE, SAVE_RIGHT_ONES = "save", "save_right_ones"


@bp.route("/import", methods=["GET", "POST"])
@signed_in
def people() -> Response:
    """What is saved is looked through once more: nothing is trusted."""
    require(may_administer)
    form = PeopleForm()
    if not form.validate_on_submit():
        return _people_page(form, None, 422 if form.errors else 200)
    if _wish():
        begin_adding(Person)
    found = roster.look_through(form.pasted.data, arrivals.known())
    if not _may_save(found.new, found.wrong):
        db.session.rollback()
        return _people_page(form, found, _status(found.new, found.wrong))
    many = len(found.new)
    try:
        form.need_second(*(row.kind for row in found.new))
        arrivals.let_in(found.new, by=me(), second=form.chosen_second)
        db.session.commit()
    except (ValidationError, RuleBroken) as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return _people_page(form, found, 422)
    said = _("Lista er lagret. Nye personer: %(many)s.", many=many)
    return on_with(url_for("admin.inside_people.index"), said)


@bp.route("/avdelinger", methods=["GET", "POST"])
@signed_in
def departments() -> Response:
    require(may_administer)
    form = DepartmentsForm()
    if not form.validate_on_submit():
        return _departments_page(form, None, 422 if form.errors else 200)
    if _wish():
        begin_adding(Department)
    found = look_through(form.pasted.data)
    if not _may_save(found.new, found.wrong):
        db.session.rollback()
        return _departments_page(form, found, _status(found.new, found.wrong))
    add_all(found.new)
    db.session.commit()
    return on_with(url_for(".departments"), _("Avdelingene er lagret."))


def _wish() -> str:
    """Which button was pressed; none of them is looking."""
    wish = request.form.get("do", "")
    return wish if wish in (SAVE, SAVE_RIGHT_ONES) else ""


def _may_save(new: list[Row] | list[str], wrong: list[Wrong]) -> bool:
    if not new:
        return False
    return _wish() == SAVE_RIGHT_ONES or (_wish() == SAVE and not wrong)


def _status(new: list[Row] | list[str], wrong: list[Wrong]) -> int:
    """Asked to save, and could not: something is to be mended, or is done already."""
    if not _wish():
        return 200
    return 422 if wrong else 409


def _people_page(form: PeopleForm, found: Findings | None, status: int) -> Response:
    return page(
        "admin/import.html",
        status=status,
        form=form,
        found=found,
        failed=bool(form.errors or status == 409 or (found and found.wrong)),
        nothing_new=status == 409,
        by_two=BY_TWO,
        any_department=db.session.scalar(select(Department.id).limit(1)) is not None,
    )


def _departments_page(
    form: DepartmentsForm, found: Places | None, status: int
) -> Response:
    return page(
        "admin/departments.html",
        status=status,
        form=form,
        found=found,
        failed=bool(form.errors or status == 409 or (found and found.wrong)),
        nothing_new=status == 409,
        departments=db.session.scalars(
            select(Department).order_by(Department.name)
        ).all(),
    )

"""Who is here and who does what: one person at a time."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy import Select, select

from kimvoice.admin import arrivals, roster
from kimvoice.admin.people_acts import WITH_DEPARTMENT, WITH_PERSON, WITH_ROLE, Act
from kimvoice.admin.people_forms import ArrivalForm
from kimvoice.admin.policy import may_administer
from kimvoice.admin.register import people_of_page
from kimvoice.core.db import begin_adding, db
from kimvoice.core.errors import RuleBroken
from kimvoice.people import duties, erasure, held_back, reach
from kimvoice.people.models import Department, Person, Role
from kimvoice.people.new_codes import NewCode, needs_second
from kimvoice.people.role_requests import RoleRequest
from kimvoice.web.answers import on_with, one_or_404, page
from kimvoice.web.person import me, require, signed_in

bp = Blueprint("inside_people", __name__, url_prefix="/min/admin")
for question in (
    duties.can_end,
    duties.can_have_stand_in,
    reach.can_have_email,
    erasure.can_be_erased,
    erasure.erasable_from,
    needs_second,
):
    bp.add_app_template_global(question)

ACT = "admin/act.html"
NEW = "admin/new_person.html"
A_ROW = "int(max=2147483647)"


@bp.get("/personer")
@signed_in
def index() -> Response:
    require(may_administer)
    shown = people_of_page(request.args.get("side", 1, type=int))
    return page("admin/people.html", shown=shown)


@bp.route("/personer/ny", methods=["GET", "POST"])
@signed_in
def add() -> Response:
    require(may_administer)
    form = ArrivalForm()
    if not form.validate_on_submit():
        return page(NEW, status=422 if form.errors else 200, form=form)
    begin_adding(Person)
    found = roster.look_at_one(form.row, arrivals.known())
    if not found.new:
        db.session.rollback()
        said = [each.words for each in found.wrong]
        form.form_errors += said or [_("Denne personen er lagt inn fra før.")]
        return page(NEW, status=422, form=form)
    try:
        arrivals.let_in(found.new, by=me(), second=form.chosen_second)
        db.session.commit()
    except RuleBroken as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return page(NEW, status=refusal.status, form=form)
    return on_with(url_for(".index"), _("Personen er lagret."))


@bp.get(f"/personer/<{A_ROW}:person_id>")
@signed_in
def show(person_id: int) -> Response:
    require(may_administer)
    somebody = one_or_404(_there().where(Person.id == person_id))
    return page(
        "admin/person.html",
        somebody=somebody,
        asked=NewCode.open_for(somebody),
        held=held_back.why(somebody),
        asked_roles=RoleRequest.open_for(somebody),
    )


@bp.get("/roller")
@signed_in
def roles() -> Response:
    require(may_administer)
    return page("admin/duties.html", all_duties=duties.all_duties())


@signed_in
def with_person(person_id: int, act: Act) -> Response:
    query = _there().where(Person.id == person_id)
    own = url_for(".show", person_id=person_id)
    onward = url_for(".index") if act.is_the_end else own
    return _carry_out(act, query, onward, lambda person: person.name, back=own)


@signed_in
def with_role(role_id: int, act: Act) -> Response:
    query = select(Role).where(Role.id == role_id, Role.is_somebodys())
    return _carry_out(act, query, url_for(".roles"), _role_and_name)


@signed_in
def with_department(department_id: int, act: Act) -> Response:
    query = select(Department).where(Department.id == department_id)
    onward = url_for("admin.inside_lists.departments")
    return _carry_out(act, query, onward, lambda department: department.name)


for views, place, acts in (
    (with_person, f"/personer/<{A_ROW}:person_id>", WITH_PERSON),
    (with_role, f"/roller/<{A_ROW}:role_id>", WITH_ROLE),
    (with_department, f"/avdelinger/<{A_ROW}:department_id>", WITH_DEPARTMENT),
):
    for name, row in acts.items():
        bp.add_url_rule(
            f"{place}/{row.url}",
            name,
            views,
            methods=["GET", "POST"],
            defaults={"act": row},
        )


def _there() -> Select[Person]:
    """Of who is erased nothing is shown: not even whether something still goes on."""
    return select(Person).where(Person.erased_on.is_(None))


def _carry_out(
    act: Act,
    query: Select[Any],
    onward: str,
    about: Callable[[Any], str],
    *,
    back: str = "",
) -> Response:
    """Find, may I, read the form, one verb, commit; a refusal keeps what was typed."""
    require(may_administer)
    row = one_or_404(query, to_change=request.method == "POST")
    require(may_administer)
    form, back = act.form(row), back or onward
    if not form.validate_on_submit():
        return _act_page(act, about(row), form, back, 422 if form.errors else 200)
    try:
        said = act.verb(row, form, me()) or act.said
        db.session.commit()
    except RuleBroken as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return _act_page(act, about(row), form, back, refusal.status)
    return on_with(onward, str(said))


def _act_page(
    act: Act, about: str, form: FlaskForm, back: str, status: int
) -> Response:
    return page(ACT, status=status, act=act, about=about, form=form, back=back)


def _role_and_name(role: Role) -> str:
    department = f", {role.department.name}" if role.department else ""
    return f"{role.person.name}: {role.kind.label}{department}"

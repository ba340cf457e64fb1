"""Elections that were held on paper are written in, and give the offices."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from kimvoice.core.db import begin_writing, db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.forms import RecordForm
from kimvoice.elections.policy import may_record
from kimvoice.elections.recorded import RecordedElection
from kimvoice.people.models import Department, Person, RoleKind
from kimvoice.web.answers import done, one_or_404, page
from kimvoice.web.person import me, require, signed_in

bp = Blueprint("recorded", __name__, url_prefix="/min/valg")

INDEX = "elections/recorded.html"
RECORD = "elections/record.html"
CHECK = "elections/check.html"


@bp.get("/registrer")
@signed_in
def index() -> Response:
    require(may_record)
    departments = select(Department).order_by(Department.name)
    return page(
        INDEX,
        departments=db.session.scalars(departments).all(),
        recorded=RecordedElection.recorded(),
    )


@bp.route("/registrer/<int(max=999999):department>", methods=["GET", "POST"])
@signed_in
def record(department: int) -> Response:
    """The department is locked from the second step on."""
    require(may_record)
    found = one_or_404(
        select(Department).where(Department.id == department),
        to_change=request.method == "POST",
    )
    return _record(found)


@bp.route("/registrer/styret", methods=["GET", "POST"])
@signed_in
def record_for_board() -> Response:
    require(may_record)
    if request.method == "POST":
        begin_writing()
    return _record(None)


def _record(department: Department | None) -> Response:
    """Write, check, confirm."""
    form = RecordForm(department)
    if not form.validate_on_submit() or "change" in request.form:
        return _form_page(department, form, status=422 if form.errors else 200)

    election = form.election(department, by=me())
    try:
        election.check(names_shown=form.names_shown.data)
        if not form.confirmed.data:
            return _check_page(election, form)
        election.give_roles(names_shown=form.names_shown.data)
    except RuleBroken as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return _form_page(department, form, status=refusal.status)
    db.session.add(election)
    db.session.commit()
    return done(url_for(".index"), _("Valget er skrevet inn."))


def _form_page(
    department: Department | None, form: RecordForm, *, status: int
) -> Response:
    return page(RECORD, status=status, department=department, form=form)


def _check_page(election: RecordedElection, form: RecordForm) -> Response:
    return page(
        CHECK,
        election=election,
        form=form,
        leaving=election.leaving(),
        first=election.department and not Person.holding(RoleKind.REPRESENTATIVE),
    )

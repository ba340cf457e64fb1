"""What people want put right of what is stored about them, and the answers."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from kimvoice.admin.people_forms import CorrectedForm
from kimvoice.admin.policy import may_administer
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.people.corrections import Correction
from kimvoice.web.answers import on_with, one_or_404, page
from kimvoice.web.person import me, require, signed_in

bp = Blueprint("inside_corrections", __name__, url_prefix="/min/admin")

ANSWER = "admin/correction.html"


@bp.get("/rettelser")
@signed_in
def index() -> Response:
    require(may_administer)
    return page("admin/corrections.html", waiting=Correction.waiting())


@bp.route("/rettelser/<int(max=2147483647):person_id>", methods=["GET", "POST"])
@signed_in
def answer(person_id: int) -> Response:
    require(may_administer)
    query = select(Correction).where(Correction.person_id == person_id)
    asked = one_or_404(query, to_change=request.method == "POST")
    require(may_administer)
    form = CorrectedForm()
    if not form.validate_on_submit():
        return page(ANSWER, status=422 if form.errors else 200, form=form, asked=asked)
    try:
        asked.give(me(), form.words.data)
    except RuleBroken as refusal:
        form.form_errors.append(str(refusal))
        return page(ANSWER, status=refusal.status, form=form, asked=asked)
    db.session.commit()
    return on_with(url_for(".index"), _("Svaret er sendt."))

"""The yes or no to a role that opens complaints, and who holds such a role."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.people import who_reads
from kimvoice.people.duties import CAN_OWE_ANSWERS
from kimvoice.people.former_names import FormerName
from kimvoice.people.models import Person
from kimvoice.people.role_requests import RoleRequest
from kimvoice.web.answers import done, one_or_404, page
from kimvoice.web.called import formerly
from kimvoice.web.fields import ButtonForm
from kimvoice.web.person import me, require, signed_in

bp = Blueprint("asked_role", __name__, url_prefix="/min")


def may_see_who_reads(person: Person) -> bool:
    return person.holds(*CAN_OWE_ANSWERS)


bp.add_app_template_global(may_see_who_reads)
bp.add_app_template_global(formerly)
bp.add_app_template_global(FormerName.told_to, "renamed_lately")


@bp.get("/hvem-kan-lese-klager")
@signed_in
def who() -> Response:
    require(may_see_who_reads)
    return page(
        "account/who_reads.html",
        held=who_reads.today(),
        coming=who_reads.coming(),
        ended=who_reads.ended(),
    )


@bp.route("/ny-rolle/<int(max=999999):asked>", methods=["GET", "POST"])
@signed_in
def answer(asked: int) -> Response:
    """Only the second person knows that it was asked for."""
    found = one_or_404(
        select(RoleRequest).where(RoleRequest.id == asked),
        lambda it: it.second == me(),
        to_change=request.method == "POST",
    )
    form = ButtonForm()
    chosen = request.form.get("answer")
    if form.validate_on_submit() and chosen in ("yes", "no"):
        return _answer(found, agrees=chosen == "yes")
    if found.agreed_on:
        raise RuleBroken(_("Dette er gjort, eller kan ikke gjøres nå."))
    status = 422 if form.is_submitted() else 200
    if status != 200 and not form.errors:
        form.form_errors.append(_("Velg ja eller nei."))
    return page("account/new_role.html", status=status, form=form, asked=found)


def _answer(asked: RoleRequest, *, agrees: bool) -> Response:
    name = asked.person.name
    if agrees:
        asked.agree(me())
        said = _("Takk. %(name)s har fått rollen.", name=name)
    else:
        asked.refuse(me())
        said = _("Takk. %(name)s får ikke rollen.", name=name)
    db.session.commit()
    return done(url_for("home.inside.index"), said)

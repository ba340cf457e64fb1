"""The yes or no to a role that opens complaints, and who holds such a role."""

from flask import Blueprint, Response
from flask_babel import gettext as _

from kimvoice.account.second_person import yes_or_no
from kimvoice.people import who_reads
from kimvoice.people.duties import CAN_OWE_ANSWERS
from kimvoice.people.former_names import FormerName
from kimvoice.people.models import Person
from kimvoice.people.role_requests import RoleRequest
from kimvoice.web.answers import page
from kimvoice.web.called import formerly
from kimvoice.web.person import require, signed_in

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
    return yes_or_no(RoleRequest, asked, "account/new_role.html", _said)


def _said(name: str, agrees: bool) -> str:
    if agrees:
        return str(_("Takk. %(name)s har fått rollen.", name=name))
    return str(_("Takk. %(name)s får ikke rollen.", name=name))

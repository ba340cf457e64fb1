"""One's own complaints, and the page of one: the complainant's or the handler's."""

from flask import Blueprint, Response

from kimvoice.complaints import policy
from kimvoice.complaints.finding import found
from kimvoice.complaints.models import Complaint
from kimvoice.web.answers import page
from kimvoice.web.fields import ButtonForm, InsideForm
from kimvoice.web.person import me, signed_in

bp = Blueprint("inside", __name__, url_prefix="/min")
for question in (policy.is_own, policy.may_handle, policy.may_complain):
    bp.add_app_template_global(question)

NUMBER = "/klage/<int(max=99999):number>"


@bp.get("/klager")
@signed_in
def index() -> Response:
    return page("complaints/index.html", complaints=policy.own(me()))


@bp.get(NUMBER)
@signed_in
def show(number: int) -> Response:
    """The first page alone until the handler has said that it is not about them."""
    return shown(found(number, _exists), ButtonForm())


def shown(complaint: Complaint, form: InsideForm, status: int = 200) -> Response:
    if policy.is_own(me(), complaint):
        template = "complaints/show.html"
    elif policy.may_handle(me(), complaint):
        template = "complaints/handle.html"
    else:
        template = "complaints/first.html"
    return page(template, status=status, complaint=complaint, form=form)


def _exists(_person: object, _complaint: Complaint) -> bool:
    return True

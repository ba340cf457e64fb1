"""One's own complaints, and the page of one: the complainant's, the handler's, or
the support person's.
"""

from flask import Blueprint, Response
from flask_babel import lazy_gettext as _l

from kimvoice.complaints import about as about
from kimvoice.complaints import policy, standstill
from kimvoice.complaints.finding import found
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.outside import BODIES
from kimvoice.complaints.titles import AT_THE_START, INSIDE
from kimvoice.web import navigation
from kimvoice.web.answers import page
from kimvoice.web.fields import ButtonForm
from kimvoice.web.person import me, signed_in

bp = Blueprint("inside", __name__, url_prefix="/min")
for question in (policy.is_own, policy.may_handle, policy.may_complain):
    bp.add_app_template_global(question)
bp.add_app_template_global(standstill.today, "standstill")
bp.add_app_template_global(BODIES.value, "outside_bodies")
bp.add_app_template_filter(AT_THE_START.__getitem__, "at_the_start")
bp.add_app_template_filter(INSIDE.__getitem__, "in_a_sentence")
navigation.offer(bp, _l("Klager"), "complaints.inside.index", policy.follows_complaints)

NUMBER = "/klage/<int(max=99999):number>"


@bp.get("/klager")
@signed_in
def index() -> Response:
    return page("complaints/index.html", complaints=policy.own(me()))


@bp.get(NUMBER)
@signed_in
def show(number: int) -> Response:
    """The first page alone until the handler has said that it is not about them."""
    complaint = found(number, _exists)
    if policy.is_own(me(), complaint):
        template = "complaints/show.html"
    elif policy.is_supporter(me(), complaint):
        template = "complaints/supported.html"
    elif policy.may_handle(me(), complaint):
        template = "complaints/handle.html"
    else:
        template = "complaints/first.html"
    return page(template, complaint=complaint, form=ButtonForm())


def _exists(_person: object, _complaint: Complaint) -> bool:
    return True

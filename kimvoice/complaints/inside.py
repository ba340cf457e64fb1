"""One's own complaints, and the page of one: the complainant's, the handler's, or
the support person's.
"""

from http import HTTPStatus

from flask import Blueprint, Response, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kimvoice.complaints import about as about
from kimvoice.complaints import policy, standstill
from kimvoice.complaints.finding import found
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.outside import BODIES
from kimvoice.complaints.own_forms import ClaimForm
from kimvoice.complaints.titles import AT_THE_START, INSIDE
from kimvoice.core.db import begin_writing, db
from kimvoice.core.errors import HouseError
from kimvoice.people.locks import receipt_locks
from kimvoice.web import navigation
from kimvoice.web.answers import on_with, page
from kimvoice.web.door import Locked
from kimvoice.web.fields import ButtonForm
from kimvoice.web.person import me, require, signed_in

bp = Blueprint("inside", __name__, url_prefix="/min")
for question in (
    policy.is_own,
    policy.may_handle,
    policy.may_complain,
    policy.may_claim,
):
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
    return _list(ClaimForm())


@bp.post("/klager")
@signed_in
def claim() -> Response:
    """What was typed for who had never signed in, by the number on its receipt.

    Refused alike for every number but the right one, and seldom enough to guess.
    """
    require(policy.may_claim)
    form = ClaimForm()
    if not form.validate():
        return _list(form, HTTPStatus.UNPROCESSABLE_ENTITY)
    assert form.written is not None
    try:
        complaint = _claimed(form.written)
    except HouseError as refusal:
        form.number.errors = [str(refusal)]
        return _list(form, refusal.status)
    db.session.commit()
    url = url_for(".show", number=complaint.number)
    return on_with(url, _("Nå kan du følge klagen her."))


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


def _claimed(number: int) -> Complaint:
    until = receipt_locks().try_with(me().user_name)
    if until is not None:
        raise Locked(until)
    begin_writing()
    complaint = policy.to_claim(me(), number)
    if complaint is None:
        raise NotYours
    receipt_locks().open(me().user_name)
    complaint.claim()
    return complaint


class NotYours(HouseError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self) -> None:
        super().__init__(_("Vi fant ingen ny klage til deg med det nummeret."))


def _list(form: ClaimForm, status: int = HTTPStatus.OK) -> Response:
    own = policy.own(me())
    return page("complaints/index.html", status=status, complaints=own, form=form)


def _exists(_person: object, _complaint: Complaint) -> bool:
    return True

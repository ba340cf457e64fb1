"""A complaint with its course, on paper."""

from flask import Blueprint, Response

from kimvoice.complaints import policy
from kimvoice.complaints.finding import found
from kimvoice.core import clock
from kimvoice.web.answers import page
from kimvoice.web.person import signed_in

bp = Blueprint("print", __name__, url_prefix="/min/klage")


@bp.get("/<int(max=99999):number>/skriv-ut")
@signed_in
def whole(number: int) -> Response:
    complaint = found(number, policy.is_own)
    return page("complaints/print.html", complaint=complaint, today=clock.today())

"""How the bodies keep their dates: one page for everybody in the house."""

from flask import Blueprint, Response, request

from kimvoice.forum import half_years, policy
from kimvoice.web.answers import page
from kimvoice.web.person import require, signed_in

bp = Blueprint("figures", __name__, url_prefix="/min/sak")


@bp.get("/tall")
@signed_in
def show() -> Response:
    require(policy.may_follow)
    shown = half_years.half_years()
    asked = request.args.get("halvar", "")
    chosen = asked if asked in shown else shown[0]
    return page(
        "forum/figures.html",
        half_years=shown,
        chosen=chosen,
        figures=half_years.figures_of(chosen),
    )

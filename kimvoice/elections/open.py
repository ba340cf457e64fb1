"""Who is who: elections are public in the house, also in a small department."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from sqlalchemy import select

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.elections import known
from kimvoice.people.directory import Directory
from kimvoice.people.models import Department
from kimvoice.web import qr
from kimvoice.web.answers import page, shown
from kimvoice.web.networks import at_home, reaches_only_here

WHO_IS_WHO = "elections/who_is_who.html"

bp = Blueprint("open", __name__)
bp.add_app_template_global(known.next_dates, "next_dates_of")


@bp.get("/tillitsvalgte")
def who_is_who() -> Response:
    """Every department stands on the one page: nobody must say which is theirs."""
    return page(WHO_IS_WHO, chosen=None, **_who_is_who())


@bp.post("/tillitsvalgte")
def of_department() -> Response:
    """Sent, not asked for in the address: the history of a shared PC would say which
    department somebody was looking for just before «Si fra» (decisions/0014)."""
    who = _who_is_who()
    number = request.form.get("department", "")
    chosen = next((it for it in who["departments"] if str(it.id) == number), None)
    sent = {"department": str(chosen.id)} if chosen else {}
    return shown(WHO_IS_WHO, resend=sent, chosen=chosen, **who)


@bp.get("/tillitsvalgte/tavle")
def board() -> Response:
    """For the screen on the wall: all departments at once, for nobody leafs there."""
    return page("elections/board.html", **_who_is_who())


@bp.get("/tillitsvalgte/plakat")
def poster() -> Response:
    """A sheet for each department, all of them here: no address names one."""
    address = url_for(".who_is_who", lang=None, _external=True)
    return page(
        "elections/poster.html",
        **_who_is_who(),
        address=address,
        picture=qr.svg(address),
        only_here=reaches_only_here(),
    )


def _who_is_who() -> dict[str, Any]:
    departments = select(Department).order_by(Department.name)
    return {
        "departments": db.session.scalars(departments).all(),
        "directory": Directory.of_today(named=at_home()),
        "elected_on": known.elected_on(),
        "coming": known.coming(),
        "today": clock.today(),
    }

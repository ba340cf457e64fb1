"""Who is who: elections are public in the house, also in a small department."""

from typing import Any

from flask import Blueprint, Response, url_for
from sqlalchemy import select

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.elections import known
from kimvoice.people.directory import Directory
from kimvoice.people.models import Department
from kimvoice.web import qr
from kimvoice.web.answers import page
from kimvoice.web.networks import at_home, reaches_only_here

bp = Blueprint("open", __name__)
bp.add_app_template_global(known.next_dates, "next_dates_of")


@bp.get("/tillitsvalgte")
def who_is_who() -> Response:
    """Every department stands on the one page: nobody says which is theirs."""
    return page("elections/who_is_who.html", **_who_is_who())


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

"""Who is who: elections are public in the house, also in a small department."""

from flask import Blueprint, Response
from sqlalchemy import select

from kimvoice.core.db import db
from kimvoice.elections.recorded import RecordedElection
from kimvoice.people.directory import Directory
from kimvoice.people.models import Department
from kimvoice.web.answers import page
from kimvoice.web.networks import at_home

bp = Blueprint("open", __name__)


@bp.get("/tillitsvalgte")
def who_is_who() -> Response:
    """Every department stands on the one page: nobody says which is theirs."""
    departments = select(Department).order_by(Department.name)
    return page(
        "elections/who_is_who.html",
        departments=db.session.scalars(departments).all(),
        directory=Directory.of_today(named=at_home()),
        elected_on=RecordedElection.days_of_the_latest(),
    )

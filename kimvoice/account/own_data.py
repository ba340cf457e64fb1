"""«Lagret om meg»: all that is kept with one's name, and what is wrong with it."""

from flask import Blueprint, Response

from kimvoice.core.settings import BACKUP_DAYS
from kimvoice.people import about as about
from kimvoice.people import stored
from kimvoice.web.answers import page
from kimvoice.web.person import me, signed_in

bp = Blueprint("own_data", __name__, url_prefix="/min")

SHOW = "account/own_data.html"


@bp.get("/lagret-om-meg")
@signed_in
def show() -> Response:
    return page(SHOW, rooms=stored.about(me()), backup_days=BACKUP_DAYS.value())

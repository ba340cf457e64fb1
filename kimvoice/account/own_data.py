"""«Lagret om meg»: all that is kept with one's name, and what is wrong with it."""

from flask import Blueprint, Response, url_for
from flask_babel import gettext as _

from kimvoice.account.forms import CorrectionForm
from kimvoice.core.db import begin_writing, db
from kimvoice.core.errors import RuleBroken
from kimvoice.core.settings import BACKUP_DAYS
from kimvoice.people import about as about
from kimvoice.people import stored
from kimvoice.people.corrections import Correction
from kimvoice.web.answers import done, page
from kimvoice.web.person import me, signed_in

bp = Blueprint("own_data", __name__, url_prefix="/min")

SHOW = "account/own_data.html"
CORRECT = "account/correct.html"


@bp.get("/lagret-om-meg")
@signed_in
def show() -> Response:
    return page(
        SHOW,
        rooms=stored.about(me()),
        asked=Correction.of(me()),
        backup_days=BACKUP_DAYS.value(),
    )


@bp.route("/lagret-om-meg/rett", methods=["GET", "POST"])
@signed_in
def correct() -> Response:
    form = CorrectionForm()
    if not form.validate_on_submit():
        return page(CORRECT, status=422 if form.errors else 200, form=form)
    begin_writing()
    try:
        Correction.ask(me(), form.words.data)
    except RuleBroken as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return page(CORRECT, status=refusal.status, form=form)
    db.session.commit()
    return done(url_for(".show"), _("Vi har fått det. Svaret kommer på denne siden."))

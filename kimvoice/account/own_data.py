"""«Lagret om meg»: all that is kept with one's name, and what is wrong with it."""

from flask import Blueprint, Response, url_for
from flask_babel import gettext as _

from kimvoice.account.door import WrongPassphrase, own_words
from kimvoice.account.forms import CorrectionForm, EraseForm
from kimvoice.core.db import begin_writing, db
from kimvoice.core.errors import HouseError, RuleBroken
from kimvoice.core.settings import BACKUP_DAYS
from kimvoice.people import about as about
from kimvoice.people import erasure, stored
from kimvoice.people.corrections import Correction
from kimvoice.web.answers import done, page
from kimvoice.web.person import me, require, sign_out, signed_in

bp = Blueprint("own_data", __name__, url_prefix="/min")

SHOW = "account/own_data.html"
CORRECT = "account/correct.html"
ERASE = "account/erase.html"


@bp.get("/lagret-om-meg")
@signed_in
def show() -> Response:
    return page(
        SHOW,
        rooms=stored.about(me()),
        asked=Correction.of(me()),
        has_left=erasure.has_left(me()),
        erasable_from=erasure.erasable_from(me()),
        can_erase=erasure.can_be_erased(me()),
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


@bp.route("/lagret-om-meg/slett", methods=["GET", "POST"])
@signed_in
def erase() -> Response:
    """The passphrase again: whoever sits at a PC that was left can't do it."""
    require(erasure.has_left)
    erasure.must_have_come(me())
    form = EraseForm()
    if not form.validate_on_submit():
        return page(ERASE, status=422 if form.errors else 200, form=form)
    try:
        person = own_words(me(), form.passphrase.data)
        erasure.erase_own(person)
    except WrongPassphrase as wrong:
        form.passphrase.errors = [str(wrong)]
        return page(ERASE, status=wrong.status, form=form)
    except HouseError as refusal:
        form.form_errors.append(str(refusal))
        return page(ERASE, status=refusal.status, form=form)
    db.session.commit()
    sign_out()
    return page("account/erased.html", languages=False)

"""One's own settings, and the yes or no to a new code for somebody else."""

from flask import Blueprint, Response, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kimvoice.account.door import WrongPassphrase, own_words
from kimvoice.account.forms import NewPassphraseForm
from kimvoice.account.second_person import yes_or_no
from kimvoice.core.db import begin_writing, db
from kimvoice.core.errors import HouseError
from kimvoice.core.settings import ENVELOPE_CARRIER
from kimvoice.people import passphrases, reach
from kimvoice.people.invitations import Invitation
from kimvoice.people.new_codes import NewCode
from kimvoice.web import navigation
from kimvoice.web import person as visitor
from kimvoice.web.answers import done, on_to, page
from kimvoice.web.fields import ButtonForm
from kimvoice.web.person import me, signed_in

bp = Blueprint("inside", __name__, url_prefix="/min")
navigation.offer(bp, _l("Innstillinger"), "own.inside.settings", lambda _person: True)
for question in (reach.is_told, reach.gets_mail):
    bp.add_app_template_global(question)
bp.add_app_template_global(ENVELOPE_CARRIER.value, "envelope_carrier")

SETTINGS = "account/settings.html"


@bp.get("/innstillinger")
@signed_in
def settings() -> Response:
    return page(SETTINGS, form=NewPassphraseForm())


@bp.post("/innstillinger/passord")
@signed_in
def change_passphrase() -> Response:
    """Whoever is signed in as me elsewhere is out; this browser goes on."""
    form = NewPassphraseForm()
    if not form.validate():
        return page(SETTINGS, status=422, form=form)
    try:
        _change_passphrase(form)
    except WrongPassphrase as wrong:
        form.passphrase_now.errors = [str(wrong)]
        return page(SETTINGS, status=wrong.status, form=form)
    except HouseError as refusal:
        form.form_errors.append(str(refusal))
        return page(SETTINGS, status=refusal.status, form=form)
    return done(
        url_for(".settings"),
        _("Passordet er byttet. Du er logget ut alle andre steder."),
    )


@bp.post("/innstillinger/logg-ut-overalt")
@signed_in
def sign_out_everywhere() -> Response:
    if not ButtonForm().validate_on_submit():
        return on_to(url_for(".settings"))
    begin_writing()
    me().sign_out_everywhere()
    db.session.commit()
    onward = url_for("account.signed_out")
    visitor.sign_out()
    return on_to(onward)


@bp.route("/ny-kode/<int(max=999999):asked>", methods=["GET", "POST"])
@signed_in
def new_code(asked: int) -> Response:
    return yes_or_no(NewCode, asked, "account/new_code.html", _said)


def _said(name: str, agrees: bool) -> str:
    if agrees:
        return str(_("Takk. %(name)s kan få ny kode nå.", name=name))
    return str(_("Takk. %(name)s får ikke ny kode.", name=name))


def _change_passphrase(form: NewPassphraseForm) -> None:
    own_words(me(), form.passphrase_now.data)
    db.session.rollback()
    with passphrases.in_turn():
        sealed = passphrases.seal(form.passphrase_new.data)
    begin_writing()
    person = me()
    person.take_passphrase(sealed)
    # Whoever was told of a code that they never asked for can shut it out here.
    Invitation.void(person)
    db.session.commit()
    visitor.sign_in(person, visitor.place())

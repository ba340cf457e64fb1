"""Sign in with user name and passphrase, sign out."""

from flask import Blueprint, Response, url_for
from flask_babel import gettext as _

from kimvoice.account.forms import SignInForm
from kimvoice.core.db import db
from kimvoice.people.models import Person
from kimvoice.web import person as visitor
from kimvoice.web.answers import on_to, page
from kimvoice.web.fields import ButtonForm

bp = Blueprint("account", __name__, url_prefix="/min")

SIGN_IN = "account/sign_in.html"


@bp.route("/logg-inn", methods=["GET", "POST"])
def sign_in() -> Response:
    form = SignInForm()
    if not form.validate_on_submit():
        return page(SIGN_IN, status=422 if form.errors else 200, form=form)

    person = Person.signing_in(form.user_name.data, form.passphrase.data)
    if person is None:
        form.form_errors.append(
            _("Brukernavn eller passord stemmer ikke. Prøv igjen, eller spør om hjelp.")
        )
        return page(SIGN_IN, status=422, form=form)

    person.mark_active()
    db.session.commit()
    visitor.sign_in(person)
    return on_to(url_for("home.inside.index"))


@bp.post("/logg-ut")
def sign_out() -> Response:
    if not ButtonForm().validate_on_submit():
        return on_to(url_for("home.inside.index"))
    onward = url_for("account.signed_out")
    visitor.sign_out()
    return on_to(onward)


@bp.get("/logg-ut")
def signed_out() -> Response:
    if visitor.me_or_nobody():
        return on_to(url_for("home.inside.index"))
    # A form there, also that of the language, would give out a new cookie at once.
    return page("account/signed_out.html", languages=False)

"""What is asked for at the door."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, StringField

from kimvoice.web.fields import NOTHING_WRITTEN, InsideForm, Written


class SignInForm(InsideForm):
    expired = NOTHING_WRITTEN

    user_name = StringField(
        _l("Brukernavn"),
        [Written(_l("Skriv brukernavnet ditt."))],
        filters=[lambda typed: (typed or "").strip()],
        render_kw={"autocomplete": "username", "autocapitalize": "none"},
    )
    passphrase = PasswordField(
        _l("Passord"),
        [Written(_l("Skriv passordet ditt."))],
        render_kw={"autocomplete": "current-password"},
    )

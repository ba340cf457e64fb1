"""What is asked for at the door, and about one's own way in."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, PasswordField, StringField
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

from kimvoice.core.labels import Labelled
from kimvoice.people.passphrases import FEWEST, MOST
from kimvoice.web.fields import (
    NOTHING_WRITTEN,
    AtMost,
    InsideForm,
    Sentence,
    Written,
    one_of,
    tidy,
    words,
)
from kimvoice.web.person import Place

HOW_LONG = _l(
    "På en felles PC blir du logget ut når du ikke har gjort noe på 30 minutter."
    " På din egen tar det 8 timer."
)
FORGOTTEN = _l("Skriv passordet en gang til.")


class Unseen(TextInput):
    """What was typed is not written into the page again."""

    def __call__(self, field: Field, **given: Any) -> Any:
        return super().__call__(field, **given | {"value": ""})


class LongEnough:
    """Signs alone count: no rule that makes people write it on the screen's edge."""

    field_flags = {"required": True}

    def __call__(self, _form: FlaskForm, field: Field) -> None:
        if len(field.data or "") < FEWEST:
            raise ValidationError(
                _("Passordet må ha minst %(fewest)s tegn.", fewest=FEWEST)
            )


def known_passphrase(label: Sentence, missing: Sentence) -> PasswordField:
    """One that is known already."""
    return PasswordField(
        label, [Written(missing)], render_kw={"autocomplete": "current-password"}
    )


def new_passphrase(label: Sentence, hint: Sentence = "") -> PasswordField:
    return PasswordField(
        label,
        [LongEnough(), AtMost(MOST, _l("Passordet"))],
        description=hint,
        render_kw={"autocomplete": "new-password"},
    )


class SignInForm(InsideForm):
    """``token`` lets the words be sent once; ``kept`` is what was written (kept.py)."""

    expired = NOTHING_WRITTEN

    token = HiddenField()
    kept = HiddenField()
    user_name = StringField(
        _l("Brukernavn"),
        [Written(_l("Skriv brukernavnet ditt."))],
        filters=[lambda typed: (typed or "").strip()],
        render_kw={"autocomplete": "username", "autocapitalize": "none"},
    )
    passphrase = known_passphrase(_l("Passord"), _l("Skriv passordet ditt."))
    place = one_of(_l("Hvor er du?"), Place, _l("Velg hvor du er."), HOW_LONG)


WITHOUT_TELEPHONE = _l("6 tall. Har du ikke telefonen? Skriv en kode fra arket.")


def number(hint: Sentence = WITHOUT_TELEPHONE) -> StringField:
    """Never carried along (``code…``: see kept.py): as good as the passphrase."""
    return StringField(
        _l("Tallet fra appen"),
        [Written(_l("Skriv tallet fra appen."))],
        filters=[tidy],
        description=hint,
        widget=Unseen(),
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )


class NumberForm(InsideForm):
    """``token`` says whose passphrase was right; ``kept`` is what was written."""

    expired = NOTHING_WRITTEN

    token = HiddenField()
    kept = HiddenField()
    code = number()


class CodeForm(InsideForm):
    expired = NOTHING_WRITTEN

    code = StringField(
        _l("Koden på lappen"),
        [Written(_l("Skriv koden som står på lappen."))],
        filters=[tidy],
        description=_l("12 tegn. Det er det samme om du skriver store eller små."),
        render_kw={"autocapitalize": "characters", "spellcheck": "false"},
    )


class FirstPassphraseForm(InsideForm):
    expired = FORGOTTEN

    passphrase = new_passphrase(_l("Passord"))
    code = number()

    def __init__(
        self, example: list[str], *, asks_number: bool = False, **given: Any
    ) -> None:
        super().__init__(**given)
        self.asks_number = asks_number
        if not asks_number:
            del self.code
        self.passphrase.description = _(
            "Minst %(fewest)s tegn. Tre ord er fint, for eksempel: %(words)s.",
            fewest=FEWEST,
            words=" ".join(example),
        )


class PlaceForm(InsideForm):
    expired = NOTHING_WRITTEN

    place = one_of(_l("Hvor er du nå?"), Place, _l("Velg hvor du er."), HOW_LONG)


class CorrectionForm(InsideForm):
    words = words(
        _l("Hva er feil, og hva er riktig?"), _l("Skriv hva som er feil."), most=2000
    )


def own_passphrase() -> PasswordField:
    return known_passphrase(_l("Passordet du har nå"), _l("Skriv passordet du har nå."))


class EraseForm(InsideForm):
    expired = FORGOTTEN

    passphrase = own_passphrase()


class NewPassphraseForm(InsideForm):
    expired = FORGOTTEN

    passphrase_now = own_passphrase()
    passphrase_new = new_passphrase(
        _l("Nytt passord"), _l("Minst 10 tegn. Tre ord er fint.")
    )


class SetUpForm(InsideForm):
    """``token`` holds what app and house are to share; ``kept`` is what was written."""

    expired = FORGOTTEN

    token = HiddenField()
    kept = HiddenField()
    code = number(_l("6 tall. Appen viser et nytt hvert halve minutt."))
    passphrase_now = own_passphrase()


class Wish(Labelled):
    SHEET = "sheet", _l("Få et nytt ark med koder")
    TELEPHONE = "telephone", _l("Bruke en ny telefon eller en ny app")
    NONE = "none", _l("Slutte med tall fra appen")


class ChangeForm(InsideForm):
    expired = FORGOTTEN

    token = HiddenField()
    wish = one_of(_l("Hva vil du gjøre?"), Wish, _l("Velg hva du vil gjøre."))
    code = number()
    passphrase_now = own_passphrase()

    def __init__(self, *, must_have: bool, **given: Any) -> None:
        super().__init__(**given)
        if must_have:
            kept = (Wish.SHEET, Wish.TELEPHONE)
            self.wish.choices = [(it.value, it.label) for it in kept]

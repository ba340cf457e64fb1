"""The receipt code wherever somebody types it: sixteen digits, the last checks."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, StringField
from wtforms.validators import ValidationError

from kimvoice.suggestions import codes
from kimvoice.web.fields import Sentence, tidy


def code_field(label: Sentence, missing: Sentence = "") -> StringField:
    """``missing`` is said when nothing is typed; without it the field may be empty."""
    return StringField(
        label,
        [RightCode(missing)],
        description=_l("16 tall. Du kan skrive med eller uten mellomrom."),
        filters=[lambda typed: codes.digits_of(tidy(typed))],
        render_kw={"inputmode": "numeric"},
    )


class RightCode:
    """Says nothing of whether the code opens anything."""

    def __init__(self, missing: Sentence) -> None:
        self.missing = missing

    def __call__(self, _form: Form, field: StringField) -> None:
        typed = field.data or ""
        if typed:
            _check(typed)
        elif self.missing:
            raise ValidationError(self.missing)


def _check(typed: str) -> None:
    if not (typed.isascii() and typed.isdigit()):
        raise ValidationError(_("Koden har bare tall. Se på lappen en gang til."))
    if len(typed) != codes.DIGITS:
        raise ValidationError(
            _("Koden skal ha 16 tall. Du har skrevet %(written)s.", written=len(typed))
        )
    if not codes.has_right_check_digit(typed):
        raise ValidationError(_("Et av tallene er feil. Se på lappen en gang til."))

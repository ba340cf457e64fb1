"""What an officer types of the six words."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, HiddenField, StringField
from wtforms.validators import ValidationError

from kimvoice.core import words
from kimvoice.elections.envelopes import ASKED, no_such_word
from kimvoice.web.fields import ButtonForm, InsideForm, Written, tidy

TYPED = "code_"
"""A name that keeps a word out of what waits for a new sign-in (web/kept.py)."""


class CarryForm(ButtonForm):
    """A button; what it is about is sealed in the page."""

    token = HiddenField()


class AsDrawn:
    def __init__(self, number: int) -> None:
        self.number = number

    def __call__(self, form: Form, field: StringField) -> None:
        if not field.data:
            return  # which Written has said
        word = words.recognised(field.data)
        if word is None:
            raise ValidationError(no_such_word(self.number))
        if word != form.drawn[self.number - 1]:
            raise ValidationError(
                _("Ord %(number)s er ikke riktig. Se på arket.", number=self.number)
            )


def _word(number: int) -> StringField:
    missing = _l("Skriv ord %(number)s.", number=number)
    return StringField(
        _l("Ord %(number)s", number=number),
        [Written(missing), AsDrawn(number)],
        filters=[tidy],
        name=f"{TYPED}{number}",
    )


class TypeBackForm(InsideForm):
    """Two of them, as they stand on the sheet: so they are on paper."""

    expired = ButtonForm.expired
    token = HiddenField()
    first = _word(ASKED[0])
    last = _word(ASKED[1])

    def __init__(self, drawn: Sequence[str], **kwargs: Any) -> None:
        self.drawn = drawn
        super().__init__(**kwargs)

    def validate(self, extra_validators: Any = None) -> bool:
        """What was typed is shown to nobody, right or wrong."""
        valid = super().validate(extra_validators)
        for field in (self.first, self.last):
            field.data = ""
        return bool(valid)

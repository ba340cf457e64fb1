"""What a representative fills in to make a matter of a suggestion (SCREENS 4.4)."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, SubmitField
from wtforms.validators import DataRequired, ValidationError

from kimvoice.suggestions.forms import LONGEST_TEXT
from kimvoice.web.fields import InsideForm, line, words

SHORTEST_TITLE, LONGEST_TITLE = 3, 80


class RaiseForm(InsideForm):
    title = line(
        _l("Overskrift"),
        _l("Skriv en overskrift."),
        most=LONGEST_TITLE,
        name=_l("Overskriften"),
    )
    text = words(
        _l("Skriv saken med dine egne ord"),
        _l("Skriv hva saken gjelder."),
        most=LONGEST_TEXT,
    )
    no_name = BooleanField(
        _l("Ingen navn"),
        [DataRequired(_l("Sett kryss når det ikke står navn i teksten."))],
    )
    no_illness = BooleanField(
        _l("Ingen sykdom"),
        [DataRequired(_l("Sett kryss når det ikke står noe om sykdom."))],
    )
    nobody_known = BooleanField(
        _l("Ingen kan kjenne igjen den som skrev"),
        [DataRequired(_l("Sett kryss når ingen kan kjenne igjen den som skrev."))],
    )
    anyway = SubmitField(_l("Lag saken likevel"))

    def validate_title(self, field: Field) -> None:
        if len(field.data or "") < SHORTEST_TITLE:
            raise ValidationError(_("Overskriften må ha minst 3 tegn."))

"""Where a list is pasted or a file chosen; which lines are right, others say."""

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FileField, TextAreaField
from wtforms.validators import ValidationError

from kimvoice.admin.pasted import MOST_LINES, decode, lines_of
from kimvoice.admin.second_field import AsksSecond, second_field
from kimvoice.web.fields import Depends, InsideForm, Sentence

NOT_TEXT = (b"PK", b"%PDF", b"\xd0\xcf\x11\xe0")
"""How the files of spreadsheet programs and of printed pages begin."""


def _pasted(label: Sentence, hint: Sentence) -> TextAreaField:
    return TextAreaField(
        label, [Depends()], description=hint, render_kw={"rows": 12, "wrap": "off"}
    )


class PastedForm(InsideForm):
    """What is pasted stays in the form, whatever is wrong with it."""

    missing: Sentence = _l("Lim inn en liste.")

    def validate_pasted(self, field: TextAreaField) -> None:
        lines = lines_of(field.data or "")
        if not lines:
            raise ValidationError(self.missing)
        if len(lines) > MOST_LINES:
            raise ValidationError(
                _(
                    "Lista er for lang. Den kan ha høyst %(most)s linjer.",
                    most=MOST_LINES,
                )
            )


class DepartmentsForm(PastedForm):
    pasted = _pasted(_l("Lim inn avdelinger"), _l("Én avdeling per linje."))


class PeopleForm(PastedForm, AsksSecond):
    missing = _l("Lim inn en liste, eller velg en fil.")

    pasted = _pasted(
        _l("Lim inn"),
        _l(
            "Én person per linje: navn; avdeling; rolle; koordinator; e-post."
            " Ta ikke med fødselsnummer, adresse eller diagnose."
        ),
    )
    file = FileField(
        _l("Eller velg fil"),
        [Depends()],
        description=_l("En tekstfil eller en CSV-fil. Fila blir ikke lagret."),
        render_kw={"accept": ".csv,.txt,text/csv,text/plain"},
    )
    second = second_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_seconds()
        upload = request.files.get(self.file.name)
        content = upload.read() if upload else b""
        self.is_no_text = content.startswith(NOT_TEXT)
        if content and not self.is_no_text:
            self.pasted.data = decode(content)

    def validate_file(self, _field: FileField) -> None:
        if self.is_no_text:
            raise ValidationError(
                _("Vi kan ikke lese denne fila. Lagre den som CSV, og prøv igjen.")
            )

    def validate_pasted(self, field: TextAreaField) -> None:
        if not self.is_no_text:
            super().validate_pasted(field)

"""What is asked about the dates of a body."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField
from wtforms.validators import ValidationError

from kimvoice.core import clock
from kimvoice.forum.rhythms import Rhythm, latest_day, series
from kimvoice.web.fields import InsideForm, day, one_of


class DatesForm(InsideForm):
    first = day(
        _l("Når er møtet?"),
        _l("Skriv slik: 4.12.2026."),
        missing=_l("Skriv når møtet er."),
    )
    rhythm = one_of(_l("Er det flere møter?"), Rhythm, _l("Velg et av svarene."))
    until = day(
        _l("Til og med"), _l("Fyll ut når det er flere møter. Høyst et år fram.")
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(data={"rhythm": Rhythm.ONCE}, **kwargs)

    def validate_first(self, field: DateField) -> None:
        if field.errors or field.data is None:
            return
        if not clock.today() <= field.data <= latest_day():
            raise ValidationError(_("Skriv en dag som kommer, høyst et år fram."))

    def validate_until(self, field: DateField) -> None:
        if field.errors or self.rhythm.data in (None, Rhythm.ONCE):
            return
        if field.data is None:
            raise ValidationError(_("Skriv den siste dagen for møtene."))
        if field.data > latest_day():
            raise ValidationError(_("Skriv en dag som kommer, høyst et år fram."))
        if self.first.data and field.data < self.first.data:
            raise ValidationError(_("Siste dag må komme etter den første."))

    @property
    def asked(self) -> list[date]:
        return series(self.first.data, self.rhythm.data, self.until.data)

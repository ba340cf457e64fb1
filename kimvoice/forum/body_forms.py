"""What is asked about the meetings of a body: when they are, and where."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField
from wtforms.validators import InputRequired, NumberRange, ValidationError
from wtforms.widgets import TextInput

from kimvoice.core import clock
from kimvoice.forum.bodies import Body
from kimvoice.forum.meetings import LENGTH, LONGEST, LONGEST_PLACE, SHORTEST, STARTS
from kimvoice.forum.rhythms import Rhythm, latest_day, series
from kimvoice.web.fields import InsideForm, Sentence, day, hour, line, one_of


def minutes(label: Sentence, least: int, most: int, wrong: Sentence) -> IntegerField:
    return IntegerField(
        label,
        [InputRequired(wrong), NumberRange(least, most, wrong)],
        invalid_value_message=wrong,
        widget=TextInput(),
        render_kw={"inputmode": "numeric"},
    )


class WhenAndWhereForm(InsideForm):
    starts = hour(_l("Når begynner møtet?"), _l("Skriv når møtet begynner."))
    length = minutes(
        _l("Hvor mange minutter?"),
        SHORTEST,
        LONGEST,
        _l("Skriv hvor mange minutter, 5 til 480."),
    )
    place = line(
        _l("Hvor er møtet?"),
        None,
        most=LONGEST_PLACE,
        hint=_l("For eksempel: møterom 2."),
        name=_l("Stedet"),
    )


class DatesForm(WhenAndWhereForm):
    first = day(
        _l("Når er møtet?"),
        _l("Skriv slik: 4.12.2026."),
        missing=_l("Skriv når møtet er."),
    )
    rhythm = one_of(_l("Er det flere møter?"), Rhythm, _l("Velg et av svarene."))
    until = day(
        _l("Til og med"), _l("Fyll ut når det er flere møter. Høyst et år fram.")
    )

    def __init__(self, body: Body, **kwargs: Any) -> None:
        """As the last one that was planned."""
        last = next(reversed(body.meetings), None)
        known = {
            "starts": last.starts if last else STARTS,
            "length": last.length if last else LENGTH,
            "place": last.place if last else "",
        }
        super().__init__(data={"rhythm": Rhythm.ONCE, **known}, **kwargs)

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

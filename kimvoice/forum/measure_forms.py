"""What is filled in about something that was promised."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField
from wtforms.validators import ValidationError

from kimvoice.core import clock, days
from kimvoice.forum.measures import Measure
from kimvoice.web.fields import InsideForm, day, words

LONGEST = 500
FURTHEST = 24
"""Months that something may be put off at a time."""
NO_NAMES = _l("Ikke skriv navn på deltakere. Høyst 500 tegn.")


class DoneForm(InsideForm):
    words = words(
        _l("Hva ble gjort?"),
        _l("Skriv hva som ble gjort."),
        most=LONGEST,
        hint=NO_NAMES,
    )


class LaterForm(InsideForm):
    until = day(
        _l("Når blir det gjort?"),
        _l("Skriv slik: 4.12.2026."),
        _l("Skriv når det blir gjort."),
    )
    why = words(
        _l("Hvorfor blir det senere?"),
        _l("Skriv hvorfor det blir senere."),
        most=LONGEST,
        hint=NO_NAMES,
    )

    def __init__(self, measure: Measure) -> None:
        super().__init__()
        self._due = measure.due

    def validate_until(self, field: DateField) -> None:
        if field.errors or field.data is None:
            return
        if field.data <= max(clock.today(), self._due):
            raise ValidationError(_("Skriv en dato som er senere enn fristen."))
        if field.data > days.months_after(clock.today(), FURTHEST):
            raise ValidationError(_("Skriv en dag som kommer, høyst to år fram."))


class NotDoneForm(InsideForm):
    why = words(
        _l("Hvorfor ble det ikke gjort?"),
        _l("Skriv hvorfor det ikke ble gjort."),
        most=LONGEST,
        hint=NO_NAMES,
    )


class DisputeForm(InsideForm):
    why = words(
        _l("Hva mangler?"),
        _l("Skriv hva som mangler."),
        most=LONGEST,
        hint=NO_NAMES,
    )

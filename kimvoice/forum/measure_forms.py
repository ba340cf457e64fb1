"""What is filled in about something that was promised."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField
from wtforms.validators import ValidationError

from kimvoice.core import clock
from kimvoice.forum.measures import Measure
from kimvoice.web.fields import InsideForm, day, need_coming, words

LONGEST = 500
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
        need_coming(field)
        if field.data and field.data <= max(clock.today(), self._due):
            raise ValidationError(_("Skriv en dato som er senere enn fristen."))


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

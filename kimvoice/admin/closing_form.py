"""What is asked about a day on which the house is closed."""

from datetime import date, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField
from wtforms.validators import ValidationError

from kimvoice.core import clock, days
from kimvoice.suggestions import openings
from kimvoice.web import language
from kimvoice.web.fields import InsideForm, day

LONGEST = timedelta(days=100)
YEARS_AHEAD = 2


class ClosingForm(InsideForm):
    first = day(
        _l("Hvilken dag er huset stengt?"),
        _l(
            "Skriv slik: 4.12.2026."
            " Helger, helligdager, julaften og nyttårsaften er med fra før."
        ),
        missing=_l("Skriv hvilken dag huset er stengt."),
    )
    last = day(
        _l("Til og med"),
        _l("Fyll ut når det er flere dager. Skriv slik: 4.12.2026."),
    )

    def validate_first(self, field: DateField) -> None:
        if not field.data:
            return
        if field.data < openings.next_round():
            raise ValidationError(_too_soon())
        if field.data.year > clock.today().year + YEARS_AHEAD:
            raise ValidationError(_("Det er for lenge til. Se over årstallet."))
        if not self.closed:
            raise ValidationError(_("Huset er stengt da fra før."))

    def validate_last(self, field: DateField) -> None:
        if field.errors or field.data is None or self.first.data is None:
            return
        if field.data < self.first.data:
            raise ValidationError(_("Siste dag må komme etter den første."))
        if field.data - self.first.data > LONGEST:
            raise ValidationError(_("Legg inn høyst tre måneder om gangen."))

    @property
    def closed(self) -> frozenset[date]:
        """The days that would have been working days."""
        first = self.first.data
        last = min(self.last.data or first, first + LONGEST)
        every = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return frozenset(each for each in every if days.is_working_day(each))


def _too_soon() -> str:
    """What was promised to those who have sent is not taken back."""
    return str(
        _(
            "Postkassa er lovet åpnet %(opening)s. Velg en dag fra %(day)s.",
            opening=language.opening(openings.next_opening()),
            day=language.day(openings.next_round()),
        )
    )

"""What is filled in about minutes, and about a meeting that was not held."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import HiddenInput

from kimvoice.forum.agenda_items import LONGEST_SAID, AgendaItem
from kimvoice.forum.meetings import Meeting
from kimvoice.web.fields import (
    NOTHING_WRITTEN,
    InsideForm,
    day,
    need_coming,
    words,
)
from kimvoice.web.seen import SeenForm

LONGEST_ADDED = 500


class CorrectForm(SeenForm):
    """Of a point that is known by its number, which is another's once one is empty."""

    changed = _l("Punktene har fått nye numre mens du skrev. Se over på nytt.")
    said = words(
        _l("Hva snakket vi om?"),
        None,
        most=LONGEST_SAID,
        hint=_l("Skriv hva vi sa, ikke hvem."),
    )
    version = IntegerField(
        validators=[InputRequired(NOTHING_WRITTEN)], widget=HiddenInput()
    )

    def __init__(self, item: AgendaItem) -> None:
        self.stands = str(item.id)
        super().__init__(data={"said": item.said, "version": item.version})

    def read_again(self, item: AgendaItem) -> None:
        """What the other wrote stands above: sent once more, this stands instead."""
        self.version.data, self.version.raw_data = item.version, None


class AddendumForm(InsideForm):
    words = words(
        _l("Hva skal rettes?"),
        _l("Skriv hva som skal rettes."),
        most=LONGEST_ADDED,
        hint=_l("Ingen navn på deltakere. Det som står i referatet, blir stående."),
    )


class NotHeldForm(InsideForm):
    why = words(
        _l("Hvorfor ikke?"),
        _l("Skriv hvorfor møtet ikke ble holdt."),
        most=LONGEST_ADDED,
        hint=_l("Alle i huset kan lese det. Ikke skriv hvem som er syk."),
    )
    new_day = day(_l("Ny dato"), _l("Skriv slik: 4.12.2026. Du kan la den stå tom."))

    def __init__(self, meeting: Meeting) -> None:
        super().__init__()
        self._meeting = meeting

    @property
    def title(self) -> str:
        over = self._meeting.is_over
        return str(_("Møtet ble ikke holdt") if over else _("Møtet blir ikke holdt"))

    def validate_new_day(self, field: DateField) -> None:
        if field.data is None:
            return
        need_coming(field)
        if field.data == self._meeting.day:
            raise ValidationError(_("Møtet var satt til den dagen. Velg en annen dag."))

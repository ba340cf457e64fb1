"""What is asked about a point of an agenda that is being drawn up."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice, enum_choices, enum_coerce
from wtforms.validators import InputRequired, ValidationError

from kimvoice.forum.agenda_items import LONGEST_ITEM
from kimvoice.forum.body_forms import minutes
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.matter_forms import LONGEST_TITLE, NO_TITLE, SHORTEST_TITLE
from kimvoice.forum.meeting_states import PRESENTED_BY
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.states import Presenter, Wish
from kimvoice.web.fields import InsideForm, line, one_of, words
from kimvoice.web.language import day as written

SOME_OTHER = "later"


class StandingForm(InsideForm):
    """A point that every agenda has."""

    point = HiddenField()
    minutes = minutes(
        _l("Minutter"), 1, LONGEST_ITEM, _l("Skriv hvor mange minutter, 1 til 180.")
    )


class MatterPointForm(StandingForm):
    presenter = RadioField(
        _l("Hvem legger fram?"),
        [InputRequired(_l("Velg hvem som legger fram saken."))],
        choices=enum_choices(Presenter, label=PRESENTED_BY.__getitem__),
        coerce=enum_coerce(Presenter),
        invalid_value_message=_l("Velg hvem som legger fram saken."),
        invalid_choice_message=_l("Velg hvem som legger fram saken."),
    )
    wish = one_of(_l("Hva skal vi gjøre?"), Wish, _l("Velg hva møtet skal gjøre."))


class NewMatterForm(MatterPointForm):
    """Of a matter that nobody else has read: its headline too."""

    title = line(
        _l("Overskrift"),
        NO_TITLE,
        most=LONGEST_TITLE,
        hint=_l("Den som meldte inn saken, ser det du endrer."),
        name=_l("Overskriften"),
    )

    def validate_title(self, field: StringField) -> None:
        if not field.errors and len(field.data or "") < SHORTEST_TITLE:
            raise ValidationError(NO_TITLE)


class PutOffForm(InsideForm):
    point = HiddenField()
    to = RadioField(_l("Når skal saken tas opp?"), [InputRequired(_l("Velg et møte."))])
    why = words(_l("Hvorfor?"), None, most=500)

    def __init__(self, meeting: Meeting, visit: Consideration, **given: Any) -> None:
        super().__init__(**given)
        self._again = visit.postponed > 0
        self._meetings = {str(it.id): it for it in meeting.later}
        self.to.choices = [
            *(SelectChoice(key, written(it.day)) for key, it in self._meetings.items()),
            SelectChoice(SOME_OTHER, _("Et senere møte")),
        ]
        self.to.invalid_choice_message = _("Velg et møte.")
        self.why.description = (
            _("Saken er utsatt før. Da må du skrive hvorfor.")
            if self._again
            else _("Valgfritt første gang. Den som meldte inn saken, ser det.")
        )

    def validate_why(self, field: TextAreaField) -> None:
        if self._again and not field.data:
            raise ValidationError(_("Saken er utsatt før. Skriv hvorfor."))

    @property
    def meeting(self) -> Meeting | None:
        return self._meetings.get(self.to.data)

"""What is asked about one meeting: when and where, who leads it, who writes."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from kimvoice.forum.body_forms import WhenAndWhereForm
from kimvoice.forum.matter_forms import named_as
from kimvoice.forum.meetings import Meeting
from kimvoice.people.directory import may_be_named
from kimvoice.people.models import Person
from kimvoice.web.networks import at_home

NOT_A_LEADER = _l("Velg en som leder dette møtet, eller er vara.")
NOBODY = "nobody"


class ArrangeForm(WhenAndWhereForm):
    chair = RadioField(
        _l("Hvem leder møtet denne gangen?"),
        [InputRequired(NOT_A_LEADER)],
        validate_choice=False,
    )
    minute_taker = SelectField(
        _l("Hvem skriver referat?"),
        [InputRequired(_l("Velg hvem som skriver referat."))],
        invalid_choice_message=_l("Velg en som sitter i møtet."),
    )

    def __init__(self, meeting: Meeting) -> None:
        self._leading = _by_number(meeting.body.answering())
        self._writing = _by_number(
            it for it in meeting.body.members if may_be_named(it, named=at_home())
        )
        if meeting.minute_taker:
            self._writing |= _by_number([meeting.minute_taker])
        super().__init__(data=_as_it_is(meeting))
        self.chair.choices = _choices(self._leading)
        self.minute_taker.choices = [
            SelectChoice(NOBODY, _("Ingen ennå")),
            *_choices(self._writing),
        ]

    def validate_chair(self, field: RadioField) -> None:
        if not field.errors and field.data not in self._leading:
            raise ValidationError(str(NOT_A_LEADER))

    @property
    def chosen_chair(self) -> Person:
        return self._leading[self.chair.data]

    @property
    def chosen_taker(self) -> Person | None:
        return self._writing.get(self.minute_taker.data)


def _as_it_is(meeting: Meeting) -> dict[str, Any]:
    leader, taker = meeting.leader, meeting.minute_taker
    return {
        "starts": meeting.starts,
        "length": meeting.length,
        "place": meeting.place,
        "chair": str(leader.id) if leader else "",
        "minute_taker": str(taker.id) if taker else NOBODY,
    }


def _by_number(people: Any) -> dict[str, Person]:
    return {str(it.id): it for it in people}


def _choices(people: dict[str, Person]) -> list[SelectChoice]:
    return [SelectChoice(number, named_as(it)) for number, it in people.items()]

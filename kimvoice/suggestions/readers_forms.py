"""What somebody who reads suggestions can fill in. Shape is checked here."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired

from kimvoice.people.models import Person, RoleKind
from kimvoice.suggestions.forms import LONGEST_TEXT
from kimvoice.suggestions.states import DeclineReason
from kimvoice.web.fields import InsideForm, one_of, words


class QuestionForm(InsideForm):
    words = words(
        _l("Hva vil du spørre om?"),
        _l("Skriv hva du vil spørre om."),
        most=LONGEST_TEXT,
    )


class DeclineForm(InsideForm):
    reason = one_of(
        _l("Hvorfor legger du det ikke ut?"), DeclineReason, _l("Velg hvorfor.")
    )
    words = words(
        _l("Skriv til den som sendte"),
        _l("Skriv noe til den som sendte."),
        most=LONGEST_TEXT,
    )


class CloseForm(InsideForm):
    words = words(
        _l("Skriv til den som sendte"),
        _l("Skriv noe til den som sendte."),
        most=LONGEST_TEXT,
    )


class HelpForm(InsideForm):
    helper = RadioField(
        _l("Hvem skal hjelpe deg?"),
        [InputRequired(_l("Velg hvem som skal hjelpe deg."))],
        description=_l(
            "Du skal ikke bære dette alene. Er det fare for liv, ring 113 nå."
        ),
        invalid_choice_message=_l("Velg hvem som skal hjelpe deg."),
    )

    def __init__(self, can_be_asked: list[tuple[Person, RoleKind]]) -> None:
        super().__init__()
        self._people = {str(person.id): person for person, _role in can_be_asked}
        self.helper.choices = [
            SelectChoice(str(person.id), f"{person.name}, {role.label}")
            for person, role in can_be_asked
        ]

    @property
    def chosen(self) -> Person:
        return self._people[self.helper.data]


class SummaryForm(InsideForm):
    words = words(
        _l("Hva handler forslaget om?"),
        _l("Skriv et sammendrag."),
        most=LONGEST_TEXT,
        hint=_l("Ingen navn. Ingen sykdom. Ingen kan kjenne igjen den som skrev."),
        name=_l("Sammendraget"),
    )


class PromiseForm(InsideForm):
    promised = BooleanField(
        _l("Jeg forteller ikke videre det jeg leser her."),
        [DataRequired(_l("Sett kryss hvis du lover det. Uten krysset leser du ikke."))],
    )

"""What is asked of who proposes somebody, and of who stands."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from kimvoice.elections.models import Election
from kimvoice.elections.names import telling_apart
from kimvoice.people.models import Person
from kimvoice.web.fields import Depends, InsideForm, words

MYSELF, ANOTHER = "meg", "annen"
NOBODY = ""
STATEMENT = 500


def statement() -> TextAreaField:
    return words(
        _l("Hvorfor vil du bli tillitsvalgt?"),
        None,
        most=STATEMENT,
        hint=_l(
            "To eller tre setninger. Alle i avdelingen kan lese det."
            " Du kan la det stå tomt."
        ),
    )


class NominateForm(InsideForm):
    """Everybody is proposed from the same list, whoever was proposed before."""

    who = RadioField(
        _l("Hvem foreslår du?"),
        [InputRequired(_l("Velg hvem du foreslår."))],
        invalid_choice_message=_l("Velg hvem du foreslår."),
    )
    person = SelectField(
        _l("Hvis du foreslår en annen: Hvem er det?"),
        [Depends()],
        invalid_choice_message=_l("Velg en deltaker fra lista."),
    )
    statement = statement()

    def __init__(self, election: Election, me: Person, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        voters = election.would_vote
        self.people = {str(each.id): each for each in voters if each != me}
        called = telling_apart(voters)
        self.who.choices = [(MYSELF, _("Meg selv"))]
        if self.people:
            self.who.choices.append((ANOTHER, _another(election)))
        self.person.choices = [
            SelectChoice(NOBODY, _("Velg en deltaker")),
            *(SelectChoice(key, called[it]) for key, it in self.people.items()),
        ]
        asked = _asked(election)
        self.statement.label.text = _(
            "Hvis du foreslår deg selv: %(asked)s", asked=asked
        )

    def validate_person(self, field: SelectField) -> None:
        if self.who.data == ANOTHER and not field.errors and not field.data:
            raise ValidationError(_("Velg hvem du foreslår."))

    def validate_statement(self, field: TextAreaField) -> None:
        if self.who.data == ANOTHER and field.data:
            raise ValidationError(
                _("Bare den som selv stiller, kan skrive her. Ta bort teksten.")
            )

    @property
    def is_for_oneself(self) -> bool:
        return bool(self.who.data == MYSELF)

    @property
    def proposed(self) -> Person:
        return self.people[self.person.data]


class StandForm(InsideForm):
    statement = statement()

    def __init__(self, election: Election, me: Person, **kwargs: Any) -> None:
        own = election.candidate(me)
        super().__init__(data={"statement": own.statement if own else ""}, **kwargs)
        self.statement.label.text = _asked(election)


class AgreeForm(InsideForm):
    first = RadioField(
        _l("Hvem av dere skal bli tillitsvalgt?"),
        [InputRequired(_l("Velg en av dere to."))],
        description=_l("Den andre blir vara. Dere må svare det samme begge to."),
        invalid_choice_message=_l("Velg en av dere to."),
    )

    def __init__(self, election: Election, me: Person, **kwargs: Any) -> None:
        own = election.must_stand(me)
        said = str(own.puts_first_id) if own.puts_first_id else None
        super().__init__(data={"first": said}, **kwargs)
        self.people = {str(each.id): each for each in election.called}
        self.first.choices = [
            (key, election.called[it]) for key, it in self.people.items()
        ]

    @property
    def put_first(self) -> Person:
        return self.people[self.first.data]


def _another(election: Election) -> str:
    if election.is_for_board:
        return str(_("En annen tillitsvalgt"))
    return str(_("En annen i %(place)s", place=election.where))


def _asked(election: Election) -> str:
    if election.is_for_board:
        return str(_("Hvorfor vil du sitte i styret?"))
    return str(_("Hvorfor vil du bli tillitsvalgt?"))

"""Who says yes to a role that opens complaints: asked in the form that gives it."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from kimvoice.core.db import db
from kimvoice.people.models import Person, RoleKind
from kimvoice.people.role_requests import BY_TWO, seconds_for
from kimvoice.web.fields import Depends, InsideForm


def second_field() -> RadioField:
    return RadioField(
        _l("Hvem skal si ja?"),
        [Depends()],
        description=_l(
            "Bare for roller som åpner klager, og for verneombud."
            " Det kan ikke være en administrator."
        ),
        invalid_choice_message=_l("Velg fra lista."),
    )


class AsksSecond(InsideForm):
    """Where nobody can say yes the question is not asked, and the page says so."""

    second: RadioField
    is_alone = False

    def offer_seconds(self, person: Person | None = None) -> None:
        able = seconds_for(person)
        self.second.choices = [SelectChoice(str(it.id), it.name) for it in able]
        if not able:
            self.is_alone = True
            del self.second

    def need_second(self, *kinds: RoleKind | None) -> None:
        """Raise ValidationError when somebody must say yes, and nobody was chosen."""
        asked = "second" in self and not self.second.data
        if asked and set(kinds) & set(BY_TWO):
            raise ValidationError(_("Velg hvem som skal si ja."))

    @property
    def chosen_second(self) -> Person | None:
        if "second" not in self or not self.second.data:
            return None
        return db.session.get(Person, int(self.second.data))

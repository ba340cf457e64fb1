"""Whom the complainant asks for support, and what the support person writes."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import BooleanField, RadioField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice, enum_choices, enum_coerce
from wtforms.validators import InputRequired, ValidationError

from kimvoice.complaints import policy
from kimvoice.complaints.exclusions import Exclusion, as_listed
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.new_forms import FEWEST_DIGITS
from kimvoice.complaints.own_forms import LONGEST_MESSAGE
from kimvoice.complaints.support import Contact, Part
from kimvoice.complaints.supporting import READS_WHAT_IS_WRITTEN
from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.people.models import Person, Role, RoleKind
from kimvoice.web.called import formerly
from kimvoice.web.fields import InsideForm, line, one_of, ticks, words
from kimvoice.web.networks import at_home

WHOM = _l("Velg hvem du vil ha med.")
ANOTHER = "other"


class SupportForm(InsideForm):
    whom = RadioField(
        _l("Hvem vil du ha med?"),
        [InputRequired(WHOM)],
        validate_choice=False,
        description=_l("Bare den du velger, ser at du har spurt."),
    )
    name = line(
        _l("Hva heter personen?"),
        None,
        most=200,
        hint=_l("Skriv hele navnet. Heter to det samme, skriver du brukernavnet bak."),
    )
    parts = ticks(
        _l("Hva skal personen få lese?"),
        choices=enum_choices(Part, label=lambda each: each.label),
        coerce=enum_coerce(Part),
        invalid_value_message=_l("Velg blant det som står her."),
        invalid_choice_message=_l("Velg blant det som står her."),
        description=_l(
            "Du kan la alt stå tomt. Velger du «Skriv her» under,"
            " krysser du av for «Meldingene»."
        ),
    )
    contact = one_of(
        _l("Hvordan skal personen ta kontakt?"),
        Contact,
        _l("Velg hvordan personen skal ta kontakt."),
    )
    phone = line(_l("Hvilket telefonnummer?"), None, most=40)
    not_in_hearing = BooleanField(_l("Ikke når andre hører på"))

    def __init__(self, complaint: Complaint) -> None:
        super().__init__()
        self._complaint = complaint
        offered = (*_representatives(), *Exclusion.can_name())
        able = [it for it in dict.fromkeys(offered) if complaint.can_support(it)]
        self._people = {str(each.id): each for each in able}
        listed = {
            number: as_listed(each) + formerly(each)
            for number, each in self._people.items()
        }
        every = listed | {ANOTHER: _("En annen i huset")}
        self.whom.choices = [SelectChoice(*each) for each in every.items()]

    def validate_whom(self, field: RadioField) -> None:
        if not field.errors and field.data not in (*self._people, ANOTHER):
            raise ValidationError(WHOM)

    def validate_name(self, field: StringField) -> None:
        """One answer for nobody, and for everybody who can't."""
        if self.whom.data == ANOTHER and self._typed is None:
            raise ValidationError(
                _("Vi finner ingen med det navnet som du kan spørre.")
            )

    def validate_parts(self, field: SelectMultipleField) -> None:
        """Otherwise nobody could read what the other side answers."""
        here = self.contact.data is Contact.HERE
        if here and not field.errors and Part.MESSAGES not in field.data:
            raise ValidationError(READS_WHAT_IS_WRITTEN)

    def validate_phone(self, field: StringField) -> None:
        digits = sum(sign.isdigit() for sign in field.data or "")
        if self.contact.data is Contact.BY_PHONE and digits < FEWEST_DIGITS:
            raise ValidationError(_("Skriv telefonnummeret ditt."))

    @property
    def chosen(self) -> Person:
        """Raise LookupError before it is validated."""
        if self.whom.data == ANOTHER and self._typed:
            return self._typed
        return self._people[self.whom.data]

    @property
    def phone_to_call(self) -> str:
        return self.phone.data if self.contact.data is Contact.BY_PHONE else ""

    @property
    def _typed(self) -> Person | None:
        """Nobody is shown a list of participants, nor taken for a namesake."""
        everybody = db.session.scalars(select(Person)).unique()
        here = (it for it in everybody if it.is_here)
        named = policy.called(self.name.data or "", here)
        return named if named and self._complaint.can_support(named) else None


class SupportMessageForm(InsideForm):
    words = words(
        _l("Hva vil du skrive?"), _l("Skriv en melding."), most=LONGEST_MESSAGE
    )


def _representatives() -> list[Person]:
    """Those who have agreed to be named, and where they may be."""
    held = select(Role).where(
        Role.kind == RoleKind.REPRESENTATIVE,
        Role.is_held_on(clock.today()),
        Role.name_shown,
    )
    roles = db.session.scalars(held).unique() if at_home() else ()
    return sorted({role.person for role in roles}, key=lambda it: (it.name, it.id))

"""What is asked about an election that was held on paper, and of who steps down."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from kimvoice.core import clock
from kimvoice.elections import offices
from kimvoice.elections.names import telling_apart
from kimvoice.elections.recorded import RecordedElection
from kimvoice.people.models import Department, Person, Role, RoleKind
from kimvoice.web.fields import Depends, InsideForm, Written, day, line

NOBODY = ""
EARLIEST_YEAR = 2000


class RecordForm(InsideForm):
    held_on = day(
        _l("Når ble valget holdt?"),
        _l("Skriv slik: 4.12.2026."),
        missing=_l("Skriv når valget ble holdt."),
    )
    representative = SelectField(
        _l("Hvem ble valgt?"),
        [Written(_l("Velg hvem som ble valgt."))],
        description=_l("Deltakerne i avdelingen står her."),
        invalid_choice_message=_l("Velg en deltaker fra lista."),
    )
    deputy = SelectField(
        _l("Hvem ble vara?"),
        [Depends()],
        invalid_choice_message=_l("Velg en deltaker fra lista."),
    )
    witness_1 = line(_l("Vitne 1"), _l("Skriv hvem som så valget."), most=120)
    witness_2 = line(_l("Vitne 2"), _l("Skriv hvem andre som så valget."), most=120)
    names_shown = BooleanField(
        _l("De som er valgt, vil at navnet vises i huset"),
        description=_l(
            "Spør dem først. Vil bare den ene det, lar du ruta stå tom."
            " Da står det at noen er valgt, uten navn."
        ),
    )
    confirmed = HiddenField()
    OF_THE_BOARD = _l("De tillitsvalgte velger hvem av dem som skal sitte i styret.")

    def __init__(
        self, department: Department | None, *args: Any, **kwargs: Any
    ) -> None:
        """Without a department it is the participants' seat in the board."""
        super().__init__(*args, **kwargs)
        self.people = {str(each.id): each for each in offices.eligible(department)}
        called = telling_apart(self.people.values())
        named = [SelectChoice(key, called[each]) for key, each in self.people.items()]
        nobody = SelectChoice(NOBODY, _("Velg en deltaker"))
        self.representative.choices = [nobody, *named]
        self.deputy.choices = [SelectChoice(NOBODY, _("Ingen vara")), *named]
        if department is None:
            self.representative.description = self.OF_THE_BOARD
            del self.deputy

    def validate_held_on(self, field: DateField) -> None:
        if field.data and field.data.year < EARLIEST_YEAR:
            raise ValidationError(_("Det er for lenge siden. Se over årstallet."))

    def election(self, department: Department | None, by: Person) -> RecordedElection:
        return RecordedElection(
            department=department,
            held_on=self.held_on.data,
            representative=self.people[self.representative.data],
            deputy=self.people.get(self.deputy.data) if self.deputy else None,
            witness_1=self.witness_1.data,
            witness_2=self.witness_2.data,
            recorded_by=by,
            recorded_on=clock.today(),
        )

    @property
    def draft(self) -> dict[str, str]:
        """What was filled in, as a form sends it."""
        typed = (name for name in TYPED if name in self)
        sent = {name: str(self[name].data or "") for name in typed}
        sent["held_on"] = self.held_on.data.isoformat()
        return sent | ({"names_shown": "y"} if self.names_shown.data else {})


class StepDownForm(InsideForm):
    office = RadioField(
        _l("Hvilket verv?"),
        [Written(_l("Velg hvilket verv du vil si fra deg."))],
        invalid_choice_message=_l("Velg et verv fra lista."),
    )
    last_day = day(
        _l("Hva er den siste dagen din?"),
        _l("I dag, eller en dag som kommer. Skriv slik: 4.12.2026."),
        missing=_l("Skriv den siste dagen din."),
    )
    confirmed = HiddenField()

    def __init__(self, person: Person, **kwargs: Any) -> None:
        super().__init__(data={"last_day": clock.today()}, **kwargs)
        self.held = {str(each.id): each for each in offices.of(person)}
        self.office.choices = [
            SelectChoice(key, named(role)) for key, role in self.held.items()
        ]

    @property
    def role(self) -> Role:
        return self.held[self.office.data]


def named(office: Role) -> str:
    """«Tillitsvalgt i Kafe Nr 19»."""
    place = office.department.name if office.department else ""
    if office.kind is RoleKind.BOARD_MEMBER:
        return str(_("Deltakernes styrerepresentant"))
    if office.kind is RoleKind.DEPUTY:
        return str(_("Vara i %(place)s", place=place))
    return str(_("Tillitsvalgt i %(place)s", place=place))


TYPED = ("representative", "deputy", "witness_1", "witness_2")

"""Forms that give a role, or ask who says yes. Shape is checked here."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from kimvoice.admin.people_forms import (
    WRITE_SO,
    choices_of,
    departments,
    labels,
    need_day,
    one_from,
    staff,
)
from kimvoice.admin.second_field import AsksSecond, second_field
from kimvoice.core import clock
from kimvoice.people import duties
from kimvoice.people.models import Person, Role, RoleKind
from kimvoice.people.role_requests import BY_TWO
from kimvoice.people.seconds import may_be_second
from kimvoice.web.fields import Depends, InsideForm, day


class RoleForm(AsksSecond):
    role = one_from(_l("Rolle"), needed=True)
    department = one_from(
        _l("Avdeling"), _l("Deltakere og arbeidsledere hører til en avdeling.")
    )
    since = day(_l("Fra og med"), WRITE_SO)
    until = day(_l("Siste dag"), _l("La stå tom når ingen vet det ennå."))
    second = second_field()

    def __init__(self, person: Person, **kwargs: Any) -> None:
        super().__init__(data={"since": clock.today()}, **kwargs)
        self.role.choices = labels(duties.GIVEN_BY_HAND)
        self.department.choices = choices_of(departments(), _("Ingen avdeling"))
        self.offer_seconds(person)

    @property
    def kind(self) -> RoleKind | None:
        given = [kind.value for kind in duties.GIVEN_BY_HAND]
        return RoleKind(self.role.data) if self.role.data in given else None

    def validate_since(self, field: DateField) -> None:
        need_day(field, _("Skriv den første dagen."))

    def validate_second(self, _field: RadioField) -> None:
        self.need_second(self.kind)


class StandInForm(AsksSecond):
    who = one_from(_l("Hvem er vikar?"), needed=True)
    since = day(_l("Fra og med"), WRITE_SO)
    until = day(_l("Til og med"), WRITE_SO)
    second = second_field()

    def __init__(self, role: Role, **kwargs: Any) -> None:
        super().__init__(data={"since": clock.today()}, **kwargs)
        self.role_kind = role.kind
        can = [each for each in staff() if each != role.person]
        self.who.choices = choices_of(can, _("Velg"))
        if role.kind in BY_TWO:
            self.offer_seconds()
        else:
            del self.second

    def validate_second(self, _field: RadioField) -> None:
        self.need_second(self.role_kind)

    def validate_who(self, field: SelectField) -> None:
        if not field.data:
            raise ValidationError(_("Velg hvem som er vikar."))

    def validate_since(self, field: DateField) -> None:
        need_day(field, _("Skriv den første dagen."))

    def validate_until(self, field: DateField) -> None:
        need_day(field, _("Skriv den siste dagen."))


class SecondForm(InsideForm):
    second = RadioField(
        _l("Hvem?"),
        [Depends()],
        description=_l("En annen må si ja. Det kan ikke være en administrator."),
        invalid_choice_message=_l("Velg fra lista."),
    )

    def __init__(self, person: Person, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        able = [each for each in staff(everybody=True) if each != person]
        self.second.choices = [
            SelectChoice(str(each.id), each.name)
            for each in able
            if may_be_second(each)
        ]

    def validate_second(self, field: RadioField) -> None:
        if not field.data:
            raise ValidationError(_("Velg hvem som skal si ja."))

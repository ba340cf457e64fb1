"""What an administrator fills in about one person. Shape is checked here."""

from collections.abc import Iterable
from typing import Any, TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import DateField, Field, Form, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from kimvoice.admin import roster, roster_words
from kimvoice.admin.pasted import about_cell, about_line
from kimvoice.admin.second_field import AsksSecond, second_field
from kimvoice.core import addresses, clock
from kimvoice.core.db import Model, db
from kimvoice.people.models import Department, Person, RoleKind
from kimvoice.web.fields import (
    Depends,
    InsideForm,
    Sentence,
    Written,
    day,
    line,
    tidy,
    words,
)

Row = TypeVar("Row", bound=Model)
NOBODY = ""
WRITE_SO = _l("Skriv slik: 4.12.2026.")


class Nameable:
    """What a list refuses in a cell, a form refuses too."""

    def __call__(self, _form: Form, field: Field) -> None:
        typed = field.data or ""
        for wrong in (*about_line(0, typed), *about_cell(0, typed)):
            raise ValidationError(wrong.words)


def _name(label: Sentence, missing: Sentence, hint: Sentence = "") -> StringField:
    return StringField(
        label, [Written(missing), Nameable()], filters=[tidy], description=hint
    )


class Chosen:
    """One of the list, which has no empty line."""

    field_flags = {"required": True}

    def __call__(self, _form: Form, field: Field) -> None:
        """The field itself refuses what is not in its list."""


def one_from(
    label: Sentence, hint: Sentence = "", *, needed: bool = False
) -> SelectField:
    return SelectField(
        label,
        [Chosen() if needed else Depends()],
        choices=[],
        description=hint,
        invalid_choice_message=_l("Velg fra lista."),
    )


class NameForm(InsideForm):
    name = _name(
        _l("Navn"), _l("Skriv navnet."), _l("Fornavnet først. Høyst 200 tegn.")
    )

    def __init__(self, person: Person | None = None, **kwargs: Any) -> None:
        super().__init__(obj=person, **kwargs)

    def validate_name(self, field: StringField) -> None:
        if "," in (field.data or ""):
            raise ValidationError(_("Skriv fornavnet først, uten komma."))


class DepartmentForm(InsideForm):
    name = _name(_l("Navn"), _l("Skriv navnet på avdelingen."))


class ArrivalForm(NameForm, AsksSecond):
    """One person, and the same questions as to a line of a list."""

    role = one_from(_l("Rolle"), needed=True)
    department = one_from(
        _l("Avdeling"), _l("Deltakere og arbeidsledere hører til en avdeling.")
    )
    coordinator = one_from(_l("Koordinator"), _l("Bare for deltakere."))
    second = second_field()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.role.choices = labels(roster_words.ROLES.values())
        self.department.choices = choices_of(departments(), _("Ingen avdeling"))
        self.coordinator.choices = choices_of(_coordinators(), _("Ingen"))
        self.offer_seconds()

    def validate_second(self, _field: RadioField) -> None:
        """What is not in its list is refused already, and makes no line."""
        if not any(it.errors for it in (self.role, self.department, self.coordinator)):
            self.need_second(self.row.kind)

    @property
    def row(self) -> roster.Row:
        department = chosen(Department, self.department)
        coordinator = chosen(Person, self.coordinator)
        roles = {kind: name for name, kind in roster_words.ROLES.items()}
        return roster.Row(
            0,
            self.name.data or "",
            department.name if department else "",
            roles[RoleKind(self.role.data)],
            coordinator.name if coordinator else "",
        )


class EmailForm(InsideForm):
    email = line(
        _l("E-post"),
        None,
        most=addresses.LONGEST,
        hint=_l("La feltet stå tomt når personen ikke har e-post."),
        name=_l("Adressen"),
    )

    def __init__(self, person: Person, **kwargs: Any) -> None:
        super().__init__(obj=person, **kwargs)

    def validate_email(self, field: StringField) -> None:
        if field.data and not addresses.is_address(field.data):
            raise ValidationError(
                _("Skriv en e-postadresse, for eksempel kari@example.org.")
            )


class CorrectedForm(InsideForm):
    words = words(
        _l("Hva har dere gjort?"),
        _l("Skriv hva dere har gjort."),
        most=2000,
        hint=_l("Er det ikke feil? Skriv hvorfor det blir stående."),
    )


class CoordinatorForm(InsideForm):
    coordinator = one_from(_l("Koordinator"))

    def __init__(self, person: Person, **kwargs: Any) -> None:
        at_first = {"coordinator": str(person.coordinator_id or NOBODY)}
        super().__init__(data=at_first, **kwargs)
        self.coordinator.choices = choices_of(_coordinators(), _("Ingen"))


class LastDayForm(InsideForm):
    last_day = day(
        _l("Siste dag"),
        _l("Skriv slik: 4.12.2026. Skriv gårsdagens dato hvis det skal gjelde nå."),
    )

    def __init__(self, _row: Model, **kwargs: Any) -> None:
        super().__init__(data={"last_day": clock.today()}, **kwargs)

    def validate_last_day(self, field: DateField) -> None:
        need_day(field, _("Skriv den siste dagen."))


def chosen(kind: type[Row], field: Field) -> Row | None:
    return db.session.get(kind, int(field.data)) if field.data else None


def need_day(field: DateField, missing: str) -> None:
    if not field.errors and field.data is None:
        raise ValidationError(missing)


def labels(kinds: Iterable[RoleKind]) -> list[SelectChoice]:
    return [SelectChoice(kind.value, str(kind.label)) for kind in kinds]


def choices_of(rows: Iterable[Any], nobody: str) -> list[SelectChoice]:
    named = [SelectChoice(str(row.id), row.name) for row in rows]
    return [SelectChoice(NOBODY, nobody), *named]


def departments() -> list[Department]:
    return list(db.session.scalars(select(Department).order_by(Department.name)))


def _coordinators() -> list[Person]:
    return Person.holding(RoleKind.COORDINATOR)


def staff(*, everybody: bool = False) -> list[Person]:
    """Who has a task in the house today; ``everybody``: the elected too."""
    people = db.session.scalars(select(Person).order_by(Person.name)).unique()
    return [
        person
        for person in people
        if person.current_roles
        and (everybody or not person.holds(RoleKind.PARTICIPANT))
    ]

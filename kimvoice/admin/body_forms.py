"""What is asked about a body: its name, its time to answer, its seats and routes."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from kimvoice.admin.ladder_form import number
from kimvoice.admin.people_forms import Nameable, choices_of, labels, one_from, staff
from kimvoice.forum.arranging import MOST_BEFORE, MOST_DAYS
from kimvoice.forum.bodies import Body
from kimvoice.forum.states import Seating
from kimvoice.people.models import Person, RoleKind
from kimvoice.web.fields import InsideForm, day, line, one_of, ticks
from kimvoice.web.seen import SeenForm

LONGEST = 80
NAMED = _l("Hva heter møtet?")
SITS = [it for it in RoleKind if it is not RoleKind.ADMINISTRATOR]


class AnotherForm(InsideForm):
    name = line(NAMED, _l("Skriv hva møtet heter."), most=LONGEST, name=_l("Navnet"))

    def validate_name(self, field: Any) -> None:
        Nameable()(self, field)


class BodyNameForm(InsideForm):
    name = line(
        NAMED,
        None,
        most=LONGEST,
        hint=_l("La feltet stå tomt for det vanlige navnet."),
        name=_l("Navnet"),
    )

    def validate_name(self, field: Any) -> None:
        if field.data:
            Nameable()(self, field)


class TimeForm(SeenForm):
    meetings = RadioField(
        _l("Når svarer møtet?"),
        [InputRequired(_l("Velg et av svarene."))],
        choices=[
            SelectChoice(1, _l("I det neste møtet")),
            SelectChoice(2, _l("I det nest neste møtet")),
            SelectChoice(3, _l("I det tredje møtet")),
        ],
        coerce=int,
        invalid_value_message=_l("Velg et av svarene."),
        invalid_choice_message=_l("Velg et av svarene."),
    )
    working_days = number(_l("Aldri senere enn så mange arbeidsdager"), 1, MOST_DAYS)

    def __init__(self, body: Body, **kwargs: Any) -> None:
        self.stands = f"{body.answer_meetings} {body.answer_days}"
        super().__init__(
            data={
                "meetings": body.answer_meetings,
                "working_days": body.answer_days,
            },
            **kwargs,
        )


class SubmissionForm(InsideForm):
    before = number(
        _l("Hvor mange dager før møtet må saker være meldt inn?"), 0, MOST_BEFORE
    )

    def __init__(self, body: Body, **kwargs: Any) -> None:
        super().__init__(data={"before": body.submission_days}, **kwargs)


class RoutesForm(SeenForm):
    to = ticks(
        _l("Hvor kan møtet sende saker?"),
        invalid_choice_message=_l("Et møte kan ikke sende saker dit."),
    )

    def __init__(self, body: Body, **kwargs: Any) -> None:
        routes = sorted(it.slug for it in body.next_bodies)
        self.stands = " ".join(routes)
        super().__init__(data={"to": routes}, **kwargs)
        self.others = [it for it in Body.all() if it is not body]
        self.to.choices = [SelectChoice(it.slug, it.name) for it in self.others]

    @property
    def chosen(self) -> list[Body]:
        return [it for it in self.others if it.slug in self.to.data]


class SeatForm(InsideForm):
    seating = one_of(_l("Hva er plassen?"), Seating, _l("Velg et av svarene."))
    role = one_from(_l("Alle som har rollen"), _l("I et avdelingsmøte: i avdelingen."))
    person = one_from(_l("Eller én person"))
    starts = day(_l("Fra og med"), _l("Skriv slik: 4.12.2026. Kan stå tomt."))
    ends = day(_l("Siste dag"), _l("La stå tom når ingen vet det ennå."))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.people = staff(everybody=True)
        self.role.choices = [("", _("Ingen")), *labels(SITS)]
        self.person.choices = choices_of(self.people, _("Ingen"))

    def validate_role(self, field: SelectField) -> None:
        if not field.errors and bool(field.data) == bool(self.person.data):
            raise ValidationError(_("Velg en rolle eller en person."))

    def validate_ends(self, field: DateField) -> None:
        first = self.starts.data
        if not field.errors and field.data and first and field.data < first:
            raise ValidationError(_("Siste dag må komme etter den første."))

    @property
    def holder(self) -> RoleKind | Person:
        if self.role.data:
            return RoleKind(self.role.data)
        return next(it for it in self.people if str(it.id) == self.person.data)

"""For whom slips are printed."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from kimvoice.admin import printing
from kimvoice.admin.printing import Candidate
from kimvoice.admin.register import department_of
from kimvoice.web.fields import Depends, InsideForm, ticks
from kimvoice.web.language import day

EVERYBODY, TICKED = "everybody", "ticked"
IN_DEPARTMENT = "in "


class SlipsForm(InsideForm):
    token = HiddenField()
    whom = RadioField(
        _l("Hvem skal få lapp?"),
        [Depends()],
        invalid_choice_message=_l("Lista er endret. Velg en gang til."),
    )
    people = ticks(
        _l("Kryss av for personer"),
        validators=[Depends()],
        invalid_choice_message=_l("Lista er endret. Se over kryssene."),
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.candidates = printing.candidates()
        self.whom.choices = [SelectChoice(*each) for each in self._groups()]
        self.people.choices = [
            SelectChoice(str(each.person.id), _words(each)) for each in self.candidates
        ]

    @property
    def chosen(self) -> list[int]:
        if self.whom.data == TICKED:
            ticked = self.people.data or []
            people = [each.person for each in self.candidates]
            return [each.id for each in people if str(each.id) in ticked]
        return [each.person.id for each in self._in_group(self.whom.data)]

    def validate_whom(self, field: RadioField) -> None:
        if not field.data:
            raise ValidationError(_("Velg hvem som skal få lapp."))
        if len(self.chosen) > printing.MOST:
            raise ValidationError(
                _("Du kan lage høyst %(most)s lapper om gangen.", most=printing.MOST)
            )

    def validate_people(self, field: SelectMultipleField) -> None:
        if self.whom.data == TICKED and not field.data:
            raise ValidationError(_("Kryss av for minst én person."))

    def _groups(self) -> list[tuple[str, str]]:
        new = [each for each in self.candidates if each.is_new]
        names = sorted({department_of(each.person) for each in new} - {""})
        groups = [
            (EVERYBODY, _("Alle som ikke har logget inn")),
            *((f"{IN_DEPARTMENT}{name}", name) for name in names),
        ]
        counted = [
            (value, _("%(group)s (%(many)s)", group=label, many=self._many(value)))
            for value, label in groups
            if new
        ]
        return [*counted, (TICKED, _("De jeg krysser av"))]

    def _many(self, group: str) -> int:
        return len(self._in_group(group))

    def _in_group(self, group: str | None) -> list[Candidate]:
        """Nobody gets a new code without being ticked."""
        return [
            each
            for each in self.candidates
            if each.is_new
            and group in (EVERYBODY, f"{IN_DEPARTMENT}{department_of(each.person)}")
        ]


def _words(candidate: Candidate) -> str:
    person = candidate.person
    words = ", ".join(filter(None, (person.name, department_of(person))))
    if not candidate.is_new:
        return str(_("%(who)s: ny kode, en annen har sagt ja", who=words))
    if candidate.printed_until:
        until = day(candidate.printed_until)
        said = _("%(who)s: har en lapp som virker til %(day)s", who=words, day=until)
        return str(said)
    return words

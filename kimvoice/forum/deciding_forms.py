"""What a body fills in about a matter that lies before it, short of an answer."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from kimvoice.core import clock
from kimvoice.forum.bodies import Body
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.states import BodyKind
from kimvoice.web.fields import InsideForm, day, line, need_coming, ticks, words
from kimvoice.web.language import day as written

LONGEST_QUESTION = 500
LONGEST_WORDS = 1500
"""Of an answer, or what a meeting decides."""


class ForwardForm(InsideForm):
    bodies = ticks(
        _l("Hvem skal svare?"),
        _l("Velg hvem som skal svare."),
        validate_choice=False,
    )
    question = words(
        _l("Hva spør vi om?"),
        _l("Skriv hva dere spør om."),
        most=LONGEST_QUESTION,
        hint=_l("Én setning er nok. Ingen navn."),
    )

    def __init__(self, visit: Consideration) -> None:
        self._alone = [it.slug for it in visit.ways] if len(visit.ways) == 1 else []
        super().__init__(bodies=self._alone)
        self._ways = visit.ways
        self._bodies = {it.slug: it for it in visit.body.next_bodies}
        self.bodies.choices = [
            SelectChoice(it.slug, body_with_deadline(it)) for it in visit.ways
        ]
        several = [it for it in visit.ways if it.kind is BodyKind.DEPARTMENT_MEETING]
        if len(several) > 1:
            self.bodies.description = _(
                "Dere kan spørre flere avdelingsmøter samtidig."
            )

    @property
    def button(self) -> str:
        """Where it goes, when there is one way alone."""
        names = [it.name for it in self._ways]
        return str(_("Send til %(body)s", body=names[0]) if len(names) == 1 else "")

    def carry(self, typed: str) -> None:
        self.question.data = typed
        self.bodies.data = self._alone

    def validate_bodies(self, field: Any) -> None:
        if any(slug not in self._bodies for slug in field.data or ()):
            raise ValidationError(_("Saker kan ikke sendes den veien."))

    @property
    def chosen(self) -> list[Body]:
        return [self._bodies[slug] for slug in self.bodies.data]


def body_with_deadline(body: Body) -> str:
    until = written(body.answer_by(clock.today()))
    return str(_("%(body)s svarer senest %(day)s", body=body.name, day=until))


class FindOutForm(InsideForm):
    needs = words(
        _l("Hva må vi vite?"), _l("Skriv hva dere må vite."), most=LONGEST_QUESTION
    )
    needs_from = line(
        _l("Hvem finner det ut?"),
        _l("Skriv hvem som finner det ut."),
        most=120,
        hint=_l("Ingen navn på deltakere."),
    )
    until = day(_l("Innen"), _l("Skriv slik: 4.12.2026."), _l("Skriv en dato for når."))

    def validate_until(self, field: DateField) -> None:
        need_coming(field)


class PostponeForm(InsideForm):
    until = day(_l("Ny dato"), missing=_l("Skriv en ny dato."))
    why = words(_l("Hvorfor?"), None, most=LONGEST_QUESTION)

    def __init__(self, visit: Consideration) -> None:
        super().__init__()
        self._again, self._due = visit.postponed > 0, visit.due
        self.until.description = _(
            "Fristen nå er %(day)s. Skriv slik: 4.12.2026.", day=written(visit.due)
        )
        self.why.description = (
            _("Saken er utsatt før. Da må dere skrive hvorfor.")
            if self._again
            else _("Valgfritt første gang.")
        )

    def carry(self, typed: str) -> None:
        self.why.data = typed

    def validate_until(self, field: DateField) -> None:
        need_coming(field)
        if field.data and field.data <= self._due:
            raise ValidationError(_("Skriv en dato som er senere enn fristen."))

    def validate_why(self, field: TextAreaField) -> None:
        if self._again and not field.data:
            raise ValidationError(_("Saken er utsatt før. Skriv hvorfor."))


class AskAgainForm(InsideForm):
    question = words(
        _l("Hva vil vi spørre om på nytt?"),
        _l("Skriv hva dere vil spørre om på nytt."),
        most=LONGEST_QUESTION,
        hint=_l("Dere kan spørre på nytt én gang på hvert sted."),
    )

"""A meeting that was led on paper, typed in: the sheet's own order, all on one page."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from kimvoice.core.errors import RuleBroken
from kimvoice.forum.agenda import answers_for
from kimvoice.forum.agenda_items import AgendaItem
from kimvoice.forum.item_forms import ItemForm, form_of
from kimvoice.forum.meeting_states import ItemKind
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.running_forms import AnswersForm, PointForm, StartForm
from kimvoice.forum.writing import OverwrittenMeanwhile, Written
from kimvoice.people.models import Person


class PaperItemForm(ItemForm):
    """All fields at once: on paper each of the five has the same lines."""

    decision = RadioField(_l("Hva gjør vi med saken?"), validate_choice=False)

    def _offer(self) -> None:
        super()._offer()
        named = [SelectChoice(it.value, it.label) for it in self.decisions]
        self.decision.choices = [SelectChoice("", _("Ikke avgjort")), *named]
        self.words.label.text = _("Hva er vi enige om? Hva spør vi om? Hvorfor?")
        self.words.description = _("Nei og ikke nå: minst 40 tegn. Ingen navn.")
        self.until.label.text = _("Innen, eller til hvilken dag?")


@dataclass
class PaperPoint:
    point: AgendaItem
    form: PointForm | AnswersForm
    why_not: str
    """Why nothing can be typed here, by me; empty where it can."""
    theirs: Written | None = None
    """What somebody else wrote meanwhile."""

    def write(self, by: Person) -> None:
        """What can be read; what can't stays on the page with its reason."""
        self.form.validate()
        try:
            self.form.write(by)
        except OverwrittenMeanwhile as refusal:
            self.theirs = self.point.written
            self.form.form_errors.append(str(refusal))
        except RuleBroken as refusal:
            self.form.form_errors.append(str(refusal))
        self.form.renew()


@dataclass
class PaperForms:
    start: StartForm
    points: list[PaperPoint] = field(default_factory=list)

    @classmethod
    def of(cls, meeting: Meeting, by: Person) -> "PaperForms":
        return cls(StartForm.of(meeting), list(_points(meeting, by)))

    @property
    def open_points(self) -> Iterator[PaperPoint]:
        return (it for it in self.points if not it.why_not)

    @property
    def errors(self) -> bool:
        return any(it.form.errors for it in self.open_points) or bool(self.start.errors)

    def write(self, meeting: Meeting, by: Person) -> None:
        """All that can be read, whatever is wrong with the rest."""
        if self.start.validate():
            meeting.count(self.start.present)
        for each in self.open_points:
            each.write(by)


def _points(meeting: Meeting, by: Person) -> Iterator[PaperPoint]:
    for point in meeting.points:
        yield PaperPoint(point, _form_of(point), point.why_not_written(by))


def _form_of(point: AgendaItem) -> PointForm | AnswersForm:
    prefix = f"point-{point.id}-"
    if point.kind is ItemKind.ANSWERS:
        return AnswersForm.of(point.meeting, answers_for(point.meeting), prefix)
    if point.is_matter:
        return PaperItemForm(point, prefix=prefix)
    return form_of(point, prefix=prefix)

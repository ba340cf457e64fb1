"""What is asked about the dates of a body, and about the agenda of its next meeting."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from kimvoice.core import clock
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.agenda import Agenda
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.meetings import Meeting, Rhythm, latest_day, series
from kimvoice.web.fields import InsideForm, day, one_of, ticks


class DatesForm(InsideForm):
    first = day(
        _l("Når er møtet?"),
        _l("Skriv slik: 4.12.2026."),
        missing=_l("Skriv når møtet er."),
    )
    rhythm = one_of(_l("Er det flere møter?"), Rhythm, _l("Velg et av svarene."))
    until = day(
        _l("Til og med"), _l("Fyll ut når det er flere møter. Høyst et år fram.")
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(data={"rhythm": Rhythm.ONCE}, **kwargs)

    def validate_first(self, field: DateField) -> None:
        if field.errors or field.data is None:
            return
        if not clock.today() <= field.data <= latest_day():
            raise ValidationError(_("Skriv en dag som kommer, høyst et år fram."))

    def validate_until(self, field: DateField) -> None:
        if field.errors or self.rhythm.data in (None, Rhythm.ONCE):
            return
        if field.data is None:
            raise ValidationError(_("Skriv den siste dagen for møtene."))
        if field.data > latest_day():
            raise ValidationError(_("Skriv en dag som kommer, høyst et år fram."))
        if self.first.data and field.data < self.first.data:
            raise ValidationError(_("Siste dag må komme etter den første."))

    @property
    def asked(self) -> list[date]:
        return series(self.first.data, self.rhythm.data, self.until.data)


class AgendaForm(InsideForm):
    """What was seen goes along: what has come or gone meanwhile is not laid out."""

    meeting = HiddenField()
    answers = HiddenField()
    confirmed = HiddenField()
    chosen = ticks(
        _l("Hvilke saker skal stå på sakslista?"),
        validate_choice=False,
    )

    def __init__(self, agenda: Agenda, meeting: Meeting, **kwargs: Any) -> None:
        self.agenda, self.next_meeting = agenda, meeting
        offered = agenda.to_add
        shown = {
            "meeting": str(meeting.id),
            "answers": _ids(agenda.to_read),
            "chosen": [str(it.id) for it in offered],
        }
        super().__init__(data=shown, **kwargs)
        self.chosen.choices = [SelectChoice(str(it.id), _line(it)) for it in offered]

    @property
    def picked(self) -> list[Consideration]:
        """Raise RuleBroken, with the true reason, where it is not as it was seen."""
        offered = {str(it.id): it for it in self.agenda.to_add}
        gone = [it for it in self.chosen.data if it not in offered]
        self._check_meeting()
        self._check_answers()
        if gone:
            raise RuleBroken(
                _("En sak er trukket eller avgjort. Se over sakslista på nytt.")
            )
        if not self.chosen.data and not self.agenda.to_read:
            raise RuleBroken(_("Velg minst én sak."))
        return [offered[it] for it in self.chosen.data]

    def _check_meeting(self) -> None:
        if self.meeting.data != str(self.next_meeting.id):
            raise RuleBroken(_("Møtet er tatt bort, eller har vært. Se over på nytt."))
        done = {str(it.id) for it in self.agenda.considered} & set(self.chosen.data)
        done -= {str(it.id) for it in self.agenda.to_add}
        if done or (self.next_meeting.has_agenda and self._has_nothing_to_add):
            raise RuleBroken(_("Sakslista er alt lagt ut. Her står den."))

    @property
    def _has_nothing_to_add(self) -> bool:
        return not (self.chosen.data or self.agenda.to_read)

    def _check_answers(self) -> None:
        """Where laying out is enough, nobody brings an answer back unseen."""
        if self.agenda.body.reads_aloud:
            return
        if self.answers.data != _ids(self.agenda.to_read):
            raise RuleBroken(_("Svarene er ikke de samme lenger. Se over på nytt."))


def _ids(visits: Iterable[Consideration]) -> str:
    return " ".join(str(it.id) for it in visits)


def _line(visit: Consideration) -> str:
    matter = visit.matter
    return str(_("Sak %(number)s: %(title)s", number=matter.number, title=matter.title))

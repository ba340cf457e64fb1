"""What a handler can fill in. Shape is checked here."""

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, HiddenField, StringField, SubmitField
from wtforms.validators import ValidationError

from kimvoice.complaints.states import Kept, Reader, Verdict
from kimvoice.core import clock
from kimvoice.web.fields import (
    NOTHING_WRITTEN,
    AtMost,
    Depends,
    InsideForm,
    Sentence,
    Written,
    day,
    one_of,
    tidy,
    words,
)

LONGEST_TEXT = 4000


class ConfirmForm(InsideForm):
    words = words(
        _l("Hva vil du si til deltakeren?"),
        _l("Skriv noen ord til deltakeren."),
        most=LONGEST_TEXT,
        hint=_l("Teksten er et forslag. Du kan endre den."),
    )


class NoteForm(InsideForm):
    words = words(
        _l("Hva vil du skrive?"), _l("Skriv hva du vil si."), most=LONGEST_TEXT
    )
    reader = one_of(
        _l("Hvem er teksten for?"),
        Reader,
        _l("Velg hvem teksten er for."),
        _l("Du kan ikke endre dette etterpå."),
    )


class TalkForm(InsideForm):
    on = day(
        _l("Hvilken dag snakket dere?"),
        _l("Vi lagrer bare datoen. Skriv slik: 4.12.2026."),
        _l("Skriv hvilken dag dere snakket."),
    )


class AskForm(InsideForm):
    words = words(
        _l("Hva vil du spørre deltakeren om?"),
        _l("Skriv hva du vil spørre om."),
        most=LONGEST_TEXT,
    )


class ExtendForm(InsideForm):
    until = day(_l("Ny frist"), missing=_l("Skriv den nye fristen."))
    reason = words(
        _l("Hvorfor trenger du mer tid?"),
        _l("Skriv hvorfor du trenger mer tid."),
        most=LONGEST_TEXT,
        hint=_l("Deltakeren kan lese dette."),
    )


class ReportForm(InsideForm):
    kept = one_of(_l("Er det gjort?"), Kept, _l("Velg et svar."))


class PrintedForm(InsideForm):
    """Carries how much the sheet told when it was shown."""

    expired = NOTHING_WRITTEN
    shown = HiddenField()

    @property
    def count(self) -> int | None:
        """None when it was not sent, or was tampered with."""
        sent = self.shown.data or ""
        return int(sent) if re.fullmatch("[0-9]{1,4}", sent) else None


class AnswerForm(InsideForm):
    verdict = one_of(_l("Er du enig i klagen?"), Verdict, _l("Velg et svar."))
    measure = words(
        _l("Hva gjør dere?"),
        None,
        most=LONGEST_TEXT,
        hint=_l("Fyll ut når du er enig, helt eller delvis."),
    )
    doer = StringField(
        _l("Hvem gjør det?"),
        [Depends(), AtMost(120, _l("Svaret"))],
        filters=[lambda typed: " ".join(tidy(typed).split())],
        description=_l("Fyll ut når du er enig, helt eller delvis."),
    )
    done_by = day(
        _l("Når er det gjort?"),
        _l("Fyll ut når du er enig, helt eller delvis. Skriv slik: 4.12.2026."),
    )
    reason = words(
        _l("Hvorfor?"),
        None,
        most=LONGEST_TEXT,
        hint=_l("Fyll ut når du er uenig, helt eller delvis."),
    )
    change = SubmitField(_l("Endre svaret"))
    send = SubmitField(_l("Send svaret"))

    def validate_measure(self, field: Field) -> None:
        self._needed(field, _("Skriv hva dere gjør."), self._promises)

    def validate_doer(self, field: Field) -> None:
        self._needed(field, _("Skriv hvem som gjør det."), self._promises)

    def validate_done_by(self, field: DateField) -> None:
        if not self._promises or field.errors:
            return
        if field.data is None:
            raise ValidationError(_("Skriv når det er gjort."))
        if field.data < clock.today():
            raise ValidationError(_("Datoen har vært. Skriv en dato som kommer."))

    def validate_reason(self, field: Field) -> None:
        turns_down = self.verdict.data in (Verdict.NOT_UPHELD, Verdict.PARTLY_UPHELD)
        self._needed(field, _("Skriv hvorfor."), turns_down)

    def _needed(self, field: Field, missing: Sentence, is_needed: bool) -> None:
        if is_needed:
            Written(missing)(self, field)

    @property
    def _promises(self) -> bool:
        return self.verdict.data in (Verdict.UPHELD, Verdict.PARTLY_UPHELD)

    @property
    def promised(self) -> dict[str, Any]:
        """What of the fields belongs to a promise; nothing without one."""
        fields = (self.measure, self.doer, self.done_by) if self._promises else ()
        return {field.name: field.data for field in fields}


def typed_into(form: InsideForm) -> list[tuple[str, str]]:
    """Each question with what was typed; what was chosen is quickly chosen again."""
    typed = [
        (str(field.label.text), tidy(" ".join(field.raw_data or [])))
        for field in form
        if isinstance(field, (StringField, DateField)) and not field.flags.hidden
    ]
    return [(question, words) for question, words in typed if words]

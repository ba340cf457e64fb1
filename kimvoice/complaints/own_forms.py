"""What the complainant can fill in after it was sent. Shape is checked here."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    HiddenField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from kimvoice.complaints.answers import ComplaintAnswer
from kimvoice.complaints.exclusions import Exclusion, as_listed
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Kept
from kimvoice.people.models import Person
from kimvoice.web.fields import (
    NOTHING_WRITTEN,
    AtMost,
    InsideForm,
    line,
    one_of,
    ticks,
    tidy,
    words,
)

LONGEST_MESSAGE = 4000
LONGEST_REASON = 2000
LONGEST_NUMBER = 20
NONE_CHOSEN = _l("Velg hvem som ikke skal lese klagen.")


class MessageForm(InsideForm):
    words = words(
        _l("Hva vil du skrive?"), _l("Skriv en melding."), most=LONGEST_MESSAGE
    )


class ReplyForm(InsideForm):
    words = words(_l("Hva vil du svare?"), _l("Skriv et svar."), most=LONGEST_MESSAGE)


class ClaimForm(InsideForm):
    number = line(
        _l("Hvilket nummer står på kvitteringen?"),
        _l("Skriv nummeret på kvitteringen."),
        most=LONGEST_NUMBER,
        name=_l("Nummeret"),
        hint=_l("Det har fem sifre."),
    )

    def validate_number(self, field: StringField) -> None:
        if not field.errors and self.written is None:
            raise ValidationError(_l("Skriv de fem sifrene på kvitteringen."))

    @property
    def written(self) -> int | None:
        typed = "".join((self.number.data or "").split())
        return int(typed) if re.fullmatch("[1-9][0-9]{4}", typed) else None


class AsShownForm(InsideForm):
    """Carries where the complaint lay when the page was shown: it may have moved."""

    position = HiddenField()
    unanswered = HiddenField()

    def __init__(self, complaint: Complaint) -> None:
        super().__init__()
        self._places = {str(step.position): step.position for step in complaint.steps}
        if not self.is_submitted():
            self.position.data = str(complaint.lies_at.position)
            self.unanswered.data = "yes" if complaint.awaits_answer else ""

    @property
    def shown_at(self) -> int | None:
        """None when it was not sent, or was tampered with."""
        return self._places.get(self.position.data or "")

    @property
    def as_shown(self) -> dict[str, Any]:
        return {"unanswered": bool(self.unanswered.data), "shown_at": self.shown_at}


class StayForm(AsShownForm):
    expired = NOTHING_WRITTEN


class SendOnForm(AsShownForm):
    reason = TextAreaField(
        _l("Hvorfor er du ikke enig?"),
        [AtMost(LONGEST_REASON, _l("Teksten"))],
        filters=[tidy],
    )


class SendNowForm(SendOnForm):
    """Before there is any answer to disagree with."""

    reason = TextAreaField(
        _l("Vil du si hvorfor du sender klagen videre?"),
        [AtMost(LONGEST_REASON, _l("Teksten"))],
        filters=[tidy],
    )


class SendLateForm(AsShownForm):
    reason = words(
        _l("Hvorfor er du ikke enig?"),
        _l("Fristen er ute. Skriv hvorfor du sender klagen nå."),
        most=LONGEST_REASON,
        hint=_l("Fristen er ute. Skriv hvorfor du sender klagen nå."),
    )


class ExcludeForm(InsideForm):
    people = ticks(
        _l("Hvem skal ikke lese klagen?"),
        NONE_CHOSEN,
        invalid_choice_message=NONE_CHOSEN,
        description=_l(
            "For eksempel en som står nær den klagen gjelder."
            " Du trenger ikke å si hvorfor."
        ),
    )

    def __init__(self, complaint: Complaint) -> None:
        """Those who are excluded already are known, so that a late click is told so."""
        super().__init__()
        people = Exclusion.can_name()
        if not self.is_submitted():
            people = [each for each in people if not complaint.bars(each)]
        self._people = {str(each.id): each for each in people}
        self.people.choices = [
            SelectChoice(number, as_listed(each))
            for number, each in self._people.items()
        ]

    @property
    def chosen(self) -> list[Person]:
        return [self._people[number] for number in self.people.data]


class ReadmitForm(InsideForm):
    exclusion = RadioField(
        _l("Hvem skal kunne lese klagen igjen?"),
        [InputRequired(_l("Velg hvem som skal kunne lese klagen igjen."))],
        validate_choice=False,
    )

    def __init__(self, complaint: Complaint) -> None:
        super().__init__()
        self._exclusions = {str(each.id): each for each in complaint.can_be_readmitted}
        whom = {each.whom: number for number, each in self._exclusions.items()}
        once = {number: self._exclusions[number] for number in whom.values()}
        self.exclusion.choices = [
            SelectChoice(number, each.label) for number, each in once.items()
        ]

    @property
    def chosen(self) -> Exclusion | None:
        """None when it is readmitted already, or never was excluded."""
        return self._exclusions.get(self.exclusion.data)


class ReportForm(InsideForm):
    position = HiddenField()
    kept = one_of(_l("Er det gjort?"), Kept, _l("Velg et av svarene."))

    def __init__(self, complaint: Complaint) -> None:
        super().__init__()
        self._answers = {str(it.position): it for it in complaint.answers}
        if not self.is_submitted() and complaint.to_report:
            self.position.data = str(complaint.to_report[0].position)

    @property
    def about(self) -> ComplaintAnswer | None:
        """The promise; None when the hidden field was tampered with."""
        return self._answers.get(self.position.data or "")

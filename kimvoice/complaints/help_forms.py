"""A complaint that is typed for somebody: who is helped, what it says, who vouches."""

from datetime import date, timedelta
from functools import cached_property

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from kimvoice.complaints import policy
from kimvoice.complaints.exclusions import is_named
from kimvoice.complaints.helping import NO_WITNESS, NOT_ONES_OWN, TOO_LONG_AGO
from kimvoice.complaints.ladder import PAPER_DAYS
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.new_forms import ComplaintForm
from kimvoice.complaints.new_pages import LAST, PAGES
from kimvoice.complaints.states import Confirmation, Ground
from kimvoice.core import clock
from kimvoice.core.labels import Labelled
from kimvoice.people import names
from kimvoice.people.models import Person
from kimvoice.web.fields import InsideForm, day, line, one_of

VOUCHED = ("confirmation", "passphrase", "witness", "signed")
"""What is asked on the last page alone, and never travels to another."""


class Way(Labelled):
    TOGETHER = "together", _l("Vi skriver sammen nå")
    ON_PAPER = "on_paper", _l("Jeg skriver av et skjema på papir")


class HelpForm(InsideForm):
    """Read anew with each page: a hidden field is never trusted."""

    helped = line(
        _l("Hvem hjelper du?"),
        _l("Skriv navnet på deltakeren."),
        most=names.LONGEST,
        name=_l("Navnet"),
        hint=_l("Skriv hele navnet. Heter to det samme, skriver du brukernavnet bak."),
    )
    way = one_of(
        _l("Hvordan skriver dere?"), Way, _l("Velg hvordan dere skriver klagen.")
    )
    delivered = day(
        _l("Når ble skjemaet levert?"),
        _l("Skriv datoen slik: 4.12.2026. Fristene regnes fra den dagen."),
    )

    def __init__(self, helper: Person) -> None:
        super().__init__()
        self.helper = helper

    def validate_helped(self, field: StringField) -> None:
        if not field.errors and self.participant is None:
            raise ValidationError(
                _("Vi finner ingen deltaker som heter det. Skriv hele navnet.")
            )
        if self.participant == self.helper:
            raise ValidationError(_("Gjelder det deg selv? Da starter du klagen selv."))

    def validate_delivered(self, field: DateField) -> None:
        if self.way.data is not Way.ON_PAPER:
            field.errors = []
        elif field.data is None and not field.errors:
            raise ValidationError(_("Skriv hvilken dag skjemaet ble levert."))
        elif field.data and not _is_recent(field.data):
            raise ValidationError(TOO_LONG_AGO)

    @property
    def participant(self) -> Person | None:
        return policy.participant_called(self.helped.data or "")

    @property
    def delivered_on(self) -> date | None:
        return self.delivered.data if self.way.data is Way.ON_PAPER else None

    @property
    def is_faulty(self) -> bool:
        """Apart from the token: without that one the page is shown as it was."""
        self.validate()
        return any(self[name].errors for name in ("helped", "way", "delivered"))

    @property
    def written(self) -> list[tuple[str, str]]:
        """Of the complaint, when somebody has come back here from it."""
        asked = {"nonce", *(name for names in PAGES for name in names)}
        every = request.form.items(multi=True)
        return [(name, said) for name, said in every if name in asked]


class HelpedForm(ComplaintForm):
    helped = HiddenField()
    way = HiddenField()
    delivered = HiddenField()
    confirmation = one_of(
        _l("«Jeg har hørt teksten, og den er riktig.» Hvordan sier deltakeren det?"),
        Confirmation,
        _l("Velg hvordan deltakeren sier at teksten er riktig."),
    )
    passphrase = PasswordField(
        _l("Passordet til deltakeren"),
        description=_l("Bare deltakeren skriver her. Ingen blir logget inn av det."),
        # No browser offers to keep it for whoever is signed in here.
        render_kw={"autocomplete": "one-time-code"},
    )
    witness = line(
        _l("Hva heter vitnet?"),
        None,
        most=names.LONGEST,
        name=_l("Navnet"),
        hint=_l("Deltakeren velger vitnet. Den som svarer på klagen, ser navnet."),
    )
    signed = BooleanField(
        _l("Deltakeren har skrevet under på skjemaet"),
        [InputRequired(_l("Deltakeren må skrive under på skjemaet først."))],
    )

    def __init__(self, begun: HelpForm) -> None:
        assert begun.participant is not None
        super().__init__(by=begun.participant)
        named = self.by.name
        self.begun, self.helper = begun, begun.helper
        self.lacking: dict[str, list[str]] = {}
        its = {
            Confirmation.PASSPHRASE: _l("%(name)s skriver passordet sitt", name=named),
            Confirmation.SIGNATURE: _l("%(name)s skriver under på papir", name=named),
            Confirmation.WITNESS: _l("Et vitne som %(name)s velger", name=named),
        }
        self.confirmation.choices = [SelectChoice(*each) for each in its.items()]
        self._ask_only(*(VOUCHED[3:] if self.is_on_paper else VOUCHED[:3]))

    # Rules of the fields

    def validate_subject(self, field: RadioField) -> None:
        if not field.errors and self._is_about_helper:
            raise ValidationError(NOT_ONES_OWN)

    def validate_near(self, field: SelectMultipleField) -> None:
        if not field.errors and self.helper in self.others:
            raise ValidationError(NOT_ONES_OWN)

    def validate_passphrase(self, field: PasswordField) -> None:
        if self.how is Confirmation.PASSPHRASE and not field.data:
            raise ValidationError(_("Deltakeren må skrive passordet sitt."))

    def validate_witness(self, field: StringField) -> None:
        if self.how is not Confirmation.WITNESS:
            field.errors = []
        elif not names.is_seen(field.data):
            raise ValidationError(_("Skriv navnet på vitnet."))
        elif names.same(field.data) in self._both_of_us:
            raise ValidationError(_("Vitnet må være en annen enn dere to."))
        elif not self.unsent.can_be_witness(field.data, self._about):
            raise ValidationError(NO_WITNESS)

    # What it comes to

    @property
    def is_on_paper(self) -> bool:
        return self.begun.delivered_on is not None

    @property
    def how(self) -> Confirmation | None:
        if self.is_on_paper:
            return Confirmation.SIGNATURE
        return self.confirmation.data if self.confirmation else None

    @cached_property
    def unsent(self) -> Complaint:
        complaint: Complaint = super().unsent
        complaint.type_in(self.helper, self.begun.delivered_on)
        return complaint

    def first_fault(self, before: int) -> int | None:
        """How it is vouched for counts at sending alone (`says_what_lacks`)."""
        fault = super().first_fault(before)
        for name in self._vouching:
            self.lacking[name], self[name].errors = list(self[name].errors), []
        return fault

    def says_what_lacks(self) -> bool:
        for name, errors in self.lacking.items():
            self[name].errors = errors
        return any(self.lacking.values())

    def only_page(self, step: int) -> None:
        """No field for a secret lies in a page that does not ask for it."""
        if step != LAST:
            self._ask_only()

    def send(self) -> Complaint:
        """Raise RuleBroken, also when nobody in the house may read it."""
        assert self.how is not None
        by_witness = self.how is Confirmation.WITNESS
        self.unsent.vouch(self.how, self.witness.data if by_witness else "")
        return super().send()

    @property
    def _is_about_helper(self) -> bool:
        about = (it for it in self.exclusions if it.ground is Ground.ABOUT)
        named = is_named(self.helper, self._about)
        return named or any(it.covers(self.helper) for it in about)

    @property
    def _both_of_us(self) -> list[str]:
        return [names.same(each.name) for each in (self.by, self.helper)]

    @property
    def _vouching(self) -> list[str]:
        return [name for name in VOUCHED if name in self]

    def _ask_only(self, *asked: str) -> None:
        for name in self._vouching:
            if name not in asked:
                del self[name]


def _is_recent(day: date) -> bool:
    today = clock.today()
    return today - timedelta(days=PAPER_DAYS) <= day <= today

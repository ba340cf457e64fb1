"""What a participant says afterwards on paper, typed by somebody else."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, StringField, TextAreaField
from wtforms.validators import ValidationError

from kimvoice.complaints import policy
from kimvoice.complaints.help_forms import HelpedForm
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.own_forms import LONGEST_MESSAGE, ClaimForm
from kimvoice.complaints.states import Confirmation
from kimvoice.core.labels import Labelled
from kimvoice.people import names
from kimvoice.people.models import Person
from kimvoice.web.fields import line, one_of, words

NOT_FOUND = _l("Vi finner ingen klage fra deltakeren med det nummeret.")


class What(Labelled):
    WRITE = "write", _l("Et svar eller en melding")
    ESCALATE = "escalate", _l("Klagen skal sendes videre")


class OnwardForm(ClaimForm):
    number = line(
        _l("Hvilket nummer har klagen?"),
        _l("Skriv nummeret på klagen."),
        most=20,
        name=_l("Nummeret"),
        hint=_l("Det står på brevet eller kvitteringen, og har fem sifre."),
    )
    helped = line(
        _l("Hvem hjelper du?"),
        _l("Skriv navnet på deltakeren."),
        most=names.LONGEST,
        name=_l("Navnet"),
    )
    what = one_of(_l("Hva vil deltakeren?"), What, _l("Velg hva deltakeren vil."))
    said = words(_l("Hva skriver deltakeren?"), None, most=LONGEST_MESSAGE)
    confirmation = HelpedForm.confirmation
    passphrase = HelpedForm.passphrase
    witness = HelpedForm.witness
    _complaint: Complaint

    def validate_said(self, field: TextAreaField) -> None:
        if self.what.data is What.WRITE and not field.data:
            raise ValidationError(_("Skriv det deltakeren svarer."))

    def validate_passphrase(self, field: PasswordField) -> None:
        if self.how is Confirmation.PASSPHRASE and not field.data:
            raise ValidationError(_("Deltakeren må skrive passordet sitt."))

    def validate_witness(self, field: StringField) -> None:
        if self.how is not Confirmation.WITNESS:
            field.errors = []
        elif not names.is_seen(field.data):
            raise ValidationError(_("Skriv navnet på vitnet."))

    @property
    def how(self) -> Confirmation:
        how: Confirmation = self.confirmation.data
        return how

    @property
    def by(self) -> Person:
        return self._complaint.complainant

    def is_of(self, complaint: Complaint | None, helper: Person) -> bool:
        """One answer for a number that nobody has, and for what is kept from one."""
        name = self.helped.data
        if complaint is None or not policy.may_type_on(helper, complaint, name):
            self.number.errors = [NOT_FOUND]
            return False
        self._complaint = complaint
        return True

    def say(self, helper: Person) -> None:
        """Raise RuleBroken."""
        witness = self.witness.data if self.how is Confirmation.WITNESS else ""
        it = self._complaint
        beneath = it.vouch_again(helper, self.how, witness)
        words = f"{self.said.data}\n\n{beneath}".strip()
        if self.what.data is What.WRITE:
            it.write(words)
        else:
            it.escalate(words)

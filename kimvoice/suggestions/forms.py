"""What an author and a leader can fill in. Shape is checked here."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    HiddenField,
    RadioField,
    StringField,
    SubmitField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from kimvoice.forum.states import SHORTEST_REASON, Reason
from kimvoice.people.models import Department
from kimvoice.suggestions import codes
from kimvoice.suggestions.code_field import code_field
from kimvoice.suggestions.states import Audience, Helped, Verdict
from kimvoice.web.fields import (
    AtMost,
    Depends,
    HouseForm,
    InsideForm,
    Written,
    day,
    need_coming,
    one_of,
    tidy,
    words,
)

LONGEST_TEXT = 1500
WHOLE_HOUSE = ""


class OpenForm(HouseForm):
    """There is no session here to bind a token to; web/sides.py checks the origin."""

    class Meta(HouseForm.Meta):
        csrf = False

    token = HiddenField()


class SuggestionForm(OpenForm):
    text = words(
        _l("Hva vil du si?"),
        _l("Skriv hva du vil si."),
        most=LONGEST_TEXT,
        hint=_l(
            "Et forslag, noe du savner, eller noe som ikke er bra."
            " Skriv ikke navn på personer. Høyst 1500 tegn."
        ),
    )
    department = RadioField(
        _l("Hvilken avdeling gjelder det?"),
        default=WHOLE_HOUSE,
        description=_l(
            "Små avdelinger står ikke her. Da kunne noen gjette hvem du er."
        ),
        invalid_choice_message=_l("Velg en avdeling fra lista, eller hele huset."),
    )
    audience = one_of(
        _l("Hvem kan lese ordene dine?"),
        Audience,
        _l("Velg hvem som kan lese ordene dine."),
    )

    paper_code = code_field(_l("Koden på lappen"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.department.choices = [SelectChoice(*each) for each in self._names()]

    @property
    def draft(self) -> dict[str, str]:
        """What was filled in, as a form sends it."""
        return {
            name: str(self[name].data or "")
            for name in ("text", "department", "audience", "paper_code")
        }

    def validate_paper_code(self, field: StringField) -> None:
        if field.data and codes.is_inside(field.data, self.text.data or ""):
            raise ValidationError(
                _("Koden står i teksten også. Ta den bort der, så ingen andre får den.")
            )

    def _names(self) -> list[tuple[str, str]]:
        large = [(str(each.id), each.name) for each in Department.large_enough()]
        return [(WHOLE_HOUSE, _("Hele KIM-senteret")), *large]

    @property
    def department_name(self) -> str:
        return dict(self._names())[self.department.data]

    @property
    def department_id(self) -> int | None:
        return int(self.department.data) if self.department.data else None


class CodeForm(OpenForm):
    code = code_field(_l("Koden din"), _l("Skriv koden din."))


class MessageForm(OpenForm):
    text = words(
        _l("Skriv til de tillitsvalgte"),
        _l("Skriv hva du vil si."),
        most=LONGEST_TEXT,
        hint=_l("Høyst 1500 tegn."),
    )
    change = SubmitField(_l("Endre teksten"))
    anyway = SubmitField(_l("Send likevel"))


class PaperForm(OpenForm):
    how_many = RadioField(
        _l("Hvor mange skjemaer?"),
        choices=[SelectChoice(many, many) for many in ("1", "5", "10")],
        default="1",
        invalid_choice_message=_l("Velg hvor mange."),
    )


class HelpedForm(OpenForm):
    helped = one_of(_l("Hjalp svaret?"), Helped, _l("Velg et svar."))


class WithdrawForm(OpenForm):
    confirmed = HiddenField()


class NotDoneForm(InsideForm):
    why = words(
        _l("Hvorfor ble det ikke gjort?"),
        _l("Skriv hvorfor det ikke ble gjort."),
        most=LONGEST_TEXT,
    )


class AnswerForm(InsideForm):
    verdict = one_of(_l("Hva svarer dere?"), Verdict, _l("Velg et svar."))
    doer = StringField(
        _l("Hvem gjør det?"),
        [Depends(), AtMost(120, _l("Svaret"))],
        filters=[tidy],
        description=_l("Fyll ut når svaret er ja."),
    )
    done_by = day(
        _l("Når skal det være gjort?"),
        _l("Fyll ut når svaret er ja. Skriv slik: 4.12.2026."),
    )
    reason = one_of(
        _l("Hvorfor?"), Reason, None, _l("Velg når svaret er nei eller ikke nå.")
    )
    explanation = words(
        _l("Forklar med egne ord"),
        None,
        most=LONGEST_TEXT,
        hint=_l("Minst 40 tegn når svaret er nei eller ikke nå."),
    )
    look_again = day(
        _l("Når ser dere på det igjen?"),
        _l("Fyll ut når svaret er ikke nå. Skriv slik: 4.12.2026."),
    )
    asked_in_short = StringField(
        _l("Hva ble det spurt om? Kort tekst til Du sa – vi gjorde"),
        [Written(_l("Skriv kort hva det ble spurt om.")), AtMost(200, _l("Teksten"))],
        filters=[tidy],
        description=_l("Skriv med dine egne ord. Høyst 200 tegn."),
    )
    answered_in_short = StringField(
        _l("Hva svarer dere? Kort tekst til Du sa – vi gjorde"),
        [Written(_l("Skriv kort hva dere svarer.")), AtMost(200, _l("Teksten"))],
        filters=[tidy],
        description=_l("En tillitsvalgt sier ja til tekstene før de vises."),
    )

    def validate_doer(self, field: StringField) -> None:
        if self.verdict.data is Verdict.YES and not field.data:
            raise ValidationError(_("Skriv hvem som gjør det."))

    def validate_done_by(self, field: DateField) -> None:
        if self.verdict.data is Verdict.YES:
            need_coming(field, _("Skriv når det skal være gjort."))

    def validate_reason(self, field: RadioField) -> None:
        if self._turns_down and field.data is None:
            raise ValidationError(_("Velg hvorfor."))

    def validate_explanation(self, field: Any) -> None:
        if self._turns_down and len(field.data) < SHORTEST_REASON:
            raise ValidationError(_("Skriv litt mer. Minst 40 tegn."))

    def validate_look_again(self, field: DateField) -> None:
        if self.verdict.data is Verdict.NOT_NOW:
            need_coming(field, _("Skriv når dere ser på det igjen."))

    @property
    def _turns_down(self) -> bool:
        return self.verdict.data in (Verdict.NO, Verdict.NOT_NOW)

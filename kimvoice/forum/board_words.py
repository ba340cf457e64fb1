"""Short words for the board: whoever answers writes them, a representative says yes."""

from flask_babel import lazy_gettext as _l
from wtforms import Field, StringField
from wtforms.validators import ValidationError

from kimvoice.forum.answers import LONGEST_IN_SHORT, MatterAnswer
from kimvoice.web.fields import InsideForm, line

SHORTEST_IN_SHORT = 10
TOO_SHORT = _l("Skriv litt mer. Minst 10 tegn.")


def asked_in_short() -> StringField:
    return line(
        _l("Hva ble det spurt om? Kort tekst til tavla"),
        TOO_SHORT,
        most=LONGEST_IN_SHORT,
        hint=_l("Fra 10 til 200 tegn. Ingen navn."),
    )


def answered_in_short() -> StringField:
    return line(
        _l("Hva svarer dere? Kort tekst til tavla"),
        TOO_SHORT,
        most=LONGEST_IN_SHORT,
        hint=_l("En tillitsvalgt eller koordinatoren sier ja før den vises."),
    )


class InShort(InsideForm):
    """Neither of the two says nothing."""

    def validate_asked_in_short(self, field: Field) -> None:
        _check(field)

    def validate_answered_in_short(self, field: Field) -> None:
        _check(field)


def _check(field: Field) -> None:
    if not field.errors and len(field.data) < SHORTEST_IN_SHORT:
        raise ValidationError(TOO_SHORT)


class RewordForm(InShort):
    asked_in_short = asked_in_short()
    answered_in_short = answered_in_short()

    def __init__(self, answer: MatterAnswer) -> None:
        super().__init__(obj=answer)


class ApproveForm(InsideForm):
    """The words as they were read, and nothing to fill in."""

    asked_in_short = StringField()
    answered_in_short = StringField()

    @property
    def read(self) -> tuple[str, str]:
        return self.asked_in_short.data or "", self.answered_in_short.data or ""

"""What the officers are asked once a round is planned."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from kimvoice.elections.models import Election
from kimvoice.elections.names import telling_apart
from kimvoice.elections.rounds import ElectionRound
from kimvoice.elections.states import ProposalKind
from kimvoice.people import names
from kimvoice.people.models import Person, RoleKind
from kimvoice.web.fields import InsideForm, Written, line, words

NOBODY = ""
LONGEST_REASON = 500
WHAT = _l("Velg hva som skal rettes.")


class AnnounceForm(InsideForm):
    """Counts only for the plan that was shown."""

    plan = HiddenField()

    def __init__(self, planned: ElectionRound) -> None:
        super().__init__()
        if not self.is_submitted():
            self.plan.data = planned.mark


class ReplaceForm(InsideForm):
    leaving = SelectField(
        _l("Hvem går ut?"),
        [Written(_l("Velg hvem som går ut."))],
        invalid_choice_message=_l("Velg fra lista."),
    )
    coming = SelectField(
        _l("Hvem kommer inn?"),
        [Written(_l("Velg hvem som kommer inn."))],
        description=_l(
            "De som har rollen valgansvarlig, står her. Du kan ikke sette inn deg selv."
        ),
        invalid_choice_message=_l("Velg fra lista."),
    )

    def __init__(self, planned: ElectionRound, me: Person) -> None:
        """Nobody seats themself where marks, figures and complaints are read."""
        super().__init__()
        officers = planned.officers
        able = Person.holding(RoleKind.ELECTION_OFFICER)
        self.here = {str(each.id): each for each in officers}
        self.able = {str(it.id): it for it in able if it not in (*officers, me)}
        nobody = SelectChoice(NOBODY, _("Velg"))
        for field, people in ((self.leaving, self.here), (self.coming, self.able)):
            named = telling_apart(list(people.values()))
            offered = [SelectChoice(str(it.id), words) for it, words in named.items()]
            field.choices = [nobody, *offered]

    @property
    def exchange(self) -> tuple[Person, Person]:
        return self.here[self.leaving.data], self.able[self.coming.data]


def _named() -> StringField:
    return line(
        _l("Hvem gjelder det?"),
        _l("Skriv navnet."),
        most=names.LONGEST,
        hint=_l("Skriv hele navnet. Heter flere det samme, skriver du brukernavnet."),
        name=_l("Navnet"),
    )


def _why() -> StringField:
    return words(
        _l("Hvorfor?"),
        _l("Skriv hvorfor."),
        most=LONGEST_REASON,
        hint=_l("Bare valgstyret leser det. Høyst 500 tegn."),
        name=_l("Begrunnelsen"),
    )


CORRECTIONS = (ProposalKind.ENROL, ProposalKind.STRIKE)


class AnnulForm(InsideForm):
    reason = words(
        _l("Hvorfor?"),
        _l("Skriv hvorfor."),
        most=LONGEST_REASON,
        hint=_l(
            "Valgstyret leser det. Har noen klaget på valget, får de det som svar."
            " Ikke skriv hvem som klaget. Høyst 500 tegn."
        ),
        name=_l("Begrunnelsen"),
    )


class Finding:
    """Somebody by the whole name, or by the user name where two have the same."""

    if TYPE_CHECKING:
        name: StringField

    def able(self) -> Sequence[Person]:
        """Among whom."""
        raise NotImplementedError

    def find(self) -> None:
        if not self._found:
            raise ValidationError(_("Vi finner ingen som heter det. Se over navnet."))
        if len(self._found) > 1:
            raise ValidationError(_("Flere heter det samme. Skriv brukernavnet."))

    @property
    def person(self) -> Person:
        return self._found[0]

    @property
    def _found(self) -> list[Person]:
        typed = names.same(self.name.data or "")
        able = self.able()
        named = [it for it in able if typed and names.same(it.name) == typed]
        return named or [it for it in able if it.user_name == typed]


class AllowCodeForm(Finding, InsideForm):
    name = _named()
    reason = _why()

    def __init__(self, election: Election) -> None:
        super().__init__()
        self._election = election

    def validate_name(self, field: StringField) -> None:
        if not field.errors:
            self.find()

    def able(self) -> Sequence[Person]:
        return self._election.voters


class CorrectForm(Finding, InsideForm):
    kind = RadioField(
        _l("Hva skal rettes?"),
        [InputRequired(WHAT)],
        invalid_choice_message=WHAT,
    )
    name = _named()
    reason = _why()

    def __init__(self, election: Election) -> None:
        super().__init__()
        self._election = election
        self.kind.choices = [SelectChoice(it.value, it.label) for it in CORRECTIONS]

    def validate_name(self, field: StringField) -> None:
        if self.kind.data not in list(CORRECTIONS) or field.errors:
            return
        self.find()

    @property
    def correction(self) -> ProposalKind:
        return ProposalKind(self.kind.data)

    def able(self) -> Sequence[Person]:
        if self.kind.data == ProposalKind.STRIKE:
            return self._election.voters
        board = self._election.is_for_board
        return Person.holding(
            RoleKind.REPRESENTATIVE if board else RoleKind.PARTICIPANT
        )

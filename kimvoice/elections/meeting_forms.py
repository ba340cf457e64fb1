"""What is typed where a department votes on paper."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import BooleanField, Form, IntegerField, StringField
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import TextInput

from kimvoice.core.db import db
from kimvoice.elections.counts import ElectionCount
from kimvoice.elections.figures import BLANKS, REJECTED, SLIPS
from kimvoice.elections.models import Election
from kimvoice.elections.names import telling_apart
from kimvoice.elections.roll import not_here
from kimvoice.people import names
from kimvoice.people.models import Person
from kimvoice.web.fields import InsideForm, line

MOST = 999
"""Of slips: more than any house of this kind has people."""
WHOLE_NAME = _l("Skriv hele navnet, slik det står her i huset.")


class CounterForm(InsideForm):
    name = line(_l("Hvem skal telle?"), _l("Skriv navnet."), most=200, hint=WHOLE_NAME)
    user_name = line(_l("Brukernavn"), None, most=200)
    """Asked for where two have the same name."""

    def validate_name(self, field: StringField) -> None:
        if field.errors:
            return
        if not self.called:
            raise ValidationError(_("Vi finner ingen med det navnet."))
        if len(self.called) > 1:
            raise ValidationError(_("Flere heter det samme. Skriv brukernavnet også."))

    @property
    def called(self) -> list[Person]:
        """Of the whole name alone: nobody is shown a list of participants."""
        everybody = db.session.scalars(select(Person).order_by(Person.id)).unique()
        here = (it for it in everybody if it.is_here)
        same = [it for it in here if _is_called(it, self.name.data)]
        by = names.same(self.user_name.data or "")
        exact = [it for it in same if names.same(it.user_name) == by]
        return exact if len(same) > 1 and exact else same


class SlipForm(InsideForm):
    name = line(
        _l("Hvem står foran deg?"),
        _l("Skriv navnet på den som står foran deg."),
        most=200,
        hint=_l("Skriv hele navnet. Her er det ingen liste å velge fra."),
    )

    def __init__(self, election: Election) -> None:
        super().__init__()
        self.election = election

    def validate_name(self, field: StringField) -> None:
        if field.errors or self.called:
            return
        if self._on_roll:
            raise ValidationError(not_here(self._on_roll[0]))
        raise ValidationError(_("Navnet står ikke i manntallet. Se over det du skrev."))

    @property
    def called(self) -> dict[Person, str]:
        """Those who may vote, with what tells them apart: most often one."""
        here = (it for it in self._on_roll if not self.election.has_left(it))
        return telling_apart(list(here))

    @property
    def _on_roll(self) -> list[Person]:
        return [it for it in self.election.voters if _is_called(it, self.name.data)]

    def chosen(self, number: str) -> Person | None:
        return next((it for it in self.called if str(it.id) == number), None)


def _is_called(person: Person, typed: str | None) -> bool:
    asked = names.same(typed or "")
    return bool(asked) and names.same(person.name) == asked


def _from_none_to_most(_form: Form, field: IntegerField) -> None:
    if field.data is not None and not 0 <= field.data <= MOST:
        raise ValidationError(field.invalid_value_message)


def _number(label: Any, hint: Any = "", *, called: Any = None) -> IntegerField:
    """``called``: what an error calls it, where the label is a question."""
    wrong = _l(
        "%(field)s: Skriv et tall. Skriv 0 hvis det er ingen.", field=called or label
    )
    return IntegerField(
        label,
        [InputRequired(wrong), _from_none_to_most],
        description=hint,
        invalid_value_message=wrong,
        widget=TextInput(),
        render_kw={"inputmode": "numeric"},
    )


class CountForm(InsideForm):
    slips = _number(
        _l("Hvor mange sedler lå i kassa?"),
        _l("Alle sammen: med navn, blanke og ugyldige."),
        called=_l("Sedler i kassa"),
    )
    blanks = _number(_l("Blanke sedler"))
    rejected = _number(_l("Ugyldige sedler"))
    searched = BooleanField(
        _l("Vi har lett. Noen har ikke lagt seddelen sin i kassa."),
    )

    election: Election

    @classmethod
    def of(cls, election: Election, mine: ElectionCount | None) -> "CountForm":
        """With a field for each who stands, in the order of the slip."""
        called = telling_apart([it.person for it in election.candidates])
        fields = {
            _field_of(it.place): _number(called[it.person])
            for it in election.candidates
        }
        form: CountForm = type("CountForm", (cls,), fields)(data=_typed(election, mine))
        form.election = election
        return form

    @property
    def of_candidates(self) -> list[IntegerField]:
        return [self[_field_of(it.place)] for it in self.election.candidates]

    @property
    def is_short(self) -> bool:
        """Fewer in the box than were given: somebody may have kept theirs."""
        found = self.slips.data
        return found is not None and found < self.election.marks

    def validate_searched(self, field: BooleanField) -> None:
        if self.is_short and not field.data:
            raise ValidationError(
                _("Det er færre sedler enn merker. Let i kassa og på bordet først.")
            )

    @property
    def figures(self) -> dict[str, Any]:
        on_list = self.election.candidates
        return {
            SLIPS: self.slips.data,
            BLANKS: self.blanks.data,
            REJECTED: self.rejected.data,
            "votes": {it.id: self[_field_of(it.place)].data for it in on_list},
        }


def _field_of(place: int | None) -> str:
    return f"votes_{place}"


def _typed(election: Election, mine: ElectionCount | None) -> dict[str, int]:
    """One's own figures, to be changed until the other has typed."""
    if mine is None:
        return {}
    got = {it.candidate_id: it.votes for it in mine.lines}
    each = {_field_of(it.place): got[it.id] for it in election.candidates}
    figures = mine.figures
    return each | {
        SLIPS: figures.slips,
        BLANKS: figures.blanks,
        REJECTED: figures.rejected,
    }

"""What is typed when the vote on the net is over: slips, and six words."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    Form,
    RadioField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import RadioInput

from kimvoice.core import words
from kimvoice.elections import policy
from kimvoice.elections.ballots import Ballot
from kimvoice.elections.envelopes import WORDS, no_such_word
from kimvoice.elections.models import Election
from kimvoice.elections.names import telling_apart
from kimvoice.people.models import Person
from kimvoice.web.fields import InsideForm, ticks

NO_READER = _l("Velg hvem som leser høyt.")
NOTHING_READ = _l("Kryss av for det som står på seddelen.")
BLANK, UNREADABLE = "blank", "unreadable"
NOT_BOTH = _l(
    "Er det kryss både ved navn og ved «Blank stemme»?"
    " Kryss bare av for «Seddelen kan ikke leses»."
)
TOO_MANY = _l(
    "Er det for mange kryss på seddelen? Kryss bare av for «Seddelen kan ikke leses»."
)


class ReaderForm(InsideForm):
    reader = RadioField(
        _l("Hvem leser høyt?"),
        [InputRequired(NO_READER)],
        invalid_choice_message=NO_READER,
    )

    def __init__(self, election: Election, by: Person, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        here = [it for it in election.round.officers_here if it != by]
        able = [it for it in here if policy.may_lay_in(it, election)]
        self.readers = {str(it.id): it for it in able}
        names = telling_apart(able)
        self.reader.choices = [
            SelectChoice(number, names[it]) for number, it in self.readers.items()
        ]

    @property
    def who_reads(self) -> Person:
        return self.readers[self.reader.data]


class PaperSlipForm(ReaderForm):
    """One slip of the box. Its `ballot` is never kept (web/kept.py)."""

    expired = _l("Det gikk lang tid. Se over kryssene, og trykk en gang til.")

    ballot = ticks(
        _l("Hva står på seddelen?"),
        NOTHING_READ,
        invalid_choice_message=NOTHING_READ,
    )

    def __init__(self, election: Election, by: Person, **kwargs: Any) -> None:
        super().__init__(election, by, **kwargs)
        self.most = election.most_marks
        called = telling_apart([it.person for it in election.candidates])
        self.ballot.choices = [
            *(
                SelectChoice(str(it.place), called[it.person])
                for it in election.candidates
            ),
            SelectChoice(BLANK, _("Blank stemme")),
            SelectChoice(UNREADABLE, _("Seddelen kan ikke leses")),
        ]
        if self.most == 1:
            self.ballot.option_widget = RadioInput()

    def validate_ballot(self, field: SelectMultipleField) -> None:
        if field.errors:
            return
        if len(self._read) > 1 and self._read & {BLANK, UNREADABLE}:
            raise ValidationError(NOT_BOTH)
        if len(self._read) > self.most:
            raise ValidationError(TOO_MANY)

    @property
    def ballot_read(self) -> Ballot | None:
        """None for a slip that nobody can read as a vote."""
        if UNREADABLE in self._read:
            return None
        return Ballot(frozenset(int(it) for it in self._read - {BLANK}))

    @property
    def _read(self) -> set[str]:
        return set(self.ballot.data or [])


class CloseUrnForm(InsideForm):
    searched = BooleanField(
        _l("Vi har lett. Noen har ikke lagt seddelen sin i kassa."),
    )

    def __init__(self, election: Election) -> None:
        super().__init__()
        self.election = election

    def validate_searched(self, field: BooleanField) -> None:
        if self.election.left_to_lay_in and not field.data:
            raise ValidationError(
                _("Det er færre sedler enn merker. Let i kassa og på bordet først.")
            )


def _word(at: int) -> StringField:
    """Shown as it is typed: the officer sits alone, and reads it from paper.

    No browser offers to keep it, corrects it, or sends it away to have it corrected.
    """
    kept_away = {"autocapitalize": "none", "autocorrect": "off", "spellcheck": "false"}

    def on_the_list(_form: Form, field: Field) -> None:
        if words.recognised(field.data or "") is None:
            raise ValidationError(no_such_word(at))

    return StringField(
        _l("Ord %(number)s", number=at),
        [InputRequired(_l("Skriv ord %(number)s.", number=at)), on_the_list],
        render_kw=kept_away,
    )


class WordsForm(InsideForm):
    """Named so that no word is kept when the session has ended (web/kept.py)."""

    expired = _l("Det gikk lang tid. Skriv ordene en gang til.")
    passphrase_1 = _word(1)
    passphrase_2 = _word(2)
    passphrase_3 = _word(3)
    passphrase_4 = _word(4)
    passphrase_5 = _word(5)
    passphrase_6 = _word(6)

    @property
    def of_words(self) -> list[StringField]:
        return [self[f"passphrase_{at}"] for at in range(1, WORDS + 1)]

    @property
    def meant(self) -> list[str]:
        found = (words.recognised(it.data or "") for it in self.of_words)
        return [it for it in found if it]

    def forget(self) -> None:
        """No page shows again what was typed."""
        for field in self.of_words:
            field.data = ""

"""What is chosen on a ballot of the net, and how it is carried to the last click.

The choice itself is sent once, and folded: sealed for us, it goes in the cookie to the
page that asks once more, and is gone. A page that answered the POST would stay in the
browser together with what was sent: at Reload Chromium writes that into its files.
From there on only the slip goes with the page, sealed already.
"""

import base64
import json
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import RadioInput

from kimvoice.core import clock
from kimvoice.elections.ballots import Ballot
from kimvoice.elections.models import Election
from kimvoice.people.models import Person
from kimvoice.web.fields import InsideForm, ticks
from kimvoice.web.tokens import Token

OF_BALLOTS = "sealed ballots"
OF_CHOICES = "choices of ballots"
BLANK = "blank"
MOST_FOLDED = 8
"""More are as wrong as these, and a cookie is small."""
FOLDED = 100
A_MOMENT = timedelta(minutes=1)
"""From a click to the page that it leads to."""
CHOOSE_AGAIN = _l("Det gikk lang tid. Ingenting er sendt. Velg en gang til.")


class BallotForm(InsideForm):
    """The values are places on the list. Its field is never kept (web/kept.py)."""

    expired = CHOOSE_AGAIN

    ballot = ticks(
        _l("Hvem stemmer du på?"),
        validate_choice=False,
    )

    def __init__(self, election: Election, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.election = election
        self.most = election.most_marks
        self.standing = {str(it.place): it for it in election.candidates}
        called = election.called
        self.ballot.choices = [
            *(SelectChoice(at, called[it.person]) for at, it in self.standing.items()),
            SelectChoice(BLANK, _("Blank stemme")),
        ]
        if self.most == 1:
            self.ballot.option_widget = RadioInput()

    def look(self) -> bool:
        """Whether it is a ballot that can be sent; else the field says why not."""
        why = self._why_not(self.ballot.data or [])
        self.ballot.errors = (why,) if why else ()
        return not why

    def _why_not(self, chosen: list[str]) -> str:
        named = [it for it in chosen if it != BLANK]
        if not chosen:
            return self._none_chosen
        if not self.standing.keys() >= set(named):
            return str(_("Velg blant dem som står på lista."))
        if len(set(chosen)) < len(chosen):
            return str(_("Du kan velge hver av dem bare én gang."))
        if named and BLANK in chosen:
            return str(_("Du kan ikke velge både en kandidat og blank stemme."))
        return self._too_many if len(named) > self.most else ""

    @property
    def _none_chosen(self) -> str:
        if self.most == 1:
            return str(_("Velg én kandidat, eller blank stemme."))
        return str(_("Velg én eller to kandidater, eller blank stemme."))

    @property
    def _too_many(self) -> str:
        if self.most == 1:
            return str(_("Du kan velge høyst én."))
        return str(_("Du kan velge høyst to."))

    @property
    def chosen(self) -> Ballot:
        return Ballot(frozenset(int(it) for it in self.ballot.data if it != BLANK))

    @property
    def named(self) -> list[Person]:
        """In the order of the list; nobody on a blank ballot."""
        return [it.person for at, it in self.standing.items() if at in self.ballot.data]

    def folded(self) -> str:
        """As it goes to the page that asks once more: of one length, for us alone."""
        typed = (it[: len(BLANK)] for it in (self.ballot.data or [])[:MOST_FOLDED])
        content = json.dumps([self.election.id, *typed]).ljust(FOLDED)
        return Token.new(content).seal(OF_CHOICES)

    def unfold(self, sealed: str) -> bool:
        """False for what was not folded a moment ago, here."""
        token = Token.read(sealed, OF_CHOICES)
        if token is None or clock.real_now() - token.issued > A_MOMENT:
            return False
        number, *chosen = json.loads(token.code)
        self.ballot.data = chosen
        return bool(number == self.election.id)


class SendForm(InsideForm):
    expired = CHOOSE_AGAIN

    token = HiddenField()

    def carry(self, slip: bytes, election: Election, person: Person) -> None:
        """For this election, and for nobody else."""
        head = f"{election.id} {person.id}"
        sealed = base64.b64encode(slip).decode()
        self.token.data = Token.new(f"{head} {sealed}").seal(OF_BALLOTS)

    def slip(self, election: Election, person: Person) -> bytes | None:
        """None for what was not carried here for them.

        It is good as long as the vote is open, also after the house was started anew:
        the mark in the roll sees to it that it is sent once.
        """
        token = Token.read(self.token.data or "", OF_BALLOTS)
        if token is None:
            return None
        number, whose, sealed = token.code.split()
        if (number, whose) != (str(election.id), str(person.id)):
            return None
        return base64.b64decode(sealed)

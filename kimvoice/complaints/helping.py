"""Typed by somebody else for the complainant: together, or from the form on paper."""

from datetime import date, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from kimvoice.complaints.exclusions import is_named
from kimvoice.complaints.ladder import GRACE, PAPER_DAYS
from kimvoice.complaints.log import Deed
from kimvoice.complaints.states import Confirmation
from kimvoice.complaints.whole import Whole
from kimvoice.core import clock, days
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.people import names
from kimvoice.people.models import Person

NOT_ONES_OWN = _l(
    "Du kan ikke skrive inn en klage som gjelder deg. Be en annen om hjelp."
)


class Helping(Whole):
    def type_in(self, helper: Person, delivered: date | None = None) -> None:
        """Before it is sent. The helper never answers it (`steps`).

        What was written on the form counts from the day on which it was delivered.
        An account that nobody has used yet may be opened by somebody else first.
        """
        self.helper, self.helper_id = helper, helper.id
        self.claimed = self.complainant.has_signed_in
        if delivered is not None:
            self.on_paper = True
            self.filed_on = self.awaited_since = delivered

    def vouch(self, how: Confirmation, witness: str = "") -> None:
        """The complainant has said that what was typed is right. Raise RuleBroken
        for a helper whom it is about, or who may not read it.
        """
        if self.helper is None or self.bars(self.helper):
            raise RuleBroken(NOT_ONES_OWN)
        if not clock.today() - timedelta(PAPER_DAYS) <= self.filed_on <= clock.today():
            raise RuleBroken(TOO_LONG_AGO)
        self.confirmation = how
        self.seal(self, "witness", witness)
        self.enter(Deed.HELPED, self.helper)

    def vouch_again(self, helper: Person, how: Confirmation, witness: str = "") -> str:
        """What stands beneath words that come later by somebody else's hand.

        In the words themselves, so that nobody reads them without.
        """
        if self.bars(helper):
            raise RuleBroken(NOT_ONES_OWN)
        by_witness = how is Confirmation.WITNESS
        ours = [names.same(it) for it in (self.sent_by, helper.name)]
        if by_witness and (
            names.same(witness) in ours
            or not self.can_be_witness(witness, self.about_words)
        ):
            raise RuleBroken(NO_WITNESS)
        self.enter(Deed.WRITE, helper)
        told = {
            Confirmation.PASSPHRASE: _("Med passordet sitt"),
            Confirmation.SIGNATURE: _("Med underskrift på papir"),
            Confirmation.WITNESS: _("Med et vitne: %(name)s", name=witness),
        }
        typed = _("Skrevet inn av %(name)s.", name=helper.name)
        return f"{typed} {_('Deltakeren har sagt at den er riktig')}: {told[how]}."

    def claim(self) -> None:
        """Whoever has the receipt has written its number: it is theirs to see."""
        self.claimed = True

    def can_be_witness(self, called: str, about: str) -> bool:
        """As far as names tell: neither whom it is ``about``, nor who may get it."""
        people = db.session.scalars(select(Person)).unique()
        meant = [it for it in people if it.is_here and is_named(it, called)]
        return not any(
            is_named(it, about) or self.bars(it) or self.may_answer(it) for it in meant
        )

    @property
    def typed_on(self) -> date:
        """Later than it was filed, for what came on paper."""
        if not self.on_paper:
            return self.filed_on
        helped = (it.done_on for it in self.log if it.deed is Deed.HELPED)
        return next(helped, self.filed_on)

    @property
    def is_dated_back(self) -> bool:
        """Whoever has it now has it since later than its deadline says."""
        is_first = self.current.started_on == self.filed_on
        return is_first and self.typed_on > self.filed_on

    @property
    def lies_until(self) -> date:
        """It came late from paper: nobody is passed over who has not had time."""
        if not self.on_paper:
            return self.filed_on
        return days.working_day_after(self.typed_on, GRACE)


TOO_LONG_AGO = _l("Datoen kan være i dag, eller opptil 180 dager tilbake.")
NO_WITNESS = _l(
    "Vitnet kan ikke være en som klagen gjelder, eller en som kan få den å lese."
)

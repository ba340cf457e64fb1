"""Whom two officers may put on the roll, or take off it."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kimvoice.core.errors import RuleBroken
from kimvoice.elections.whole import Whole
from kimvoice.people.models import Person, RoleKind


class Enrolling(Whole):
    def may_enrol(self, person: Person) -> None:
        votes_as = (
            RoleKind.REPRESENTATIVE if self.is_for_board else RoleKind.PARTICIPANT
        )
        if self.is_on_roll(person):
            raise RuleBroken(_l("%(name)s står i manntallet.", name=person.name))
        if not person.holds(votes_as):
            raise RuleBroken(
                _("%(name)s kan ikke stemme i dette valget.", name=person.name)
            )
        for other in self.round.elections:
            if other.is_on_roll(person):
                raise RuleBroken(
                    _(
                        "%(name)s står i et annet manntall: %(place)s."
                        " Stryk navnet der først.",
                        name=person.name,
                        place=other.where,
                    )
                )

    def may_strike(self, person: Person) -> None:
        """Of marks nothing is said while it is only proposed on the net."""
        if not self.is_on_net:
            self.without_slip(person)
        if self.is_candidate(person):
            raise RuleBroken(
                _l(
                    "%(name)s stiller til valg, og må trekke seg først.",
                    name=person.name,
                )
            )

    def must_be_unmarked(self, person: Person, by: Person) -> None:
        """On the net a mark says that somebody has voted: the answer leaves a line."""
        try:
            self.without_slip(person)
        except RuleBroken as refusal:
            if not self.is_on_net:
                raise
            self.ask_about(person, by)
            raise Told(*refusal.args) from refusal


class Told(RuleBroken):
    """A refusal that tells what nobody may learn unseen: the line about it is kept."""

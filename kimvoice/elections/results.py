"""The result: told on a day, and from then on it gives the offices."""

from datetime import date

from flask_babel import lazy_gettext as _l

from kimvoice.core import clock
from kimvoice.core.errors import RuleBroken
from kimvoice.elections import offices
from kimvoice.elections.states import Act, Deed, RoundKind, State
from kimvoice.elections.whole import Whole
from kimvoice.people.models import Person, RoleKind


class Resulting(Whole):
    def publish(self, by: Person) -> None:
        """Raise RuleBroken while anybody may still ask for a vote."""
        if self.standing is State.LISTED and clock.today() <= self._waits_until:
            raise RuleBroken(_l("Noen kan fortsatt be om avstemning."))
        self.uncontested = self.state is State.LISTED
        self._take(Act.PUBLISH)
        here = [it for it in self.those_elected if self._still_fits(it)]
        self.elected = here[0] if here else None
        self.deputy = here[1] if len(here) > 1 else None
        self.published_on = clock.today()
        if here:
            offices.give(
                here,
                self.department,
                since=max(self.round.term_starts, clock.today()),
                names_shown=True,
                given_by=by,
                rest_of_term=self.round.kind is RoundKind.BY_ELECTION,
            )
        self.enter(Deed.PUBLISHED, *here, uncontested=self.uncontested)

    @property
    def those_elected(self) -> list[Person]:
        """Before anybody has left: by agreement, by votes, by lot."""
        if self.state is State.LISTED or self.uncontested:
            first = {it.puts_first_id for it in self.candidates}
            order = sorted(self.candidates, key=lambda it: it.person_id not in first)
            return [it.person for it in order]
        return [it.person for it in self.winners]

    @property
    def _waits_until(self) -> date:
        """Where nobody stands, nobody can ask for a vote."""
        if self.candidates:
            return self.asks_until
        return self.round.nominations_until

    def _still_fits(self, person: Person) -> bool:
        if self.department:
            return person.holds(RoleKind.PARTICIPANT, department=self.department)
        return person.holds(RoleKind.REPRESENTATIVE)

"""An election that is to be held anew gives nobody an office (decision 0022)."""

from datetime import date, timedelta

from kimvoice.core import clock
from kimvoice.elections import offices
from kimvoice.elections.whole import Whole
from kimvoice.people.models import Person, Role

DAY = timedelta(days=1)


class Annulled(Whole):
    def take_back(self, by: Person, reason: str) -> None:
        """When two officers have agreed: those who held the offices hold them again."""
        self.uphold_all(by, reason)
        if self.published_on is None or self.elected is None:
            return
        before, given = self._offices_around(self.office_starts)
        for role in given:
            role.end(clock.today() - DAY)
        for role in before:
            self._resume(role, by)

    def _offices_around(self, start: date) -> tuple[list[Role], list[Role]]:
        """What ended by this result, and what it gave."""
        there = offices.held_from(self.department, start - DAY)
        elected = (self.elected, self.deputy)
        before = [
            it
            for it in there
            if it.ends == start - DAY and it.ended_on == self.published_on
        ]
        given = [
            it
            for it in there
            if it.starts >= start
            and it.person in elected
            and not it.is_over(clock.today())
        ]
        return before, given

    def _resume(self, role: Role, by: Person) -> None:
        """From today on; had it not ended yet, it goes on as it was."""
        today = clock.today()
        if not self.can_hold(role.person):
            return
        if not role.is_over(today):
            role.ends = role.ended_on = None
            return
        resumed = role.person.take_role(
            role.kind, role.department, since=today, name_shown=role.name_shown
        )
        resumed.term_ends, resumed.given_on = role.term_ends, today
        resumed.given_by = by

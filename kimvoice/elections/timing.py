"""What the clock decides of an election: computed, never stored."""

from datetime import date, datetime

from kimvoice.core import clock, days
from kimvoice.elections.rounds import ASKED_WITHIN
from kimvoice.elections.states import State
from kimvoice.elections.whole import Whole

COMPLAINED_WITHIN = 3
"""Working days after the result."""


class Timed(Whole):
    @property
    def opens_at(self) -> datetime:
        return datetime.combine(self.round.votes_on, self.opens, clock.OSLO)

    @property
    def closes_at(self) -> datetime:
        return datetime.combine(self.round.votes_on, self.closes, clock.OSLO)

    @property
    def asks_until(self) -> date:
        """The last day to ask for a vote where those who stand could do without."""
        changed = self.list_changed_on or self.round.nominations_until
        return days.working_day_after(changed, ASKED_WITHIN)

    @property
    def complaints_until(self) -> date | None:
        if self.published_on is None:
            return None
        return days.working_day_after(self.published_on, COMPLAINED_WITHIN)

    @property
    def standing(self) -> State:
        """The state today: what the clock decides is computed here."""
        if self.state is State.LISTED and not self.stands_uncontested:
            return self._by_the_clock
        until = self.complaints_until
        over = until is not None and clock.today() > until
        if self.state is State.PUBLISHED and over and not self.is_contested:
            return State.FINAL
        if self.state is State.COUNTED and self.is_equal_again:
            return State.TIED
        return self.state

    @property
    def stands_uncontested(self) -> bool:
        """No vote is held: nobody stands, or one alone could vote, or those who
        stand are enough and nobody has asked for a vote.
        """
        # Whoever stands is on the roll: with two of them here, it need not be read.
        here = [it for it in self.candidates if not self.has_left(it.person)]
        if len(here) > 1:
            return self.goes_by_who_asks
        return not self.candidates or self.is_lonely or self.goes_by_who_asks

    @property
    def goes_by_who_asks(self) -> bool:
        """Without a vote, unless one of several on the roll asks for one."""
        if self.vote_asked or not self.could_do_without:
            return False
        return not self.is_lonely

    @property
    def could_do_without(self) -> bool:
        """One stands; or two who have said the same about who is representative.

        And there is time left for anybody to ask for a vote.
        """
        if self.asks_until >= self.round.votes_on:
            return False
        return len(self.candidates) == 1 or self.have_agreed

    @property
    def _by_the_clock(self) -> State:
        now = clock.now()
        if now >= self.closes_at:
            return State.CLOSED
        return State.OPEN if now >= self.opens_at else State.LISTED

"""What is deleted of an election, and when: the signed print stays in the binder."""

from collections.abc import Iterator
from datetime import date

from kimvoice.core import clock, days
from kimvoice.elections import sweeping
from kimvoice.elections.events import ElectionEvent, EventPerson
from kimvoice.elections.roll import RollEntry
from kimvoice.elections.states import Deed, State
from kimvoice.elections.whole import Whole

KEPT_MONTHS = 1
"""After it is final: time to print the committee's copy and sign it. Nobody can
complain any more, so nobody needs to read here who voted, and who lost."""
ABOUT_SOMEBODY = (Deed.ROLL_CORRECTED, Deed.CODE_ALLOWED)
OF_CANDIDATES = (Deed.LISTED, Deed.ORDER_AGREED, Deed.DREW)


class Forgetting(Whole):
    def forget(self) -> None:
        """The lines of the protocol stay, with the names of the elected, of the
        committee and of those who counted, drew and watched."""
        for person in self._people_to_forget():
            person.forget()
        for event in self.events:
            if event.figures:
                event.forget_figures()
        self.slips = self.blanks = self.rejected = None
        self.paper_in_urn = 0
        self.roll, self.nominees, self.counters, self.counts = [], [], [], []
        self.proposals, self.complaints, self.lots = [], [], []
        sweeping.owe()

    @property
    def forgotten_on(self) -> date | None:
        """None while somebody's complaint waits, or nothing is decided."""
        over = self._over_on
        return days.months_after(over, KEPT_MONTHS) if over else None

    @property
    def is_to_be_forgotten(self) -> bool:
        on = self.forgotten_on
        return on is not None and clock.today() >= on

    @property
    def is_forgotten(self) -> bool:
        over = self.state in (State.PUBLISHED, State.ANNULLED)
        was_listed = any(it.deed is Deed.LISTED for it in self.events)
        return over and was_listed and not self.roll

    @property
    def tells_marks(self) -> bool:
        """Who got a slip is nobody's business before the vote is over."""
        over = self.state is not State.LISTED or self.standing is State.CLOSED
        return over and not self.uncontested and not self.has_no_marks

    @property
    def has_no_marks(self) -> bool:
        """Annulled before it was counted: they were wiped."""
        return self.state is State.ANNULLED and not self.was_counted

    @property
    def roll_by_name(self) -> list[RollEntry]:
        """Also those who were struck."""
        return sorted(self.roll, key=lambda it: (it.person.name, it.person.user_name))

    @property
    def _over_on(self) -> date | None:
        if self.state is State.ANNULLED:
            said = [it.done_on for it in self.events if it.deed is Deed.ANNULLED]
            return said[-1] if said else None
        if self.standing is not State.FINAL or self.complaints_until is None:
            return None
        decided = (it.decided_on for it in self.complaints if it.decided_on)
        return max([self.complaints_until, *decided])

    def _people_to_forget(self) -> Iterator[EventPerson]:
        for event in self.events:
            yield from (it for it in event.people if not self._stays(it, event))

    def _stays(self, who: EventPerson, event: ElectionEvent) -> bool:
        """Who has no place in the house was drawing the lot, or watching."""
        if event.deed in ABOUT_SOMEBODY:
            committee = {it.person_id for it in self.round.committee}
            return who.person_id in committee
        stood = event.deed in OF_CANDIDATES and who.person_id is not None
        return not stood or who.person_id in (self.elected_id, self.deputy_id)

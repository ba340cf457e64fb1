"""The result: told on a day, and from then on it gives the offices."""

from datetime import date

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from kimvoice.core import clock
from kimvoice.core.errors import RuleBroken
from kimvoice.elections import offices
from kimvoice.elections.names import telling_apart
from kimvoice.elections.rounds import is_staff
from kimvoice.elections.states import DONE, Act, Deed, RoundKind, State
from kimvoice.elections.whole import Whole
from kimvoice.people.models import Person, RoleKind

WROTE_THE_LOT = _l("Du skrev inn trekningen. En annen legger ut resultatet.")


class Resulting(Whole):
    def publish(self, by: Person) -> None:
        """Raise RuleBroken as long as anything can change who is elected.

        And for who wrote in the lot: nobody decides an election alone.
        """
        if self.not_ready:
            raise RuleBroken(self.not_ready)
        if self.wrote_the_lot(by):
            raise RuleBroken(WROTE_THE_LOT)
        elected, self.uncontested = self.those_elected, self.state is State.LISTED
        passed_over = len(self.passed_over)
        self._take(Act.PUBLISH)
        # Where all but those who could do without have withdrawn since it was sealed.
        self.destroy_urn()
        if self.uncontested:
            self.wipe_marks()
        self.elected = elected[0] if elected else None
        self.deputy = elected[1] if len(elected) > 1 else None
        since, self.published_on = self.office_starts, clock.today()
        if elected:
            offices.give(
                elected,
                self.department,
                since=since,
                names_shown=True,
                given_by=by,
                rest_of_term=self.round.kind is RoundKind.BY_ELECTION,
            )
        self.enter(
            Deed.PUBLISHED,
            *elected,
            kept={"passed_over": passed_over} if passed_over else {},
            uncontested=self.uncontested,
        )

    def wrote_the_lot(self, person: Person) -> bool:
        """One of them, where several were drawn."""
        return any(it.recorded_by == person for it in self.lots)

    @property
    def not_ready(self) -> LazyString | None:
        """Why the result can't be laid out now."""
        if self.published_on:
            return _l("Resultatet er allerede lagt ut.")
        if self.state is State.LISTED and self.stands_uncontested:
            waiting = clock.today() <= self._waits_until
            return _l("Noen kan fortsatt be om avstemning.") if waiting else None
        return NOT_COUNTED.get(self.standing, DONE)

    @property
    def those_elected(self) -> list[Person]:
        """By agreement, by votes, by lot; but who can't hold it, the next moves up."""
        if self.published_on:
            return [it for it in (self.elected, self.deputy) if it]
        if self.state is State.LISTED:
            first = {it.puts_first_id for it in self.candidates}
            order = sorted(self.candidates, key=lambda it: it.person_id not in first)
            return [it.person for it in order if self.can_hold(it.person)]
        return [it.person for it in self.winners]

    @property
    def would_be_published(self) -> str:
        """In few words that change when somebody leaves, or comes back."""
        people = (self.those_elected, self.passed_over)
        return " / ".join(" ".join(str(it.id) for it in each) for each in people)

    @property
    def office_starts(self) -> date:
        """The first day in office; never before the day the result is laid out."""
        return max(self.round.term_starts, self.published_on or clock.today())

    @property
    def begins_later(self) -> bool:
        return bool(self.those_elected) and self.office_starts > clock.today()

    def named(self, person: Person) -> str:
        """As nobody else who voted or stood is named."""
        standing = (it.person for it in self.candidates)
        return telling_apart({person, *standing, *self.voters})[person]

    def can_hold(self, person: Person) -> bool:
        """On the first day in office: of the department, and nobody's employee."""
        day, where = self.office_starts, self.department
        kind = RoleKind.PARTICIPANT if where else RoleKind.REPRESENTATIVE
        return not is_staff(person) and any(
            role.kind is kind
            and where in (None, role.department)
            and role.starts <= day
            and not role.is_over(day)
            for role in person.roles
        )

    @property
    def passed_over(self) -> list[Person]:
        """Who left, changed department or was employed after the list was drawn."""
        return [it.person for it in self.candidates if not self.can_hold(it.person)]

    @property
    def _waits_until(self) -> date:
        """Where nobody stands, or one is alone, nobody can ask for a vote."""
        if self.goes_by_who_asks:
            return self.asks_until
        return self.round.nominations_until


NOT_COUNTED: dict[State, LazyString | None] = {
    State.LISTED: _l("Det skal stemmes først."),
    State.OPEN: _l("Avstemningen er ikke over."),
    State.CLOSED: _l("Stemmene er ikke talt opp ennå."),
    State.TIED: _l("Stemmene er like. Trekk lodd først."),
    State.COUNTED: None,
}
"""What still stands before the result, where there is a vote."""

"""Makes elections with the verbs people use, and lays the calendar around today."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from kimvoice.core import clock, days
from kimvoice.core.db import db
from kimvoice.elections.models import Election
from kimvoice.elections.rounds import ElectionRound
from kimvoice.elections.states import RoundKind, State
from kimvoice.people.models import Department, Person, RoleKind
from tests.factories import Make

DAY = timedelta(days=1)
FIRST_MINUTE, LAST_MINUTE = time(0, 0), time(23, 59)
DEAL = {1: (4,), 2: (4, 2), 3: (4, 2, 1)}
"""Votes for each in the order of the list, by how many stand; the rest get none."""
EQUAL = {2: (3, 3), 3: (3, 2, 2)}


@dataclass(frozen=True)
class Held:
    """An election, and those who are in it."""

    election: Election
    officers: list[Person]
    voters: list[Person]
    candidates: list[Person]
    """Of the voters, the first ones."""

    @property
    def others(self) -> list[Person]:
        """On the roll, and no candidate."""
        return [it for it in self.voters if it not in self.candidates]


class Electing:
    def __init__(self, make: Make) -> None:
        self.make = make

    def committee(self) -> list[Person]:
        """Two participants of another department, and one from staff."""
        officer = RoleKind.ELECTION_OFFICER
        elsewhere = self.make.department()
        members = [
            self.make.person(officer, RoleKind.STAFF_MEMBER),
            self.make.participant(department=elsewhere),
            self.make.participant(department=elsewhere),
        ]
        for person in members[1:]:
            person.take_role(officer, since=date(2020, 1, 1))
        db.session.commit()
        return members

    def round(
        self,
        *departments: Department,
        officers: Sequence[Person] = (),
        kind: RoundKind = RoundKind.ORDINARY,
        figures_public: bool = False,
    ) -> ElectionRound:
        """A draft; proposing ends today, and the vote is in two weeks. Commits."""
        today = clock.today()
        votes_on = days.working_day_from(today + 14 * DAY)
        result_on = days.working_day_after(votes_on)
        planned = ElectionRound(
            name="Valgrunde høsten 2026",
            kind=kind,
            nominations_until=today,
            votes_on=votes_on,
            result_on=result_on,
            term_starts=result_on + DAY,
            figures_public=figures_public,
        )
        for person in officers or self.committee():
            planned.seat(person)
        for department in departments or (None,):
            planned.elections.append(
                Election(
                    department=department,
                    state=State.DRAFT,
                    opens=time(8, 0),
                    closes=time(15, 0),
                    place="Pauserommet",
                )
            )
        db.session.add(planned)
        db.session.commit()
        return planned

    def election(
        self,
        state: State = State.NOMINATION,
        *,
        voters: int = 8,
        candidates: int = 3,
        votes: Sequence[int] = (),
        blanks: int = 1,
        department: Department | None = None,
        figures_public: bool = False,
    ) -> Held:
        """Of a department, led to the state by the acts that lead there. Commits."""
        department = department or self.make.department()
        people = [self.make.participant(department=department) for _ in range(voters)]
        planned = self.round(department, figures_public=figures_public)
        [election] = planned.elections
        standing = people[:candidates]
        held = Held(election, planned.officers, people, standing)
        deal = EQUAL if state is State.TIED else DEAL
        self._lead(held, state, votes or deal.get(candidates, deal[3]), blanks)
        db.session.commit()
        return held

    def _lead(
        self, held: Held, state: State, votes: Sequence[int], blanks: int
    ) -> None:
        """Through all that come before it."""
        election = held.election
        way: list[tuple[State, Callable[[], None]]] = [
            (State.DRAFT, lambda: self._announce(held)),
            (State.NOMINATION, lambda: self.list_it(election)),
            (State.LISTED, lambda: self.open_it(election)),
            (State.OPEN, lambda: self._vote(held, votes, blanks)),
            (State.CLOSED, lambda: self._count(held, votes, blanks)),
            (State.COUNTED, lambda: election.publish(held.officers[0])),
            (State.PUBLISHED, lambda: self.let_it_be(election)),
        ]
        for before, step in way:
            if election.standing is state:
                return
            assert election.standing is before
            step()
        assert election.standing is state

    def _announce(self, held: Held) -> None:
        held.election.round.announce()
        for person in held.candidates:
            held.election.stand(person, "Jeg er god til å lytte.")

    def let_it_be(self, election: Election) -> None:
        """Nobody has complained, and it is final."""
        election.published_on = clock.today() - 14 * DAY

    def list_it(self, election: Election) -> None:
        """Proposing ended yesterday, and the roll is frozen."""
        db.session.flush()
        election.round.nominations_until = clock.today() - DAY
        election.settle()

    def open_it(self, election: Election) -> None:
        """The vote is today, all day; asking for one was over long ago."""
        today = clock.today()
        planned = election.round
        planned.nominations_until = today - 14 * DAY
        planned.votes_on, planned.result_on = today, today + DAY
        planned.term_starts = today + 2 * DAY
        election.opens, election.closes = FIRST_MINUTE, LAST_MINUTE

    def close_it(self, election: Election) -> None:
        """It was yesterday."""
        election.round.votes_on = clock.today() - DAY
        election.round.result_on = clock.today()
        election.round.term_starts = clock.today()

    def _vote(self, held: Held, votes: Sequence[int], blanks: int) -> None:
        """As many get a slip as the votes need at most, a name on each."""
        for person in held.voters[: sum(votes) + blanks]:
            held.election.give_slip(person)
        self.close_it(held.election)

    def _count(self, held: Held, votes: Sequence[int], blanks: int) -> None:
        slips = min(len(held.voters), sum(votes) + blanks)
        got = dict(zip(held.election.candidates, votes, strict=False))
        for officer in held.officers[:2]:
            held.election.count(
                officer,
                slips=slips,
                blanks=blanks,
                rejected=0,
                votes={it.id: got.get(it, 0) for it in held.election.candidates},
            )

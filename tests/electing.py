"""Makes elections with the verbs people use, and lays the calendar around today."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from kimvoice.core import clock, days
from kimvoice.core.db import db
from kimvoice.elections import envelopes
from kimvoice.elections.ballots import Ballot
from kimvoice.elections.envelopes import OfficerKey
from kimvoice.elections.models import Election
from kimvoice.elections.rounds import ElectionRound
from kimvoice.elections.states import RoundKind, State, Way
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
    words: dict[int, list[str]] = field(default_factory=dict)
    """Of each officer who has got them, by number: what lies in the envelope."""

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
        way: Way = Way.PAPER,
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
                    way=way,
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
        way: Way = Way.PAPER,
    ) -> Held:
        """Of a department, led to the state by the acts that lead there. Commits.

        On the net the urn is sealed before the vote opens.
        """
        department = department or self.make.department()
        people = self.make.participants(voters, department)
        planned = self.round(department, figures_public=figures_public, way=way)
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
            (State.LISTED, lambda: self._open(held)),
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

    def _open(self, held: Held) -> None:
        if held.election.is_meant_for_net:
            self.seal(held)
        self.open_it(held.election)

    def seal(self, held: Held) -> None:
        """Each officer gets words, and the urn is sealed."""
        for officer in held.officers:
            self.give_words(held, officer)
        held.election.seal_urn(held.officers[0])
        db.session.flush()

    def give_words(self, held: Held, officer: Person) -> None:
        held.words[officer.id] = envelopes.draw()
        key = OfficerKey.of(officer, held.words[officer.id])
        held.election.round.keep_key(key)
        db.session.flush()

    def unlock(self, held: Held, officer: Person) -> None:
        """With the words that were given; the second one opens the urn."""
        holder = held.election.round.key_of(officer)
        assert holder is not None
        key = envelopes.private_key(held.words[officer.id], holder.salt)
        held.election.unlock(officer, key)
        db.session.flush()

    def vote(self, held: Held, person: Person, *people: Person) -> bytes:
        """For those people, or blank; the slip that was laid in. Not committed."""
        chosen = [held.election.candidate(it) for it in people]
        places = frozenset(it.place for it in chosen if it and it.place)
        slip = held.election.seal_ballot(Ballot(places))
        held.election.vote(person, slip)
        db.session.flush()
        return slip

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
        if held.election.is_on_net:
            self._vote_on_net(held, votes, blanks)
            return
        for person in held.voters[: sum(votes) + blanks]:
            held.election.give_slip(person)
        self.close_it(held.election)

    def _vote_on_net(self, held: Held, votes: Sequence[int], blanks: int) -> None:
        """One name on each: the votes in the order of the list."""
        on_list = [it.person for it in held.election.candidates]
        chosen = [
            [name] for name, n in zip(on_list, votes, strict=False) for _ in range(n)
        ]
        ballots = [*chosen, *([] for _ in range(blanks))]
        for person, names in zip(held.voters, ballots, strict=False):
            self.vote(held, person, *names)
        self.close_it(held.election)

    def _count(self, held: Held, votes: Sequence[int], blanks: int) -> None:
        if held.election.is_on_net:
            held.election.close_urn(held.officers[0])
            for officer in held.officers[:2]:
                self.unlock(held, officer)
            return
        self.count_by_hand(held, votes, blanks)

    def count_by_hand(self, held: Held, votes: Sequence[int], blanks: int) -> None:
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

"""Elections whose order of voting is known, and what lies in the files afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from flask import Flask

from kimvoice.core.db import begin_writing, db
from kimvoice.elections import sweeping
from kimvoice.elections.ballots import Ballot
from kimvoice.elections.models import Election
from kimvoice.elections.states import State, Way
from kimvoice.people.models import Person
from tests.anonymity.traces import Copy, Row, copy_of
from tests.electing import Electing, Held
from tests.elections.secrecy.chance import KNOWN

EARLIER = 16
"""Have voted before: PostgreSQL keeps so long an urn beside its table."""


def cast(number: int, person: int, *places: int, between: bool = False) -> bytes:
    """As the page does it; the slip. ``between``: it comes to lie between others."""
    begin_writing()
    election = Election.locked(number)
    assert election
    slip = election.seal_ballot(Ballot(frozenset(places)))
    while between and not lies_between(slip, election):
        slip = election.seal_ballot(Ballot(frozenset(places)))
    election.vote(db.session.get_one(Person, person), slip)
    db.session.commit()
    sweeping.forget_last_vote()
    return slip


def lies_between(slip: bytes, election: Election) -> bool:
    there = election.urn.sealed if election.urn else []
    return min(there) < slip < max(there)


@dataclass(frozen=True)
class Played:
    number: int
    came: list[int]
    """People, the first who voted first."""
    slips: dict[int, bytes]
    left: Copy

    @property
    def rows(self) -> list[Row]:
        """Of the roll, as they lie; of those whose order is known."""
        rows = self.left.tables["election_roll"]
        mine = [it for it in rows if it["election_id"] == self.number]
        return [it for it in mine if it["person_id"] in self.slips]


class Playing:
    def __init__(
        self, electing: Electing, app: Flask, seed: str, *, earlier: int = EARLIER
    ) -> None:
        self.electing, self.app, self.chance = electing, app, Random(seed)
        self.earlier = earlier

    def elections(self, many: int) -> list[Played]:
        return [self.election() for _ in range(many)]

    def election(self) -> Played:
        held = self.opened(self.earlier + KNOWN)
        people = [it.id for it in held.voters]
        self.chance.shuffle(people)
        number, came = held.election.id, people[self.earlier :]
        self.vote_earlier(held, people[: self.earlier])
        slips = {it: cast(number, it, self.chance.randint(1, 3)) for it in came}
        return Played(number, came, slips, copy_of(self.app))

    def opened(self, voters: int) -> Held:
        return self.electing.election(State.OPEN, way=Way.NET, voters=voters)

    def vote_earlier(self, held: Held, people: list[int]) -> None:
        """At one moment: who of them came first is not asked."""
        for person in people:
            chosen = self.chance.choice(held.candidates)
            self.electing.vote(held, db.session.get_one(Person, person), chosen)
        db.session.commit()
        sweeping.forget_last_vote()


Sorter = Callable[[Played, int], object]
"""What an attacker sorts a person by; what is equal is left to the drawn slip."""

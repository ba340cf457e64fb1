"""What each part of an election may ask of the whole: types, nothing when it runs."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from sqlalchemy.orm import Mapped

    from kimvoice.core.ledger import Plain
    from kimvoice.elections.candidates import Candidate
    from kimvoice.elections.counts import ElectionCount, ElectionCounter
    from kimvoice.elections.events import ElectionEvent, Facts, Named
    from kimvoice.elections.lots import ElectionLot
    from kimvoice.elections.objections import ElectionComplaint
    from kimvoice.elections.proposals import Proposal
    from kimvoice.elections.roll import RollEntry
    from kimvoice.elections.rounds import ElectionRound
    from kimvoice.elections.states import Act, Deed, ProposalKind, State
    from kimvoice.elections.tally import Outcome
    from kimvoice.people.models import Department, Person


class Whole:
    """Columns and facts of `Election`, and the verbs of its other parts."""

    if TYPE_CHECKING:
        id: Mapped[int]
        department_id: Mapped[int | None]
        round: Mapped[ElectionRound]
        department: Mapped[Department | None]
        state: Mapped[State]
        opens: Mapped[time]
        closes: Mapped[time]
        place: Mapped[str]
        vote_asked: Mapped[bool]
        list_changed_on: Mapped[date | None]
        slips: Mapped[int | None]
        blanks: Mapped[int | None]
        rejected: Mapped[int | None]
        draws_on: Mapped[date | None]
        draws_at: Mapped[time | None]
        draws_where: Mapped[str]
        uncontested: Mapped[bool]
        published_on: Mapped[date | None]
        elected_id: Mapped[int | None]
        deputy_id: Mapped[int | None]
        protocol_head: Mapped[bytes | None]
        elected: Mapped[Person | None]
        deputy: Mapped[Person | None]
        roll: Mapped[list[RollEntry]]
        nominees: Mapped[list[Candidate]]
        counters: Mapped[list[ElectionCounter]]
        counts: Mapped[list[ElectionCount]]
        lot: Mapped[ElectionLot | None]
        proposals: Mapped[list[Proposal]]
        complaints: Mapped[list[ElectionComplaint]]
        events: Mapped[list[ElectionEvent]]

        @property
        def asks_until(self) -> date: ...
        @property
        def candidates(self) -> list[Candidate]: ...
        @property
        def closes_at(self) -> datetime: ...
        @property
        def complaints_until(self) -> date | None: ...
        @property
        def could_do_without(self) -> bool: ...
        @property
        def have_agreed(self) -> bool: ...
        @property
        def is_contested(self) -> bool: ...
        @property
        def is_equal_again(self) -> bool: ...
        @property
        def is_for_board(self) -> bool: ...
        @property
        def marks(self) -> int: ...
        @property
        def most_marks(self) -> int: ...
        @property
        def open_complaints(self) -> list[ElectionComplaint]: ...
        @property
        def office_starts(self) -> date: ...
        @property
        def officers(self) -> list[Person]: ...
        @property
        def open_proposals(self) -> list[Proposal]: ...
        @property
        def opens_at(self) -> datetime: ...
        @property
        def seats(self) -> int: ...
        @property
        def standing(self) -> State: ...
        @property
        def outcome(self) -> Outcome[int]: ...
        @property
        def stands_uncontested(self) -> bool: ...
        @property
        def voters(self) -> list[Person]: ...
        @property
        def winners(self) -> list[Candidate]: ...
        @property
        def would_vote(self) -> list[Person]: ...

        def _take(self, act: Act) -> None: ...
        def can(self, act: Act) -> bool: ...
        def can_hold(self, person: Person) -> bool: ...
        def candidate(self, person: Person) -> Candidate | None: ...
        def entry_of(self, person: Person) -> RollEntry | None: ...
        def draw_the_list(self, voters: list[Person]) -> None: ...
        def enter(
            self, deed: Deed, *people: Named, kept: Facts = ..., **said: Plain
        ) -> None: ...
        def freeze(self) -> None: ...
        def is_candidate(self, person: Person) -> bool: ...
        def is_on_roll(self, person: Person) -> bool: ...
        def take_back(self, by: Person, reason: str) -> None: ...
        def uphold_all(self, by: Person, reason: str) -> None: ...
        def propose(
            self, kind: ProposalKind, person: Person | None, reason: str, by: Person
        ) -> None: ...

"""The vote on the net: a mark in the roll and a sealed slip in the urn, and no more.

No time, no event, no mail: nothing here tells that somebody has voted but the mark,
and nothing ties the mark to a slip (DESIGN 3 and 6).
"""

from collections.abc import Callable, Mapping

from flask_babel import lazy_gettext as _l

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.core.urn import BLANK, Urn
from kimvoice.elections import ballots
from kimvoice.elections.ballots import Ballot
from kimvoice.elections.events import ElectionEvent
from kimvoice.elections.roll import RollEntry
from kimvoice.elections.states import Act, Deed, State, Way
from kimvoice.elections.whole import Whole
from kimvoice.people.models import Person

VOTED = _l("Du har allerede stemt i dette valget.")
NOT_EQUAL = _l("Merker og sedler er ikke like mange. Stopp, og finn ut hvorfor.")
WITH_URN = (State.LISTED, State.OPEN, State.CLOSED)
"""From sealing until it is opened."""


class Balloting(Whole):
    @property
    def is_meant_for_net(self) -> bool:
        return self.way is Way.NET

    @property
    def is_on_net(self) -> bool:
        """It got an urn. Without one all vote on paper, whatever was planned."""
        return self.is_meant_for_net and any(
            it.deed is Deed.URN_SEALED for it in self.events
        )

    @property
    def is_to_be_on_net(self) -> bool:
        """As planned, until the vote opens without an urn."""
        before = self.standing in (State.DRAFT, State.NOMINATION, State.LISTED)
        return self.is_on_net or (self.is_meant_for_net and before)

    @property
    def urn(self) -> Urn | None:
        """None before it is sealed, and once it is opened."""
        return db.session.get(Urn, self.urn_name) if self.is_on_net else None

    @property
    def urn_name(self) -> str:
        return f"election {self.id}"

    @property
    def urn_is_closed(self) -> bool:
        """Its marks hang on the wall: from now on nothing is laid in."""
        return self.urn_closing is not None

    @property
    def urn_closing(self) -> ElectionEvent | None:
        closing = (it for it in self.events if it.deed is Deed.URN_CLOSED)
        return next(closing, None)

    def fits_the_way(self, act: Act) -> bool:
        """What an act asks beside the state: whether there is an urn, and how far."""
        asks = FITS.get(act)
        return asks is None or asks(self)

    # Voting

    def seal_ballot(self, ballot: Ballot) -> bytes:
        """A slip for this urn. Raise RuleBroken for a ballot that can't be."""
        urn = self.urn
        if urn is None or not self.can(Act.VOTE) or not self._is_as_sealed(urn):
            raise RuleBroken(_l("Du kan ikke stemme her nå."))
        self.check_ballot(ballot)
        return urn.seal(ballot.write())

    def check_ballot(self, ballot: Ballot) -> None:
        if not self.is_right(ballot):
            raise RuleBroken(_l("Velg blant dem som stiller. Velg ikke for mange."))

    def is_right(self, ballot: Ballot) -> bool:
        """When it is sealed, and again when it is counted."""
        return ballot.fits([it.place or 0 for it in self.candidates], self.most_marks)

    def vote(self, person: Person, slip: bytes) -> None:
        """Mark and slip, both or neither: the caller commits.

        ``slip``: of `seal_ballot`. Raise RuleBroken for whoever may not vote now, or
        has voted.
        """
        self._take(Act.VOTE)
        entry = self.entry_of(person)
        if entry is None:
            raise RuleBroken(_l("Du står ikke i manntallet for dette valget."))
        if entry.is_marked:
            raise RuleBroken(VOTED)
        Urn.held(self.urn_name).lay_in([slip])
        self.mark(entry, on_net=True)

    def holds_slip(self, slip: bytes) -> bool:
        """So that a second click gets the same answer as the first."""
        urn = self.urn
        return urn is not None and slip in urn.sealed

    def ask_about(self, person: Person, by: Person) -> RollEntry | None:
        """An officer learns of one name whether a slip may be given.

        A line says that somebody was asked about, never who.
        """
        if self.is_on_net:
            self.enter(Deed.NAME_ASKED, by)
        return self.entry_of(person)

    # After the vote

    @property
    def given_on_paper(self) -> int:
        return sum(it.got_slip for it in self.roll)

    @property
    def left_to_lay_in(self) -> int:
        return self.given_on_paper - self.paper_in_urn

    @property
    def is_disputed(self) -> bool:
        """There are more or fewer slips in the urn than were laid in, or others than
        those whose marks hang on the wall; or it is another urn, or none."""
        urn, closing = self.urn, self.urn_closing
        if urn is None:
            return self.is_on_net and self.standing in WITH_URN
        if not self._is_as_sealed(urn):
            return True
        if closing is not None:
            return ballots.of_urn(urn.sealed) != closing.facts["urn"]
        on_net = sum(it.on_net for it in self.roll)
        return len(urn.sealed) != on_net + self.paper_in_urn

    def _is_as_sealed(self, urn: Urn) -> bool:
        """Its key is that of the line: what another key seals, others can open."""
        sealed = [it for it in self.events if it.deed is Deed.URN_SEALED]
        return sealed[-1].facts["key"] == urn.public_key.hex()

    def lay_in(
        self, ballot: Ballot | None, *, typed_by: Person, read_by: Person
    ) -> None:
        """A slip of the box, into the urn; None for one that nobody can read as a vote.

        Raise RuleBroken when all that were given lie there.
        """
        self._take(Act.LAY_IN)
        if typed_by == read_by:
            raise RuleBroken(_l("Dere må være to: én leser, og én skriver."))
        if self.left_to_lay_in < 1:
            raise RuleBroken(_l("Alle papirsedlene ligger i urna."))
        if ballot is not None:
            self.check_ballot(ballot)
        urn = Urn.held(self.urn_name)
        urn.put([ballot.write() if ballot else ballots.REJECTED])
        self.paper_in_urn += 1
        self._enter_typists(typed_by, read_by)

    def _enter_typists(self, typed_by: Person, read_by: Person) -> None:
        """Once for each two, not for each slip."""
        said = [it for it in self.events if it.deed is Deed.PAPER_LAID_IN]
        pairs = [[who.person_id for who in it.people] for it in said]
        if [typed_by.id, read_by.id] not in pairs:
            self.enter(Deed.PAPER_LAID_IN, typed_by, read_by)

    def close_urn(self, by: Person, *, searched: bool = False) -> None:
        """Nothing more is laid in, and its marks are there for all on the roll.

        It is filled up with empty slips to as many as there are voters, so that the
        marks on the wall count nobody. ``searched``: for slips of paper that were
        given, and did not come into the box. Where any were given it takes two
        officers: the first only says that they are right (`paper_checked_by`).
        """
        self._take(Act.CLOSE_URN)
        if self.is_disputed:
            raise RuleBroken(NOT_EQUAL)
        if self.left_to_lay_in and not searched:
            raise RuleBroken(
                _l("Det er færre sedler enn merker. Let i kassa og på bordet først.")
            )
        if self.given_on_paper and self.paper_checked_by in (None, by):
            self._check_paper(by)
        else:
            self._close_urn(by)

    @property
    def paper_checked_by(self) -> Person | None:
        """The first of two; None when a slip was laid in, or they left, since."""
        said = [it for it in self.events if it.deed is Deed.PAPER_CHECKED][-1:]
        if not said or said[0].figures.get("laid_in") != self.paper_in_urn:
            return None
        by = said[0].people[0].person_id
        return next((it for it in self.round.officers_here if it.id == by), None)

    def _check_paper(self, by: Person) -> None:
        """No officer alone leaves out what somebody voted on paper."""
        if self.paper_checked_by == by:
            raise RuleBroken(_l("Du har sagt det. Nå må en til si det samme."))
        figures = {"laid_in": self.paper_in_urn, "given": self.given_on_paper}
        self.enter(Deed.PAPER_CHECKED, by, kept=figures)

    def _close_urn(self, by: Person) -> None:
        urn = Urn.held(self.urn_name)
        laid_in = len(urn.sealed)
        urn.put([BLANK] * (len(self.voters) - laid_in))
        digests = [ballots.digest(it) for it in urn.sealed]
        self.enter(
            Deed.URN_CLOSED,
            by,
            kept={"laid_in": laid_in, "marks": self.marks},
            slips=len(digests),
            urn=ballots.of_urn(urn.sealed),
            urn_marks=" ".join(sorted(digests)),
        )

    @property
    def urn_marks(self) -> list[str]:
        """As they hang on the wall; empty before the urn is closed."""
        closing = self.urn_closing
        if closing is None:
            return []
        return [ballots.marked(it) for it in str(closing.facts["urn_marks"]).split()]


FITS: Mapping[Act, Callable[[Balloting], bool]] = {
    Act.SEAL: lambda it: it.can_be_sealed,
    Act.ALLOW_CODE: lambda it: it.is_on_net and not it.urn_is_closed,
    Act.VOTE: lambda it: it.is_on_net,
    Act.GIVE_SLIP: lambda it: not it.is_on_net or it.standing is State.OPEN,
    Act.CORRECT: lambda it: not it.urn_is_closed,
    Act.LAY_IN: lambda it: it.is_on_net and not it.urn_is_closed,
    Act.CLOSE_URN: lambda it: it.is_on_net and not it.urn_is_closed,
    Act.UNLOCK: lambda it: it.urn_is_closed,
    # By two who count slips of paper; or by what lay in the urn, once it is opened.
    Act.COUNT: lambda it: it.urn is None,
}
"""What an act asks for beside the state."""

"""The urn is sealed for three officers, and opened by the words of two (DESIGN 6)."""

from collections import Counter

from flask_babel import lazy_gettext as _l
from nacl.public import PrivateKey

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.core.urn import BALLOT, Urn
from kimvoice.elections import ballots, sweeping
from kimvoice.elections.balloting import NOT_EQUAL
from kimvoice.elections.committee import OFFICERS
from kimvoice.elections.envelopes import WRONG_WORDS, OfficerKey, WrappedKey, wrapped
from kimvoice.elections.figures import Figures
from kimvoice.elections.states import Act, Deed, State
from kimvoice.elections.whole import Whole
from kimvoice.people.invitations import Invitation
from kimvoice.people.models import Person

NO_WORDS = _l("Du har ingen ord som åpner denne urna.")
TYPED = _l("Du har skrevet ordene dine. Nå må en til skrive sine.")
OVER = (
    State.TIED,
    State.COUNTED,
    State.PUBLISHED,
    State.FINAL,
    State.ANNULLED,
)


class KeyHeld(Whole):
    # Before the vote

    @property
    def can_be_sealed(self) -> bool:
        """Anew as well, before the vote is open, when the committee has changed."""
        if not self.is_meant_for_net or self.stands_uncontested:
            return False
        if not self.is_on_net:
            return True
        return self.standing is State.LISTED and self.is_sealed_for_others

    @property
    def is_sealed_for_others(self) -> bool:
        """Somebody has left the committee since, and another has come."""
        holders = {it.person_id for it in self.round.key_holders}
        return {it.outer_id for it in self.wrapped_keys} != holders

    def seal_urn(self, by: Person) -> None:
        """The private key exists here and now, and is forgotten with this call.

        Whoever is on the roll is in the chain, so that nobody is added unseen.
        """
        self._take(Act.SEAL)
        holders = self.round.key_holders
        if len(holders) < OFFICERS:
            raise RuleBroken(_l("Alle tre valgansvarlige må ha ordene sine først."))
        if not self.is_on_net:
            # From now on two officers answer for each new one (held_back.py).
            Invitation.void_new_codes(self.voters)
        self.destroy_urn()
        key = PrivateKey.generate()
        self.wrapped_keys = list(wrapped(key, holders))
        db.session.add(Urn.new(self.urn_name, key.public_key, slip=BALLOT))
        on_roll = sorted(it.person_id for it in self.roll if not it.is_struck)
        self.enter(
            Deed.URN_SEALED,
            by,
            *(it.person for it in holders if it.person_id != by.id),
            kept={"roll": " ".join(map(str, on_roll))},
            key=bytes(key.public_key).hex(),
        )

    @property
    def opening_mark(self) -> str | None:
        """Hangs on the wall while people vote; None before the urn is sealed."""
        sealed = [it for it in self.events if it.deed is Deed.URN_SEALED]
        return sealed[-1].mark if sealed else None

    @property
    def needs_words(self) -> bool:
        """Its urn is not opened, or may still be sealed."""
        if not self.is_meant_for_net or self.standing in OVER:
            return False
        return self.is_on_net or self.standing is not State.CLOSED

    @property
    def takes_words(self) -> bool:
        """Of an officer who has none yet: its urn can be sealed with them."""
        is_sealed = self.is_on_net and self.standing is not State.LISTED
        return self.needs_words and not is_sealed

    @property
    def may_get_urn(self) -> bool:
        """From the day that it is announced, until the vote is over."""
        return self.needs_words and self.standing is not State.DRAFT

    # After the vote

    @property
    def openers(self) -> list[Person]:
        """Officers whose words fit this urn: with fewer than two it stays shut."""
        return [it for it in self.round.officers_here if self.key_of(it)]

    @property
    def can_be_opened(self) -> bool:
        """Two can type, or one has, who may have left the house since."""
        first = self.unlocked_by
        left = [it for it in self.openers if it != first]
        return len(left) > (0 if first else 1)

    @property
    def unlocked_by(self) -> Person | None:
        """The first of two; the other comes now."""
        outer = {it.outer_id for it in self.wrapped_keys if it.is_peeled}
        return next((it for it in self.officers if it.id in outer), None)

    def unlock(self, by: Person, key: PrivateKey) -> None:
        """``key``: what the officer's words became (`envelopes.private_key`).

        The first takes off one lock, the second opens the urn, and all is counted.
        Raise RuleBroken for whoever has no words, or wrong ones.
        """
        self._take(Act.UNLOCK)
        self._check_words(by, key)
        first = self.unlocked_by
        if first == by:
            raise RuleBroken(TYPED)
        self.enter(Deed.UNLOCKED, by)
        if first is None:
            for each in self.wrapped_keys:
                if each.outer_id == by.id:
                    each.peel(key)
        else:
            self._open_urn(self._lock_of(first, by).open(key), [first, by])

    def _check_words(self, by: Person, key: PrivateKey) -> None:
        holder = self.key_of(by)
        if holder is None:
            raise RuleBroken(NO_WORDS)
        if not holder.fits(key):
            raise RuleBroken(WRONG_WORDS)

    def key_of(self, person: Person) -> OfficerKey | None:
        """Whose lock is on this urn; None for who came to the committee later."""
        if person.id not in [it.outer_id for it in self.wrapped_keys]:
            return None
        return self.round.key_of(person)

    def must_hold_lock(self, person: Person) -> None:
        """Who was seated after the sealing is refused: one alone can seat another."""
        if self.key_of(person) is None:
            raise RuleBroken(
                _l(
                    "Du kom med etter at urna ble låst."
                    " En annen valgansvarlig må gjøre det."
                )
            )

    def _lock_of(self, outer: Person, inner: Person) -> WrappedKey:
        """Raise RuleBroken where somebody has taken it out of the database."""
        for each in self.wrapped_keys:
            if (each.outer_id, each.inner_id) == (outer.id, inner.id):
                return each
        raise RuleBroken(NO_WORDS)

    def _open_urn(self, key: PrivateKey, officers: list[Person]) -> None:
        """What lay there is counted, and nothing is kept of which slip said what."""
        urn = Urn.held(self.urn_name)
        if self.is_disputed:
            raise RuleBroken(NOT_EQUAL)
        opened = urn.open_with(key)
        slips = len(opened.contents) + len(opened.foreign)
        if slips != self._laid_in:
            raise RuleBroken(NOT_EQUAL)
        read = [ballots.read(it) for it in opened.contents]
        figures = self._figures(
            [it for it in read if it and self.is_right(it)],
            slips=slips,
        )
        self.destroy_urn()
        for entry in self.roll:
            # From now on a mark is a mark.
            entry.got_slip, entry.on_net = entry.is_marked, False
        self.settle_count(officers, figures)

    @property
    def _laid_in(self) -> object:
        """How many were votes, and not empty slips, when the urn was closed."""
        closing = self.urn_closing
        return closing.figures.get("laid_in") if closing else None

    def _figures(self, right: list[ballots.Ballot], *, slips: int) -> Figures:
        got = Counter(place for ballot in right for place in ballot.places)
        return Figures(
            slips=slips,
            blanks=sum(it.is_blank for it in right),
            rejected=slips - len(right),
            votes={it.id: got[it.place or 0] for it in self.candidates},
        )

    def destroy_urn(self) -> None:
        """With the locks of its key; their pages are given back a minute later."""
        urn = db.session.get(Urn, self.urn_name)
        if urn is None:
            return
        db.session.delete(urn)
        self.wrapped_keys = []
        db.session.flush()
        sweeping.owe()

    # When the envelopes are shredded

    @property
    def shredded_by(self) -> list[Person]:
        said = [it for it in self.events if it.deed is Deed.SHREDDED]
        officers = {it.id: it for it in self.round.all_officers}
        people = (who.person_id for it in said for who in it.people)
        return [officers[it] for it in people if it in officers]

    @property
    def is_shredded(self) -> bool:
        """Nobody says it twice."""
        return sum(it.deed is Deed.SHREDDED for it in self.events) > 1

    def enter_shredded(self, by: Person) -> None:
        self.enter(Deed.SHREDDED, by)

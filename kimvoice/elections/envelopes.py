"""An officer's six words, in an envelope, and the key that they become (DESIGN 6).

The house keeps what the words open, never the words. The private key of an election
lies in two locks, of two officers: for each of the three pairs, in both orders, so that
whoever comes first can take off the outer one.
"""

import secrets
from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import TYPE_CHECKING, Self

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from nacl.public import PrivateKey, PublicKey, SealedBox
from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import slow, words
from kimvoice.core.db import Model
from kimvoice.core.errors import RuleBroken
from kimvoice.core.keys import keyring
from kimvoice.core.vault import locked, place_of, unlocked
from kimvoice.elections import sweeping
from kimvoice.people.models import Person

if TYPE_CHECKING:
    from kimvoice.elections.models import Election
    from kimvoice.elections.rounds import ElectionRound

WORDS = 6
"""Of ten bits each (core/words.py), behind scrypt."""
ASKED = (2, 5)
"""Those that are typed back, so that the officer and we know they are on paper."""
PURPOSE = "keys of elections that are being opened"
WRONG_WORDS = _l("Ordene er ikke riktige. Se på arket ditt, og prøv igjen.")


class OfficerKey(Model):
    """Of one officer, for all elections of a round. Gone with the envelopes."""

    __tablename__ = "election_officer_keys"

    round_id: Mapped[int] = mapped_column(
        ForeignKey("election_rounds.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)

    person: Mapped[Person] = relationship()
    round: Mapped["ElectionRound"] = relationship(back_populates="keys")

    @classmethod
    def of(cls, person: Person, drawn: Sequence[str]) -> Self:
        """Slow: not while anything is locked. The person is taken by its number."""
        salt = secrets.token_bytes(16)
        key = private_key(drawn, salt).public_key
        return cls(person_id=person.id, salt=salt, public_key=bytes(key))

    def fits(self, key: PrivateKey) -> bool:
        return bytes(key.public_key) == self.public_key


class WrappedKey(Model):
    """An election's private key, in the locks of two officers, one inside the other."""

    __tablename__ = "election_wrapped_keys"
    __table_args__ = (CheckConstraint("outer_id != inner_id", "two_officers"),)

    election_id: Mapped[int] = mapped_column(
        ForeignKey("elections.id", ondelete="CASCADE"), primary_key=True
    )
    outer_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    inner_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    is_peeled: Mapped[bool] = mapped_column(default=False)
    """The outer officer has typed the words. In its place is a lock of this house,
    whose key lies in no copy of the database."""

    election: Mapped["Election"] = relationship(back_populates="wrapped_keys")

    def peel(self, outer: PrivateKey) -> None:
        inside = SealedBox(outer).decrypt(self.sealed)
        house = keyring().derive(PURPOSE)
        self.sealed = locked(inside, house, place_of(self, "sealed"))
        self.is_peeled = True

    def open(self, inner: PrivateKey) -> PrivateKey:
        """Of one that is peeled."""
        house = keyring().derive(PURPOSE)
        inside = unlocked(self.sealed, house, place_of(self, "sealed"))
        return PrivateKey(SealedBox(inner).decrypt(inside))


def wrapped(key: PrivateKey, holders: Sequence[OfficerKey]) -> Iterator[WrappedKey]:
    for outer, inner in permutations(holders, 2):
        inside = SealedBox(PublicKey(inner.public_key)).encrypt(bytes(key))
        yield WrappedKey(
            outer_id=outer.person_id,
            inner_id=inner.person_id,
            sealed=SealedBox(PublicKey(outer.public_key)).encrypt(inside),
        )


def draw() -> list[str]:
    return words.draw(WORDS)


def private_key(drawn: Sequence[str], salt: bytes) -> PrivateKey:
    """What the words open with. Slow: not while anything is locked."""
    with slow.in_turn():
        material = slow.derived(" ".join(drawn).encode(), salt=salt, size=32)
    return PrivateKey(material)


def meant(typed: Sequence[str]) -> list[str]:
    """The words, also when they were cut short. Raise RuleBroken for what is none."""
    found = [words.recognised(each) for each in typed]
    for at, word in enumerate(found, start=1):
        if word is None:
            raise RuleBroken(no_such_word(at))
    return [word for word in found if word]


def no_such_word(at: int) -> LazyString:
    return _l("Ord %(number)s er skrevet feil. Se på arket.", number=at)


class Keyed:
    """The keys of `ElectionRound`."""

    if TYPE_CHECKING:
        keys: Mapped[list[OfficerKey]]
        elections: Mapped[list[Election]]

        @property
        def is_draft(self) -> bool: ...

        @property
        def officers_here(self) -> list[Person]: ...

    def key_of(self, person: Person) -> OfficerKey | None:
        return next((it for it in self.keys if it.person_id == person.id), None)

    @property
    def key_holders(self) -> list[OfficerKey]:
        """Of those who are officers today."""
        here = [it.id for it in self.officers_here]
        return [it for it in self.keys if it.person_id in here]

    @property
    def without_words(self) -> list[Person]:
        """Officers who must still see theirs."""
        return [it for it in self.officers_here if self.key_of(it) is None]

    @property
    def votes_on_net(self) -> bool:
        return any(it.is_meant_for_net for it in self.elections)

    @property
    def needs_words(self) -> bool:
        """As long as an urn must be sealed, or opened."""
        return any(it.needs_words for it in self.elections)

    @property
    def takes_words(self) -> bool:
        """As long as there is an urn to seal with them, or to seal anew."""
        return any(it.takes_words for it in self.elections)

    def keep_key(self, key: OfficerKey) -> None:
        """Once: whoever has seen the words never sees them again."""
        if key.person_id not in [it.id for it in self.officers_here]:
            raise RuleBroken(_l("Bare de valgansvarlige har ord."))
        if any(it.person_id == key.person_id for it in self.keys):
            raise RuleBroken(_l("Du har fått ordene dine. De vises bare én gang."))
        self.check_words()
        self.keys.append(key)

    def can_give_up_words(self, person: Person) -> bool:
        """As long as no urn is locked with them."""
        locks = (lock for it in self.elections for lock in it.wrapped_keys)
        is_locked = person.id in [lock.outer_id for lock in locks]
        return self.key_of(person) is not None and not is_locked

    def give_up_words(self, person: Person) -> None:
        """The sheet is lost: from now on its words open nothing."""
        if not self.can_give_up_words(person):
            raise RuleBroken(_l("Urna er låst med ordene dine. Du kan ikke få nye nå."))
        self.keys = [it for it in self.keys if it.person_id != person.id]
        sweeping.owe()

    def check_words(self) -> None:
        """Raise RuleBroken while there is no urn that words could open."""
        if self.is_draft:
            raise RuleBroken(_l("Dere får ordene når valget er kunngjort."))
        if not self.takes_words:
            raise RuleBroken(_l("Denne valgrunden trenger ingen ord nå."))

    # When all is counted

    @property
    def shredded_by(self) -> list[Person]:
        """Who has said so; from the protocols, which alone keep it."""
        said = [it.shredded_by for it in self.elections]
        return list(dict.fromkeys(person for each in said for person in each))

    @property
    def is_shredded(self) -> bool:
        """Two have said so, whether or not a line still names them."""
        return any(it.is_shredded for it in self.elections)

    @property
    def can_be_shredded(self) -> bool:
        if not self.votes_on_net:
            return False
        has_begun = any(it.is_on_net for it in self.elections) or bool(self.keys)
        return has_begun and not self.needs_words and not self.is_shredded

    def shred(self, by: Person) -> None:
        """All three envelopes are shredded, two officers say: each for themselves."""
        if not self.can_be_shredded:
            raise RuleBroken(_l("Konvoluttene kan ikke makuleres nå."))
        if by in self.shredded_by:
            raise RuleBroken(_l("Du har sagt det. Nå må en til si det samme."))
        for election in self.elections:
            if election.is_meant_for_net:
                election.enter_shredded(by)
        if self.is_shredded:
            self.keys = []
            sweeping.owe()

"""The slip of paper that lets somebody in.

A code is shown once, on paper. Only its keyed hash is kept, and only until it is used
or its last day has passed.
"""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import ForeignKey, LargeBinary, delete, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import clock
from kimvoice.core.db import Model, db
from kimvoice.core.keys import keyring
from kimvoice.core.settings import INVITATION_DAYS
from kimvoice.people import held_back
from kimvoice.people.models import Person
from kimvoice.people.new_codes import NewCode, needs_second
from kimvoice.people.seconds import ANSWERED_WITHIN, TOLD_FOR

SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No two that are read as each other."""
LENGTH = 12
"""30 signs, 12 times: 58 bits, so nobody guesses one in the days that it works."""
GROUP = 4


class Invitation(Model):
    """At most one for a person: a new slip makes the old one worthless."""

    __tablename__ = "invitations"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    code_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    last_day: Mapped[date]

    person: Mapped[Person] = relationship(lazy="joined")

    @classmethod
    def issue(
        cls, person: Person, sheet: bytes = b"", *, by: Person | None = None
    ) -> str:
        """The code, to be shown once. The caller commits.

        ``sheet`` names the page it is shown on: for the second half of a double
        click, and for nothing else, ``on_sheet`` finds what was shown.

        Raise RuleBroken where others must say yes and have not; that yes is used up.
        """
        held_back.use_up(person)
        if needs_second(person):
            NewCode.print_for(person, by)
        code = code_on(sheet or secrets.token_bytes(16), person)
        last_day = clock.today() + timedelta(days=INVITATION_DAYS.value())
        db.session.merge(
            cls(person_id=person.id, code_hash=_hash(plain(code)), last_day=last_day)
        )
        return code

    @classmethod
    def found(cls, typed: str, *, to_use: bool = False) -> "Invitation | None":
        """The one whose code this is; None if it is used, too old or never was.

        ``to_use`` locks it, so that of two at once one finds nothing.
        """
        query = select(cls).where(cls.code_hash == _hash(plain(typed)))
        if to_use:
            query = query.with_for_update(of=cls)
        invitation = db.session.scalar(query)
        if invitation is None or invitation.last_day < clock.today():
            return None
        return invitation if invitation.opens_something else None

    @property
    def opens_something(self) -> bool:
        """Of who has left, only what two people answered for.

        Whether anything is behind it shows when it has been used, not before: else
        whoever holds the slip could learn it, and leave no trace.
        """
        return self.person.is_here or bool(NewCode.told_to(self.person))

    @classmethod
    def on_sheet(cls, sheet: bytes) -> list["Invitation"]:
        """Those that were issued with this sheet and are not used."""
        return [each for each in cls.still_out() if each.code_hash == each._hash(sheet)]

    @classmethod
    def still_out(cls) -> list["Invitation"]:
        usable = select(cls).where(cls.last_day >= clock.today())
        return list(db.session.scalars(usable))

    @classmethod
    def void(cls, person: Person) -> None:
        """A slip that is out for this person opens nothing any more."""
        db.session.execute(delete(cls).where(cls.person_id == person.id))

    @classmethod
    def void_new_codes(cls, people: Iterable[Person]) -> None:
        """Of those who have been here before; whoever is new may still come in.

        They are locked: a slip that is printed just now is here, or comes after.
        """
        again = [person.id for person in people if needs_second(person)]
        rows = select(Person.id).where(Person.id.in_(again)).order_by(Person.id)
        db.session.execute(rows.with_for_update())
        db.session.execute(delete(cls).where(cls.person_id.in_(again)))

    def _hash(self, sheet: bytes) -> bytes:
        return _hash(plain(code_on(sheet, self.person)))

    def use(self, sealed: str) -> Person:
        """Take the words to sign in with; the slip is worthless from now on.

        They come sealed (``passphrases.seal``): that is slow, and the row is locked.
        """
        self.person.take_passphrase(sealed)
        db.session.delete(self)
        return self.person


def code_that_is_out(person: Person) -> NewCode | None:
    """Printed with somebody's yes, and the slip still opens what is the person's."""
    slip = db.session.get(Invitation, person.id)
    if slip is None or slip.last_day < clock.today():
        return None
    return next(iter(NewCode.told_to(person)), None)


def forget_old() -> None:
    """Delete codes that no longer work, and what need not be told any more. Commits."""
    today = clock.today()
    db.session.execute(delete(Invitation).where(Invitation.last_day < today))
    db.session.execute(
        delete(NewCode).where(
            (NewCode.printed_on < today - TOLD_FOR)
            | (
                NewCode.printed_on.is_(None)
                & (NewCode.asked_on < today - ANSWERED_WITHIN)
            )
        )
    )
    db.session.commit()


def code_on(sheet: bytes, person: Person) -> str:
    """Nobody without the key folder can tell it from the sheet's name."""
    said = sheet + person.id.to_bytes(8)
    drawn = hashlib.blake2b(said, key=keyring().derive("slips")).digest()
    left, code = int.from_bytes(drawn), ""
    for _place in range(LENGTH):
        left, sign = divmod(left, len(SIGNS))
        code += SIGNS[sign]
    return in_groups(code)


def plain(typed: str) -> str:
    """Small letters, spaces and hyphens are read as they are meant."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def in_groups(code: str) -> str:
    return "-".join(code[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def _hash(code: str) -> bytes:
    key = keyring().derive("invitations")
    return hashlib.blake2b(code.encode(), key=key, digest_size=32).digest()

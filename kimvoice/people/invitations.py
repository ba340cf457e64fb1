"""The slip of paper that lets somebody in, and the second person it may need.

A code is shown once, on paper. Only its keyed hash is kept, and only until it is used
or its last day has passed.
"""

import hashlib
import secrets
from datetime import date, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    LargeBinary,
    delete,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import clock
from kimvoice.core.db import Model, db
from kimvoice.core.errors import RuleBroken
from kimvoice.core.keys import keyring
from kimvoice.core.settings import INVITATION_DAYS
from kimvoice.people.models import Person, RoleKind
from kimvoice.people.seconds import ANSWERED_WITHIN, may_be_second
from kimvoice.people.seconds import TOLD_FOR as TOLD_FOR

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
    def issue(cls, person: Person, sheet: bytes = b"") -> str:
        """The code, to be shown once. The caller commits.

        ``sheet`` names the page it is shown on: for the second half of a double
        click, and for nothing else, ``on_sheet`` finds what was shown.

        Raise RuleBroken where a second person must say yes and has not; that yes is
        used up.
        """
        if needs_second(person):
            NewCode.print_for(person)
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

    def _hash(self, sheet: bytes) -> bytes:
        return _hash(plain(code_on(sheet, self.person)))

    def use(self, sealed: str) -> Person:
        """Take the words to sign in with; the slip is worthless from now on.

        They come sealed (``passphrases.seal``): that is slow, and the row is locked.
        """
        self.person.take_passphrase(sealed)
        db.session.delete(self)
        return self.person


class NewCode(Model):
    """A new slip for somebody who has signed in before: two people answer for it.

    The person sees it at each sign-in for 30 days, so that nobody takes over an
    account unseen (DESIGN 5).
    """

    __tablename__ = "new_codes"
    __table_args__ = (
        CheckConstraint("second_id != asked_by_id", "two_people"),
        CheckConstraint("second_id != person_id", "second_is_another"),
        CheckConstraint(
            "printed_on IS NULL OR agreed_on IS NOT NULL", "agreed_before_printed"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_on: Mapped[date]
    agreed_on: Mapped[date | None]
    printed_on: Mapped[date | None]

    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="joined")
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id], lazy="joined")
    second: Mapped[Person] = relationship(foreign_keys=[second_id], lazy="joined")

    @classmethod
    def ask(cls, person: Person, by: Person, second: Person) -> "NewCode":
        """Who was asked before and has not answered is asked no more."""
        if not needs_second(person):
            raise RuleBroken(_l("Denne personen kan få en lapp uten at noen sier ja."))
        if second in (person, by) or not may_be_second(second):
            raise RuleBroken(
                _l("En annen må si ja. Det kan ikke være en administrator.")
            )
        before = cls.open_for(person)
        if before and (before.agreed_on or before.second == second):
            raise RuleBroken(_l("Det er allerede spurt om ny kode til denne personen."))
        if before:
            db.session.delete(before)
        return cls(person=person, asked_by=by, second=second, asked_on=clock.today())

    @classmethod
    def open_for(cls, person: Person) -> "NewCode | None":
        """What is asked and not yet printed; it lapses after 14 days."""
        return db.session.scalar(
            select(cls)
            .where(
                cls.person_id == person.id,
                cls.printed_on.is_(None),
                cls._has_not_lapsed(),
            )
            .order_by(cls.id.desc())
            .limit(1)
        )

    @classmethod
    def waiting_for(cls, second: Person) -> list["NewCode"]:
        """What this person has been asked to say yes or no to."""
        asked = select(cls).where(
            cls.second_id == second.id,
            cls.agreed_on.is_(None),
            cls._has_not_lapsed(),
        )
        return list(db.session.scalars(asked.order_by(cls.id)))

    @classmethod
    def to_print(cls) -> list["NewCode"]:
        """What somebody has said yes to, for whomever it is."""
        agreed = select(cls).where(
            cls.agreed_on.is_not(None),
            cls.printed_on.is_(None),
            cls._has_not_lapsed(),
        )
        return list(db.session.scalars(agreed).unique())

    @classmethod
    def told_to(cls, person: Person) -> list["NewCode"]:
        """What the person sees at each sign-in."""
        printed = select(cls).where(
            cls.person_id == person.id, cls.printed_on >= clock.today() - TOLD_FOR
        )
        return list(db.session.scalars(printed.order_by(cls.id.desc())))

    @classmethod
    def _has_not_lapsed(cls) -> ColumnElement[bool]:
        return cls.asked_on >= clock.today() - ANSWERED_WITHIN

    @classmethod
    def print_for(cls, person: Person) -> None:
        asked = cls.open_for(person)
        if asked is None or asked.agreed_on is None:
            raise RuleBroken(_l("En annen må si ja til denne lappen først."))
        asked.printed_on = clock.today()

    def to_tell(self) -> list[Person]:
        """Whom the person may tell that this was wrong: nobody who had a part in it.

        The representatives of the person's own department, else the coordinators.
        """
        own = [it.department for it in self.person.current_roles if it.department]
        elected = [
            each
            for each in Person.holding(RoleKind.REPRESENTATIVE)
            if any(each.holds(RoleKind.REPRESENTATIVE, department=it) for it in own)
        ]
        parts = (self.person, self.asked_by, self.second)
        for several in (elected, Person.holding(RoleKind.COORDINATOR)):
            if others := [each for each in several if each not in parts]:
                return others
        return []

    def agree(self, by: Person) -> None:
        if by != self.second or not may_be_second(by) or self.agreed_on:
            raise RuleBroken(_l("Dette er gjort, eller kan ikke gjøres nå."))
        self.agreed_on = clock.today()

    def refuse(self, by: Person) -> None:
        if by != self.second or self.agreed_on:
            raise RuleBroken(_l("Dette er gjort, eller kan ikke gjøres nå."))
        db.session.delete(self)


def needs_second(person: Person) -> bool:
    """Somebody may have things in the house that a slip opens: read, or left behind.

    Of who has left nobody may see which, so all of them need one.
    """
    return person.has_signed_in or not person.is_here


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

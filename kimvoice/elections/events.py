"""The protocol: chained events, of which each person can be forgotten (DESIGN 6).

What is public, what the committee alone may read, and each name are in the chain. The
last two are there as commitments, so that a copy without them can be verified too.
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Self, TypeAlias

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import clock, ledger
from kimvoice.core.db import Model, closed_choice
from kimvoice.core.ledger import Plain
from kimvoice.elections.chain import FORGOTTEN, Who, Written
from kimvoice.elections.states import Deed
from kimvoice.people.models import Person

if TYPE_CHECKING:
    from kimvoice.elections.models import Election

Named: TypeAlias = Person | str
"""Whoever has no place in the house is written by name: a witness, a drawer."""
Facts: TypeAlias = Mapping[str, Plain]


class EventPerson(Model):
    __tablename__ = "election_event_people"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("election_events.id", ondelete="CASCADE"), primary_key=True
    )
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL")
    )
    name: Mapped[str]
    """As it was then; empty once the person is forgotten, and so is the salt."""
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    committed: Mapped[bytes] = mapped_column(LargeBinary)

    @classmethod
    def named(cls, place: int, who: Named, name: str) -> Self:
        number = who.id if isinstance(who, Person) else None
        salt = secrets.token_bytes(16)
        return cls(
            place=place,
            person_id=number,
            name=name,
            salt=salt,
            committed=ledger.committed(salt, number, name),
        )

    def forget(self) -> None:
        """The chain keeps the commitment, which tells nothing without its salt."""
        self.person_id, self.name, self.salt = None, FORGOTTEN, b""

    @property
    def is_forgotten(self) -> bool:
        return self.written.is_forgotten

    @property
    def written(self) -> Who:
        return Who(self.place, self.person_id, self.name, self.salt, self.committed)


class ElectionEvent(Model):
    __tablename__ = "election_events"
    __table_args__ = (UniqueConstraint("election_id", "line"),)

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """Drawn."""
    election_id: Mapped[int] = mapped_column(
        ForeignKey("elections.id", ondelete="CASCADE")
    )
    line: Mapped[int]
    deed: Mapped[Deed] = mapped_column(closed_choice(Deed, "deed"))
    done_on: Mapped[date]
    """The day: no hour stands here."""
    said: Mapped[str]
    """JSON: what anybody may read."""
    kept: Mapped[str]
    """JSON: what only the committee's own copy shows; empty once it is forgotten."""
    kept_salt: Mapped[bytes] = mapped_column(LargeBinary)
    kept_committed: Mapped[bytes] = mapped_column(LargeBinary)
    link: Mapped[bytes] = mapped_column(LargeBinary)

    election: Mapped["Election"] = relationship(back_populates="events")
    people: Mapped[list[EventPerson]] = relationship(
        order_by=EventPerson.place, cascade="all, delete-orphan", lazy="selectin"
    )

    @classmethod
    def follow(
        cls,
        before: bytes,
        line: int,
        deed: Deed,
        people: Iterable[tuple[Named, str]],
        said: Facts,
        kept: Facts,
    ) -> Self:
        """``people``: each with the name that is written."""
        salt, secret = secrets.token_bytes(16), json.dumps(dict(kept))
        added = cls(
            id=secrets.randbits(62),
            line=line,
            deed=deed,
            done_on=clock.today(),
            said=json.dumps(dict(said)),
            kept=secret,
            kept_salt=salt,
            kept_committed=ledger.committed(salt, secret),
            people=[EventPerson.named(at, *who) for at, who in enumerate(people)],
        )
        added.link = added.written.link_after(before)
        return added

    @property
    def written(self) -> Written:
        return Written(
            id=self.id,
            line=self.line,
            deed=self.deed.value,
            done_on=self.done_on.isoformat(),
            said=self.said,
            kept=self.kept,
            kept_salt=self.kept_salt,
            kept_committed=self.kept_committed,
            people=tuple(it.written for it in self.people),
        )

    @property
    def mark(self) -> str:
        """Of the protocol as far as this line."""
        return ledger.mark(self.link)

    @property
    def facts(self) -> dict[str, Plain]:
        """What anybody may read."""
        read: dict[str, Plain] = json.loads(self.said)
        return read

    @property
    def figures(self) -> dict[str, Plain]:
        """What the committee alone may read; nothing once it is forgotten."""
        read: dict[str, Plain] = json.loads(self.kept or "{}")
        return read

    @property
    def kept_is_forgotten(self) -> bool:
        return self.kept == FORGOTTEN

    def forget_figures(self) -> None:
        """The chain keeps the commitment: the signed print can be compared with it."""
        self.kept, self.kept_salt = FORGOTTEN, b""

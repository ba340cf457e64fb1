"""«Hvem har åpnet klagen?»: every view and act by others, in a chain (DESIGN 5).

Who it was lies in the chain as a commitment alone, so that a person can be erased
without breaking it. The chain is keyed: the database alone can't make a new one.
"""

import secrets
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.complaints.chain import Written
from kimvoice.core import clock, ledger
from kimvoice.core.db import Model, closed_choice
from kimvoice.people.models import Person, RoleKind

if TYPE_CHECKING:
    from kimvoice.complaints.models import Complaint


class Deed(StrEnum):
    # looked at
    SAW = "saw"
    OPENED = "opened"
    PRINTED = "printed"
    SAW_SUPPORT = "saw_support"
    """Of a support person who may not read the complaint itself."""
    # acts of others: the values are those of states.Act
    TAKE_ON = "take_on"
    STEP_ASIDE = "step_aside"
    CONFIRM = "confirm"
    NOTE = "note"
    TALK = "talk"
    ASK = "ask"
    EXTEND = "extend"
    ANSWER = "answer"
    REPORT = "report"
    WRITE = "write"
    CLIMB = "climb"
    # about the complaint, by others than who answers it
    HELPED = "helped"
    AGREED_TO_SUPPORT = "agreed_to_support"
    DECLINED_TO_SUPPORT = "declined_to_support"
    ENDED_SUPPORT = "ended_support"
    NEW_CODE = "new_code"
    # of a complaint from before there were logs: since when there is one
    BEGUN = "begun"


OPENING = {*Deed} - {
    Deed.SAW_SUPPORT,
    Deed.WRITE,
    Deed.AGREED_TO_SUPPORT,
    Deed.DECLINED_TO_SUPPORT,
    Deed.ENDED_SUPPORT,
    Deed.NEW_CODE,
    Deed.CLIMB,
    Deed.BEGUN,
}
"""By people who have seen at least its first page; a message tells nothing of that."""


class LogLine(Model):
    __tablename__ = "complaint_log"
    __table_args__ = (UniqueConstraint("complaint_number", "line"),)

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """Drawn; in the chain."""
    complaint_number: Mapped[int] = mapped_column(
        ForeignKey("complaints.number", ondelete="CASCADE")
    )
    line: Mapped[int]
    deed: Mapped[Deed] = mapped_column(closed_choice(Deed, "deed"))
    done_on: Mapped[date]
    role: Mapped[RoleKind | None] = mapped_column(closed_choice(RoleKind, "role"))
    """As what: None for a support person, and whoever else has no seat in it."""
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    """Nobody for what the clock does, and once the person is erased."""
    second_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    """Of a new code who else answers for it; of what the clock does who gets it."""
    by_salt: Mapped[bytes] = mapped_column(LargeBinary)
    """Overwritten when the person is forgotten; so is the other's below."""
    by_committed: Mapped[bytes] = mapped_column(LargeBinary)
    """To who it was, or to nobody."""
    second_salt: Mapped[bytes] = mapped_column(LargeBinary)
    second_committed: Mapped[bytes] = mapped_column(LargeBinary)
    link: Mapped[bytes] = mapped_column(LargeBinary)

    complaint: Mapped["Complaint"] = relationship(back_populates="log")
    by: Mapped[Person | None] = relationship(foreign_keys=[by_id])
    second: Mapped[Person | None] = relationship(foreign_keys=[second_id])

    @classmethod
    def follow(
        cls,
        before: bytes,
        number: int,
        line: int,
        deed: Deed,
        by: Person | None,
        role: RoleKind | None,
        second: Person | None,
        on: date | None,
    ) -> Self:
        """``on``: the day of what was done before there was a log; else today."""
        who = (by.id if by else None, second.id if second else None)
        salts = secrets.token_bytes(16), secrets.token_bytes(16)
        added = cls(
            id=secrets.randbits(62),
            complaint_number=number,
            line=line,
            deed=deed,
            done_on=on or clock.today(),
            role=role,
            by=by,
            by_id=who[0],
            by_salt=salts[0],
            by_committed=ledger.committed(salts[0], who[0]),
            second=second,
            second_id=who[1],
            second_salt=salts[1],
            second_committed=ledger.committed(salts[1], who[1]),
        )
        added.link = added.written.link_after(before)
        return added

    @property
    def written(self) -> Written:
        return Written(
            id=self.id,
            complaint_number=self.complaint_number,
            line=self.line,
            deed=self.deed.value,
            done_on=self.done_on.isoformat(),
            role=self.role.value if self.role else None,
            by_id=self.by_id,
            by_salt=self.by_salt,
            by_committed=self.by_committed,
            second_id=self.second_id,
            second_salt=self.second_salt,
            second_committed=self.second_committed,
        )

    @property
    def is_forgotten(self) -> bool:
        """One of its people, or both."""
        return any(each.is_forgotten for each in self.written.people)

    def forget(self, person: Person) -> None:
        """When the person is erased: the chain holds, and the other one stays."""
        if self.by_id == person.id:
            self.by = self.by_id = None
            self.by_salt = self.written.by.salt_of_nobody
        if self.second_id == person.id:
            self.second = self.second_id = None
            self.second_salt = self.written.second.salt_of_nobody

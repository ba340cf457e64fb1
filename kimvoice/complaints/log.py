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
    Deed.AGREED_TO_SUPPORT,
    Deed.DECLINED_TO_SUPPORT,
    Deed.ENDED_SUPPORT,
    Deed.NEW_CODE,
    Deed.CLIMB,
    Deed.BEGUN,
}
"""By people who have seen at least its first page."""


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
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    """Overwritten when the person is forgotten."""
    people: Mapped[bytes] = mapped_column(LargeBinary)
    """The commitment to who it was."""
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
    ) -> Self:
        who = (by.id if by else None, second.id if second else None)
        salt = secrets.token_bytes(16)
        added = cls(
            id=secrets.randbits(62),
            complaint_number=number,
            line=line,
            deed=deed,
            done_on=clock.today(),
            role=role,
            by=by,
            by_id=who[0],
            second=second,
            second_id=who[1],
            salt=salt,
            people=ledger.committed(salt, *who),
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
            second_id=self.second_id,
            salt=self.salt,
            people=self.people,
        )

    @property
    def is_forgotten(self) -> bool:
        return self.written.is_forgotten

    def forget(self) -> None:
        """Who it was, when a person is erased: the chain still holds."""
        self.by = self.second = None
        self.by_id = self.second_id = None
        self.salt = self.written.salt_of_nobody

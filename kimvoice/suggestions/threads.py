"""What the code opens: words between an author without a name and the readers.

A word of the author has no person: the column is empty, and the table refuses
anything else. The only time is the ISO week.
"""

import secrets
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    LargeBinary,
    UniqueConstraint,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import site_key
from kimvoice.core.db import Model, closed_choice, db
from kimvoice.core.vault import Vault, place_of
from kimvoice.people.models import Person, RoleKind
from kimvoice.suggestions.codes import CodeKeys

if TYPE_CHECKING:
    from kimvoice.suggestions.models import Suggestion


class EntryKind(StrEnum):
    SAID = "said"
    MESSAGE = "message"
    QUESTION = "question"
    DECLINED = "declined"
    CLOSED = "closed"
    SUMMARY = "summary"
    HELP_ASKED = "help_asked"

    @property
    def is_by_author(self) -> bool:
        return self in (EntryKind.SAID, EntryKind.MESSAGE)

    @property
    def is_beside(self) -> bool:
        """Stands in the thread, but is no turn in the talk with the author."""
        return self in (EntryKind.SUMMARY, EntryKind.HELP_ASKED)


class Thread(Model):
    """Sealed with a key of its own, which the code and the site's key both unwrap.

    Deleting the row is forgetting: what was published lies on the suggestion.
    """

    __tablename__ = "suggestion_threads"

    suggestion_number: Mapped[int] = mapped_column(
        ForeignKey("suggestions.number", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    lookup: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    key_for_author: Mapped[bytes] = mapped_column(LargeBinary)
    key_for_readers: Mapped[bytes] = mapped_column(LargeBinary)

    suggestion: Mapped["Suggestion"] = relationship(back_populates="thread")
    entries: Mapped[list["Entry"]] = relationship(
        back_populates="thread",
        cascade="all, delete-orphan",
        order_by="Entry.position",
    )

    @classmethod
    def begin(cls, number: int, keys: CodeKeys) -> Self:
        vault = Vault.new()
        thread = cls(suggestion_number=number, lookup=keys.lookup)
        thread.key_for_author = keys.wrap(vault.key, thread.place_for_author)
        place = place_of(thread, "key_for_readers")
        thread.key_for_readers = site_key.wrap(vault, place)
        return thread

    @classmethod
    def opened_by(cls, keys: CodeKeys) -> Self | None:
        """The thread that these keys find and unwrap; None if there is none now."""
        thread = db.session.scalar(select(cls).where(cls.lookup == keys.lookup))
        if thread is not None:
            keys.unwrap(thread.key_for_author, thread.place_for_author)
        return thread

    @property
    def vault(self) -> Vault:
        place = place_of(self, "key_for_readers")
        return site_key.unwrapped(self.key_for_readers, place)

    @property
    def place_for_author(self) -> str:
        return f"suggestion_threads:{self.suggestion_number}:author"

    @property
    def said(self) -> list["Entry"]:
        """What was sent first; more than one when it was sent again, corrected."""
        return [entry for entry in self.entries if entry.kind is EntryKind.SAID]

    @property
    def last(self) -> "Entry | None":
        """Of the talk: a summary or a call for help leaves a question open."""
        talk = [entry for entry in self.entries if not entry.kind.is_beside]
        return talk[-1] if talk else None

    def last_of(self, kind: EntryKind) -> "Entry | None":
        those = [entry for entry in self.entries if entry.kind is kind]
        return those[-1] if those else None

    def hear(
        self, kind: EntryKind, words: str, week: str, nonce: str | None = None
    ) -> bool:
        """Take in words of the author; False when the same form said them before."""
        heard = any(
            (entry.kind, entry.nonce, entry.words) == (kind, nonce, words)
            for entry in self.entries
        )
        if not heard:
            self.write(kind, words, week, nonce=nonce)
        return not heard

    def write(
        self,
        kind: EntryKind,
        words: str,
        week: str,
        by: Person | None = None,
        nonce: str | None = None,
    ) -> None:
        entry = Entry(
            id=secrets.randbits(62),
            position=len(self.entries),
            kind=kind,
            week=week,
            by=by,
            nonce=nonce,
        )
        entry.sealed = self.vault.seal(words, place_of(entry, "sealed"))
        self.entries.append(entry)


class Entry(Model):
    __tablename__ = "suggestion_entries"
    __table_args__ = (
        UniqueConstraint("thread_number", "position"),
        CheckConstraint(
            "(kind IN ('said', 'message')) = (by_id IS NULL)", "author_has_no_person"
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    thread_number: Mapped[int] = mapped_column(
        ForeignKey("suggestion_threads.suggestion_number", ondelete="CASCADE")
    )
    position: Mapped[int]
    kind: Mapped[EntryKind] = mapped_column(closed_choice(EntryKind, "kind"))
    week: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    nonce: Mapped[str | None]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)

    thread: Mapped[Thread] = relationship(back_populates="entries")
    by: Mapped[Person | None] = relationship()

    @property
    def words(self) -> str:
        return self.thread.vault.open(self.sealed, place_of(self, "sealed"))

    @property
    def asked_role(self) -> RoleKind:
        """Whom a reader asked for help: the role alone, never a name."""
        return RoleKind(self.words)


site_key.holds(Thread, "key_for_readers")
site_key.holds_within(Entry, "sealed", vault=lambda it: it.thread.vault)

"""Somebody without a name, who has only a code."""

from kimvoice.core.db import db
from kimvoice.core.keys import keyring
from kimvoice.core.urn import Urn
from kimvoice.suggestions import codes, mailbox
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.slips import (
    HelpedSlip,
    MessageSlip,
    Slip,
    SuggestionSlip,
    WithdrawalSlip,
)
from kimvoice.suggestions.states import Audience, Helped
from kimvoice.suggestions.threads import EntryKind, Thread

FRIDAY = "2025-11-21 12:00"
NEXT_FRIDAY = "2025-11-28 12:00"
WEEK = "2025-W47"


class Author:
    def __init__(self, code: str = "") -> None:
        self.code = code or codes.mint()

    def sends(
        self,
        text: str = "Samlingen kan være etter lunsj.",
        audience: Audience = Audience.EVERYBODY,
        department: int | None = None,
    ) -> "Author":
        return self.lays_in(SuggestionSlip(self.code, text, audience, department))

    def writes(self, text: str, nonce: str = "form 1") -> "Author":
        return self.lays_in(MessageSlip(self.code, text, nonce))

    def says_it_helped(self, helped: Helped) -> "Author":
        return self.lays_in(HelpedSlip(self.code, helped))

    def withdraws(self) -> "Author":
        return self.lays_in(WithdrawalSlip(self.code))

    def lays_in(self, slip: Slip) -> "Author":
        mailbox.receive(slip)
        db.session.commit()
        return self

    @property
    def finds(self) -> Suggestion | None:
        """What the code opens now."""
        thread = Thread.opened_by(codes.derive(self.code))
        return thread.suggestion if thread else None

    @property
    def suggestion(self) -> Suggestion:
        assert self.finds is not None, "the code opens nothing"
        return self.finds

    @property
    def said(self) -> list[str]:
        return words(self.suggestion, EntryKind.SAID)

    @property
    def written(self) -> list[str]:
        return words(self.suggestion, EntryKind.MESSAGE)


def words(suggestion: Suggestion, kind: EntryKind) -> list[str]:
    return [entry.words for entry in suggestion.entries if entry.kind is kind]


def lying() -> list[bytes]:
    """What lies in the mailbox; its blanks left out."""
    db.session.rollback()
    urn = db.session.get_one(Urn, mailbox.NAME)
    key = keyring().mailbox.private_for(urn.public_key)
    assert key is not None, "this host does not hold the key"
    return urn.open_with(key).contents


def all_suggestions() -> list[Suggestion]:
    db.session.rollback()
    return list(db.session.scalars(db.select(Suggestion)).unique())

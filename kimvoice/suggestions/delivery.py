"""From an open page into the mailbox, once, however often its form comes."""

import hashlib

from kimvoice.core.db import db
from kimvoice.suggestions import mailbox, slips
from kimvoice.suggestions.slips import Slip
from kimvoice.web.memory import memory
from kimvoice.web.tokens import Token


def lay_in(token: Token, slip: Slip) -> None:
    """Receive a slip. Commits. Raises MailboxFull or TooMany.

    Two equal slips are one when the mailbox is emptied; here a double click does
    not take up its room either.
    """
    said = hashlib.sha256(slips.write(slip)).digest()
    # Reading holds SQLite's writers back: end it before waiting for one's turn.
    db.session.rollback()
    with memory().laying_in:
        if (token.page, said) not in memory().used_pages:
            mailbox.receive(slip)
            db.session.commit()
            mailbox.cover()
            memory().used_pages.add((token.page, said))
        token.use()

"""From an open page into the mailbox, once, however often its form comes."""

import hashlib
from datetime import datetime

from flask_babel import lazy_gettext as _l

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.suggestions import intake, mailbox, openings, slips
from kimvoice.suggestions.slips import Slip, SuggestionSlip
from kimvoice.web.memory import memory
from kimvoice.web.tokens import Token


class SentWithAnotherCode(intake.NotTakenIn, RuleBroken):
    """One form is one suggestion: its code is not changed once it is sent."""


def lay_in(token: Token, slip: Slip) -> datetime:
    """Receive a slip; the opening at which it comes out. Commits.

    Raises MailboxFull, TooMany or SentWithAnotherCode. Two equal slips are one when
    the mailbox is emptied; here a double click does not take up its room either.
    """
    said = hashlib.sha256(slips.write(slip)).digest()
    # Reading holds SQLite's writers back: end it before waiting for one's turn.
    db.session.rollback()
    with memory().laying_in:
        if (token.page, said) not in memory().used_pages:
            if isinstance(slip, SuggestionSlip):
                _refuse_another_code(token, slip.code)
            mailbox.receive(slip)
            db.session.commit()
            memory().used_pages.add((token.page, _digest(slip.code)))
        token.use()
        laid_in = memory().used_pages.add((token.page, said))
    return openings.next_opening(clock.in_house(laid_in))


def _refuse_another_code(token: Token, code: str) -> None:
    used = memory().used_pages
    if token.page in used and (token.page, _digest(code)) not in used:
        raise SentWithAnotherCode(
            _l(
                "Dette er alt sendt, med en annen kode."
                " Skriv den samme koden som sist, eller begynn på nytt fra forsiden."
            )
        )


def _digest(code: str) -> bytes:
    return hashlib.sha256(code.encode()).digest()

"""The mailbox: slips lie sealed in it and come out together, on fixed days only.

Whatever it holds, it is emptied by the calendar alone: a rule on the number of
slips was tried on paper and could be used to single people out (DESIGN 4.4).
"""

import logging
from collections import deque
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock

from flask import Flask, current_app
from flask_babel import lazy_gettext as _l
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey
from sqlalchemy import func, select

from kimvoice.core import clock, days, jobs, settings, urn
from kimvoice.core.db import db, give_back_pages
from kimvoice.core.errors import Busy, HouseError, RuleBroken
from kimvoice.core.keys import keyring
from kimvoice.core.urn import Urn
from kimvoice.suggestions import codes, effects, slips
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.openings import last_opening, opening_in_week
from kimvoice.suggestions.slips import Slip
from kimvoice.suggestions.threads import Entry, Thread

NAME = "mailbox"
LOST = "mailbox-lost"
SWEPT = (Urn, Suggestion, Thread, Entry)
SAID_FOR = timedelta(weeks=4)
log = logging.getLogger(__name__)


class NotTakenIn(HouseError):
    """A slip that was refused as it came; its page keeps what was written."""


class MailboxFull(NotTakenIn, RuleBroken):
    """No room before the mailbox is emptied."""


class TooMany(NotTakenIn, Busy):
    """More slips in ten minutes than sixty people write."""


# In


class Pace:
    """At most 20 slips in ten minutes for the whole house: never per person or PC.

    The times lie in this process's memory and reach no slip.
    """

    SLIPS = 20
    SPAN = timedelta(minutes=10)

    def __init__(self) -> None:
        self._lock = Lock()
        self._times: deque[datetime] = deque()

    def keep(self) -> None:
        now = clock.real_now()
        with self._lock:
            while self._times and self._times[0] <= now - self.SPAN:
                self._times.popleft()
            if len(self._times) >= self.SLIPS:
                raise TooMany(
                    _l(
                        "Det kom mange på kort tid."
                        " Prøv igjen om ti minutter,"
                        " eller skriv på papir og gi det til en tillitsvalgt."
                    )
                )
            self._times.append(now)


def establish() -> None:
    """Set the mailbox up, once, in a house that has none. The caller commits."""
    if db.session.get(Urn, NAME) is None:
        mailbox = Urn(name=NAME, version=0, public_key=b"", slips=b"", in_debt=False)
        mailbox.start_round(keyring().mailbox.renew(beside=b""))
        db.session.add(mailbox)
        jobs.mark_done(NAME, _slot(last_opening()))


def receive(slip: Slip) -> None:
    """Lay a slip in; it takes effect when the mailbox is emptied. The caller commits.

    Raises TooMany or MailboxFull; then nothing was taken in.
    """
    content = slips.write(slip)
    mailbox = Urn.locked(NAME)
    if len(mailbox.sealed) >= settings.MAILBOX_ROOM.value():
        raise MailboxFull(
            _l(
                "Postkassa er full nå. Kom tilbake når den er åpnet,"
                " eller skriv på papir og gi det til en tillitsvalgt."
            )
        )
    pace: Pace = current_app.extensions["pace"]
    pace.keep()
    mailbox.put([content])


# Out


def empty_when_due() -> None:
    """Empty for the last opening that has passed, unless that was done. Commits.

    Codes are derived outside any transaction: scrypt is slow on purpose. A slip
    that loses the race in between is sealed again, to the next round's key. That
    key is drawn under the lock, so that two who empty at once never draw two.
    """
    opening = last_opening()
    if jobs.is_done(NAME, _slot(opening)):
        return
    mailbox = db.session.scalars(select(Urn).where(Urn.name == NAME)).one()
    sealed, round_of = mailbox.sealed, mailbox.public_key
    db.session.rollback()
    key = keyring().mailbox.private_for(round_of)
    if key is None:
        log.error("mailbox: this host does not hold the key of the round")
        return
    written = {slip for each in sealed if (slip := _read(each, key))}
    derived = {slip.code: codes.derive(slip.code) for slip in written}

    mailbox = Urn.locked(NAME)
    if mailbox.public_key == round_of and not jobs.is_done(NAME, _slot(opening)):
        late = [each for each in mailbox.sealed if each not in sealed]
        effects.take(written, derived, days.week_of(opening.date()))
        mailbox.start_round(keyring().mailbox.renew(beside=round_of))
        mailbox.put(urn.open_slip(each, key) for each in late)
        jobs.mark_done(NAME, _slot(opening))
    db.session.commit()


def sweep() -> None:
    """Pay the debt of the round before: its key and its pages. Commits."""
    mailbox = Urn.locked(NAME)
    key = keyring().mailbox
    owed = mailbox.in_debt and key.private_for(mailbox.public_key) is not None
    if owed:
        key.forget_others(mailbox.public_key)
    db.session.rollback()
    if owed:
        give_back_pages(*(model.__tablename__ for model in SWEPT))
        Urn.locked(NAME).in_debt = False
        db.session.commit()


def _slot(opening: datetime) -> str:
    """Once a week, whatever somebody does to the settings after it was opened."""
    return days.week_of(opening.date())


def _read(sealed: bytes, key: PrivateKey) -> Slip | None:
    """None for what nobody can read: it must not hold back the others."""
    try:
        return slips.read(urn.open_slip(sealed, key))
    except (CryptoError, ValueError, KeyError, TypeError) as error:
        log.error("mailbox: a slip cannot be read: %s", type(error).__name__)
        return None


# Lost


@dataclass(frozen=True)
class LostDays:
    """What was sent between these days must be sent again."""

    first: date
    last: date


def start_over() -> LostDays:
    """Begin a new round without the old key: its slips are lost. The caller commits.

    The open side names the days, so that people can send once more.
    """
    mailbox = Urn.locked(NAME)
    lost = LostDays(_last_emptied(), clock.today())
    mailbox.start_round(keyring().mailbox.renew(beside=b""))
    for job, slot in (
        (LOST, f"{lost.first}/{lost.last}"),
        (NAME, _slot(last_opening())),
    ):
        if not jobs.is_done(job, slot):
            jobs.mark_done(job, slot)
    return lost


def _last_emptied() -> date:
    week = db.session.scalar(
        select(func.max(jobs.Done.slot)).where(jobs.Done.job == NAME)
    )
    opening = opening_in_week(days.monday_of(week)) if week else None
    return opening.date() if opening else last_opening().date()


def lost_days() -> LostDays | None:
    """The last such days, for as long as somebody may come back to read it."""
    slot = db.session.scalar(
        select(func.max(jobs.Done.slot)).where(jobs.Done.job == LOST)
    )
    if slot is None:
        return None
    lost = LostDays(*(date.fromisoformat(day) for day in slot.split("/")))
    return lost if clock.today() <= lost.last + SAID_FOR else None


# Afterwards


def forget_old_threads() -> None:
    """Delete the threads whose time is over; what was published stays. Commits.

    Their pages are owed too, so that nothing of them is left in file or journal.
    """
    ended = select(Suggestion).where(Suggestion.closed_week.is_not(None))
    due = [
        each.number
        for each in db.session.scalars(ended).unique()
        if each.is_to_be_forgotten
    ]
    if due:
        Urn.locked(NAME).in_debt = True
        for number in due:
            suggestion = Suggestion.locked(number)
            if suggestion.is_to_be_forgotten:
                suggestion.forget()
    db.session.commit()


def cover() -> None:
    """Also once a minute: so the file's time tells nothing of the last slip."""
    urn.cover(NAME)


def tick() -> None:
    """Everything of this room that the clock can make due."""
    empty_when_due()
    forget_old_threads()
    sweep()
    cover()


def init_app(app: Flask) -> None:
    app.extensions["pace"] = Pace()

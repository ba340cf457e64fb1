"""The mailbox: slips lie sealed in it and come out together, on fixed days only.

Whatever it holds, it is emptied by the calendar alone: a rule on the number of
slips was tried on paper and could be used to single people out (DESIGN 4.4).
"""

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from secrets import randbelow

from sqlalchemy import func, select

from kimvoice.core import clock, days, jobs
from kimvoice.core.db import db, give_back_pages
from kimvoice.core.keys import keyring
from kimvoice.core.urn import SLIP, STEP, Opened, Urn
from kimvoice.forum.models import Matter
from kimvoice.suggestions import codes, effects, intake, slips
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.openings import (
    last_opening,
    next_opening,
    opening_in_week,
)
from kimvoice.suggestions.slips import Slip
from kimvoice.suggestions.threads import Entry, Thread

NAME = "mailbox"
LOST = "mailbox-lost"
SWEPT = (Urn, Suggestion, Thread, Entry, Matter)
SAID_FOR = timedelta(weeks=4)
TIMES_A_MINUTE = 3
log = logging.getLogger(__name__)


# In


def establish() -> None:
    """Set the mailbox up, once, in a house that has none. The caller commits."""
    if db.session.get(Urn, NAME) is None:
        key = keyring().mailbox.renew(beside=b"")
        mailbox = Urn.new(NAME, key, slip=SLIP)
        mailbox.start_round(key)
        db.session.add(mailbox)
        jobs.mark_done(NAME, _slot(last_opening()))


def receive(slip: Slip) -> None:
    """Lay a slip in; it takes effect when the mailbox is emptied. The caller commits.

    It is promised for the opening that comes next at this moment. Raises TooMany or
    MailboxFull; then nothing was taken in.
    """
    mailbox = Urn.locked(NAME)
    content = slips.write(slip, _slot(next_opening()))
    key, since = keyring().mailbox.private_for(mailbox.public_key), _last_emptied()
    if key is None:
        # Blanks cannot be told from slips here: at most one step of them.
        intake.let_in(len(mailbox.sealed) - STEP, mailbox.public_key, since)
        mailbox.put([content])
        return
    opened = mailbox.open_with(key)
    intake.let_in(len(opened.contents), mailbox.public_key, since)
    mailbox.seal_anew([*opened.contents, content], opened.foreign)


# Out


def empty_when_due() -> None:
    """Empty for the last opening that has passed, unless that was done. Commits.

    Codes are derived outside any transaction: scrypt is slow on purpose. A slip
    that loses the race in between, or was promised for the opening after this one,
    is sealed to the next round's key. That key is drawn under the lock, so that two
    who empty at once never draw two.
    """
    opening = last_opening()
    if jobs.is_done(NAME, _slot(opening)):
        return
    mailbox = db.session.scalars(select(Urn).where(Urn.name == NAME)).one()
    round_of = mailbox.public_key
    key = keyring().mailbox.private_for(round_of)
    if key is None:
        db.session.rollback()
        log.error("mailbox: this host does not hold the key of the round")
        return
    due = _those_due(mailbox.open_with(key), opening)
    db.session.rollback()
    written = {slip for content in due if (slip := _read(content))}
    derived = {slip.code: codes.derive(slip.code) for slip in written}

    mailbox = Urn.locked(NAME)
    if mailbox.public_key == round_of and not jobs.is_done(NAME, _slot(opening)):
        # By content, not by box: all may have been sealed anew in between.
        late = [it for it in mailbox.open_with(key).contents if it not in due]
        effects.take(written, derived, _slot(opening))
        mailbox.start_round(keyring().mailbox.renew(beside=round_of), late)
        jobs.mark_done(NAME, _slot(opening))
    db.session.commit()


def _those_due(opened: Opened, opening: datetime) -> set[bytes]:
    """All but those promised for the opening that comes next.

    What names a week further away was written by a clock that was wrong.
    """
    for _ in opened.foreign:
        log.error("mailbox: a slip cannot be read: it is not of this round")
    this, coming = _slot(opening), _slot(next_opening())
    return {it for it in opened.contents if not this < slips.promised(it) <= coming}


def seal_anew() -> None:
    """Seal all anew, so often that counters of writes tell nothing of slips. Commits.

    Also once a minute: so the file's time tells nothing of the last slip.
    """
    for _ in range(1 + randbelow(TIMES_A_MINUTE)):
        mailbox = Urn.locked(NAME)
        key = keyring().mailbox.private_for(mailbox.public_key)
        if key:
            opened = mailbox.open_with(key)
            mailbox.seal_anew(opened.contents, opened.foreign)
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


def _read(content: bytes) -> Slip | None:
    """None for what nobody can read: it must not hold back the others."""
    try:
        return slips.read(content)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
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
    ended = select(Suggestion).where(Suggestion.may_have_ended())
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


def tick() -> None:
    """Everything of this room that the clock can make due.

    Whatever fails, all is sealed anew: else the last slip could be told from then on.
    """
    try:
        empty_when_due()
        forget_old_threads()
        sweep()
    finally:
        seal_anew()

"""The mail of the morning, to everybody who owes answers (DESIGN 5).

The same words to each of them each working day, whether or not anything waits: it
knows of no complaint and no suggestion. No other module of the house sends anything.
"""

import logging
import secrets
import smtplib
import ssl
from datetime import date, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from random import shuffle
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from kimvoice.config import Mail
from kimvoice.core import clock, days, jobs
from kimvoice.core.db import begin_writing, db
from kimvoice.core.jobs import Done
from kimvoice.core.settings import MORNING_HOUR
from kimvoice.people import reach

JOB = "morning"
SUBJECT = "KIM voice i dag"
BODY = """God morgen!
Denne e-posten kommer hver arbeidsdag, også når ingenting venter.
Logg inn for å se.

{house}/min/
"""
PATIENCE = 10.0
"""Seconds for each word of the server: the minute has other work too."""
ROUND = timedelta(seconds=30)
"""What takes longer goes on in the next minute."""
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
log = logging.getLogger(__name__)


class Unsealed(smtplib.SMTPException):
    """A password would go to another machine without encryption."""


def send_when_due() -> None:
    """Once a day to each. Safe to run twice or on two machines at once. Commits.

    Nothing is locked while the server is spoken to, since it may take its time. Of
    what fails the class alone is logged: a message can hold an address.
    """
    mail: Mail | None = current_app.extensions["config"].mail
    today = clock.today()
    waiting = _waiting(today) if mail and _is_time() else []
    db.session.rollback()
    if mail is None or not waiting:
        return
    try:
        with _server(mail) as server:
            _go_round(server, mail, today, waiting)
    except OSError as error:
        log.error("morning: %s", type(error).__name__)


def _is_time() -> bool:
    now = clock.now()
    return days.is_working_day(now.date()) and now.hour >= MORNING_HOUR.value()


def _waiting(day: date) -> list[tuple[str, str]]:
    """Who was not told yet: what claims it, and the address. Not always in one order:
    whom the server refuses should not keep it from the same others each time."""
    told = _told(day)
    found = [(f"{day}/{each.id}", each.email) for each in reach.by_mail()]
    waiting = [(slot, address) for slot, address in found if slot not in told]
    shuffle(waiting)
    return waiting


def _told(day: date) -> set[str]:
    """Of the day; that somebody was told on days before is forgotten."""
    told = set(db.session.scalars(select(Done.slot).where(Done.job == JOB)))
    if any(slot < day.isoformat() for slot in told):
        begin_writing()
        old = delete(Done).where(Done.job == JOB, Done.slot < day.isoformat())
        db.session.execute(old)
        db.session.commit()
    return told


# To the server


def _server(mail: Mail) -> smtplib.SMTP:
    """Ready to take mail. The machine's own name is nobody's business."""
    known_as = urlsplit(mail.house).hostname
    sealing = ssl.create_default_context()
    server: smtplib.SMTP
    if mail.sealed:
        server = smtplib.SMTP_SSL(
            mail.host, mail.port, known_as, timeout=PATIENCE, context=sealing
        )
    else:
        server = smtplib.SMTP(mail.host, mail.port, known_as, timeout=PATIENCE)
    try:
        _introduce(server, mail, sealing)
    except OSError:
        server.close()
        raise
    return server


def _introduce(server: smtplib.SMTP, mail: Mail, sealing: ssl.SSLContext) -> None:
    server.ehlo()
    sealed = mail.sealed
    if not sealed and server.has_extn("starttls"):
        server.starttls(context=sealing)
        sealed = True
    if mail.user:
        if not sealed and mail.host not in THIS_MACHINE:
            raise Unsealed
        server.login(mail.user, mail.password)


def _go_round(
    server: smtplib.SMTP, mail: Mail, day: date, waiting: list[tuple[str, str]]
) -> None:
    until = clock.real_now() + ROUND
    for slot, address in waiting:
        if clock.real_now() > until or clock.today() != day:
            return
        if _claim(slot):
            _tell(server, mail, slot, address)


def _tell(server: smtplib.SMTP, mail: Mail, slot: str, address: str) -> None:
    """Whom the server refuses is tried again; when it is gone nobody else is."""
    try:
        server.send_message(message(mail, address), mail.sender, [address])
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException) as refused:
        _release(slot)
        log.error("morning: %s", type(refused).__name__)
    except OSError:
        _release(slot)
        raise


def message(mail: Mail, address: str) -> EmailMessage:
    """Of one size each day. No library's Message-ID: that would name the machine."""
    told = EmailMessage()
    told["From"], told["To"], told["Subject"] = mail.sender, address, SUBJECT
    told["Date"] = format_datetime(clock.now())
    _, _, domain = mail.sender.partition("@")
    told["Message-ID"] = f"<{secrets.token_hex(16)}@{domain}>"
    # RFC 3834: nobody's absence is answered to the house.
    told["Auto-Submitted"] = "auto-generated"
    told.set_content(BODY.format(house=mail.house), cte="quoted-printable")
    return told


# Once


def _claim(slot: str) -> bool:
    """Before it is sent: what is broken off in between is not sent a second time."""
    begin_writing()
    if jobs.is_done(JOB, slot):
        db.session.rollback()
        return False
    jobs.mark_done(JOB, slot)
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        return False
    return True


def _release(slot: str) -> None:
    begin_writing()
    db.session.execute(delete(Done).where(Done.job == JOB, Done.slot == slot))
    db.session.commit()

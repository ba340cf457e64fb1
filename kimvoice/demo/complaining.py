"""The complaints of the house: who sent what, and what people did about it.

``ago`` is counted in working days before today, as deadlines are: whenever the house
is furnished, the same of them are late.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeAlias

from kimvoice.complaints import daily
from kimvoice.complaints.exclusions import Exclusion
from kimvoice.complaints.log import Deed
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import (
    Confirmation,
    Ground,
    Kept,
    Manner,
    Reader,
    Subject,
    Verdict,
)
from kimvoice.complaints.support import Contact, Part
from kimvoice.core import clock, days
from kimvoice.core.db import db
from kimvoice.demo.telling import day_of, move_to, one_named
from kimvoice.people.models import Person, RoleKind
from kimvoice.people.new_codes import NewCode

Done: TypeAlias = Callable[[Complaint], None]


@dataclass(frozen=True)
class Case:
    by: str
    sent: int
    text: str
    wish: str = ""
    subject: Subject = Subject.NOBODY
    about: str = ""
    manner: Manner = Manner.HERE
    helper: str = ""
    """Who typed it."""
    witness: str = ""
    delivered: int = 0
    """On paper, so many working days ago; typed in when it was sent."""
    then: tuple[tuple[int, Done], ...] = ()


@dataclass
class Told:
    """A case that is being told."""

    case: Case
    number: int = 0
    left: list[tuple[int, Done]] = field(default_factory=list)

    def go_on(self, ago: int) -> None:
        if ago == self.case.sent:
            self._send()
        for when, deed in self.case.then:
            if when == ago:
                deed(db.session.get_one(Complaint, self.number))
        db.session.commit()

    def _send(self) -> None:
        case, complainant = self.case, one_named(self.case.by)
        [role] = [it for it in complainant.roles if it.kind is RoleKind.PARTICIPANT]
        about = [one_named(case.about)] if case.about else []
        complaint = Complaint.draft(
            complainant,
            case.subject,
            case.manner,
            department=role.department,
            nonce=secrets.token_bytes(16),
            exclusions=[Exclusion.of(each, Ground.ABOUT) for each in about],
        )
        if case.helper:
            self._help(complaint)
        complaint.send(case.text, case.wish)
        db.session.add(complaint)
        self.number = complaint.number

    def _help(self, complaint: Complaint) -> None:
        case, on_paper = self.case, self.case.delivered > 0
        delivered = day_of(case.delivered) if on_paper else None
        complaint.type_in(one_named(case.helper), delivered)
        seen = Confirmation.WITNESS if case.witness else Confirmation.SIGNATURE
        complaint.vouch(seen, case.witness)


def live_through(cases: tuple[Case, ...]) -> None:
    """Day by day until now, with the daily job on each, as in a house that is open."""
    told = [Told(case) for case in cases]
    for ago in range(max(case.sent for case in cases), -1, -1):
        move_to(day_of(ago))
        for each in told:
            each.go_on(ago)
        daily.run_when_due()
    clock.the_clock().move(timedelta())
    daily.run_when_due()


# What the handler does


def confirm(it: Complaint) -> None:
    by = _handler(it)
    it.enter(Deed.SAW, by)
    it.take_on(by)
    it.enter(Deed.OPENED, by)
    due = it.current.answer_by
    it.confirm(
        by,
        f"Hei! Jeg har fått klagen din. Jeg svarer senest {due.day}.{due.month}."
        f" Ta gjerne kontakt. Hilsen {by.first_name}",
    )


def opens(it: Complaint) -> None:
    it.enter(Deed.OPENED, _handler(it))


def talk(it: Complaint) -> None:
    it.talk(_handler(it), clock.today())


def ask(words: str) -> Done:
    return lambda it: it.ask(_handler(it), words)


def note(words: str) -> Done:
    return lambda it: it.note(_handler(it), words, Reader.HANDLERS)


def more_time(count: int, why: str) -> Done:
    def extend(it: Complaint) -> None:
        until = days.working_day_after(it.current.answer_by, count)
        it.extend(_handler(it), min(until, it.current.latest_extension), why)

    return extend


def answer(verdict: Verdict, *, ready_in: int = 0, **words: str) -> Done:
    """``ready_in``: working days until what is promised shall be done."""

    def give(it: Complaint) -> None:
        promised: dict[str, Any] = dict(words)
        if ready_in:
            promised["done_by"] = days.working_day_after(clock.today(), ready_in)
        it.give(_handler(it), verdict, **promised)

    return give


def decider_says(kept: Kept) -> Done:
    return lambda it: it.report(it.answers[-1], it.answers[-1].by, kept)


def new_code(by: str, second: str) -> Done:
    """For the complainant, who is told: others could have used it."""

    def printed(it: Complaint) -> None:
        asking, agreeing = one_named(by), one_named(second)
        asked = NewCode.ask(it.complainant, asking, agreeing)
        asked.agree(agreeing)
        db.session.add(asked)
        db.session.flush()
        NewCode.print_for(it.complainant, asking)
        it.enter(Deed.NEW_CODE, asking, second=agreeing)

    return printed


# What the complainant does


def write(words: str) -> Done:
    return lambda it: it.write(words)


def send_on(why: str = "") -> Done:
    return lambda it: it.escalate(why)


def complainant_says(kept: Kept) -> Done:
    return lambda it: it.report(it.answers[-1], it.complainant, kept)


def ask_for_support(name: str, *, contact: Contact = Contact.AT_WORK) -> Done:
    """Who reads the complaint and the messages, not the answers."""
    reads = (Part.COMPLAINT, Part.MESSAGES)
    return lambda it: it.ask_for_support(one_named(name), reads, contact)


def leave(it: Complaint) -> None:
    """The complainant's time in the house is over; the complaint is not."""
    it.complainant.leave(clock.today() - timedelta(days=1))


stay, accept, withdraw = Complaint.stay, Complaint.accept, Complaint.withdraw


# What the support person does


def says_yes(it: Complaint) -> None:
    it.agree_to_support(_asked(it))


def says_no(it: Complaint) -> None:
    it.decline_support(_asked(it))


def write_in_support(words: str) -> Done:
    return lambda it: it.write_in_support(_asked(it), words)


def _asked(it: Complaint) -> Person:
    if it.support is None:
        raise LookupError("Nobody was asked for support.")
    return it.support.person


def _handler(it: Complaint) -> Person:
    if it.handler is None:
        raise LookupError("Nobody in this house answers it.")
    return it.handler
